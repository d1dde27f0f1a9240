/* erm.c - learns from past one-step forecasts of all nodes what the bottom then was.
 *
 * Ben Taieb & Koo (2019), Regularized regression for hierarchical forecasting without unbiasedness
 * conditions: bottom = P forecasts with the least squared errors in the past. There are more nodes
 * than periods, so P is drawn to that of WLS by variances, as Ben Taieb & Koo draw theirs to
 * bottom-up, but by ridge regression: P = P0 + E X' (X X' + lambda)^-1 with X the past forecasts,
 * in units that make them alike, and E what P0 missed. By X' (X X' + lambda)^-1 =
 * (X' X + lambda)^-1 X' all matrices are periods x periods. Lambda leaves the least error where
 * each period in turn is left out (Golub, Heath & Wahba 1979, section 1). */
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/reconciler.h"
#include "forecast/residuals.h"

enum { LEAST_PERIODS = 4, N_LAMBDA = 17 };

/* Of lambda, in mean eigenvalues of X' X: the strongest first, which all but keeps P0. */
static const double LAMBDA_FIRST = 1e4, LAMBDA_STEP = 0.31622776601683794;

typedef struct {
    const fc_reconcile_task *task;
    size_t periods;
    double *missed;      /* nodes x periods: E */
    double *level, *gap; /* nodes x periods: X, see below */
    const double *variance;
    double *values;      /* periods: eigenvalues of X' X */
    gsl_matrix *vectors; /* periods x periods: its eigenvectors, in columns */
    double lambda;       /* infinite: P0 it is */
} learning;

/* The k-th of the last periods of a node: what it was, and its forecast. What had none counts as
 * known, as what is fixed does. */
static void look_up(const learning *w, size_t node, size_t k, double *actual, double *fitted)
{
    const fc_reconcile_task *task = w->task;
    const size_t n = task->n_actuals[node], n_residuals = task->n_residuals[node];
    const size_t back = w->periods - k;

    *actual = back <= n ? task->actuals[node][n - back] : 0;
    *actual = isnan(*actual) ? 0 : *actual;
    *fitted = *actual;
    if (!task->fixed[node] && back <= n && back <= n_residuals &&
        !isnan(task->residuals[node][n_residuals - back]))
        *fitted -= task->residuals[node][n_residuals - back];
}

/* What X is made of, of one forecast of a node: what P0 makes of it, over the node's size, and how
 * far it is from that, over the deviation of its errors: all of one unit, so that one lambda fits.
 */
static double level_of(const learning *w, size_t node, double coherent)
{
    return w->task->size[node] > 0 ? coherent / w->task->size[node] : 0;
}

static double gap_of(const learning *w, size_t node, double base, double coherent)
{
    return w->variance[node] > 0 ? (base - coherent) / sqrt(w->variance[node]) : 0;
}

/* Makes the past forecasts coherent; writes X, and what P0 misses. */
static fc_status gather(learning *w, const fc_covariance *covariance)
{
    const fc_reconcile_task *task = w->task;
    const size_t n = task->n_nodes, periods = w->periods;
    double *base = malloc(n * periods * sizeof *base);
    bool *no_floor = calloc(n, sizeof *no_floor);
    fc_reconcile_task past = *task;
    fc_status status = base && no_floor ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < n; i++)
        for (size_t k = 0; k < periods; k++)
            look_up(w, i, k, &w->missed[i * periods + k], &base[i * periods + k]);
    past.base = base;
    past.horizon = periods;
    past.nonnegative = no_floor;
    if (status == FC_OK)
        status = fc_reconciler_solve(&past, covariance, w->level);
    for (size_t i = 0; status == FC_OK && i < n * periods; i++) {
        w->missed[i] -= w->level[i];
        w->gap[i] = gap_of(w, i / periods, base[i], w->level[i]);
        w->level[i] = level_of(w, i / periods, w->level[i]);
    }
    free(no_floor);
    free(base);
    return status;
}

/* Adds to gram[periods x periods] the sum over nodes of a row's products with itself, over its
 * scale. */
static void add_products(const learning *w, const double *rows, const double *scale, double *gram)
{
    const size_t periods = w->periods;

    for (size_t i = 0; i < w->task->n_nodes; i++) {
        const double *row = rows + i * periods, share = scale && scale[i] > 0 ? 1 / scale[i] : 1;

        for (size_t s = 0; s < periods; s++)
            for (size_t t = 0; t < periods; t++)
                gram[s * periods + t] += share * row[s] * row[t];
    }
}

/* keep[periods x periods] = what is left of errors: I - X' X (X' X + lambda)^-1. */
static void find_rest(const learning *w, double lambda, double *keep)
{
    const size_t periods = w->periods;

    for (size_t s = 0; s < periods; s++)
        for (size_t t = 0; t < periods; t++) {
            double sum = 0;

            for (size_t k = 0; k < periods; k++)
                sum += gsl_matrix_get(w->vectors, s, k) * gsl_matrix_get(w->vectors, t, k) *
                       lambda / (lambda + w->values[k]);
            keep[s * periods + t] = sum;
        }
}

/* The squared errors of periods that are left out in turn, summed over nodes, over their variances:
 * what is left of an error, over its own part in that. */
static double left_out(const learning *w, const double *errors, const double *keep)
{
    const size_t periods = w->periods;
    double sum = 0;

    for (size_t t = 0; t < periods; t++) {
        const double *row = keep + t * periods;
        double square = 0;

        for (size_t r = 0; r < periods; r++)
            for (size_t s = 0; s < periods; s++)
                square += row[r] * errors[r * periods + s] * row[s];
        sum += square / (row[t] * row[t]);
    }
    return sum;
}

static void choose_lambda(learning *w, const double *errors, double *keep)
{
    double mean = 0, lambda = LAMBDA_FIRST, best = 0;

    for (size_t t = 0; t < w->periods; t++) {
        mean += w->values[t] / (double)w->periods;
        best += errors[t * w->periods + t];
    }
    w->lambda = INFINITY;
    for (size_t i = 0; mean > 0 && i < N_LAMBDA; i++, lambda *= LAMBDA_STEP) {
        find_rest(w, lambda * mean, keep);
        const double error = left_out(w, errors, keep);

        if (error < best) {
            best = error;
            w->lambda = lambda * mean;
        }
    }
}

/* Finds eigenvalues and eigenvectors of X' X, and lambda. */
static fc_status learn(learning *w)
{
    const size_t periods = w->periods;
    double *gram = calloc(3 * periods * periods, sizeof *gram), *errors = gram + periods * periods;
    gsl_vector_view values = gsl_vector_view_array(w->values, periods);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(periods);
    fc_status status = gram && work ? FC_OK : fc_no_memory();

    if (status == FC_OK) {
        gsl_matrix_view view = gsl_matrix_view_array(gram, periods, periods);

        add_products(w, w->level, NULL, gram);
        add_products(w, w->gap, NULL, gram);
        if (gsl_eigen_symmv(&view.matrix, &values.vector, w->vectors, work) != 0)
            status = fc_fail(FC_EINTERNAL, "erm: past forecasts have no eigenvectors");
    }
    if (status == FC_OK) {
        for (size_t t = 0; t < periods; t++)
            w->values[t] = fmax(w->values[t], 0);
        add_products(w, w->missed, w->variance, errors);
        choose_lambda(w, errors, errors + periods * periods);
    }
    gsl_eigen_symmv_free(work);
    free(gram);
    return status;
}

/* weight[periods] = (X' X + lambda)^-1 X' x, x being the forecasts of step h. */
static void weigh(const learning *w, const double *mean, size_t h, double *along, double *weight)
{
    const fc_reconcile_task *task = w->task;
    const size_t periods = w->periods;

    memset(along, 0, periods * sizeof *along);
    memset(weight, 0, periods * sizeof *weight);
    for (size_t i = 0; i < task->n_nodes; i++)
        for (size_t t = 0; t < periods; t++)
            weight[t] += w->level[i * periods + t] * level_of(w, i, mean[i * task->horizon + h]) +
                         w->gap[i * periods + t] * gap_of(w, i, task->base[i * task->horizon + h],
                                                          mean[i * task->horizon + h]);
    for (size_t k = 0; k < periods; k++) {
        for (size_t t = 0; t < periods; t++)
            along[k] += gsl_matrix_get(w->vectors, t, k) * weight[t];
        along[k] /= w->values[k] + w->lambda;
    }
    for (size_t t = 0; t < periods; t++) {
        weight[t] = 0;
        for (size_t k = 0; k < periods; k++)
            weight[t] += gsl_matrix_get(w->vectors, t, k) * along[k];
    }
}

/* Adds to the bottom of mean, which is P0's, what that missed in periods like those ahead. */
static fc_status correct(const learning *w, const double *mean, double *bottom)
{
    const fc_reconcile_task *task = w->task;
    const size_t first = task->n_nodes - task->n_bottom, periods = w->periods;
    double *memory = malloc(2 * periods * sizeof *memory), *weight = memory + periods;

    if (!memory)
        return fc_no_memory();
    for (size_t h = 0; h < task->horizon; h++) {
        weigh(w, mean, h, memory, weight);
        for (size_t i = first; i < task->n_nodes; i++)
            for (size_t t = 0; !task->fixed[i] && t < periods; t++)
                bottom[i * task->horizon + h] += weight[t] * w->missed[i * periods + t];
    }
    free(memory);
    return FC_OK;
}

static fc_status prepare(learning *w)
{
    const size_t n = w->task->n_nodes * w->periods;

    w->missed = malloc(n * sizeof *w->missed);
    w->level = malloc(n * sizeof *w->level);
    w->gap = malloc(n * sizeof *w->gap);
    w->values = malloc(w->periods * sizeof *w->values);
    w->vectors = gsl_matrix_alloc(w->periods, w->periods);
    return w->missed && w->level && w->gap && w->values && w->vectors ? FC_OK : fc_no_memory();
}

static size_t periods_of(const fc_reconcile_task *task)
{
    size_t n = 0;

    for (size_t i = 0; i < task->n_nodes; i++)
        n = task->n_residuals[i] > n ? task->n_residuals[i] : n;
    return n < FC_RESIDUALS_PERIODS ? n : FC_RESIDUALS_PERIODS;
}

/* What P0 forecasts, into mean. */
static fc_status split(const fc_reconcile_task *task, double *mean)
{
    fc_covariance covariance = {calloc(task->n_nodes, sizeof(double)), NULL, 0};
    double *base = malloc(task->n_nodes * task->horizon * sizeof *base);
    learning w = {.task = task, .periods = periods_of(task), .variance = covariance.diagonal};
    fc_status status = covariance.diagonal && base ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = fc_reconciler_variance(task, covariance.diagonal);
    if (status == FC_OK)
        status = fc_reconciler_solve(task, &covariance, mean);
    if (status != FC_OK || w.periods < LEAST_PERIODS)
        goto done;
    status = prepare(&w);
    if (status == FC_OK)
        status = gather(&w, &covariance);
    if (status == FC_OK)
        status = learn(&w);
    if (status == FC_OK && isfinite(w.lambda)) {
        const fc_reconciler *used;
        fc_reconcile_task again = *task;

        memcpy(base, mean, task->n_nodes * task->horizon * sizeof *base);
        status = correct(&w, mean, base);
        again.base = base;
        if (status == FC_OK)
            status = fc_reconciler_run(fc_reconciler_find("bottom-up"), &again, mean, &used);
    }
done:
    gsl_matrix_free(w.vectors);
    free(w.values);
    free(w.gap);
    free(w.level);
    free(w.missed);
    free(base);
    free(covariance.diagonal);
    return status;
}

const fc_reconciler fc_reconciler_erm = {
    .name = "erm",
    .summary = "what the bottom was when all nodes were forecast like this, by ridge regression",
    .source = "Ben Taieb & Koo (2019)",
    .split = split,
};
