/* forecasts_blend.c - forecasts whose points come from somewhere else besides: coherent again, with
 * ranges of their own. */
#include <stdio.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"

fc_status fc_forecasts_blend(fc_forecasts *f, const double *point, const double *width,
                             const char *mark)
{
    const size_t horizon = f->options.horizon;
    fc_status status;

    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++) {
        fc_forecast_node *node = &f->nodes[i];
        const size_t used = strlen(node->text);
        bool changed = false;

        for (size_t h = 0; node->model && !node->launched && h < horizon; h++) {
            changed = changed || point[i * horizon + h] != f->mean[i * horizon + h];
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
