/* drift.c - the line through the first and the last observation, drawn on.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.2. */
#include <math.h>

#include "forecast/model.h"

typedef struct {
    double slope;
    double last; /* at the end of the series, on the line where it is missing there */
} drift;

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    drift *s = state;
    size_t end = train->n - 1;

    (void)scratch;
    while (isnan(train->y[end]))
        end--;
    s->slope = (train->y[end] - train->y[0]) / (double)end;
    s->last = NAN;
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] = s->last + s->slope;
        s->last = isnan(train->y[t]) ? fitted[t] : train->y[t];
    }
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const drift *s = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = s->last + s->slope * (double)(i + 1);
    return FC_OK;
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const drift *s = state;

    if (max > 0)
        list[0] = (fc_parameter){"slope", s->slope, 1};
    return max > 0;
}

const fc_model_type fc_model_drift = {
    .name = "drift",
    .alias = "rwf",
    .summary = "the last value and the mean change so far",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.2",
    .min_n = 2,
    .state_size = sizeof(drift),
    .takes_missing = true,
    .slope_doubt = 1,
    .fit = fit,
    .forecast = forecast,
    .parameters = parameters,
};
