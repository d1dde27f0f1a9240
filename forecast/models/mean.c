/* mean.c - every forecast is the mean of the history.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.2. */
#include <math.h>

#include "forecast/model.h"

typedef struct {
    double mean;
} average;

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    average *s = state;
    double sum = 0, n = 0;

    (void)scratch;
    for (size_t t = 0; t < train->n; t++)
        if (!isnan(train->y[t])) {
            sum += train->y[t];
            n++;
        }
    s->mean = sum / n;
    for (size_t t = 0; t < train->n; t++)
        fitted[t] = s->mean;
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const average *s = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = s->mean;
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const average *s = state;

    for (size_t i = 0; i < horizon; i++)
        path[i] = s->mean + errors[i];
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const average *s = state;

    if (max > 0)
        list[0] = (fc_parameter){"mean", s->mean, 1};
    return max > 0;
}

const fc_model_type fc_model_mean = {
    .name = "mean",
    .summary = "the mean of the history",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.2",
    .min_n = 1,
    .state_size = sizeof(average),
    .takes_missing = true,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};
