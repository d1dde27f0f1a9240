/* plan_shape.h - the outlook's own shape, by which plans are split. */
#ifndef ANALYSIS_PLAN_SHAPE_H
#define ANALYSIS_PLAN_SHAPE_H

#include "analysis/read/sales.h"
#include "forecast/forecasts/forecasts.h"

/* Borrows the sales and forecasts. */
typedef struct {
    const an_sales *sales;
    const fc_forecasts *forecasts;
    fc_period year; /* sales periods in a year: 364 days, 52 weeks, 12 months ... */
    double *growth; /* of each node: the outlook of a year over the actuals of the year before */
} an_plan_shape;

fc_status an_plan_shape_init(an_plan_shape *shape, const an_sales *sales,
                             const fc_forecasts *forecasts) FC_CHECKED;
void an_plan_shape_clear(an_plan_shape *shape);

/* What the node could be expected to sell in the period, never negative. To come: its forecast.
 * Past: its actual a year before times its growth, so that what the year itself brought does not
 * bend the plan; for a node younger than that, its actual. Beyond the forecasts: the same period a
 * year earlier. */
double an_plan_shape_weight(const an_plan_shape *shape, size_t node, fc_period period);

#endif
