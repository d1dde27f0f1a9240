/* plan_parts.h - what a plan holds, for the files that make it. */
#ifndef ANALYSIS_PLAN_PARTS_H
#define ANALYSIS_PLAN_PARTS_H

#include "analysis/plan/plan.h"

struct an_plan {
    fc_period first;
    size_t n_nodes, n;
    double *values; /* nodes of the sales x n periods, NaN where nothing is planned */
    bool *own;      /* of nodes: the file gives amounts for it */
    fc_unit *unit;  /* of nodes, as an_plan_unit */
    bool *is_cut;   /* of nodes, as an_plan_is_share_of */
    double *share;  /* of nodes: the part of its sales that is planned; NULL: not measured yet */
};

#endif
