/* auto.c - the method by how much history there is to learn a covariance from. */
#include "forecast/reconciler.h"

enum { LONG_HISTORY = 60, MANY_NODES = 2000 };

/* With fewer residuals than this, or with very many nodes, the covariance between nodes is not
 * worth its cost: their variances do nearly as well. */
static const fc_reconciler *choose(const fc_reconcile_task *task)
{
    const bool learn = task->n_residuals[0] >= LONG_HISTORY && task->n_nodes <= MANY_NODES;

    return fc_reconciler_find(learn ? "mint-total" : "wls-variance");
}

const fc_reconciler fc_reconciler_auto = {
    .name = "auto",
    .summary = "mint-total with 60 periods or more and up to 2000 nodes, else wls-variance",
    .source = "Wickramasuriya, Athanasopoulos & Hyndman (2019), section 3",
    .choose = choose,
};
