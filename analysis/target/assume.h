/* assume.h - what must come true for a target to be met: from last year to it, step by step. */
#ifndef ANALYSIS_TARGET_ASSUME_H
#define ANALYSIS_TARGET_ASSUME_H

#include "analysis/table/table.h"
#include "analysis/target/target.h"

typedef enum {
    AN_STEP_CALENDAR, /* days to sell on and moving holidays: as the forecast has estimated them, or
                         without --holidays each day at the sales of its weekday */
    AN_STEP_DRIVERS,  /* price and other drivers, where they are given */
    AN_STEP_PRICE,    /* what prices did in the last year, once more; not with drivers */
    AN_STEP_LOST,     /* of customers, as many as in the last year, by their share of the sales */
    AN_STEP_WON,      /* likewise */
    AN_STEP_TREND,    /* what the forecast adds otherwise for cells that sell in both years */
    AN_STEP_LAUNCHED, /* cells first sold in or after last year */
    AN_STEP_ENDED,    /* cells of which the forecast expects nothing any more */
    AN_STEP_STRETCH,  /* target - forecast: the number to be discussed */
    AN_N_STEPS
} an_step;

/* last_year + steps = target, exactly in the target's steps. Prices and customers are told apart
 * where the target's options have habits; else they are in the trend. */
typedef struct {
    double last_year, target;
    double steps[AN_N_STEPS];
} an_assumptions;

/* Of the year of a node. FC_EDATA where last year lies before the sales. */
fc_status an_assume(const an_target *target, size_t node, an_assumptions *assumptions) FC_CHECKED;

/* The text id of a step: "step-trend". */
const char *an_assume_id(an_step step);

/* Whether the step is told at all: price and customers only where habits are known. */
bool an_assume_tells(const an_target *target, an_step step);

/* Why a step of the total is as large as it is: one sentence. */
void an_assume_why(const an_target *target, const an_assumptions *assumptions, an_step step,
                   const char *lang, char *text, size_t size);

/* Every node: key columns, last_year, calendar, drivers, price, lost, won, trend, launched, ended,
 * stretch, target; NaN in a step that is not told. */
fc_status an_assume_table(const an_target *target, an_table **table) FC_CHECKED;

/* Whether last year is known at all. */
bool an_assume_can(const an_target *target);

#endif
