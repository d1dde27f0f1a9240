/* panel_sums.h - the sums of one cell of a panel, period by period. */
#ifndef FORECAST_PANEL_SUMS_H
#define FORECAST_PANEL_SUMS_H

#include "forecast/calendar/calendar.h"

/* A slot is a period's row count and then, a measure, the high and the low part of its sum; once
 * closed, the sum alone. Measures that are zero throughout, from the last one down, take no room.
 * All zero but for first and last (FC_PERIOD_NONE): an empty cell. */
typedef struct {
    fc_period base; /* period of slot 0 */
    fc_period first, last;
    uint32_t n_measures; /* in the slots */
    bool closed;
    size_t capacity; /* slots */
    double *slots;
} fc_panel_sums;

/* Adds `rows` rows of the period: their sums, high[m * step] and low[m * step] for n_measures
 * measures; low may be NULL. */
fc_status fc_panel_sums_add(fc_panel_sums *cell, fc_period period, double rows, size_t n_measures,
                            size_t step, const double *high, const double *low) FC_CHECKED;

/* Adds all of `from`, which is not closed, and empties it. */
fc_status fc_panel_sums_take(fc_panel_sums *cell, fc_panel_sums *from) FC_CHECKED;

/* Nothing is added any more: gives back the room that is not needed. */
fc_status fc_panel_sums_close(fc_panel_sums *cell) FC_CHECKED;

/* out[n] += the sums of periods first .. first+n-1. */
void fc_panel_sums_get(const fc_panel_sums *cell, size_t measure, fc_period first, size_t n,
                       double *out);
double fc_panel_sums_rows(const fc_panel_sums *cell, fc_period period);

#endif
