/* panel.c - the sums of a whole run: cells by periods, each sum kept in two doubles. */
#include "forecast/panel.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/keys.h"

enum { FIRST_SLOTS = 4 };

static const double VALUE_MAX = 1e100; /* no amount is as large, and sums of squares stay numbers */

/* A slot is a period's row count and then, a measure, the high and the low part of its sum. */
typedef struct {
    fc_period base; /* period of slot 0 */
    fc_period first, last;
    size_t capacity; /* slots */
    double *slots;
} cell_data;

struct fc_panel {
    size_t n_keys, n_measures, stride; /* doubles a slot */
    size_t capacity;
    fc_keys *keys;
    cell_data *cells;
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
    new->stride = 1 + 2 * n_measures;
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
    for (size_t c = 0; c < panel->capacity; c++)
        free(panel->cells[c].slots);
    free(panel->cells);
    fc_keys_free(panel->keys);
    free(panel);
}

static fc_status make_room(fc_panel *panel)
{
    const size_t capacity = panel->capacity ? 2 * panel->capacity : 64;
    cell_data *cells = realloc(panel->cells, capacity * sizeof *cells);
    if (!cells)
        return fc_no_memory();
    for (size_t c = panel->capacity; c < capacity; c++)
        cells[c] = (cell_data){.first = FC_PERIOD_NONE, .last = FC_PERIOD_NONE};
    panel->cells = cells;
    panel->capacity = capacity;
    return FC_OK;
}

fc_status fc_panel_cell(fc_panel *panel, const char *const *keys, const size_t *lengths,
                        size_t *cell)
{
    const fc_status status = fc_keys_add(panel->keys, keys, lengths, cell);

    return status == FC_OK && *cell >= panel->capacity ? make_room(panel) : status;
}

static size_t n_used(const cell_data *cell)
{
    return (size_t)(cell->last - cell->first + 1);
}

/* Gives the cell slots for base .. base+capacity-1, which hold all those it uses. */
static fc_status resize(const fc_panel *panel, cell_data *cell, fc_period base, size_t capacity)
{
    const size_t stride = panel->stride;
    double *slots = calloc(capacity * stride, sizeof *slots);

    if (!slots)
        return fc_no_memory();
    if (cell->slots)
        memcpy(slots + (size_t)(cell->first - base) * stride,
               cell->slots + (size_t)(cell->first - cell->base) * stride,
               n_used(cell) * stride * sizeof *slots);
    free(cell->slots);
    cell->slots = slots;
    cell->base = base;
    cell->capacity = capacity;
    return FC_OK;
}

/* Makes room for `period`, and for half as much again on the side to which the cell grows. */
static fc_status reach(const fc_panel *panel, cell_data *cell, fc_period period)
{
    if (cell->first == FC_PERIOD_NONE)
        return resize(panel, cell, period, FIRST_SLOTS);

    const size_t spare = n_used(cell) / 2 + 1;

    if (period > cell->last)
        return resize(panel, cell, cell->first, (size_t)(period - cell->first + 1) + spare);

    return resize(panel, cell, period - (fc_period)spare,
                  (size_t)(cell->last - period + 1) + spare);
}

static void extend(fc_period *first, fc_period *last, fc_period period)
{
    if (*first == FC_PERIOD_NONE || period < *first)
        *first = period;
    if (*last == FC_PERIOD_NONE || period > *last)
        *last = period;
}

/* The slot of the period, or NULL where there is none. */
static double *slot_of(const fc_panel *panel, const cell_data *cell, fc_period period)
{
    const size_t i = (size_t)((int64_t)period - cell->base);

    return i < cell->capacity ? cell->slots + i * panel->stride : NULL;
}

/* sum[0] + sum[1] += high + low, with an error of some 2^-105: Knuth's TwoSum, then Dekker's
 * FastTwoSum (Ogita, Rump & Oishi 2005, Accurate sum and dot product, algorithms 3.1 and 1.1).
 * So rows give the same double in any order. */
static void add_exactly(double sum[2], double high, double low)
{
    const double s = sum[0] + high;
    const double part = s - sum[0];
    const double rest = (sum[0] - (s - part)) + (high - part) + (sum[1] + low);

    sum[0] = s + rest;
    sum[1] = rest - (sum[0] - s);
}

/* The period's slot, made when there is none, with `rows` more rows in it. */
static fc_status count_rows(fc_panel *panel, size_t cell, fc_period period, double rows,
                            double **slot)
{
    cell_data *data = &panel->cells[cell];

    *slot = slot_of(panel, data, period);
    if (!*slot) {
        const fc_status status = reach(panel, data, period);
        if (status != FC_OK)
            return status;
        *slot = slot_of(panel, data, period);
    }
    if ((*slot)[0] == 0.0) {
        extend(&data->first, &data->last, period);
        extend(&panel->first, &panel->last, period);
    }
    (*slot)[0] += rows;
    return FC_OK;
}

fc_status fc_panel_add(fc_panel *panel, size_t cell, fc_period period, const double *values)
{
    double *slot;

    assert(cell < fc_panel_size(panel) && period != FC_PERIOD_NONE);
    for (size_t m = 0; m < panel->n_measures; m++)
        if (!(fabs(values[m]) <= VALUE_MAX))
            return fc_fail(FC_EDATA, "%g is out of range; the largest amount is %g", values[m],
                           VALUE_MAX);

    const fc_status status = count_rows(panel, cell, period, 1.0, &slot);

    for (size_t m = 0; status == FC_OK && m < panel->n_measures; m++)
        add_exactly(slot + 1 + 2 * m, values[m], 0.0);
    return status;
}

static fc_status merge_cell(fc_panel *into, const fc_panel *from, size_t cell)
{
    const cell_data *data = &from->cells[cell];
    size_t target;
    fc_status status = fc_panel_cell(into, fc_keys_tuple(from->keys, cell), NULL, &target);

    if (data->first == FC_PERIOD_NONE)
        return status;
    for (fc_period p = data->first; status == FC_OK && p <= data->last; p++) {
        const double *source = slot_of(from, data, p);
        double *slot;

        if (source[0] == 0.0)
            continue;
        status = count_rows(into, target, p, source[0], &slot);
        for (size_t m = 0; status == FC_OK && m < from->n_measures; m++)
            add_exactly(slot + 1 + 2 * m, source[1 + 2 * m], source[2 + 2 * m]);
    }
    return status;
}

fc_status fc_panel_merge(fc_panel *into, const fc_panel *from)
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
    cell_data *cells = malloc((n + 1) * sizeof *cells);
    fc_status status = FC_ENOMEM;

    if (!order || !cells) {
        fc_no_memory();
        goto done;
    }
    status = fc_keys_sort(panel->keys, 0, n, order);
    if (status != FC_OK)
        goto done;
    for (size_t i = 0; i < n; i++)
        cells[i] = panel->cells[order[i]];
    memcpy(panel->cells, cells, n * sizeof *cells);
    for (size_t i = 0; status == FC_OK && i < n; i++) /* nothing is added any more */
        if (cells[i].first != FC_PERIOD_NONE)
            status = resize(panel, &panel->cells[i], cells[i].first, n_used(&cells[i]));
done:
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
    for (size_t i = 0; i < n; i++) {
        const double *slot = slot_of(panel, &panel->cells[cell], first + (fc_period)i);

        if (slot)
            out[i] += slot[1 + 2 * measure] + slot[2 + 2 * measure];
    }
}

size_t fc_panel_rows(const fc_panel *panel, size_t cell, fc_period period)
{
    const double *slot = slot_of(panel, &panel->cells[cell], period);

    return slot ? (size_t)slot[0] : 0;
}
