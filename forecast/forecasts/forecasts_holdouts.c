/* forecasts_holdouts.c - ranges are made wider or narrower by what the panel's own past says. */
#include <stdlib.h>

#include "forecast/forecasts/forecasts_private.h"

/* Nodes whose ranges were learned from other series and that lived long enough to be judged. */
static bool takes_part(const fc_forecast_node *node)
{
    return node->wanted && node->model && !node->launched && node->life != FC_LIFE_NEW &&
           node->spread && node->n_demands == 0;
}

fc_status fc_forecasts_judge_ranges(fc_forecasts *f)
{
    const size_t n_nodes = fc_hierarchy_size(f->hierarchy), horizon = f->options.horizon;
    fc_series *series = malloc((n_nodes + 1) * sizeof *series);
    size_t n = 0;
    fc_status status = series ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < n_nodes; i++)
        if (takes_part(&f->nodes[i]))
            series[n++] = fc_forecasts_train(&f->nodes[i]);
    if (status == FC_OK)
        status = fc_holdouts_judge(series, f->options.ranges == FC_RANGES_PANEL ? n : 0, horizon,
                                   &f->holdouts);
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++)
        for (size_t h = 0; takes_part(&f->nodes[i]) && h < horizon; h++)
            f->scale[i * horizon + h] *= fc_holdouts_factor(&f->holdouts, h);
    free(series);
    return status;
}

const fc_holdouts *fc_forecasts_holdouts(const fc_forecasts *f)
{
    return &f->holdouts;
}
