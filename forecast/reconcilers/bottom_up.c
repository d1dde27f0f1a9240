/* bottom_up.c - every aggregate is the sum of what was forecast at the bottom. */
#include "forecast/reconciler.h"

/* The bottom is taken as exact. */
static fc_status covariance(const fc_reconcile_task *task, fc_covariance *out)
{
    for (size_t i = 0; i < task->n_nodes - task->n_bottom; i++)
        out->diagonal[i] = 1.0;
    return FC_OK;
}

const fc_reconciler fc_reconciler_bottom_up = {
    .name = "bottom-up",
    .summary = "aggregates are the sums of the bottom's own forecasts",
    .source = "Hyndman & Athanasopoulos (2021), section 11.2",
    .covariance = covariance,
};
