/* panel.c - the sums of a whole run: cells by periods. */
#include "forecast/panel/panel.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/panel/keys.h"
#include "forecast/panel/panel_sums.h"

/* So large that no amount is, so small that sums, squares and their sums stay numbers. */
static const double VALUE_MAX = 1e100;

struct fc_panel {
    size_t n_keys, n_measures;
    size_t capacity;
    fc_keys *keys;
    fc_panel_sums *cells;
    fc_panel_days *days; /* of each cell */
    fc_period first, last;
};

fc_status fc_panel_new(size_t n_keys, size_t n_measures, fc_panel **panel)
{
    fc_panel *new = calloc(1, sizeof *new);

    *panel = NULL;
    if (!new)
        return fc_no_memory();
    new->n_keys = n_keys;
    new->n_measures = n_measures;
    new->first = new->last = FC_PERIOD_NONE;

    const fc_status status = fc_keys_new(n_keys, &new->keys);

    if (status == FC_OK)
        *panel = new;
    else
        fc_panel_free(new);
    return status;
}

void fc_panel_free(fc_panel *panel)
{
    if (!panel)
        return;
    for (size_t c = 0; c < panel->capacity; c++) {
        free(panel->cells[c].slots);
        fc_panel_days_free(&panel->days[c]);
    }
    free(panel->cells);
    free(panel->days);
    fc_keys_free(panel->keys);
    free(panel);
}

static fc_status make_room(fc_panel *panel)
{
    const size_t capacity = panel->capacity ? 2 * panel->capacity : 64;
    fc_panel_sums *cells = realloc(panel->cells, capacity * sizeof *cells);
    fc_panel_days *days;

    if (!cells)
        return fc_no_memory();
    panel->cells = cells;
    days = realloc(panel->days, capacity * sizeof *days);
    if (!days)
        return fc_no_memory();
    panel->days = days;
    for (size_t c = panel->capacity; c < capacity; c++) {
        cells[c] = (fc_panel_sums){.first = FC_PERIOD_NONE, .last = FC_PERIOD_NONE};
        days[c] = (fc_panel_days){0};
    }
    panel->capacity = capacity;
    return FC_OK;
}

fc_status fc_panel_cell(fc_panel *panel, const char *const *keys, const size_t *lengths,
                        size_t *cell)
{
    const fc_status status = fc_keys_add(panel->keys, keys, lengths, cell);

    return status == FC_OK && *cell >= panel->capacity ? make_room(panel) : status;
}

static void extend(fc_period *first, fc_period *last, fc_period period)
{
    if (*first == FC_PERIOD_NONE || period < *first)
        *first = period;
    if (*last == FC_PERIOD_NONE || period > *last)
        *last = period;
}

fc_status fc_panel_add(fc_panel *panel, size_t cell, fc_period period, const double *values)
{
    assert(cell < fc_panel_size(panel) && period != FC_PERIOD_NONE);
    for (size_t m = 0; m < panel->n_measures; m++)
        if (!(fabs(values[m]) <= VALUE_MAX))
            return fc_fail(FC_EDATA, "%g is out of range; the largest amount is %g", values[m],
                           VALUE_MAX);
    extend(&panel->first, &panel->last, period);
    return fc_panel_sums_add(&panel->cells[cell], period, 1, panel->n_measures, 1, values, NULL);
}

fc_status fc_panel_add_day(fc_panel *panel, size_t cell, fc_date date)
{
    assert(cell < fc_panel_size(panel));
    return fc_panel_days_add(&panel->days[cell], date);
}

fc_status fc_panel_add_days(fc_panel *panel, size_t cell, const fc_panel_days *days)
{
    assert(cell < fc_panel_size(panel));
    return fc_panel_days_join(&panel->days[cell], days);
}

const fc_panel_days *fc_panel_cell_days(const fc_panel *panel, size_t cell)
{
    return &panel->days[cell];
}

static fc_status merge_cell(fc_panel *into, fc_panel *from, size_t cell)
{
    fc_panel_sums *sums = &from->cells[cell];
    size_t target;
    fc_status status = fc_panel_cell(into, fc_keys_tuple(from->keys, cell), NULL, &target);

    if (status == FC_OK)
        status = fc_panel_days_join(&into->days[target], &from->days[cell]);
    if (status != FC_OK || sums->first == FC_PERIOD_NONE)
        return status;
    extend(&into->first, &into->last, sums->first);
    extend(&into->first, &into->last, sums->last);
    return fc_panel_sums_take(&into->cells[target], sums);
}

fc_status fc_panel_merge(fc_panel *into, fc_panel *from)
{
    fc_status status = FC_OK;

    assert(into->n_keys == from->n_keys && into->n_measures == from->n_measures);
    for (size_t c = 0; status == FC_OK && c < fc_panel_size(from); c++)
        status = merge_cell(into, from, c);
    return status;
}

fc_status fc_panel_sort(fc_panel *panel)
{
    const size_t n = fc_panel_size(panel);
    size_t *order = malloc((n + 1) * sizeof *order);
    fc_panel_sums *cells = malloc((n + 1) * sizeof *cells);
    fc_panel_days *days = malloc((n + 1) * sizeof *days);
    fc_status status = FC_ENOMEM;

    if (!order || !cells || !days) {
        fc_no_memory();
        goto done;
    }
    status = fc_keys_sort(panel->keys, 0, n, order);
    if (status != FC_OK)
        goto done;
    for (size_t i = 0; i < n; i++) {
        cells[i] = panel->cells[order[i]];
        days[i] = panel->days[order[i]];
    }
    if (n > 0) {
        memcpy(panel->cells, cells, n * sizeof *cells);
        memcpy(panel->days, days, n * sizeof *days);
    }
    for (size_t i = 0; status == FC_OK && i < n; i++)
        status = fc_panel_sums_close(&panel->cells[i]);
done:
    free(days);
    free(cells);
    free(order);
    return status;
}

size_t fc_panel_size(const fc_panel *panel)
{
    return fc_keys_size(panel->keys);
}

size_t fc_panel_n_keys(const fc_panel *panel)
{
    return panel->n_keys;
}

size_t fc_panel_n_measures(const fc_panel *panel)
{
    return panel->n_measures;
}

const char *const *fc_panel_keys(const fc_panel *panel, size_t cell)
{
    return fc_keys_tuple(panel->keys, cell);
}

const char *fc_panel_key(const fc_panel *panel, size_t cell, size_t k)
{
    return fc_panel_keys(panel, cell)[k];
}

void fc_panel_span(const fc_panel *panel, fc_period *first, fc_period *last)
{
    *first = panel->first;
    *last = panel->last;
}

void fc_panel_cell_span(const fc_panel *panel, size_t cell, fc_period *first, fc_period *last)
{
    *first = panel->cells[cell].first;
    *last = panel->cells[cell].last;
}

void fc_panel_accumulate(const fc_panel *panel, size_t cell, size_t measure, fc_period first,
                         size_t n, double *out)
{
    fc_panel_sums_get(&panel->cells[cell], measure, first, n, out);
}

size_t fc_panel_rows(const fc_panel *panel, size_t cell, fc_period period)
{
    return (size_t)fc_panel_sums_rows(&panel->cells[cell], period);
}
