/* harmonic.c - sines and cosines for long or several seasons, ARIMA for the rest.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., sections 10.5 and 12.1.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/season/harmonics.h"

static const fc_arima_limits limits = {
    .each = {FC_ARMA_CONDITIONAL, 1e-6, 1},
    .best = {FC_ARMA_EXACT, 1e-8, 1},
    .max_p = 3,
    .start_p = 1,
    .max_order = 5,
    .max_models = 40,
    .margin = 1.01,
};

typedef struct {
    size_t n; /* observations */
    fc_harmonics harmonics;
    fc_arima errors;
} harmonic;

static void take_out(const harmonic *s, const fc_series *train, double *rest)
{
    memcpy(rest, train->y, train->n * sizeof *rest);
    fc_harmonics_add(&s->harmonics, -1, 0, train->n, rest);
}

/* The pairs, then the order of what they leave, then both together by exact likelihood. */
static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    harmonic *s = state;
    double *rest = fc_scratch_take(scratch, train->n);
    fc_status status;

    if (!rest)
        return fc_no_memory();
    s->n = train->n;
    status = fc_harmonics_choose(train, &limits.each, &s->harmonics, scratch);
    take_out(s, train, rest);
    if (status == FC_OK)
        status = fc_arima_choose(rest, train->n, 1, &limits, &s->errors.order, scratch);
    if (status == FC_OK)
        status = fc_harmonics_fit(train, &s->errors.order, &limits.best, &s->harmonics,
                                  &s->errors.estimate, &s->errors.mean, scratch);
    take_out(s, train, rest);
    if (status == FC_OK)
        status = fc_arima_continue(rest, train->n, FC_ARMA_EXACT, &s->errors, fitted, scratch);
    if (status == FC_OK)
        fc_harmonics_add(&s->harmonics, 1, 0, train->n, fitted);
    return status;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const harmonic *s = state;

    fc_arima_follow(&s->errors, errors, horizon, path);
    fc_harmonics_add(&s->harmonics, 1, s->n, horizon, path);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    follow(state, NULL, horizon, mean);
    return FC_OK;
}

static void describe(const void *state, char *text, size_t size)
{
    const harmonic *s = state;
    const int written = snprintf(text, size, "harmonic(%zu)+", s->harmonics.n);

    fc_arima_describe(&s->errors.order, text + written, size - (size_t)written);
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const harmonic *s = state;
    const double *beta = s->harmonics.beta;
    size_t n = 0;

    for (size_t i = 0; i < s->harmonics.n && n < max; i++, n++) {
        snprintf(list[n].name, sizeof list[n].name, "cycle of %.5g", 1 / s->harmonics.frequency[i]);
        list[n].value = hypot(beta[2 * i], beta[2 * i + 1]);
        list[n].power = 1;
    }
    return n + fc_arima_coefs(&s->errors, list + n, max - n);
}

static void release(void *state)
{
    harmonic *s = state;

    fc_arima_release(&s->errors);
}

#define HARMONIC                                                                            \
    .source = "Young, Pedregal & Tych (1999), J. Forecasting 18; FPP3, 12.1", .min_n = 8,   \
    .min_seasons = 2.05, .state_size = sizeof(harmonic), .n_unknowns = 6, .fit = fit,       \
    .forecast = forecast, .follow = follow, .describe = describe, .parameters = parameters, \
    .release = release

const fc_model_type fc_model_harmonic = {
    .name = "harmonic",
    .summary = "sines and cosines for long or several seasons, ARIMA for the rest",
    .scaled = true,
    HARMONIC,
};

const fc_model_type fc_model_harmonic_log = {
    .name = "harmonic-log",
    .summary = "the same on the logarithms",
    .transform = FC_TRANSFORM_LOG,
    HARMONIC,
};
