/* assume.h - what must come true for a target to be met: from last year to it, step by step. */
#ifndef ANALYSIS_TARGET_ASSUME_H
#define ANALYSIS_TARGET_ASSUME_H

#include "analysis/target/target.h"

typedef enum {
    AN_STEP_CALENDAR, /* days to sell on and moving holidays: as the forecast has estimated them, or
                         without --holidays each day at the sales of its weekday */
    AN_STEP_DRIVERS,  /* price and other drivers, where they are given */
    AN_STEP_TREND,    /* what the forecast adds for cells that sell in both years */
    AN_STEP_LAUNCHED, /* cells first sold in or after last year */
    AN_STEP_ENDED,    /* cells of which the forecast expects nothing any more */
    AN_STEP_STRETCH,  /* target - forecast: the number to be discussed */
    AN_N_STEPS
} an_step;

/* last_year + steps = target, exactly in the target's steps. What no drivers tell (price) and what
 * customers bring and take (won and lost) is in the trend. */
typedef struct {
    double last_year, target;
    double steps[AN_N_STEPS];
} an_assumptions;

/* Of the year of a node. FC_EDATA where last year lies before the sales. */
fc_status an_assume(const an_target *target, size_t node, an_assumptions *assumptions) FC_CHECKED;

/* The text id of a step: "step-trend". */
const char *an_assume_id(an_step step);

/* Whether last year is known at all. */
bool an_assume_can(const an_target *target);

#endif
