/* forecasts_blend.c - forecasts whose points come from somewhere else besides: coherent again, with
 * ranges of their own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"

/* Keeps the points as they were, so that the parts of a forecast can still be told. */
static fc_status remember(fc_forecasts *f)
{
    const size_t n = fc_hierarchy_size(f->hierarchy) * f->options.horizon;

    if (f->moved)
        return FC_OK;
    f->unmoved = malloc((n + 1) * sizeof *f->unmoved);
    f->moved = calloc(n + 1, sizeof *f->moved);
    if (!f->unmoved || !f->moved)
        return fc_no_memory();
    memcpy(f->unmoved, f->point, n * sizeof *f->unmoved);
    return FC_OK;
}

fc_status fc_forecasts_blend(fc_forecasts *f, const double *point, const double *width,
                             const char *mark)
{
    const size_t horizon = f->options.horizon;
    fc_status status = remember(f);

    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++) {
        fc_forecast_node *node = &f->nodes[i];
        const size_t used = strlen(node->text);
        bool changed = false;

        for (size_t h = 0; node->model && !node->launched && h < horizon; h++) {
            const double added = point[i * horizon + h] - f->mean[i * horizon + h];

            changed = changed || added != 0;
            f->moved[i * horizon + h] += added;
            f->point[i * horizon + h] = point[i * horizon + h];
            f->scale[i * horizon + h] *= width[i * horizon + h];
        }
        if (changed)
            snprintf(node->text + used, sizeof node->text - used, "%s", mark);
    }
    status = fc_forecasts_reconcile(f);
    if (status == FC_OK) {
        fc_joint_clear(&f->joint);
        f->joint = (fc_joint){0};
        status = fc_joint_new(f);
    }
    if (status == FC_OK && f->options.n_intervals > 0)
        status = fc_forecasts_each(f, fc_forecasts_prepare);
    return status;
}
