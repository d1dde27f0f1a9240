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
#include "forecast/residuals.h"

static fc_status covariance(const fc_reconcile_task *task, fc_covariance *out)
{
    const size_t n = task->n_nodes;
    const size_t periods =
        task->n_residuals[0] < FC_RESIDUALS_PERIODS ? task->n_residuals[0] : FC_RESIDUALS_PERIODS;
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
        n_used[i] = fc_residuals_standardise(task->residuals[i], task->n_residuals[i], periods,
                                             out->factor + i * periods);

    /* Periods in which a node had no error count as uncorrelated, so its variance stays whole. */
    const double shrunk = fc_residuals_shrinkage(out->factor, n, periods, gram);

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

/* The total keeps its forecast. Shrinking takes the errors of many nodes for less alike than they
 * are, so that their sum is trusted too much: on Australian tourism it made the total 30 % worse,
 * while with the total kept no level of it or of Australian retail got worse than its own models.
 * Zhang, Kang, Panagiotelis & Li (2023), Optimal reconciliation with immutable forecasts. */
static fc_status covariance_below(const fc_reconcile_task *task, fc_covariance *out)
{
    const fc_status status = covariance(task, out);

    if (status != FC_OK)
        return status;
    out->diagonal[0] = 0.0;
    for (size_t k = 0; k < out->rank; k++)
        out->factor[k] = 0.0;
    return FC_OK;
}

const fc_reconciler fc_reconciler_mint_shrink = {
    .name = "mint-shrink",
    .summary = "least total variance, by the shrunk covariance of past one-step errors",
    .source = "Wickramasuriya, Athanasopoulos & Hyndman (2019)",
    .covariance = covariance,
};

const fc_reconciler fc_reconciler_mint_total = {
    .name = "mint-total",
    .summary = "the same, but the total keeps its own forecast",
    .source = "Zhang, Kang, Panagiotelis & Li (2023)",
    .covariance = covariance_below,
};
