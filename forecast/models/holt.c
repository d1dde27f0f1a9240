/* holt.c - exponential smoothing with a trend, damped or not, of the seasonally adjusted series.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 8.2. */
#include <string.h>

#include "forecast/ets/ets.h"
#include "forecast/model.h"

static fc_status fit(fc_ets_part trend, fc_ets *ets, const fc_series *train, double *fitted,
                     fc_scratch *scratch)
{
    const fc_ets_form form = {FC_ETS_ADDITIVE, trend, FC_ETS_NONE};

    return fc_ets_fit(train, form, FC_ETS_THOROUGH, fitted, scratch, ets);
}

static fc_status fit_holt(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit(FC_ETS_ADDITIVE, state, train, fitted, scratch);
}

static fc_status fit_damped(void *state, const fc_series *train, double *fitted,
                            fc_scratch *scratch)
{
    return fit(FC_ETS_DAMPED, state, train, fitted, scratch);
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    memset(path, 0, horizon * sizeof *path);
    fc_ets_add_forecast(state, 1, errors, horizon, path);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    follow(state, NULL, horizon, mean);
    return FC_OK;
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    return fc_ets_parameters(state, list, max);
}

const fc_model_type fc_model_holt = {
    .name = "holt",
    .summary = "exponential smoothing with a linear trend, seasonally adjusted likewise",
    .source = "Hyndman & Athanasopoulos, FPP3, 8.2",
    .min_n = 4,
    .state_size = sizeof(fc_ets),
    .scaled = true,
    .takes_missing = true,
    .n_unknowns = 4,
    .season = FC_SEASON_CLASSICAL,
    .fit = fit_holt,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};

const fc_model_type fc_model_damped = {
    .name = "damped",
    .alias = "holt-damped",
    .summary = "exponential smoothing with a trend that fades, seasonally adjusted likewise",
    .source = "Hyndman & Athanasopoulos, FPP3, 8.2",
    .min_n = 5,
    .state_size = sizeof(fc_ets),
    .scaled = true,
    .takes_missing = true,
    .n_unknowns = 5,
    .season = FC_SEASON_CLASSICAL,
    .fit = fit_damped,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};
