/* futures.h - what a node's simulated futures add up to over some of the steps ahead. */
#ifndef FORECAST_FUTURES_H
#define FORECAST_FUTURES_H

#include "forecast/forecasts/forecasts.h"

typedef struct {
    size_t first, end; /* steps ahead, from 0: `first` to the one before `end` */
    double rest;       /* the part of the first one that is still to come, 0 to 1 */
    double known;      /* what came of these periods already */
} fc_futures_span;

/* known + the coherent mean over the span. */
double fc_futures_mean(const fc_forecasts *forecasts, size_t node, const fc_futures_span *span);

/* sums[n_paths]: of the node's paths[n_paths x horizon] (fc_forecasts_paths) over the span. They
 * are moved so that half of them lie above the mean over the span: the forecast is the one,
 * coherent at all nodes, that is held against a plan, and a chance must not speak against it. What
 * cannot be negative does not become so. Those of an intermittent node stay where they are: a sum
 * of a few demands is nothing, or about one of them, and its mean lies between. */
void fc_futures_sum(const fc_forecasts *forecasts, size_t node, const double *paths,
                    const fc_futures_span *span, double *sums);

#endif
