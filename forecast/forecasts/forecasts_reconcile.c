/* forecasts_reconcile.c - what all nodes together tell: a typical error, and coherent means. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"
#include "forecast/ranges/quantile.h"

/* Where no node has errors to learn from, anything up to its own size is possible. */
static const double UNKNOWN_ERROR = 1.0;

/* The median over nodes of their error relative to their size. */
fc_status fc_forecasts_pool_errors(fc_forecasts *f)
{
    const size_t n_nodes = fc_hierarchy_size(f->hierarchy);
    double *errors = malloc(n_nodes * sizeof *errors);
    uint64_t *work = malloc(2 * n_nodes * sizeof *work);
    fc_status status = FC_ENOMEM;
    size_t n = 0;

    if (!errors || !work) {
        fc_no_memory();
        goto done;
    }
    for (size_t i = 0; i < n_nodes; i++)
        if (f->nodes[i].model && f->nodes[i].error > 0.0 && f->nodes[i].size > 0.0)
            errors[n++] = f->nodes[i].error / f->nodes[i].size;
    fc_quantile_sort(errors, n, work);
    f->error = n > 0 ? fc_quantile(errors, n, 0.5) : UNKNOWN_ERROR;
    for (size_t i = 0; i < n_nodes; i++)
        if (f->nodes[i].model && !f->nodes[i].spread && !f->nodes[i].shape)
            fc_forecasts_borrow_spread(f, i);
    status = FC_OK;
done:
    free(work);
    free(errors);
    return status;
}

/* What the reconciler is told of each node, in arrays. */
typedef struct {
    const double **residuals, **actuals;
    size_t *n_residuals, *n_actuals;
    double *size;
    bool *fixed, *nonnegative;
} node_facts;

static void free_facts(node_facts *facts)
{
    free(facts->residuals);
    free(facts->n_residuals);
    free(facts->actuals);
    free(facts->n_actuals);
    free(facts->size);
    free(facts->fixed);
    free(facts->nonnegative);
}

static fc_status gather_facts(const fc_forecasts *f, node_facts *facts)
{
    const size_t n = fc_hierarchy_size(f->hierarchy);

    facts->residuals = calloc(n, sizeof *facts->residuals);
    facts->n_residuals = calloc(n, sizeof *facts->n_residuals);
    facts->actuals = calloc(n, sizeof *facts->actuals);
    facts->n_actuals = calloc(n, sizeof *facts->n_actuals);
    facts->size = calloc(n, sizeof *facts->size);
    facts->fixed = calloc(n, sizeof *facts->fixed);
    facts->nonnegative = calloc(n, sizeof *facts->nonnegative);
    if (!facts->residuals || !facts->n_residuals || !facts->actuals || !facts->n_actuals ||
        !facts->size || !facts->fixed || !facts->nonnegative)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++) {
        const fc_forecast_node *node = &f->nodes[i];

        facts->fixed[i] = !node->model || node->launched;
        facts->size[i] = node->size;
        facts->nonnegative[i] = node->nonnegative;
        facts->n_actuals[i] = node->series.n;
        facts->actuals[i] = fc_forecasts_train(node).y;
        facts->n_residuals[i] = node->model ? node->series.n : 0;
        facts->residuals[i] = node->model ? fc_model_residuals(node->model) : NULL;
    }
    return FC_OK;
}

fc_status fc_forecasts_reconcile(fc_forecasts *f)
{
    const size_t n = fc_hierarchy_size(f->hierarchy);
    node_facts facts = {0};
    fc_status status;

    if (f->options.levels != FC_LEVELS_ALL || n == 1) {
        memcpy(f->mean, f->point, n * f->options.horizon * sizeof *f->mean);
        f->reconciler = NULL;
        return FC_OK;
    }
    status = gather_facts(f, &facts);
    if (status == FC_OK) {
        const fc_reconcile_task task = {
            .n_nodes = n,
            .n_bottom = fc_hierarchy_n_bottom(f->hierarchy),
            .horizon = f->options.horizon,
            .cells = fc_hierarchy_all_cells(f->hierarchy),
            .base = f->point,
            .residuals = facts.residuals,
            .n_residuals = facts.n_residuals,
            .size = facts.size,
            .fixed = facts.fixed,
            .nonnegative = facts.nonnegative,
            .actuals = facts.actuals,
            .n_actuals = facts.n_actuals,
        };

        status = fc_reconciler_run(f->reconciler, &task, f->mean, &f->reconciler);
    }
    free_facts(&facts);
    return status;
}
