/* thief.c - forecasts of the series and of its sums over longer periods, brought into agreement.
 *
 * Athanasopoulos, Hyndman, Kourentzes & Petropoulos (2017), Forecasting with temporal hierarchies,
 * European Journal of Operational Research 262; structural scaling. */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model_private.h"

static const char base_model[] = "ets-sa", base_for_few[] = "naive";
enum { LEAST_VALUES = 8, LEAST_YEARS = 4, MAX_LEVELS = 32 };

/* One level: means over `span` periods, aligned to the end of the series. */
typedef struct {
    size_t span;
    double *values;
    fc_model *model;
} level;

typedef struct {
    size_t season_length;
    size_t n;
    level levels[MAX_LEVELS];
} temporal;

static fc_status fit_level(level *l, const fc_series *train, size_t span, fc_scratch *scratch)
{
    const size_t n = train->n / span;
    const double *first = train->y + train->n - n * span;
    fc_series means = {train->key, NULL, n, train->season_length / span, 0};

    l->span = span;
    l->values = malloc(n * sizeof *l->values);
    if (!l->values)
        return fc_no_memory();
    for (size_t t = 0; t < n; t++) {
        l->values[t] = 0;
        for (size_t i = 0; i < span; i++)
            l->values[t] += first[t * span + i] / (double)span;
    }
    means.y = l->values;
    const fc_status status = fc_model_fit(fc_model_find(base_model), &means, scratch, &l->model);
    return status == FC_EDATA
               ? fc_model_fit(fc_model_find(base_for_few), &means, scratch, &l->model)
               : status;
}

static void take_fitted(const temporal *s, const fc_series *train, double *fitted)
{
    const double *residuals = fc_model_residuals(s->levels[0].model);

    for (size_t t = 0; t < train->n; t++)
        fitted[t] = train->y[t] - residuals[t];
}

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    temporal *s = state;
    const size_t m = train->season_length;

    s->season_length = m;
    for (size_t span = 1; span <= m && s->n < MAX_LEVELS; span++) {
        const size_t least = span == 1 ? 1 : span == m ? LEAST_YEARS : LEAST_VALUES;
        if (m % span != 0 || train->n / span < least)
            continue;
        const fc_status status = fit_level(&s->levels[s->n++], train, span, scratch);
        if (status != FC_OK)
            return status;
    }
    take_fitted(s, train, fitted);
    return FC_OK;
}

/* The normal equations of one year: each mean over `span` periods weighs `span` times as much as a
 * single value. Adds level l's forecasts of that year to the right side, its weights to the left.
 */
static void add_level(const level *l, size_t m, const double *forecasts, gsl_matrix *normal,
                      gsl_vector *right)
{
    for (size_t i = 0; i < m; i++) {
        const size_t block = i / l->span * l->span;
        *gsl_vector_ptr(right, i) += forecasts[i / l->span];
        for (size_t j = block; j < block + l->span; j++)
            *gsl_matrix_ptr(normal, i, j) += 1 / (double)l->span;
    }
}

/* Years of forecasts of every level, one level after the other, each in its own periods. */
static fc_status forecast_levels(const temporal *s, size_t years, double *out)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < s->n && status == FC_OK; i++) {
        const size_t n = years * s->season_length / s->levels[i].span;
        status = fc_model_forecast(s->levels[i].model, n, out);
        out += n;
    }
    return status;
}

static void reconcile(const temporal *s, size_t years, size_t horizon, const double *levels,
                      gsl_matrix *normal, gsl_vector *right, double *mean)
{
    const size_t m = s->season_length;

    for (size_t year = 0; year < years; year++) {
        const double *of_level = levels;
        gsl_matrix_set_zero(normal);
        gsl_vector_set_zero(right);
        for (size_t i = 0; i < s->n; i++) {
            const size_t per_year = m / s->levels[i].span;
            add_level(&s->levels[i], m, of_level + year * per_year, normal, right);
            of_level += years * per_year;
        }
        gsl_linalg_cholesky_decomp1(normal);
        gsl_linalg_cholesky_svx(normal, right);
        for (size_t i = 0; i < m && year * m + i < horizon; i++)
            mean[year * m + i] = gsl_vector_get(right, i);
    }
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const temporal *s = state;
    const size_t m = s->season_length, years = (horizon + m - 1) / m;
    gsl_matrix *normal = gsl_matrix_alloc(m, m);
    gsl_vector *right = gsl_vector_alloc(m);
    double *levels = malloc(s->n * years * m * sizeof *levels);
    fc_status status = FC_ENOMEM;

    if (!normal || !right || !levels) {
        fc_no_memory();
        goto done;
    }
    status = forecast_levels(s, years, levels);
    if (status == FC_OK)
        reconcile(s, years, horizon, levels, normal, right, mean);
done:
    free(levels);
    gsl_vector_free(right);
    gsl_matrix_free(normal);
    return status;
}

static fc_status response(const void *state, size_t horizon, double *share)
{
    const temporal *s = state;

    return fc_model_response(s->levels[0].model, horizon, share);
}

static void release(void *state)
{
    temporal *s = state;

    for (size_t i = 0; i < s->n; i++) {
        fc_model_free(s->levels[i].model);
        free(s->levels[i].values);
    }
}

const fc_model_type fc_model_thief = {
    .name = "thief",
    .summary = "averaged exponential smoothing of the series and its longer sums, reconciled",
    .source = "Athanasopoulos et al. (2017), European Journal of Operational Research 262",
    .min_n = 5,
    .state_size = sizeof(temporal),
    .n_unknowns = 5,
    .slope_doubt = 1.5,
    .fit = fit,
    .forecast = forecast,
    .response = response,
    .release = release,
};
