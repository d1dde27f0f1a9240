/* wls.c - the coherent forecasts nearest to the base forecasts, uncertain nodes counting less. */
#include "forecast/reconciler.h"

/* As if all bottom forecasts erred alike, each for itself. */
static fc_status structural(const fc_reconcile_task *task, fc_covariance *out)
{
    for (size_t i = 0; i < task->n_nodes; i++) {
        size_t n;

        fc_lists_get(task->cells, i, &n);
        out->diagonal[i] = (double)n;
    }
    return FC_OK;
}

static fc_status by_variance(const fc_reconcile_task *task, fc_covariance *out)
{
    return fc_reconciler_variance(task, out->diagonal);
}

/* The total keeps its forecast: where errors go together, their sum is trusted too much. */
static fc_status below_total(const fc_reconcile_task *task, fc_covariance *out)
{
    const fc_status status = fc_reconciler_variance(task, out->diagonal);

    out->diagonal[0] = 0.0;
    return status;
}

const fc_reconciler fc_reconciler_wls_structural = {
    .name = "wls-structural",
    .summary = "a node counts by the number of bottom nodes in it",
    .source = "Athanasopoulos, Hyndman, Kourentzes & Petropoulos (2017)",
    .covariance = structural,
};

const fc_reconciler fc_reconciler_wls_variance = {
    .name = "wls-variance",
    .summary = "a node counts by the variance of its past one-step errors",
    .source = "Hyndman, Lee & Wang (2016)",
    .covariance = by_variance,
};

const fc_reconciler fc_reconciler_wls_total = {
    .name = "wls-total",
    .summary = "the same, but the total keeps its own forecast",
    .source = "Zhang, Kang, Panagiotelis & Li (2023)",
    .covariance = below_total,
};
