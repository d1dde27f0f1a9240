/* arima.c - ARIMA with orders chosen by AICc: by exact likelihood, and fast by least squares.
 *
 * Hyndman & Khandakar (2008), J. Statistical Software 27(3). */
#include "forecast/arima/arima.h"

#include <math.h>
#include <stdio.h>

#include "forecast/model.h"

/* What auto.arima() of R's forecast package searches. */
static const fc_arima_limits exact = {
    .each = {FC_ARMA_EXACT, 1e-7, 1},
    .best = {FC_ARMA_EXACT, 1e-10, 5},
    .max_p = 5,
    .max_P = 2,
    .start_p = 2,
    .start_P = 1,
    .max_order = FC_ARMA_COEFS,
    .max_models = 94,
    .margin = 1.01,
};

/* Small orders, for combinations. */
static const fc_arima_limits lite = {
    .each = {FC_ARMA_CONDITIONAL, 1e-6, 1},
    .best = {FC_ARMA_CONDITIONAL, 1e-8, 1},
    .max_p = 2,
    .max_P = 1,
    .start_p = 1,
    .start_P = 1,
    .max_order = 5,
    .max_models = 40,
    .margin = 1,
};

static fc_status fit_within(const fc_arima_limits *limits, fc_arima *arima, const fc_series *train,
                            double *fitted, fc_scratch *scratch)
{
    const double *whole = train->y;
    fc_status status = FC_OK;
    fc_arima_order order;

    if (fc_arima_has_gaps(train->y, train->n)) {
        double *filled = fc_scratch_take(scratch, train->n);

        if (!filled)
            return fc_no_memory();
        status = fc_season_fill(train, filled, scratch);
        whole = filled;
    }
    if (status == FC_OK)
        status = fc_arima_choose(whole, train->n, train->season_length, limits, &order, scratch);

    if (status == FC_OK)
        status = fc_arima_fit(train->y, train->n, &order, &limits->best, arima, fitted, scratch);
    return status;
}

static fc_status fit_exact(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_within(&exact, state, train, fitted, scratch);
}

static fc_status fit_conditional(void *state, const fc_series *train, double *fitted,
                                 fc_scratch *scratch)
{
    return fit_within(&lite, state, train, fitted, scratch);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    fc_arima_follow(state, NULL, horizon, mean);
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    fc_arima_follow(state, errors, horizon, path);
}

static void describe(const void *state, char *text, size_t size)
{
    const fc_arima *arima = state;

    fc_arima_describe(&arima->order, text, size);
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    return fc_arima_parameters(state, list, max);
}

static void release(void *state)
{
    fc_arima_release(state);
}

const fc_model_type fc_model_arima = {
    .name = "arima",
    .alias = "auto.arima",
    .summary = "seasonal ARIMA by exact likelihood, orders chosen by AICc",
    .source = "Hyndman & Khandakar (2008), J. Statistical Software 27(3)",
    .min_n = 3,
    .state_size = sizeof(fc_arima),
    .takes_missing = true,
    .n_unknowns = 4,
    .fit = fit_exact,
    .forecast = forecast,
    .follow = follow,
    .describe = describe,
    .parameters = parameters,
    .release = release,
};

#define CONDITIONAL                                                                                \
    .source = "Hyndman & Khandakar (2008); Box & Jenkins (1976), 7.1", .min_n = 3,                 \
    .state_size = sizeof(fc_arima), .n_unknowns = 3, .fit = fit_conditional, .forecast = forecast, \
    .follow = follow, .describe = describe, .parameters = parameters, .release = release

const fc_model_type fc_model_arima_css = {
    .name = "arima-css",
    .summary = "seasonal ARIMA of small orders by conditional least squares: fast",
    CONDITIONAL,
};

const fc_model_type fc_model_arima_css_log = {
    .name = "arima-css-log",
    .summary = "the same on the logarithms",
    .transform = FC_TRANSFORM_LOG,
    CONDITIONAL,
};
