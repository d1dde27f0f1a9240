/* plan_tuples.h - the keys of a plan's rows, and what is doubtful about them. */
#ifndef ANALYSIS_PLAN_TUPLES_H
#define ANALYSIS_PLAN_TUPLES_H

#include "analysis/plan/plan_layout.h"
#include "forecast/panel/keys.h"

/* Rows that share a doubt: how many, the line and column of the first, and the last row counted. */
typedef struct {
    size_t n, line, column, last_row;
} an_plan_doubt;

typedef struct {
    const an_plan_input *in; /* borrowed, as all here */
    const an_plan_layout *layout;
    fc_keys *tuples, *further_tuples;
    an_plan_doubt empty; /* an empty key may be a sum or a mistake: it is read as a sum */
    an_plan_doubt sums;  /* "Total", where the sales have no such value, is read as a sum */
} an_plan_tuples;

/* Numbers of a row's keys, as often as it has amounts: "*" where there is no column, or the row
 * sums over it. */
fc_status an_plan_tuples_add(an_plan_tuples *t, size_t row, size_t *tuple,
                             size_t *further) FC_CHECKED;

/* Tells the doubts. */
void an_plan_tuples_report(const an_plan_tuples *t);

#endif
