/* panel.h - the sums of a whole run: cells (the finest combinations of keys) by periods. */
#ifndef FORECAST_PANEL_H
#define FORECAST_PANEL_H

#include "forecast/panel/panel_days.h"

/* Owns every key and value. Grows with cells x periods, never with rows. A cell has one value a
 * measure (amount, quantity ...). Sums do not depend on the order in which rows come. */
typedef struct fc_panel fc_panel;

fc_status fc_panel_new(size_t n_keys, size_t n_measures, fc_panel **panel) FC_CHECKED;
void fc_panel_free(fc_panel *panel);

/* The cell of these keys, made when seen first. `lengths` may be NULL for terminated strings; a key
 * holds no NUL. */
fc_status fc_panel_cell(fc_panel *panel, const char *const *keys, const size_t *lengths,
                        size_t *cell) FC_CHECKED;

/* Adds one row: values[n_measures]. FC_EDATA, and nothing added, where one is not a number or is
 * above 1e100 in size. */
fc_status fc_panel_add(fc_panel *panel, size_t cell, fc_period period,
                       const double *values) FC_CHECKED;

/* Notes a day on which the cell sold something; a panel of which no cell has any is judged by its
 * periods alone (lifecycle.h). */
fc_status fc_panel_add_day(fc_panel *panel, size_t cell, fc_date date) FC_CHECKED;

/* Notes all days of another cell. */
fc_status fc_panel_add_days(fc_panel *panel, size_t cell, const fc_panel_days *days) FC_CHECKED;

/* Those of a cell, borrowed. */
const fc_panel_days *fc_panel_cell_days(const fc_panel *panel, size_t cell);

/* Adds everything of `from`, which has the same keys and measures and is used up by that, only to
 * be freed; how threads' parts are joined. */
fc_status fc_panel_merge(fc_panel *into, fc_panel *from) FC_CHECKED;

/* Puts the cells into the byte order of their keys and gives back spare room; cell numbers change.
 * Call once, after reading: nothing can be added to a cell any more. */
fc_status fc_panel_sort(fc_panel *panel) FC_CHECKED;

size_t fc_panel_size(const fc_panel *panel); /* cells */
size_t fc_panel_n_keys(const fc_panel *panel);
size_t fc_panel_n_measures(const fc_panel *panel);
const char *const *fc_panel_keys(const fc_panel *panel, size_t cell); /* all of them, borrowed */
const char *fc_panel_key(const fc_panel *panel, size_t cell, size_t k);

/* First and last period with a row, of the panel and of a cell; FC_PERIOD_NONE when empty. */
void fc_panel_span(const fc_panel *panel, fc_period *first, fc_period *last);
void fc_panel_cell_span(const fc_panel *panel, size_t cell, fc_period *first, fc_period *last);

/* Adds (+=) the cell's sums of periods first .. first+n-1 to out[n]. */
void fc_panel_accumulate(const fc_panel *panel, size_t cell, size_t measure, fc_period first,
                         size_t n, double *out);

/* Rows in that period; 0 where there were none. */
size_t fc_panel_rows(const fc_panel *panel, size_t cell, fc_period period);

#endif
