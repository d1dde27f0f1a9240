/* panel_sums.c - sums that do not depend on the order of rows, in slots that grow with the periods.
 */
#include "forecast/panel/panel_sums.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4 };

/* Doubles a slot. */
static size_t stride(const fc_panel_sums *cell)
{
    return 1 + cell->n_measures * (cell->closed ? 1 : 2);
}

static size_t n_used(const fc_panel_sums *cell)
{
    return cell->first == FC_PERIOD_NONE ? 0 : (size_t)(cell->last - cell->first + 1);
}

/* The slot of the period, or NULL where there is none. */
static double *slot_of(const fc_panel_sums *cell, fc_period period)
{
    const size_t i = (size_t)((int64_t)period - cell->base);

    return i < cell->capacity ? cell->slots + i * stride(cell) : NULL;
}

/* What a slot of the old shape holds, in that of the new. */
static void copy_slot(const fc_panel_sums *from, const double *old, const fc_panel_sums *to,
                      double *new)
{
    if (from->closed == to->closed) {
        memcpy(new, old, stride(from) * sizeof *new);
        return;
    }
    new[0] = old[0];
    for (size_t m = 0; m < from->n_measures; m++)
        new[1 + m] = old[1 + 2 * m] + old[2 + 2 * m];
}

/* Gives the cell the capacity, base and measures of `shape`, which hold all that it has. */
static fc_status reshape(fc_panel_sums *cell, fc_panel_sums shape)
{
    const size_t used = n_used(cell);

    assert(shape.n_measures >= cell->n_measures);
    shape.slots = calloc(shape.capacity * stride(&shape), sizeof *shape.slots);
    if (!shape.slots)
        return fc_no_memory();
    for (size_t i = 0; i < used; i++) {
        const fc_period period = cell->first + (fc_period)i;

        copy_slot(cell, slot_of(cell, period), &shape, slot_of(&shape, period));
    }
    free(cell->slots);
    *cell = shape;
    return FC_OK;
}

/* Makes room for `period`, and for half as much again on the side to which the cell grows. */
static fc_status reach(fc_panel_sums *cell, fc_period period)
{
    const size_t spare = n_used(cell) / 2 + 1;
    fc_panel_sums shape = *cell;

    if (cell->first == FC_PERIOD_NONE) {
        shape.base = period;
        shape.capacity = FIRST_SLOTS;
    } else if (period > cell->last) {
        shape.base = cell->first;
        shape.capacity = (size_t)(period - cell->first + 1) + spare;
    } else {
        shape.base = period - (fc_period)spare;
        shape.capacity = (size_t)(cell->last - period + 1) + spare;
    }
    return reshape(cell, shape);
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

/* Room for this period and so many measures. */
static fc_status make_room(fc_panel_sums *cell, fc_period period, size_t n_measures)
{
    fc_panel_sums shape = *cell;

    if (n_measures > cell->n_measures) {
        shape.n_measures = (uint32_t)n_measures;
        if (cell->capacity == 0)
            *cell = shape;
        else if (reshape(cell, shape) != FC_OK)
            return FC_ENOMEM;
    }
    return slot_of(cell, period) ? FC_OK : reach(cell, period);
}

fc_status fc_panel_sums_add(fc_panel_sums *cell, fc_period period, double rows, size_t n_measures,
                            size_t step, const double *high, const double *low)
{
    size_t n = n_measures;

    assert(!cell->closed);
    while (n > 0 && high[(n - 1) * step] == 0)
        n--;
    double *slot = n <= cell->n_measures ? slot_of(cell, period) : NULL;

    if (!slot) {
        const fc_status status = make_room(cell, period, n);

        if (status != FC_OK)
            return status;
        slot = slot_of(cell, period);
    }
    if (slot[0] == 0) {
        if (cell->first == FC_PERIOD_NONE || period < cell->first)
            cell->first = period;
        if (cell->last == FC_PERIOD_NONE || period > cell->last)
            cell->last = period;
    }
    slot[0] += rows;
    for (size_t m = 0; m < n; m++)
        add_exactly(slot + 1 + 2 * m, high[m * step], low ? low[m * step] : 0);
    return FC_OK;
}

fc_status fc_panel_sums_take(fc_panel_sums *cell, fc_panel_sums *from)
{
    const size_t used = n_used(from);
    const bool moves = cell->first == FC_PERIOD_NONE;
    fc_status status = FC_OK;

    assert(!from->closed && !cell->closed);
    for (size_t i = 0; !moves && status == FC_OK && i < used; i++) {
        const fc_period period = from->first + (fc_period)i;
        const double *slot = slot_of(from, period);

        if (slot[0] > 0)
            status =
                fc_panel_sums_add(cell, period, slot[0], from->n_measures, 2, slot + 1, slot + 2);
    }
    free(moves ? cell->slots : from->slots);
    if (moves)
        *cell = *from;
    *from = (fc_panel_sums){.first = FC_PERIOD_NONE, .last = FC_PERIOD_NONE};
    return status;
}

fc_status fc_panel_sums_close(fc_panel_sums *cell)
{
    fc_panel_sums shape = *cell;

    if (cell->closed || cell->first == FC_PERIOD_NONE)
        return FC_OK;
    shape.base = cell->first;
    shape.capacity = n_used(cell);
    shape.closed = true;
    return reshape(cell, shape);
}

void fc_panel_sums_get(const fc_panel_sums *cell, size_t measure, fc_period first, size_t n,
                       double *out)
{
    if (measure >= cell->n_measures)
        return;
    for (size_t i = 0; i < n; i++) {
        const double *slot = slot_of(cell, first + (fc_period)i);

        if (slot)
            out[i] +=
                cell->closed ? slot[1 + measure] : slot[1 + 2 * measure] + slot[2 + 2 * measure];
    }
}

double fc_panel_sums_rows(const fc_panel_sums *cell, fc_period period)
{
    const double *slot = slot_of(cell, period);

    return slot ? slot[0] : 0;
}
