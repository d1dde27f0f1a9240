/* croston.c - intermittent demand: Croston's method, its corrections, and the one that lets a
 * product die.
 *
 * Syntetos & Boylan (2005), International J. Forecasting 21, 303-314 (SBA); Shale, Boylan &
 * Johnston (2006), J. Operational Research Society 57, 588-592 (SBJ). */
#include "forecast/intermittent.h"
#include "forecast/model.h"

/* The usual smoothing constant; fixed, because few demands say little about it. */
static const double ALPHA = 0.1;

static fc_status fit_croston(void *state, const fc_series *train, double *fitted,
                             fc_scratch *scratch)
{
    (void)scratch;
    *(fc_demand *)state = fc_intermittent_croston(train->y, train->n, ALPHA, 1, fitted);
    return FC_OK;
}

static fc_status fit_sba(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    (void)scratch;
    *(fc_demand *)state = fc_intermittent_croston(train->y, train->n, ALPHA, 1 - ALPHA / 2, fitted);
    return FC_OK;
}

static fc_status fit_sbj(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    (void)scratch;
    *(fc_demand *)state =
        fc_intermittent_croston(train->y, train->n, ALPHA, 1 - ALPHA / (2 - ALPHA), fitted);
    return FC_OK;
}

static fc_status fit_tsb(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    (void)scratch;
    *(fc_demand *)state = fc_intermittent_tsb(train->y, train->n, ALPHA, ALPHA, fitted);
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const fc_demand *demand = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = demand->rate;
    return FC_OK;
}

/* Errors of such a series are what its demands and its zeros leave, so futures have both. */
static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const fc_demand *demand = state;

    for (size_t i = 0; i < horizon; i++)
        path[i] = demand->rate + errors[i];
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const fc_demand *demand = state;
    const fc_parameter all[] = {{"size", demand->size, 1}, {"interval", demand->interval, 0}};
    size_t n = 0;

    for (; n < 2 && n < max; n++)
        list[n] = all[n];
    return n;
}

#define INTERMITTENT                                                                     \
    .min_n = 2, .state_size = sizeof(fc_demand), .takes_missing = true, .n_unknowns = 2, \
    .forecast = forecast, .follow = follow, .parameters = parameters

const fc_model_type fc_model_croston = {
    .name = "croston",
    .summary = "intermittent demand: sizes and intervals smoothed apart",
    .source = "Croston (1972), Operational Research Quarterly 23",
    .fit = fit_croston,
    INTERMITTENT,
};

const fc_model_type fc_model_sba = {
    .name = "sba",
    .summary = "Croston's method without its upward bias",
    .source = "Syntetos & Boylan (2005), International J. Forecasting 21",
    .fit = fit_sba,
    INTERMITTENT,
};

const fc_model_type fc_model_sbj = {
    .name = "sbj",
    .summary = "Croston's method without its upward bias, a finer correction",
    .source = "Shale, Boylan & Johnston (2006), J. Operational Research Society 57",
    .fit = fit_sbj,
    INTERMITTENT,
};

const fc_model_type fc_model_tsb = {
    .name = "tsb",
    .summary = "intermittent demand that may end: the forecast falls while nothing is sold",
    .source = "Teunter, Syntetos & Babai (2011), European J. Operational Research 214",
    .fit = fit_tsb,
    INTERMITTENT,
};
