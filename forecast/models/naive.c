/* naive.c - every forecast is the last observation.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.2. */
#include <math.h>

#include "forecast/model.h"

typedef struct {
    double last;
} naive;

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    naive *s = state;

    (void)scratch;
    s->last = NAN;
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] = s->last;
        if (!isnan(train->y[t]))
            s->last = train->y[t];
    }
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const naive *s = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = s->last;
    return FC_OK;
}

const fc_model_type fc_model_naive = {
    .name = "naive",
    .summary = "the last value",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.2",
    .min_n = 1,
    .state_size = sizeof(naive),
    .takes_missing = true,
    .fit = fit,
    .forecast = forecast,
};

const fc_model_type fc_model_naive2 = {
    .name = "naive2",
    .summary = "the last value, seasonally adjusted where a test finds a season",
    .source = "Makridakis, Spiliotis & Assimakopoulos (2020), The M4 Competition",
    .min_n = 1,
    .state_size = sizeof(naive),
    .takes_missing = true,
    .season = FC_SEASON_CLASSICAL,
    .fit = fit,
    .forecast = forecast,
};
