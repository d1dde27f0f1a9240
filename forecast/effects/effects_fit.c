/* effects_fit.c - the regression of one series on calendar and drivers, beside trend and season. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"
#include "forecast/regression/regression.h"

enum { LEAST_FREEDOM = 6, DAYS_OF_WEEK = 7, DAYS_OF_WAVE = 45, ROUNDS = 3 };

static const double LEAST_SEASONS = 2.25;
static const double HUBER = 2.0;
static const double PI = 3.14159265358979323846;

typedef struct {
    size_t n;       /* observations */
    size_t k;       /* columns asked about; they come first */
    size_t columns; /* with those of trend and season */
    double *x, *y, *weights, *penalty, *centre, *b, *error, *residual;
    size_t *at; /* the place of each observation in the series */
} design;

/* How many waves the trend has: none shorter than two years, or a quarter of days. */
static size_t n_waves(size_t n, size_t season)
{
    if (season == DAYS_OF_WEEK)
        return n / DAYS_OF_WAVE;
    return n / (season > 1 ? season : 5);
}

static size_t phase_of(const fc_series *s, size_t t)
{
    const fc_period m = s->season_length > 1 ? (fc_period)s->season_length : 1;

    return (size_t)(((s->start + (fc_period)t) % m + m) % m);
}

/* Trend and season behind the columns asked about. */
static void fill_rest(design *d, const fc_series *s, size_t n)
{
    const size_t m = s->season_length > 0 ? s->season_length : 1;
    const size_t waves = n_waves(n, m);

    d->columns = d->k;
    for (size_t phase = 0; phase < m; phase++) {
        double *column = d->x + d->columns * d->n;
        bool seen = false;

        for (size_t i = 0; i < d->n; i++) {
            column[i] = phase_of(s, d->at[i]) == phase;
            seen = seen || column[i] > 0;
        }
        d->columns += seen;
    }
    for (size_t w = 1; w <= waves; w++, d->columns++)
        for (size_t i = 0; i < d->n; i++)
            d->x[d->columns * d->n + i] =
                cos(PI * (double)w * ((double)d->at[i] + 0.5) / (double)n);
}

/* Logarithms where all values are positive, else values over their mean size; false where all are
 * zero. */
static bool fill_response(design *d, const fc_series *s)
{
    double size = 0;
    bool positive = true;

    for (size_t i = 0; i < d->n; i++) {
        size += fabs(s->y[d->at[i]]) / (double)d->n;
        positive = positive && s->y[d->at[i]] > 0;
    }
    for (size_t i = 0; i < d->n; i++)
        d->y[i] = positive ? log(s->y[d->at[i]]) : s->y[d->at[i]] / size;
    return size > 0;
}

static fc_status take(design *d, const fc_regressors *r, const fc_series *s, size_t n)
{
    const size_t most = fc_regressors_size(r) + s->season_length + 1 + n_waves(n, s->season_length);

    d->k = fc_regressors_size(r);
    d->x = malloc((n * (most + 3) + 4 * most + 1) * sizeof *d->x);
    d->at = malloc((n + 1) * sizeof *d->at);
    if (!d->x || !d->at)
        return fc_no_memory();
    d->y = d->x + n * most;
    d->weights = d->y + n;
    d->residual = d->weights + n;
    d->penalty = d->residual + n;
    d->centre = d->penalty + most;
    d->b = d->centre + most;
    d->error = d->b + most;
    memset(d->penalty, 0, 2 * most * sizeof *d->penalty);
    for (size_t t = 0; t < n; t++)
        if (!isnan(s->y[t]))
            d->at[d->n++] = t;
    for (size_t j = 0; j < d->k; j++)
        for (size_t i = 0; i < d->n; i++)
            d->x[j * d->n + i] = fc_regressors_value(r, j, s->start + (fc_period)d->at[i]);
    for (size_t i = 0; i < d->n; i++)
        d->weights[i] = 1;
    return FC_OK;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Weights of Huber's loss around the typical size of the residuals. */
static void reweigh(design *d, double *work)
{
    double typical;

    for (size_t i = 0; i < d->n; i++)
        work[i] = fabs(d->residual[i]);
    qsort(work, d->n, sizeof *work, compare);
    typical = work[d->n / 2] / 0.6745;
    for (size_t i = 0; i < d->n; i++)
        d->weights[i] = fmin(1, HUBER * typical / fmax(fabs(d->residual[i]), 1e-300));
}

/* Fits with the priors as penalties, whose size needs the residuals': a few rounds. A coefficient
 * with the wrong sign is held at 0. */
static fc_status solve(design *d, const fc_regressors *r)
{
    double sigma = 0.1, *work = malloc(d->n * sizeof *work);
    fc_status status = work ? FC_OK : fc_no_memory();

    for (int round = 0; status == FC_OK && round < ROUNDS; round++) {
        const fc_regression problem = {.n = d->n,
                                       .k = d->columns,
                                       .x = d->x,
                                       .y = d->y,
                                       .weights = d->weights,
                                       .penalty = d->penalty,
                                       .centre = d->centre};
        fc_regression_result result = {
            .coefficients = d->b, .errors = d->error, .residuals = d->residual};

        for (size_t j = 0; j < d->k; j++) {
            const fc_regressor *column = fc_regressors_at(r, j);
            const bool held = round > 0 && column->never_positive && d->b[j] >= 0;

            d->centre[j] = column->prior;
            d->penalty[j] = held ? 1e12 : pow(sigma / column->spread, 2);
        }
        status = fc_regression_fit(&problem, &result);
        if (status != FC_OK || result.sigma == 0)
            break;
        sigma = result.sigma;
        reweigh(d, work);
    }
    free(work);
    return status;
}

static void say_nothing(const fc_regressors *r, double *b, double *error)
{
    for (size_t j = 0; j < fc_regressors_size(r); j++) {
        b[j] = 0;
        error[j] = INFINITY;
    }
}

fc_status fc_effects_fit(const fc_regressors *r, const fc_series *s, size_t n, double *b,
                         double *error)
{
    design d = {.n = 0};
    fc_status status = take(&d, r, s, n);

    say_nothing(r, b, error);
    if (status == FC_OK && (double)d.n >= LEAST_SEASONS * (double)s->season_length &&
        d.n > s->season_length + n_waves(n, s->season_length) + LEAST_FREEDOM &&
        fill_response(&d, s)) {
        fill_rest(&d, s, n);
        status = solve(&d, r);
        if (status == FC_EDATA)
            status = FC_OK; /* it says nothing */
        else if (status == FC_OK)
            for (size_t j = 0; j < d.k; j++) {
                b[j] = fc_regressors_at(r, j)->never_positive ? fmin(d.b[j], 0) : d.b[j];
                error[j] = d.error[j];
            }
    }
    free(d.x);
    free(d.at);
    return status;
}
