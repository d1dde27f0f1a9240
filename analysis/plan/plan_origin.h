/* plan_origin.h - what of a plan is the file's own, and what was split by the forecast's shape. */
#ifndef ANALYSIS_PLAN_ORIGIN_H
#define ANALYSIS_PLAN_ORIGIN_H

#include "analysis/plan/plan_spread.h"

/* unit[nodes]: the longest period by which the file plans the node, or what is below it; `finest`
 * where nothing is planned. is_share[nodes]: the file plans only something larger, of which this
 * node got a share. Amounts in the order that an_plan_spread leaves them in. */
fc_status an_plan_origin_find(const fc_hierarchy *hierarchy, const an_plan_grid *grid,
                              const an_plan_amount *amounts, size_t n_amounts, fc_unit finest,
                              fc_unit *unit, bool *is_share) FC_CHECKED;

#endif
