/* cells.h - amounts that a file gives for nodes and periods of a year: locks, drafts. */
#ifndef ANALYSIS_TARGET_CELLS_H
#define ANALYSIS_TARGET_CELLS_H

#include "analysis/plan/plan_input.h"

typedef struct {
    size_t node;
    fc_unit unit;
    fc_period period; /* of the calendar cut by `unit` */
    double amount;
    bool percent; /* the field ends with %: 30% is 0.3 of something */
    double round; /* of submissions: the larger is the later */
    size_t line;
} an_cell;

typedef struct {
    an_cell *cells;
    size_t n;
} an_cells;

/* A file with its keys matched to those of the sales; several columns of it can be read. */
typedef struct an_cells_file an_cells_file;

/* `plan` says how the text is to be read (its column names are not used). Borrows all but `file`'s
 * content. */
fc_status an_cells_open(const char *file, const an_plan_options *plan, const an_sales *sales,
                        const fc_forecasts *forecasts, an_problems *problems,
                        an_cells_file **opened) FC_CHECKED;
void an_cells_close(an_cells_file *file);

/* The heading that is one of `names` (up to a NULL) and has a value in some row; NULL where there
 * is none. */
const char *an_cells_column(const an_cells_file *file, const char *const *names);

/* The field in that line of the column that is one of `names`; NULL where there is no such column
 * or it is empty there. Borrowed from the file. */
const char *an_cells_field(const an_cells_file *file, const char *const *names, size_t line);

/* Only rows count from now on whose field of the column that is one of `names` is `value`, or with
 * `or_empty` empty; without such a column all of them do, or none. Whether any is left. `value` is
 * borrowed. */
bool an_cells_keep(an_cells_file *file, const char *const *names, const char *value, bool or_empty);

/* The amounts of a column, one for each node and period of the year; empty fields are none.
 * FC_EDATA with its line where a field is no amount, a node has no sales, or a period is not of the
 * year; with both lines where two are for the same. Free with an_cells_clear. */
fc_status an_cells_read(an_cells_file *file, const char *column, an_cells *cells) FC_CHECKED;
/* The same of any year, several for a node and period if their rounds differ. `rounds` is the
 * column of their numbers; NULL: there is one round. Two of the same round are the caller's to
 * find. */
fc_status an_cells_read_rounds(an_cells_file *file, const char *column, const char *rounds,
                               an_cells *cells) FC_CHECKED;
void an_cells_clear(an_cells *cells);

/* "East, 2027-Q1": what an amount is for. */
void an_cells_label(const an_cell *cell, const an_sales *sales, char *text, size_t size);

#endif
