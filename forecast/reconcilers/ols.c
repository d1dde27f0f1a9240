/* ols.c - the coherent forecasts nearest to the base forecasts, every node counting the same. */
#include "forecast/reconciler.h"

static fc_status covariance(const fc_reconcile_task *task, fc_covariance *out)
{
    for (size_t i = 0; i < task->n_nodes; i++)
        out->diagonal[i] = 1.0;
    return FC_OK;
}

const fc_reconciler fc_reconciler_ols = {
    .name = "ols",
    .summary = "nearest to the base forecasts, every node counting the same",
    .source = "Hyndman, Ahmed, Athanasopoulos & Shang (2011)",
    .covariance = covariance,
};
