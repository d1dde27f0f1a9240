/* plan_amounts.h - the rows of a plan as whole cents over sales periods, ready to be spread. */
#ifndef ANALYSIS_PLAN_AMOUNTS_H
#define ANALYSIS_PLAN_AMOUNTS_H

#include "analysis/plan/plan_nodes.h"
#include "analysis/plan/plan_spread.h"

/* Owns its amounts, which lie in slots of the grid. */
typedef struct {
    an_plan_amount *amounts;
    size_t n_amounts;
    an_plan_grid grid;
    double cents_of_unit; /* 100, more where the plan is written in finer steps */
} an_plan_amounts;

/* FC_EDATA where the plan has nothing for the year reviewed, or amounts too large to be added up
 * exactly. Rows for years without sales or review are left out and told. */
fc_status an_plan_amounts_make(const an_plan_input *in, const an_plan_rows *rows,
                               const an_plan_nodes *nodes, an_plan_amounts *amounts) FC_CHECKED;
void an_plan_amounts_clear(an_plan_amounts *amounts);

#endif
