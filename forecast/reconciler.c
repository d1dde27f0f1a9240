/* reconciler.c - runs a method on every step ahead, keeps zero as a floor, and adds up. */
#include "forecast/reconciler.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/quantile.h"
#include "forecast/reconciler_solve.h"

enum { RESIDUALS_MIN = 3, ROUNDS_MAX = 12 };

/* Relative variances below this are those of numbers, not of forecasts. */
static const double VARIANCE_MIN = 1e-8;

/* The mean square of a node's errors; NaN where they are too few. */
static double mean_square(const fc_reconcile_task *task, size_t node)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t t = 0; t < task->n_residuals[node]; t++)
        if (!isnan(task->residuals[node][t])) {
            sum += task->residuals[node][t] * task->residuals[node][t];
            n++;
        }
    return n < RESIDUALS_MIN ? NAN : sum / (double)n;
}

fc_status fc_reconciler_variance(const fc_reconcile_task *task, double *variance)
{
    double *relative = malloc(task->n_nodes * sizeof *relative), typical = 1.0;
    uint64_t *work = malloc(2 * task->n_nodes * sizeof *work);
    fc_status status = FC_ENOMEM;
    size_t n = 0;

    if (!relative || !work) {
        fc_no_memory();
        goto done;
    }
    for (size_t i = 0; i < task->n_nodes; i++) {
        variance[i] = mean_square(task, i);
        if (variance[i] > 0.0 && task->size[i] > 0.0)
            relative[n++] = variance[i] / (task->size[i] * task->size[i]);
    }
    if (n > 0) {
        fc_quantile_sort(relative, n, work);
        typical = fc_quantile(relative, n, 0.5);
    }
    for (size_t i = 0; i < task->n_nodes; i++) {
        const double square = task->size[i] * task->size[i];

        variance[i] =
            isnan(variance[i]) ? typical * square : fmax(variance[i], VARIANCE_MIN * square);
    }
    status = FC_OK;
done:
    free(work);
    free(relative);
    return status;
}

/* Holds the bottom nodes that would fall below zero at zero; false where none would. The rest is
 * then solved again: an active set for Wickramasuriya, Turlach & Hyndman (2020), Optimal
 * non-negative forecast reconciliation. */
static bool hold_negatives(const fc_reconcile_task *task, const double *bottom,
                           fc_reconcile_step *step)
{
    const size_t first = task->n_nodes - task->n_bottom;
    bool any = false;

    for (size_t j = 0; j < task->n_bottom; j++)
        if (task->nonnegative[first + j] && bottom[j] < 0.0) {
            step->held[first + j] = true;
            step->base[first + j] = 0.0;
            any = true;
        }
    return any;
}

static double sum_of(const fc_reconcile_task *task, size_t node, const double *bottom)
{
    size_t n;
    const size_t *cells = fc_lists_get(task->cells, node, &n);
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += bottom[cells[i]];
    return sum;
}

/* Lifts aggregates that may not be negative but are, because bottom nodes that may be pull them
 * down. Lifting never pushes another one below zero. What is fixed stays. */
static void lift_aggregates(const fc_reconcile_task *task, double *bottom)
{
    const size_t first = task->n_nodes - task->n_bottom;

    for (size_t a = first; a-- > 0;) {
        const double sum = task->nonnegative[a] ? sum_of(task, a, bottom) : 0.0;
        size_t n, n_free = 0;
        const size_t *cells = fc_lists_get(task->cells, a, &n);

        if (sum >= 0.0)
            continue;
        for (size_t i = 0; i < n; i++)
            n_free += !task->fixed[first + cells[i]];
        for (size_t i = 0; i < n; i++)
            if (!task->fixed[first + cells[i]])
                bottom[cells[i]] -= sum / (double)n_free;
    }
}

/* Solves one step ahead and writes its column of the mean. */
static void solve_step(const fc_reconcile_task *task, const fc_covariance *covariance,
                       fc_reconcile_step *step, size_t h, double *mean)
{
    const size_t first = task->n_nodes - task->n_bottom;
    double *bottom = step->bottom;

    for (size_t i = 0; i < task->n_nodes; i++) {
        step->base[i] = task->base[i * task->horizon + h];
        step->held[i] = task->fixed[i];
    }
    for (size_t round = 0; round < ROUNDS_MAX; round++) {
        fc_reconciler_step_solve(task, covariance, step);
        if (!hold_negatives(task, bottom, step))
            break;
    }
    for (size_t j = 0; j < task->n_bottom; j++)
        if (task->nonnegative[first + j])
            bottom[j] = fmax(bottom[j], 0.0);
    lift_aggregates(task, bottom);
    for (size_t i = 0; i < task->n_nodes; i++)
        mean[i * task->horizon + h] = i < first ? sum_of(task, i, bottom) : bottom[i - first];
}

fc_status fc_reconciler_solve(const fc_reconcile_task *task, const fc_covariance *covariance,
                              double *mean)
{
    bool failed = false;

#pragma omp parallel for schedule(dynamic)
    for (size_t h = 0; h < task->horizon; h++) {
        fc_reconcile_step *step = fc_reconciler_step_new(task, covariance);

        if (step)
            solve_step(task, covariance, step, h, mean);
        else
#pragma omp atomic write
            failed = true;
        fc_reconciler_step_free(step);
    }
    return failed ? fc_no_memory() : FC_OK;
}

fc_status fc_reconciler_run(const fc_reconciler *reconciler, const fc_reconcile_task *task,
                            double *mean, const fc_reconciler **used)
{
    fc_covariance covariance = {calloc(task->n_nodes, sizeof *covariance.diagonal), NULL, 0};
    fc_status status = FC_ENOMEM;

    *used = reconciler->choose ? reconciler->choose(task) : reconciler;
    if (!covariance.diagonal) {
        fc_no_memory();
        goto done;
    }
    status = (*used)->covariance(task, &covariance);
    if (status == FC_OK)
        status = fc_reconciler_solve(task, &covariance, mean);
done:
    free(covariance.diagonal);
    free(covariance.factor);
    return status;
}
