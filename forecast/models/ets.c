/* ets.c - exponential smoothing: the form chosen by AICc, or the average of all forms.
 *
 * Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, chapter 7; weights
 * as in Kolassa (2011), Combining exponential smoothing forecasts using Akaike weights. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/ets/ets.h"
#include "forecast/model.h"

/* Additive errors with multiplicative seasons are left out: unstable (ibid., section 7.2). */
static const fc_ets_form forms[] = {
    {FC_ETS_ADDITIVE, FC_ETS_NONE, FC_ETS_NONE},
    {FC_ETS_ADDITIVE, FC_ETS_ADDITIVE, FC_ETS_NONE},
    {FC_ETS_ADDITIVE, FC_ETS_DAMPED, FC_ETS_NONE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_NONE, FC_ETS_NONE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_ADDITIVE, FC_ETS_NONE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_DAMPED, FC_ETS_NONE},
    {FC_ETS_ADDITIVE, FC_ETS_NONE, FC_ETS_ADDITIVE},
    {FC_ETS_ADDITIVE, FC_ETS_ADDITIVE, FC_ETS_ADDITIVE},
    {FC_ETS_ADDITIVE, FC_ETS_DAMPED, FC_ETS_ADDITIVE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_NONE, FC_ETS_ADDITIVE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_ADDITIVE, FC_ETS_ADDITIVE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_DAMPED, FC_ETS_ADDITIVE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_NONE, FC_ETS_MULTIPLICATIVE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_ADDITIVE, FC_ETS_MULTIPLICATIVE},
    {FC_ETS_MULTIPLICATIVE, FC_ETS_DAMPED, FC_ETS_MULTIPLICATIVE},
};
enum { N_FORMS = sizeof forms / sizeof forms[0] };

static const double least_weight = 1e-3;
static const double worth_a_second_look = 10; /* AICc above the best at first look */

/* Fitted forms, best first, and their weights in the forecast. */
typedef struct {
    size_t n;
    fc_ets *member;
    double weight[N_FORMS];
} smoothing;

/* Fits every form the series allows; fitted values of form i are in fitted[i * train->n ...]. */
static fc_status fit_forms(const fc_series *train, fc_ets_care care, double *fitted,
                           fc_scratch *scratch, fc_ets *all)
{
    for (size_t i = 0; i < N_FORMS; i++) {
        all[i].aicc = INFINITY;
        if (!fc_ets_fits(train, forms[i]))
            continue;
        const fc_status status =
            fc_ets_fit(train, forms[i], care, fitted + i * train->n, scratch, &all[i]);
        if (status != FC_OK)
            return status;
    }
    return FC_OK;
}

static size_t best_form(const fc_ets *all)
{
    size_t best = 0;

    for (size_t i = 1; i < N_FORMS; i++)
        if (all[i].aicc < all[best].aicc)
            best = i;
    return best;
}

/* Fits again, thoroughly, what could still come out best. */
static fc_status refit_best(const fc_series *train, double *fitted, fc_scratch *scratch,
                            fc_ets *all)
{
    const double limit = all[best_form(all)].aicc + worth_a_second_look;

    for (size_t i = 0; i < N_FORMS; i++) {
        if (all[i].aicc > limit)
            continue;
        const fc_status status =
            fc_ets_fit(train, forms[i], FC_ETS_THOROUGH, fitted + i * train->n, scratch, &all[i]);
        if (status != FC_OK)
            return status;
    }
    return FC_OK;
}

/* Akaike weights of the forms, those that would hardly count set to zero. */
static void weigh(const fc_ets *all, double *weight)
{
    const double least = all[best_form(all)].aicc;
    double total = 0;

    for (size_t i = 0; i < N_FORMS; i++) {
        weight[i] = exp(-0.5 * (all[i].aicc - least));
        if (weight[i] < least_weight)
            weight[i] = 0;
        total += weight[i];
    }
    for (size_t i = 0; i < N_FORMS; i++)
        weight[i] /= total;
}

static fc_status keep(smoothing *s, const fc_ets *all, const double *weight, const double *from,
                      size_t n, double *fitted)
{
    size_t kept = 0;

    for (size_t i = 0; i < N_FORMS; i++)
        kept += weight[i] > 0;
    s->member = malloc(kept * sizeof *s->member);
    if (!s->member)
        return fc_no_memory();
    memset(fitted, 0, n * sizeof *fitted);
    for (size_t i = 0; i < N_FORMS; i++) {
        if (weight[i] <= 0)
            continue;
        s->weight[s->n] = weight[i];
        s->member[s->n++] = all[i];
        for (size_t t = 0; t < n; t++)
            fitted[t] += weight[i] * from[i * n + t];
    }
    return FC_OK;
}

static fc_status fit(smoothing *s, const fc_series *train, bool average, fc_ets_care care,
                     double *fitted, fc_scratch *scratch)
{
    fc_ets all[N_FORMS];
    double weight[N_FORMS] = {0};
    double *each = fc_scratch_take(scratch, N_FORMS * train->n);
    fc_status status = each ? fit_forms(train, care, each, scratch, all) : fc_no_memory();

    if (status == FC_OK && !average)
        status = refit_best(train, each, scratch, all);
    if (status != FC_OK)
        return status;
    if (isinf(all[best_form(all)].aicc))
        return fc_fail(FC_EDATA, "%s: no form of exponential smoothing could be fitted",
                       train->key);
    if (average)
        weigh(all, weight);
    else
        weight[best_form(all)] = 1;
    return keep(s, all, weight, each, train->n, fitted);
}

static fc_status fit_best(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit(state, train, false, FC_ETS_QUICK, fitted, scratch);
}

static fc_status fit_average(void *state, const fc_series *train, double *fitted,
                             fc_scratch *scratch)
{
    return fit(state, train, true, FC_ETS_CAUTIOUS, fitted, scratch);
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const smoothing *s = state;

    for (size_t t = 0; t < horizon; t++)
        path[t] = 0;
    for (size_t i = 0; i < s->n; i++)
        fc_ets_add_forecast(&s->member[i], s->weight[i], errors, horizon, path);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    follow(state, NULL, horizon, mean);
    return FC_OK;
}

static void describe_best(const void *state, char *text, size_t size)
{
    const smoothing *s = state;

    fc_ets_describe(s->member[0].form, text, size);
}

static size_t parameters_of_best(const void *state, fc_parameter *list, size_t max)
{
    const smoothing *s = state;

    return fc_ets_parameters(&s->member[0], list, max);
}

/* The weights, form by form. */
static size_t weights(const void *state, fc_parameter *list, size_t max)
{
    const smoothing *s = state;
    size_t i;

    for (i = 0; i < s->n && i < max; i++) {
        fc_ets_describe(s->member[i].form, list[i].name, sizeof list[i].name);
        list[i].value = s->weight[i];
    }
    return i;
}

static void release(void *state)
{
    smoothing *s = state;

    free(s->member);
}

const fc_model_type fc_model_ets = {
    .name = "ets",
    .summary = "exponential smoothing, the form chosen by AICc",
    .source = "Hyndman, Koehler, Ord & Snyder (2008)",
    .min_n = 5,
    .state_size = sizeof(smoothing),
    .scaled = true,
    .n_unknowns = 5,
    .takes_missing = true,
    .fit = fit_best,
    .forecast = forecast,
    .follow = follow,
    .describe = describe_best,
    .parameters = parameters_of_best,
    .release = release,
};

const fc_model_type fc_model_ets_aicw = {
    .name = "ets-aicw",
    .summary = "exponential smoothing, all forms averaged with Akaike weights",
    .source = "Kolassa (2011), International Journal of Forecasting 27",
    .min_n = 5,
    .state_size = sizeof(smoothing),
    .scaled = true,
    .n_unknowns = 5,
    .takes_missing = true,
    .fit = fit_average,
    .forecast = forecast,
    .follow = follow,
    .parameters = weights,
    .release = release,
};

const fc_model_type fc_model_ets_adjusted = {
    .name = "ets-sa",
    .summary = "forms without a season averaged likewise, on the seasonally adjusted series",
    .source = "Kolassa (2011), International Journal of Forecasting 27",
    .min_n = 5,
    .state_size = sizeof(smoothing),
    .scaled = true,
    .n_unknowns = 5,
    .takes_missing = true,
    .season = FC_SEASON_SHRUNKEN,
    .fit = fit_average,
    .forecast = forecast,
    .follow = follow,
    .parameters = weights,
    .release = release,
};
