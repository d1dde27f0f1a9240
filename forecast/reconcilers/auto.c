/* auto.c - the method by how much history there is to learn a covariance from, and for how many. */
#include "forecast/reconciler.h"

enum { LEAST_PERIODS = 24, MOST_NODES = 50000 };

/* With fewer residuals than this the covariance between nodes is mostly guessed, and with very many
 * nodes it takes gigabytes: then only their variances count. docs/reconciliation.md shows what each
 * method was worth. */
static const fc_reconciler *choose(const fc_reconcile_task *task)
{
    const bool learn = task->n_residuals[0] >= LEAST_PERIODS && task->n_nodes <= MOST_NODES;

    return fc_reconciler_find(learn ? "mint-mean" : "wls-total");
}

const fc_reconciler fc_reconciler_auto = {
    .name = "auto",
    .summary = "mint-mean with 24 periods or more and up to 50000 nodes, else wls-total",
    .source = "docs/reconciliation.md",
    .choose = choose,
};
