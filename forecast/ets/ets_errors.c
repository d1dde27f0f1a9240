/* ets_errors.c - one-step errors of exponential smoothing and their derivatives.
 *
 * With additive errors the likelihood falls with the sum of squared errors. With multiplicative
 * ones it falls with that of e/f times the geometric mean of f (Hyndman et al. 2008, section 5.1),
 * which is a sum of squares again. Their derivatives follow from differentiating the recursion. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "forecast/ets/ets_private.h"

static const double least_fitted = 1e-8;    /* a multiplicative form stays above it */
static const double least_product = 1e-200; /* of values whose logarithm is taken together */

typedef fc_ets_estimation estimation;

bool fc_ets_must_be_positive(const fc_ets_form form)
{
    return form.error == FC_ETS_MULTIPLICATIVE || form.season == FC_ETS_MULTIPLICATIVE;
}

void fc_ets_lay_out(estimation *e, bool fixed_seasons)
{
    const fc_ets_form form = e->first.form;
    const size_t absent = FC_ETS_WIDTH - 1;
    size_t n = 0;

    e->fixed_seasons = fixed_seasons || form.season == FC_ETS_NONE;
    e->alpha = n++;
    e->beta_share = form.trend != FC_ETS_NONE ? n++ : absent;
    e->phi = form.trend == FC_ETS_DAMPED ? n++ : absent;
    e->gamma_share = form.season != FC_ETS_NONE ? n++ : absent;
    e->level = n++;
    e->slope = form.trend != FC_ETS_NONE ? n++ : absent;
    e->season = n;
    e->n = n + (e->fixed_seasons ? 0 : e->first.season_length - 1);
    assert(e->n < absent);
}

/* Parameters and initial states from the unknowns. The last seasonal state follows from the others:
 * they add up to 0, or to the season's length. */
static void set_unknowns(estimation *e, const double *x)
{
    fc_ets *ets = &e->first;

    ets->alpha = x[e->alpha];
    ets->level = x[e->level];
    if (ets->form.trend != FC_ETS_NONE) {
        ets->beta = ets->alpha * x[e->beta_share];
        ets->slope = x[e->slope];
    }
    if (ets->form.trend == FC_ETS_DAMPED)
        ets->phi = x[e->phi];
    if (ets->form.season != FC_ETS_NONE)
        ets->gamma = (1 - ets->alpha) * x[e->gamma_share];
    if (e->fixed_seasons)
        return;
    const size_t m = ets->season_length;
    double rest = ets->form.season == FC_ETS_MULTIPLICATIVE ? (double)m : 0;
    for (size_t phase = 0; phase < m - 1; phase++)
        rest -= ets->season[phase] = x[e->season + phase];
    ets->season[m - 1] = rest;
}

/* Runs through the series; writes one-step errors and forecasts. False where a multiplicative form
 * comes to a value that is not positive. */
static bool run(estimation *e, double *errors)
{
    const double *y = e->train->y;
    const bool positive = fc_ets_must_be_positive(e->first.form);
    const bool ratios = e->first.form.season == FC_ETS_MULTIPLICATIVE;
    fc_ets ets = e->first;

    for (size_t t = 0; t < e->train->n; t++) {
        const double fitted = fc_ets_predict(&ets);
        if (positive && (fitted < least_fitted || (ratios && ets.season[ets.phase] < least_fitted)))
            return false;
        e->fitted[t] = fitted;
        errors[t] = isnan(y[t]) ? 0 : y[t] - fitted;
        fc_ets_update(&ets, errors[t]);
    }
    e->last = ets;
    return true;
}

/* The geometric mean of the fitted values. */
static double geometric_mean(const estimation *e)
{
    double logs = 0, observed = 0, product = 1;

    for (size_t t = 0; t < e->train->n; t++) {
        if (isnan(e->train->y[t]))
            continue;
        observed++;
        product *= e->fitted[t];
        if (product < least_product || product > 1 / least_product) {
            logs += log(product);
            product = 1;
        }
    }
    return exp((logs + log(product)) / observed);
}

bool fc_ets_errors(const double *unknowns, double *errors, void *context)
{
    estimation *e = context;

    set_unknowns(e, unknowns);
    if (!run(e, errors))
        return false;
    if (e->first.form.error == FC_ETS_MULTIPLICATIVE) {
        const double scale = geometric_mean(e);
        for (size_t t = 0; t < e->train->n; t++)
            errors[t] *= scale / e->fitted[t];
    }
    return true;
}

/* Derivatives of the states by each unknown. */
typedef struct {
    double level[FC_ETS_WIDTH];
    double slope[FC_ETS_WIDTH];
    double season[FC_ETS_LONGEST][FC_ETS_WIDTH];
} sensitivity;

static void start_sensitivity(const estimation *e, sensitivity *d)
{
    const size_t m = e->first.season_length;

    memset(d->level, 0, sizeof d->level);
    memset(d->slope, 0, sizeof d->slope);
    memset(d->season, 0, m * sizeof d->season[0]);
    d->level[e->level] = 1;
    d->slope[e->slope] = 1;
    for (size_t phase = 0; phase + 1 < m && !e->fixed_seasons; phase++) {
        d->season[phase][e->season + phase] = 1;
        d->season[m - 1][e->season + phase] = -1;
    }
}

/* Differentiates one prediction and update; writes the derivatives of the error into row[n]. */
static void differentiate(const estimation *e, const fc_ets *ets, const double *x, double error,
                          bool missing, sensitivity *d, double *row)
{
    const bool multiplicative = ets->form.season == FC_ETS_MULTIPLICATIVE;
    const double base = ets->level + ets->phi * ets->slope;
    const double season = multiplicative ? ets->season[ets->phase] : 1;
    const double by_season = 1 / season, by_base = multiplicative ? 1 / base : 1;
    const double weight = multiplicative ? base : 1;
    const double of_level = error * by_season, of_season = error * by_base;
    const double u = multiplicative ? of_level : 0, v = multiplicative ? of_season : 0;
    const double alpha = missing ? 0 : ets->alpha, beta = missing ? 0 : ets->beta;
    const double gamma = missing ? 0 : ets->gamma, phi = ets->phi;
    double *level = d->level, *slope = d->slope, *seasonal = d->season[ets->phase];

    slope[e->phi] += ets->slope / phi;
#pragma omp simd
    for (size_t k = 0; k < e->n; k++) {
        const double trend = phi * slope[k];
        const double sum = level[k] + trend;
        const double of_error = -(season * sum + weight * seasonal[k]);
        const double step = (of_error - u * seasonal[k]) * by_season;
        row[k] = of_error;
        level[k] = sum + alpha * step;
        slope[k] = trend + beta * step;
        seasonal[k] += gamma * (of_error - v * sum) * by_base;
    }
    if (missing)
        return;
    level[e->alpha] += of_level;
    slope[e->alpha] += of_level * x[e->beta_share];
    slope[e->beta_share] += of_level * ets->alpha;
    seasonal[e->alpha] -= of_season * x[e->gamma_share];
    seasonal[e->gamma_share] += of_season * (1 - ets->alpha);
}

/* Derivatives of the plain errors. */
static void differentiate_run(estimation *e, const double *x, double *columns)
{
    const size_t n = e->train->n;
    fc_ets ets = e->first;
    sensitivity d;
    double row[FC_ETS_WIDTH];

    start_sensitivity(e, &d);
    for (size_t t = 0; t < n; t++) {
        const bool missing = isnan(e->train->y[t]);
        const double fitted = fc_ets_predict(&ets);
        const double error = missing ? 0 : e->train->y[t] - fitted;
        e->fitted[t] = fitted;
        differentiate(e, &ets, x, error, missing, &d, row);
        for (size_t k = 0; k < e->n; k++)
            columns[k * n + t] = missing ? 0 : row[k];
        fc_ets_update(&ets, error);
    }
}

/* With multiplicative errors: derivatives of e/f times the geometric mean of f, which moves too. */
static void make_relative(const estimation *e, const double *errors, double *columns)
{
    const size_t n = e->train->n;
    const double scale = geometric_mean(e);
    double *by_error = e->work, *inverse = e->work + n, observed = 0;

    for (size_t t = 0; t < n; t++) {
        const bool missing = isnan(e->train->y[t]);
        inverse[t] = 1 / e->fitted[t];
        by_error[t] = missing ? 0 : scale * e->train->y[t] * inverse[t] * inverse[t];
        observed += !missing;
    }
    for (size_t k = 0; k < e->n; k++) {
        double *column = columns + k * n, change = 0;
#pragma omp simd reduction(+ : change)
        for (size_t t = 0; t < n; t++)
            change -= column[t] * inverse[t];
        change /= observed;
#pragma omp simd
        for (size_t t = 0; t < n; t++)
            column[t] = column[t] * by_error[t] + errors[t] * change;
    }
}

void fc_ets_slopes(const double *unknowns, const double *errors, double *columns, void *context)
{
    estimation *e = context;
    double x[FC_ETS_WIDTH] = {0};

    memcpy(x, unknowns, e->n * sizeof *x);
    set_unknowns(e, x);
    differentiate_run(e, x, columns);
    if (e->first.form.error == FC_ETS_MULTIPLICATIVE)
        make_relative(e, errors, columns);
}
