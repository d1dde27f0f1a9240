/* mint.c - least total variance, with the covariance of the errors shrunk to its diagonal.
 *
 * Wickramasuriya, Athanasopoulos & Hyndman (2019), Optimal forecast reconciliation ... through
 * trace minimization; the shrinkage is that of Schafer & Strimmer (2005). Residuals are one-step:
 * those of several steps are few and correlated, and ruin the estimate. No matrix of nodes x nodes
 * is made: with T residuals a node the covariance is diagonal + factor factor', the factor nodes x
 * T, and the sums over pairs that the shrinkage needs are sums over pairs of periods. */
#include <math.h>
#include <stdlib.h>

#include "forecast/reconciler.h"

/* Older errors tell little about the next ones. */
enum { PERIODS_MAX = 120 };

/* row[periods] = a node's last residuals in their root mean square, 0 where there is none. Returns
 * how many there are. */
static size_t standardise(const double *residuals, size_t n_residuals, size_t periods, double *row)
{
    const size_t used = n_residuals < periods ? n_residuals : periods;
    double squares = 0.0;
    size_t n = 0;

    for (size_t t = 0; t < used; t++) {
        const double residual = residuals[n_residuals - used + t];

        if (isnan(residual))
            continue;
        row[periods - used + t] = residual;
        squares += residual * residual;
        n++;
    }
    for (size_t t = 0; t < periods && squares > 0.0; t++)
        row[t] /= sqrt(squares / (double)n);
    return n;
}

/* Schafer & Strimmer (2005), section 2.3: the variances of the correlations over their squares,
 * summed over pairs of different nodes, clipped to 0 .. 1. gram[periods x periods] is working
 * memory. With G = x x' the squared sums over t of x_ti x_tj add up to those of G. */
static double shrinkage(const double *x, size_t n_nodes, size_t periods, double *gram)
{
    const double n = (double)periods;
    double own_squares = 0.0, own_fourths = 0.0, sums = 0.0, products = 0.0;

    for (size_t i = 0; i < n_nodes; i++) {
        const double *row = x + i * periods;
        double square = 0.0;

        for (size_t s = 0; s < periods; s++) {
            square += row[s] * row[s];
            own_fourths += row[s] * row[s] * row[s] * row[s];
            for (size_t t = 0; t < periods; t++)
                gram[s * periods + t] += row[s] * row[t];
        }
        own_squares += square * square;
    }
    for (size_t s = 0; s < periods; s++) {
        products += gram[s * periods + s] * gram[s * periods + s];
        for (size_t t = 0; t < periods; t++)
            sums += gram[s * periods + t] * gram[s * periods + t];
    }

    const double squares = (sums - own_squares) / (n * n); /* of the correlations */
    const double variances = (products - own_fourths - n * squares) / (n * (n - 1.0));

    return squares > 0.0 ? fmin(fmax(variances / squares, 0.0), 1.0) : 1.0;
}

static fc_status covariance(const fc_reconcile_task *task, fc_covariance *out)
{
    const size_t n = task->n_nodes;
    const size_t periods = task->n_residuals[0] < PERIODS_MAX ? task->n_residuals[0] : PERIODS_MAX;
    size_t *n_used = malloc(n * sizeof *n_used);
    double *gram = calloc(periods * periods + 1, sizeof *gram);
    fc_status status = FC_ENOMEM;

    if (periods < 2) {
        status = fc_reconciler_variance(task, out->diagonal);
        goto done;
    }
    out->rank = periods;
    out->factor = calloc(n * periods, sizeof *out->factor);
    if (!n_used || !gram || !out->factor) {
        fc_no_memory();
        goto done;
    }
    status = fc_reconciler_variance(task, out->diagonal);
    if (status != FC_OK)
        goto done;
    for (size_t i = 0; i < n; i++)
        n_used[i] = standardise(task->residuals[i], task->n_residuals[i], periods,
                                out->factor + i * periods);

    /* Periods in which a node had no error count as uncorrelated, so its variance stays whole. */
    const double shrunk = shrinkage(out->factor, n, periods, gram);

    for (size_t i = 0; i < n; i++) {
        const double deviation = sqrt(out->diagonal[i]);
        const double observed = (double)n_used[i] / (double)periods;

        for (size_t t = 0; t < periods; t++)
            out->factor[i * periods + t] *= deviation * sqrt((1.0 - shrunk) / (double)periods);
        out->diagonal[i] *= shrunk + (1.0 - shrunk) * (1.0 - observed);
    }
done:
    free(gram);
    free(n_used);
    return status;
}

const fc_reconciler fc_reconciler_mint_shrink = {
    .name = "mint-shrink",
    .summary = "least total variance, by the shrunk covariance of past one-step errors",
    .source = "Wickramasuriya, Athanasopoulos & Hyndman (2019)",
    .covariance = covariance,
};
