/* plan_input.h - what every step of reading a plan works with. */
#ifndef ANALYSIS_PLAN_INPUT_H
#define ANALYSIS_PLAN_INPUT_H

#include "analysis/plan/plan.h"
#include "analysis/plan/plan_keys.h"

/* All borrowed. */
typedef struct {
    const char *file;
    const an_plan_options *options;
    const an_sales *sales;
    const fc_forecasts *forecasts;
    an_problems *problems;
    fc_calendar calendar; /* of the plan's labels: that of the sales, or as the options say */
    fc_period year;       /* that is reviewed, of the sales' calendar */
    const an_plan_keys *keys;
    const an_records *records;
} an_plan_input;

#endif
