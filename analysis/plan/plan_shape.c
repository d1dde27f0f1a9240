/* plan_shape.c - the outlook's own shape, by which plans are split. */
#include "analysis/plan/plan_shape.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/plan/plan.h"

/* The actual of a period; NaN outside the node's history and where it is missing. */
static double actual_of(const fc_series *history, fc_period period)
{
    const int64_t i = (int64_t)period - history->start;

    return i >= 0 && (size_t)i < history->n ? history->y[i] : NAN;
}

/* Actual, or forecast where the period is still to come. */
static double outlook_of(const an_plan_shape *shape, size_t node, fc_period period)
{
    const fc_series history = fc_forecasts_history(shape->forecasts, node);
    const fc_period first = fc_forecasts_first(shape->forecasts);

    return period < first ? actual_of(&history, period)
                          : fc_forecasts_mean(shape->forecasts, node)[period - first];
}

/* The outlook of a year, as far into the forecasts as it goes, over the actuals of the year before.
 */
static double growth_of(const an_plan_shape *shape, size_t node)
{
    const fc_series history = fc_forecasts_history(shape->forecasts, node);
    const fc_period horizon = (fc_period)fc_forecasts_horizon(shape->forecasts);
    const fc_period end =
        fc_forecasts_first(shape->forecasts) + (horizon < shape->year ? horizon : shape->year);
    double after = 0, before = 0;

    for (fc_period p = end - shape->year; p < end; p++) {
        const double outlook = outlook_of(shape, node, p);
        const double actual = actual_of(&history, p - shape->year);

        if (!isnan(outlook) && !isnan(actual)) {
            after += outlook;
            before += actual;
        }
    }
    return after > 0 && before > 0 ? after / before : 1;
}

fc_status an_plan_shape_init(an_plan_shape *shape, const an_sales *sales,
                             const fc_forecasts *forecasts)
{
    const size_t n_nodes = fc_hierarchy_size(sales->hierarchy);

    shape->sales = sales;
    shape->forecasts = forecasts;
    shape->year = -an_plan_year_before(&sales->calendar, 0);
    shape->growth = malloc(n_nodes * sizeof *shape->growth);
    if (!shape->growth)
        return fc_no_memory();
    for (size_t i = 0; i < n_nodes; i++)
        shape->growth[i] = fc_forecasts_has(forecasts, i) ? growth_of(shape, i) : 1;
    return FC_OK;
}

void an_plan_shape_clear(an_plan_shape *shape)
{
    free(shape->growth);
}

static double days_of(const an_plan_shape *shape, fc_period period)
{
    const fc_calendar *calendar = &shape->sales->calendar;

    return fc_calendar_end(calendar, period) - fc_calendar_start(calendar, period) + 1;
}

/* The weight of a period before the forecasts. What was sold a year before counts by the day: a
 * February of 29 days, or a month of five weeks, weighs no more for that in the year after. */
static double past_weight(const an_plan_shape *shape, size_t node, fc_period period)
{
    const fc_series history = fc_forecasts_history(shape->forecasts, node);
    const double before = actual_of(&history, period - shape->year);
    double actual;

    if (shape->sales->first_incomplete && period == shape->sales->first_complete - 1) {
        fc_hierarchy_values(shape->sales->hierarchy, node, AN_AMOUNT, period, 1, &actual);
        return actual; /* not fitted, so no part of the history */
    }

    return isnan(before) ? actual_of(&history, period)
                         : before * shape->growth[node] * days_of(shape, period) /
                               days_of(shape, period - shape->year);
}

double an_plan_shape_weight(const an_plan_shape *shape, size_t node, fc_period period)
{
    const fc_period first = fc_forecasts_first(shape->forecasts);
    const fc_period end = first + (fc_period)fc_forecasts_horizon(shape->forecasts);
    fc_period nearest = period;
    double weight;

    if (!fc_forecasts_has(shape->forecasts, node))
        return 0;
    while (nearest >= end)
        nearest -= shape->year;
    if (nearest >= first)
        weight = fc_forecasts_mean(shape->forecasts, node)[nearest - first];
    else
        weight = past_weight(shape, node, nearest);
    if (nearest != period)
        weight *= days_of(shape, period) / days_of(shape, nearest);
    return weight > 0 ? weight : 0; /* NaN has none either */
}
