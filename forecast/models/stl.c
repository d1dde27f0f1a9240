/* stl.c - seasons by STL, the rest by any other model; one season or several.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.7; several
 * seasons: Bandara, Hyndman & Bergmeir (2021), MSTL. */
#include "forecast/season/stl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "forecast/model_private.h"
#include "forecast/season/seasons.h"

/* Windows of the seasonal smoothing as in R's forecast package: longer ones for longer seasons. */
enum { FIRST_WINDOW = 11, WIDER = 4 };

typedef struct {
    double *adjusted; /* the series without its seasons: the model inside looks at it */
    fc_model *inner;
    size_t n_seasons;
    size_t period[FC_SEASONS_MAX];
    double *last[FC_SEASONS_MAX]; /* of each season, its last `period` values */
} decomposition;

static void choose_seasons(decomposition *s, const fc_series *train, bool several)
{
    double period[FC_SEASONS_MAX] = {(double)train->season_length};

    s->n_seasons = train->season_length > 1;
    if (several)
        s->n_seasons = fc_seasons_of(train->season_length, train->n, period);
    for (size_t k = 0; k < s->n_seasons; k++)
        s->period[k] = (size_t)period[k];
}

static fc_status take_seasons_out(decomposition *s, const fc_series *train, fc_scratch *scratch)
{
    const size_t n = train->n;
    double *seasonal = fc_scratch_take(scratch, (s->n_seasons + 1) * n);
    fc_stl_options options[FC_SEASONS_MAX];
    double *last = s->adjusted + n;
    fc_status status;

    if (!seasonal)
        return fc_no_memory();
    for (size_t k = 0; k < s->n_seasons; k++)
        options[k] = fc_stl_defaults(s->period[k], FIRST_WINDOW + WIDER * k, false);
    status = fc_stl_multiple(options, s->n_seasons, train->y, n, seasonal,
                             seasonal + s->n_seasons * n, scratch);
    for (size_t t = 0; t < n; t++)
        s->adjusted[t] = train->y[t];
    for (size_t k = 0; k < s->n_seasons; k++) {
        s->last[k] = last;
        for (size_t t = 0; t < n; t++)
            s->adjusted[t] -= seasonal[k * n + t];
        for (size_t i = 0; i < s->period[k]; i++)
            *last++ = seasonal[k * n + n - s->period[k] + i];
    }
    return status;
}

static fc_status fit_with(const char *name, bool several, decomposition *s, const fc_series *train,
                          double *fitted, fc_scratch *scratch)
{
    fc_series adjusted = *train;
    size_t size = train->n;
    fc_status status;

    choose_seasons(s, train, several);
    for (size_t k = 0; k < s->n_seasons; k++)
        size += s->period[k];
    s->adjusted = malloc(size * sizeof *s->adjusted);
    if (!s->adjusted)
        return fc_no_memory();
    status = take_seasons_out(s, train, scratch);
    adjusted.y = s->adjusted;
    adjusted.season_length = 1;
    if (status == FC_OK)
        status = fc_model_fit(fc_model_find(name), &adjusted, scratch, &s->inner);
    for (size_t t = 0; status == FC_OK && t < train->n; t++)
        fitted[t] = train->y[t] - fc_model_residuals(s->inner)[t];
    return status;
}

static fc_status fit_stl_ets(void *state, const fc_series *train, double *fitted,
                             fc_scratch *scratch)
{
    return fit_with("ets", false, state, train, fitted, scratch);
}

static fc_status fit_stl_arima(void *state, const fc_series *train, double *fitted,
                               fc_scratch *scratch)
{
    return fit_with("arima", false, state, train, fitted, scratch);
}

static fc_status fit_stl_theta(void *state, const fc_series *train, double *fitted,
                               fc_scratch *scratch)
{
    return fit_with("theta", false, state, train, fitted, scratch);
}

static fc_status fit_mstl(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_with("ets", true, state, train, fitted, scratch);
}

static fc_status fit_mstl_arima(void *state, const fc_series *train, double *fitted,
                                fc_scratch *scratch)
{
    return fit_with("arima", true, state, train, fitted, scratch);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const decomposition *s = state;
    const fc_status status = fc_model_forecast(s->inner, horizon, mean);

    for (size_t k = 0; status == FC_OK && k < s->n_seasons; k++)
        for (size_t i = 0; i < horizon; i++)
            mean[i] += s->last[k][i % s->period[k]];
    return status;
}

static fc_status response(const void *state, size_t horizon, double *share)
{
    const decomposition *s = state;

    return fc_model_response(s->inner, horizon, share);
}

static void describe(const void *state, char *text, size_t size)
{
    const decomposition *s = state;
    static const char *const prefix[] = {"", "stl+", "mstl+"};
    const int written = snprintf(text, size, "%s", prefix[s->n_seasons]);

    fc_model_describe(s->inner, text + written, size - (size_t)written);
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const decomposition *s = state;

    return fc_model_parameters(s->inner, list, max);
}

static void release(void *state)
{
    decomposition *s = state;

    fc_model_free(s->inner);
    free(s->adjusted);
}

#define DECOMPOSED                                                                              \
    .min_n = 4, .min_seasons = 2.05, .state_size = sizeof(decomposition), .n_unknowns = 4,      \
    .forecast = forecast, .response = response, .describe = describe, .parameters = parameters, \
    .release = release

const fc_model_type fc_model_stl_ets = {
    .name = "stl-ets",
    .alias = "stlf",
    .summary = "season by STL, the rest by exponential smoothing",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.7; Cleveland et al. (1990)",
    .fit = fit_stl_ets,
    DECOMPOSED,
};

const fc_model_type fc_model_stl_arima = {
    .name = "stl-arima",
    .summary = "season by STL, the rest by ARIMA",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.7; Cleveland et al. (1990)",
    .fit = fit_stl_arima,
    DECOMPOSED,
};

const fc_model_type fc_model_stl_theta = {
    .name = "stl-theta",
    .summary = "season by STL, the rest by the theta method",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.7; Cleveland et al. (1990)",
    .fit = fit_stl_theta,
    DECOMPOSED,
};

const fc_model_type fc_model_mstl = {
    .name = "mstl",
    .alias = "mstl-ets",
    .summary = "several seasons by STL (week and year of days), the rest by exponential smoothing",
    .source = "Bandara, Hyndman & Bergmeir (2021), MSTL",
    .fit = fit_mstl,
    DECOMPOSED,
};

const fc_model_type fc_model_mstl_arima = {
    .name = "mstl-arima",
    .summary = "several seasons by STL (week and year of days), the rest by ARIMA",
    .source = "Bandara, Hyndman & Bergmeir (2021), MSTL",
    .fit = fit_mstl_arima,
    DECOMPOSED,
};
