/* reconciler.c - runs a method on every step ahead, keeps zero as a floor, and adds up. */
#include "forecast/reconciler.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/ranges/quantile.h"
#include "forecast/reconciler_solve.h"

enum { RESIDUALS_MIN = 3, ROUNDS_FREE = 20, ROUNDS_MAX = 40 };

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

/* Which bottom nodes are to be zero, after a solution: those below zero join them; one that would
 * be better off above zero leaves while `may_leave`. Returns how many changed. */
static size_t update_pins(const fc_reconcile_task *task, const fc_reconcile_step *step,
                          bool may_leave, bool *pinned)
{
    const size_t first = task->n_nodes - task->n_bottom;
    const double *multiplier = step->multiplier + first;
    size_t changed = 0;

    for (size_t j = 0; j < task->n_bottom; j++)
        if (task->nonnegative[first + j] && !pinned[j] && step->bottom[j] < 0.0) {
            pinned[j] = true;
            changed++;
        }
    for (size_t k = 0; may_leave && k < step->n_pins; k++)
        if (multiplier[k] > 0.0) {
            pinned[step->pins[k]] = false;
            changed++;
        }
    return changed;
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

/* The step's forecasts with the pinned bottom nodes at zero; NULL: no memory. */
static fc_reconcile_step *solve_pinned(const fc_reconcile_task *task,
                                       const fc_covariance *covariance, size_t h,
                                       const bool *pinned)
{
    size_t n_pins = 0;
    fc_reconcile_step *step;

    for (size_t j = 0; j < task->n_bottom; j++)
        n_pins += pinned[j];
    step = fc_reconciler_step_new(task, covariance, n_pins);
    if (!step)
        return NULL;
    for (size_t i = 0; i < task->n_nodes; i++) {
        step->base[i] = task->base[i * task->horizon + h];
        step->held[i] = task->fixed[i];
    }
    for (size_t j = task->n_bottom; j-- > 0;)
        if (pinned[j])
            step->pins[--n_pins] = j;
    fc_reconciler_step_solve(task, covariance, step);
    for (size_t k = 0; k < step->n_pins; k++)
        step->bottom[step->pins[k]] = 0.0; /* but for rounding it was */
    return step;
}

static void write_step(const fc_reconcile_task *task, double *bottom, size_t h, double *mean)
{
    const size_t first = task->n_nodes - task->n_bottom;

    for (size_t j = 0; j < task->n_bottom; j++)
        if (task->nonnegative[first + j])
            bottom[j] = fmax(bottom[j], 0.0);
    lift_aggregates(task, bottom);
    for (size_t i = 0; i < task->n_nodes; i++)
        mean[i * task->horizon + h] = i < first ? sum_of(task, i, bottom) : bottom[i - first];
}

/* Solves one step ahead and writes its column of the mean; false without memory. Block principal
 * pivoting, for Wickramasuriya, Turlach & Hyndman (2020), Optimal non-negative forecast
 * reconciliation: nodes change sides until nobody wants to; at last none may leave zero, so that it
 * comes to an end. */
static bool solve_step(const fc_reconcile_task *task, const fc_covariance *covariance, size_t h,
                       double *mean)
{
    bool *pinned = calloc(task->n_bottom, sizeof *pinned);
    fc_reconcile_step *step = pinned ? solve_pinned(task, covariance, h, pinned) : NULL;

    for (size_t round = 0;
         step && round < ROUNDS_MAX && update_pins(task, step, round < ROUNDS_FREE, pinned) > 0;
         round++) {
        fc_reconciler_step_free(step);
        step = solve_pinned(task, covariance, h, pinned);
    }
    const bool solved = step != NULL;

    if (solved)
        write_step(task, step->bottom, h, mean);
    fc_reconciler_step_free(step);
    free(pinned);
    return solved;
}

fc_status fc_reconciler_solve(const fc_reconcile_task *task, const fc_covariance *covariance,
                              double *mean)
{
    bool failed = false;

#pragma omp parallel for schedule(dynamic)
    for (size_t h = 0; h < task->horizon; h++)
        if (!solve_step(task, covariance, h, mean))
#pragma omp atomic write
            failed = true;
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
    if ((*used)->split) {
        status = (*used)->split(task, mean);
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
