/* plan_value.c - what a plan says of a node and a period. */
#include "analysis/plan/plan_parts.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/plan/plan_coverage.h"

void an_plan_free(an_plan *plan)
{
    if (!plan)
        return;
    free(plan->values);
    free(plan->own);
    free(plan->unit);
    free(plan->is_cut);
    free(plan->share);
    free(plan);
}

fc_unit an_plan_unit(const an_plan *plan, size_t node)
{
    return plan->unit[node];
}

bool an_plan_is_share_of(const an_plan *plan, size_t node)
{
    return plan->is_cut[node];
}

double an_plan_share(const an_plan *plan, size_t node)
{
    return plan->own[node] ? 1 : plan->share[node];
}

bool an_plan_is_part(const an_plan *plan, size_t node)
{
    return plan->share && an_plan_share(plan, node) < 1 - AN_PLAN_MOST_UNPLANNED;
}

bool an_plan_has(const an_plan *plan, fc_period period)
{
    const int64_t p = (int64_t)period - plan->first;

    return p >= 0 && (size_t)p < plan->n && !isnan(plan->values[p]); /* of the total, node 0 */
}

double an_plan_value(const an_plan *plan, size_t node, fc_period period)
{
    const int64_t p = (int64_t)period - plan->first;

    if (p < 0 || (size_t)p >= plan->n || an_plan_is_part(plan, node))
        return NAN;
    return plan->values[node * plan->n + (size_t)p];
}

void an_plan_span(const an_plan *plan, fc_period *first, fc_period *last)
{
    *first = plan->first;
    *last = plan->first + (fc_period)plan->n - 1;
}
