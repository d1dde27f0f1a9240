/* forecasts_parts.h - what a node's forecast is made of: parameters, effects, parts, components. */
#ifndef FORECAST_FORECASTS_PARTS_H
#define FORECAST_FORECASTS_PARTS_H

#include "forecast/forecasts/forecasts.h"

/* What the node's model is made of, up to `max`; returns how many. */
size_t fc_forecasts_parameters(const fc_forecasts *forecasts, size_t node, fc_parameter *list,
                               size_t max);

/* What calendar and drivers do, NULL where no regressors were given or the node has not begun;
 * *series is its number there. */
const fc_effects *fc_forecasts_effects(const fc_forecasts *forecasts, size_t node, size_t *series);

/* Those it was run with; NULL where there were none. */
const fc_regressors *fc_forecasts_regressors(const fc_forecasts *forecasts);

/* The share that the regression has in the model's forecast, 0 to 1. */
double fc_forecasts_member_share(const fc_forecasts *forecasts, size_t node);

/* What calendar and drivers multiply the node's sales by, so many steps ahead, from 0; or 1. */
double fc_forecasts_factor(const fc_forecasts *forecasts, size_t node, size_t step);

/* What the coherent mean of a node so many steps ahead (from 0) is made of; it is their sum.
 * Level: the mean of the last season of the history without calendar and drivers. Trend: what the
 * mean of the next season's forecasts lies above that, carried on evenly to the period; where the
 * horizon is shorter than a season, or there is none, all that is not level. Season: the rest of
 * the model's forecast. Effects: of calendar and drivers. Blended: what fc_forecasts_blend added.
 * All but panel and reconciliation are 0 without a model. */
typedef struct {
    double level, trend, season, effects, panel, blended, reconciliation;
} fc_forecast_parts;
fc_forecast_parts fc_forecasts_parts(const fc_forecasts *forecasts, size_t node, size_t step);

/* Components of history and forecast: out[c] has as many values as both. They add up to the history
 * (NaN where that is missing) and to the coherent mean. Trend and season of the history by STL, of
 * what is left without calendar and drivers; all is trend where that is too short. */
typedef enum {
    FC_COMPONENT_TREND,
    FC_COMPONENT_SEASON,
    FC_COMPONENT_CALENDAR,
    FC_COMPONENT_DRIVERS,
    FC_COMPONENT_REST,
    FC_COMPONENTS
} fc_component;
fc_status fc_forecasts_decompose(const fc_forecasts *forecasts, size_t node, fc_scratch *scratch,
                                 double *const out[FC_COMPONENTS]) FC_CHECKED;

#endif
