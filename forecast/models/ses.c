/* ses.c - simple exponential smoothing of the seasonally adjusted series.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 8.1. */
#include "forecast/ets/ses.h"
#include "forecast/model.h"

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    fc_ses *s = state;

    (void)scratch;
    *s = fc_ses_fit(train, fitted);
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const fc_ses *s = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = s->level;
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const fc_ses *s = state;
    double level = s->level;

    for (size_t i = 0; i < horizon; i++) {
        path[i] = level + errors[i];
        level += s->alpha * errors[i];
    }
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const fc_ses *s = state;

    if (max > 0)
        list[0] = (fc_parameter){"alpha", s->alpha, 0};
    return max > 0;
}

const fc_model_type fc_model_ses = {
    .name = "ses",
    .summary = "simple exponential smoothing, seasonally adjusted where a test finds a season",
    .source = "Hyndman & Athanasopoulos, FPP3, 8.1",
    .min_n = 3,
    .state_size = sizeof(fc_ses),
    .scaled = true,
    .takes_missing = true,
    .n_unknowns = 2,
    .season = FC_SEASON_CLASSICAL,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};
