/* plan_dates.h - what the dates in a plan's period column stand for. */
#ifndef ANALYSIS_PLAN_DATES_H
#define ANALYSIS_PLAN_DATES_H

#include "analysis/plan/plan_rows.h"

/* Makes the dates of rows the periods they begin: of the unit that the layout names, else of the
 * one whose consecutive first days they are. Dates that are first days of calendar months although
 * the sales have years of weeks change the rows' calendar, which is told. FC_EDATA where it cannot
 * be told what they stand for. */
fc_status an_plan_dates_decide(const an_plan_input *in, const an_plan_layout *layout,
                               an_plan_rows *rows) FC_CHECKED;

#endif
