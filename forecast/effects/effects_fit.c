/* effects_fit.c - the regression of one series: outliers bounded, errors autocorrelated.
 *
 * Outliers: Huber's modified residuals; standard errors by Huber, Robust Statistics, section 7.6.
 * Autocorrelation: restricted likelihood (Patterson & Thompson 1971; Harville 1974) over a grid,
 * with a weak prior about 0. Ridge: Golub, Heath & Wahba (1979). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"

enum { ROUNDS = 3, GCV_POINTS = 17 };

static const double HUBER = 2.0, BISQUARE = 4.685, GAUSSIAN_MEDIAN = 0.6745;
static const double NO_EFFECT = 1e12; /* the penalty that holds a coefficient */
static const double GCV_FIRST = 1e-4, GCV_STEP = 3.1622776601683795;

/* Autocorrelations tried, and how far from 0 they are expected. */
static const double RHO[] = {-0.3, -0.15, 0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9};
static const double RHO_SPREAD = 0.5;

/* Where a fit stands. */
typedef struct {
    const fc_effects_task *task;
    const fc_effects_design *d;
    fc_effects_gram gram;
    double *penalty, *centre, *residual, *y, *work;
    double *variance; /* of the coefficients as they were before one was held */
    double rho, sigma, freedom;
    double unbounded; /* mean slope of the loss: 1 where no residual is bounded */
} state;

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* What a residual in typical sizes counts for, and how that grows with it. */
static double bounded(fc_effects_robust robust, double r, double *slope)
{
    const double inside = 1 - r * r / (BISQUARE * BISQUARE);

    *slope = 1;
    if (robust == FC_ROBUST_HUBER && fabs(r) > HUBER) {
        *slope = 0;
        return copysign(HUBER, r);
    }
    if (robust == FC_ROBUST_BISQUARE) {
        *slope = inside > 0 ? inside * (1 - 5 * r * r / (BISQUARE * BISQUARE)) : 0;
        return inside > 0 ? r * inside * inside : 0;
    }
    return r;
}

/* Residuals of y as it was; y for the next round, with outliers brought nearer. */
static void look_at_residuals(state *s)
{
    const fc_effects_design *d = s->d;
    double typical;

    for (size_t i = 0; i < d->n; i++) {
        const double *row = d->x + i * (d->columns + 1);

        s->residual[i] = row[d->columns];
        for (size_t j = 0; j < d->columns; j++)
            s->residual[i] -= s->gram.b[j] * row[j];
        s->work[i] = fabs(s->residual[i]);
    }
    qsort(s->work, d->n, sizeof *s->work, compare);
    typical = s->work[d->n / 2] / GAUSSIAN_MEDIAN;
    s->unbounded = typical > 0 ? 0 : 1;
    for (size_t i = 0; typical > 0 && i < d->n; i++) {
        double slope;
        const double counts =
            typical * bounded(s->task->options.robust, s->residual[i] / typical, &slope);

        s->y[i] = d->x[i * (d->columns + 1) + d->columns] - s->residual[i] + counts;
        s->unbounded += slope / (double)d->n;
    }
    s->unbounded = fmax(s->unbounded, 0.5);
    if (typical > 0)
        fc_effects_gram_take(&s->gram, d, s->y);
}

static void set_penalties(state *s, bool held_too)
{
    for (size_t j = 0; j < s->d->k; j++) {
        const fc_regressor *column = fc_regressors_at(s->task->regressors, s->d->which[j]);
        const bool held = held_too && column->never_positive && s->gram.b[s->d->first + j] >= 0;

        if (s->penalty[j] < NO_EFFECT)
            s->variance[j] = held_too ? s->gram.inverse[j] : 0;
        s->centre[j] = held ? 0 : column->prior;
        s->penalty[j] = held ? NO_EFFECT : pow(s->sigma / column->spread, 2);
    }
}

/* The same multiple of each column's sum of squares for all; false where no fit can be made. */
static bool set_ridge(state *s)
{
    const double n = (double)s->d->n;
    double least = INFINITY, best = GCV_FIRST, multiple = GCV_FIRST;

    for (int p = 0; p <= GCV_POINTS; p++, multiple *= GCV_STEP) {
        const double of = p < GCV_POINTS ? multiple : best; /* in the end the best again */
        fc_effects_solution solution;
        double freedom = n - (double)s->d->columns;

        for (size_t j = 0; j < s->d->k; j++)
            s->penalty[j] =
                s->penalty[j] >= NO_EFFECT ? NO_EFFECT : of * s->gram.sum[j * (s->gram.k + 1) + j];
        if (!fc_effects_gram_solve(&s->gram, s->rho, s->penalty, s->centre, true, &solution))
            continue;
        for (size_t j = 0; j < s->d->k; j++)
            freedom += s->penalty[j] * s->gram.inverse[j];
        if (freedom > 0 && n * solution.rss / (freedom * freedom) < least) {
            least = n * solution.rss / (freedom * freedom);
            best = of;
        }
    }
    return isfinite(least);
}

/* -2 log restricted likelihood, but for constants. */
static double criterion(state *s, double rho)
{
    fc_effects_solution solution;

    if (!fc_effects_gram_solve(&s->gram, rho, s->penalty, s->centre, false, &solution) ||
        !(solution.penalised > 0))
        return INFINITY;
    return ((double)s->d->n - (double)s->d->first) * log(solution.penalised) +
           solution.log_determinant - log(1 - rho * rho) + pow(rho / RHO_SPREAD, 2);
}

/* The best of the grid, and of the parabola through it and its neighbours. */
static void find_rho(state *s)
{
    enum { N = sizeof RHO / sizeof *RHO };
    double value[N];
    size_t best = 2; /* none */

    for (size_t i = 0; i < N; i++) {
        value[i] = criterion(s, RHO[i]);
        best = value[i] < value[best] ? i : best;
    }
    s->rho = isfinite(value[best]) ? RHO[best] : 0;
    if (best == 0 || best == N - 1 || !isfinite(value[best - 1]) || !isfinite(value[best + 1]))
        return;

    const double bend = value[best - 1] - 2 * value[best] + value[best + 1];

    if (bend > 0)
        s->rho += 0.5 * (value[best - 1] - value[best + 1]) / bend * (RHO[best] - RHO[best - 1]);
}

/* Rounds of: penalties, autocorrelation, coefficients, outliers. False where nothing can be said.
 */
static bool solve(state *s)
{
    const double columns = (double)s->gram.k;

    s->sigma = 0.1;
    for (int round = 0; round < ROUNDS; round++) {
        fc_effects_solution solution;

        set_penalties(s, round > 0);
        if (s->task->options.ridge == FC_RIDGE_GCV && !set_ridge(s))
            return false;
        if (round == 1)
            find_rho(s);
        if (!fc_effects_gram_solve(&s->gram, s->rho, s->penalty, s->centre, true, &solution))
            return false;
        s->freedom = (double)s->d->n - columns;
        for (size_t j = 0; j < s->d->k; j++)
            s->freedom += fmin(s->penalty[j] * s->gram.inverse[j], 1);
        s->freedom = fmax(s->freedom, 1);
        s->sigma = sqrt(solution.rss / s->freedom);
        if (!(s->sigma > 0))
            return round > 0 || solution.rss == 0;
        if (round < ROUNDS - 1)
            look_at_residuals(s);
    }
    return true;
}

static fc_status run(const fc_effects_task *task, const fc_effects_design *d, state *s, bool *found)
{
    const size_t k = d->k;
    fc_status status = fc_effects_gram_new(d, &s->gram);

    *found = false;
    s->task = task;
    s->d = d;
    s->unbounded = 1;
    s->penalty = status == FC_OK ? calloc(3 * k + 3 * d->n, sizeof *s->penalty) : NULL;
    if (status == FC_OK && !s->penalty)
        status = fc_no_memory();
    if (status != FC_OK)
        return status;
    s->centre = s->penalty + k;
    s->residual = s->centre + k;
    s->y = s->residual + d->n;
    s->work = s->y + d->n;
    s->variance = s->work + d->n;
    *found = solve(s);
    return FC_OK;
}

/* b and errors of the columns asked about; the season about its mean. */
static void tell(const state *s, const fc_series *series, double *b, double *error, double *season)
{
    const fc_effects_design *d = s->d;
    const size_t m = series->season_length > 1 ? series->season_length : 1;
    double mean = 0, n = 0;

    for (size_t j = 0; j < d->k; j++) {
        const bool held = s->penalty[j] >= NO_EFFECT;

        b[d->which[j]] = held ? 0 : s->gram.b[d->first + j];
        error[d->which[j]] =
            s->sigma / s->unbounded * sqrt(held ? s->variance[j] : s->gram.inverse[j]);
    }
    for (size_t p = 0; season && p < m; p++)
        if (d->phase[p] != SIZE_MAX) {
            mean += s->gram.b[d->phase[p]];
            n++;
        }
    for (size_t p = 0; season && p < m; p++)
        season[p] = d->phase[p] == SIZE_MAX ? NAN : s->gram.b[d->phase[p]] - mean / n;
}

fc_status fc_effects_fit(const fc_effects_task *task, size_t i, const fc_series *series, size_t n,
                         fc_parts parts, double *b, double *error, double *season)
{
    fc_effects_design d;
    state s = {.rho = 0};
    bool enough, found = false;
    fc_status status = fc_effects_design_new(task, i, series, n, parts, &d, &enough);

    for (size_t j = 0; j < fc_regressors_size(task->regressors); j++) {
        b[j] = 0;
        error[j] = INFINITY;
    }
    for (size_t p = 0; season && p < series->season_length; p++)
        season[p] = NAN;
    if (status == FC_OK && enough)
        status = run(task, &d, &s, &found);
    if (status == FC_OK && found)
        tell(&s, series, b, error, season);
    fc_effects_gram_free(&s.gram);
    free(s.penalty);
    fc_effects_design_free(&d);
    return status;
}
