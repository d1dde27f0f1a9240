/* plan_grid.h - sales periods cut where periods of a plan begin or end inside them, so that days
 * bring the one onto the other. */
#ifndef ANALYSIS_PLAN_GRID_H
#define ANALYSIS_PLAN_GRID_H

#include "forecast/calendar/calendar.h"

/* From its first to its last day. */
typedef struct {
    fc_date first, last;
} an_plan_days;

/* A sales period, or a run of its days that lies in one period of the plan. */
typedef struct {
    fc_period period;
    an_plan_days days;
    double share; /* of the period's days that the plan covers here */
    /* By how much the plan of the days that are covered grows to speak for all of the period: 1
     * where these are all its days, or where the plan is in finer periods, some of which may have
     * been left out; 0 where they are fewer than half, or a month of them is missing. */
    double stretch;
} an_plan_slot;

/* Consecutive slots without gaps. Owns them. */
typedef struct {
    an_plan_slot *slots;
    size_t n;
} an_plan_grid;

/* The slots of all sales periods that the n > 0 spans touch. A period is cut where a span that does
 * not lie in one sales period meets another: the last days of January and the first of February
 * share a week. Where the plan itself begins or ends nothing is cut, but only the days count that
 * it covers, and their plan is stretched over the period. Puts the spans into order. */
fc_status an_plan_grid_make(const fc_calendar *calendar, an_plan_days *spans, size_t n,
                            an_plan_grid *grid) FC_CHECKED;
void an_plan_grid_clear(an_plan_grid *grid);

/* The slots that a span covers: those it shares most of its or their days with, and those where the
 * plan is stretched, or not, for days that it does not cover. */
void an_plan_grid_find(const an_plan_grid *grid, an_plan_days span, size_t *first, size_t *last);

#endif
