/* plan_filter.h - the rows of a plan that are for the part of the sales that is reviewed. */
#ifndef ANALYSIS_PLAN_FILTER_H
#define ANALYSIS_PLAN_FILTER_H

#include "analysis/plan/plan_input.h"

/* (*kept)[row] tells whether the options' conditions hold: one of those on a column, for each
 * column. A column that the plan does not have keeps all rows, and is told. FC_EDATA where no row
 * is left. The caller frees the list. */
fc_status an_plan_filter(const an_plan_input *in, bool **kept) FC_CHECKED;

#endif
