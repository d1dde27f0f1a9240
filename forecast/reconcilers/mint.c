/* mint.c - least total variance, with a shrunk covariance of the errors.
 *
 * Wickramasuriya, Athanasopoulos & Hyndman (2019), Optimal forecast reconciliation ... through
 * trace minimization; correlations are shrunk to none as by Schafer & Strimmer (2005), or to those
 * of one common factor as by Ledoit & Wolf (2003). Residuals are one-step: those of several steps
 * are few and correlated, and ruin the estimate. No matrix of nodes x nodes is made: with T
 * residuals a node the covariance is diagonal + factor factor', the factor nodes x (T + 1), and the
 * sums over pairs that the shrinkage needs are sums over pairs of periods. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/reconciler.h"
#include "forecast/residuals.h"

/* What correlations are shrunk to, and by how much. */
typedef enum {
    TO_NONE,
    TO_COMMON,     /* as far as the estimate is in doubt, seen from there */
    TO_COMMON_LESS /* as far as it would be shrunk to none */
} target;

typedef struct {
    size_t periods;
    double *rows;    /* nodes x periods: standardised errors */
    double *loading; /* nodes: on the common factor; 0 without */
    double *gram;    /* periods x periods */
    size_t *n_used;  /* errors of each node */
    double shrunk;
} errors;

static fc_status errors_new(const fc_reconcile_task *task, errors *e)
{
    const size_t n = task->n_nodes, longest = task->n_residuals[0];

    e->periods = longest < FC_RESIDUALS_PERIODS ? longest : FC_RESIDUALS_PERIODS;
    e->rows = calloc(n * e->periods + 1, sizeof *e->rows);
    e->loading = calloc(n, sizeof *e->loading);
    e->gram = calloc(e->periods * e->periods + 1, sizeof *e->gram);
    e->n_used = calloc(n, sizeof *e->n_used);
    return e->rows && e->loading && e->gram && e->n_used ? FC_OK : fc_no_memory();
}

static void errors_clear(errors *e)
{
    free(e->rows);
    free(e->loading);
    free(e->gram);
    free(e->n_used);
}

static fc_status shrink(const fc_reconcile_task *task, target to, errors *e)
{
    double doubt;
    fc_status status = FC_OK;

    for (size_t i = 0; i < task->n_nodes; i++)
        e->n_used[i] = fc_residuals_standardise(task->residuals[i], task->n_residuals[i],
                                                e->periods, e->rows + i * e->periods);
    doubt = e->shrunk = fc_residuals_shrinkage(e->rows, task->n_nodes, e->periods, e->gram);
    if (to != TO_NONE)
        status = fc_residuals_common(e->rows, task->n_nodes, e->periods, e->gram, e->loading,
                                     to == TO_COMMON ? &e->shrunk : &doubt);
    return status;
}

/* Writes the covariance of the shrunk correlations and the variances in out->diagonal. Periods in
 * which a node had no error count as uncorrelated, so its variance stays whole. */
static fc_status assemble(const fc_reconcile_task *task, const errors *e, fc_covariance *out)
{
    const double n = (double)e->periods;

    out->rank = e->periods + 1;
    out->factor = malloc(task->n_nodes * out->rank * sizeof *out->factor);
    if (!out->factor)
        return fc_no_memory();
    for (size_t i = 0; i < task->n_nodes; i++) {
        const double deviation = sqrt(out->diagonal[i]), common = e->loading[i];
        const double observed = (double)e->n_used[i] / n;
        double *factor = out->factor + i * out->rank;

        for (size_t t = 0; t < e->periods; t++)
            factor[t] = e->rows[i * e->periods + t] * deviation * sqrt((1.0 - e->shrunk) / n);
        factor[e->periods] = deviation * sqrt(e->shrunk) * common;
        out->diagonal[i] *=
            e->shrunk * (1.0 - common * common) + (1.0 - e->shrunk) * (1.0 - observed);
    }
    return FC_OK;
}

static fc_status covariance_to(const fc_reconcile_task *task, target to, fc_covariance *out)
{
    errors e = {0};
    fc_status status = fc_reconciler_variance(task, out->diagonal);

    if (status == FC_OK)
        status = errors_new(task, &e);
    if (status == FC_OK && e.periods >= 2) {
        status = shrink(task, to, &e);
        if (status == FC_OK)
            status = assemble(task, &e, out);
    }
    errors_clear(&e);
    return status;
}

static fc_status to_none(const fc_reconcile_task *task, fc_covariance *out)
{
    return covariance_to(task, TO_NONE, out);
}

static fc_status to_common(const fc_reconcile_task *task, fc_covariance *out)
{
    return covariance_to(task, TO_COMMON, out);
}

/* The total keeps its forecast. Errors of many nodes shrunk to none are taken for less alike than
 * they are, so that their sum is trusted too much. */
static fc_status below_total(const fc_reconcile_task *task, fc_covariance *out)
{
    const fc_status status = covariance_to(task, TO_COMMON_LESS, out);

    if (status != FC_OK)
        return status;
    out->diagonal[0] = 0.0;
    for (size_t k = 0; k < out->rank; k++)
        out->factor[k] = 0.0;
    return FC_OK;
}

/* The one errs where the total's own model is the worse, the other where the sum of the bottom's
 * is: docs/reconciliation.md shows how much. */
static fc_status mean_of_both(const fc_reconcile_task *task, double *mean)
{
    static const char *const names[] = {"mint-total", "mint-factor"};
    const size_t n = task->n_nodes * task->horizon;
    double *one = malloc(n * sizeof *one), *sum = calloc(n, sizeof *sum);
    fc_status status = one && sum ? FC_OK : fc_no_memory();
    const fc_reconciler *used;

    for (size_t k = 0; status == FC_OK && k < 2; k++) {
        status = fc_reconciler_run(fc_reconciler_find(names[k]), task, one, &used);
        for (size_t i = 0; status == FC_OK && i < n; i++)
            sum[i] += one[i] / 2;
    }
    if (status == FC_OK) {
        fc_reconcile_task again = *task;

        again.base = sum; /* adds up but for rounding */
        status = fc_reconciler_run(fc_reconciler_find("bottom-up"), &again, mean, &used);
    }
    free(sum);
    free(one);
    return status;
}

const fc_reconciler fc_reconciler_mint_shrink = {
    .name = "mint-shrink",
    .summary = "least total variance, by the shrunk covariance of past one-step errors",
    .source = "Wickramasuriya, Athanasopoulos & Hyndman (2019)",
    .covariance = to_none,
};

const fc_reconciler fc_reconciler_mint_factor = {
    .name = "mint-factor",
    .summary = "the same, but shrunk to what all errors have in common",
    .source = "Ledoit & Wolf (2003)",
    .covariance = to_common,
};

const fc_reconciler fc_reconciler_mint_total = {
    .name = "mint-total",
    .summary = "the same, but less so, and the total keeps its own forecast",
    .source = "Zhang, Kang, Panagiotelis & Li (2023)",
    .covariance = below_total,
};

const fc_reconciler fc_reconciler_mint_mean = {
    .name = "mint-mean",
    .summary = "the mean of mint-factor and mint-total",
    .source = "docs/reconciliation.md",
    .split = mean_of_both,
};
