/* plan_coverage.h - what part of a node's sales a plan speaks of, and what it leaves out. */
#ifndef ANALYSIS_PLAN_COVERAGE_H
#define ANALYSIS_PLAN_COVERAGE_H

#include "analysis/plan/plan_input.h"

/* A node whose plan is the sum of others' has none where more of its sales is unplanned: its
 * outlook would be held against a part of itself. */
#define AN_PLAN_MOST_UNPLANNED 0.05

/* share[nodes of the sales]: what the cells that are planned have of the node's outlook in the
 * periods of the year that anything is planned for, period by period; 1 where it sells nothing. */
fc_status an_plan_coverage_measure(const an_plan_input *in, const an_plan *plan,
                                   double *share) FC_CHECKED;

/* Tells the periods of the year in which nothing is planned, the cells that sell in the year
 * without a plan, and those that do in some of its periods only. */
void an_plan_coverage_report(const an_plan_input *in, const an_plan *plan);

#endif
