/* temporal.h - forecasts of a series and of its sums over longer spans, brought into agreement. */
#ifndef FORECAST_TEMPORAL_H
#define FORECAST_TEMPORAL_H

#include <stdbool.h>

#include "forecast/model.h"

/* Whether sums over longer spans (quarters, years) are forecast too, and the forecasts of all spans
 * brought into agreement. AUTO: where past forecasts of the panel were better with it. */
typedef enum { FC_TEMPORAL_OFF, FC_TEMPORAL_ON, FC_TEMPORAL_AUTO } fc_temporal;

/* What AUTO found: nothing is judged where no history is long enough. */
typedef struct {
    bool used;
    size_t series, origins; /* judged */
    size_t won;             /* origins at which the error was less with it */
    double ratio;           /* of the error with it to that without */
} fc_temporal_verdict;

/* mean[horizon], with what the model says of sums over longer spans: of every span that divides the
 * season and has eight sums or more in the history, or four of whole seasons, counted from its end.
 * `model` is that of the series itself, fitted and not settled; `type` is fitted to the sums.
 * Season by season the forecasts are the nearest that add up, sums of k periods being as uncertain
 * as k of them: Athanasopoulos, Hyndman, Kourentzes & Petropoulos (2017), Forecasting with temporal
 * hierarchies, European Journal of Operational Research 262, section 3.2. A span that the model
 * cannot be fitted to is left out; *spans is how many took part, 0: the mean is the model's own.
 * Never below zero where the history never was. */
fc_status fc_temporal_forecast(const fc_model_type *type, const fc_series *train, fc_model *model,
                               fc_scratch *scratch, size_t horizon, double *mean,
                               size_t *spans) FC_CHECKED;

#endif
