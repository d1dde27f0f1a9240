/* forecasts_learn.c - panel learning over the nodes that have a life of their own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"

static bool takes_part(const fc_forecast_node *node)
{
    return node->wanted && node->model && node->life != FC_LIFE_NEW;
}

static void report(void *data, size_t done, size_t total)
{
    const fc_forecasts *f = data;

    if (f->options.progress)
        f->options.progress(f->options.learning_progress_data, done, total);
}

/* series and points of the nodes that take part, one after another; which[k] is the k-th of them.
 */
static size_t gather(const fc_forecasts *f, size_t *which, fc_series *series, double *points)
{
    const size_t h = f->options.horizon;
    size_t n = 0;

    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++)
        if (takes_part(&f->nodes[i])) {
            which[n] = i;
            series[n] = f->nodes[i].series;
            memcpy(points + n++ * h, f->point + i * h, h * sizeof *points);
        }
    return n;
}

static void scatter(fc_forecasts *f, const size_t *which, size_t n, const double *points)
{
    const size_t h = f->options.horizon;

    for (size_t k = 0; k < n; k++) {
        fc_forecast_node *node = &f->nodes[which[k]];
        const size_t length = strlen(node->text);

        snprintf(node->text + length, sizeof node->text - length, " + panel");
        for (size_t t = 0; t < h; t++) {
            const double v = points[k * h + t];

            f->point[which[k] * h + t] = node->nonnegative && v < 0 ? 0 : v;
        }
    }
}

fc_status fc_forecasts_learn(fc_forecasts *f)
{
    const size_t n_nodes = fc_hierarchy_size(f->hierarchy), h = f->options.horizon;
    size_t *which = malloc(n_nodes * sizeof *which);
    fc_series *series = malloc(n_nodes * sizeof *series);
    double *points = malloc(n_nodes * h * sizeof *points);
    fc_panel_learning_task task = {.panel = {.series = series,
                                             .horizon = h,
                                             .seed = f->options.seed,
                                             .progress = report,
                                             .progress_data = f},
                                   .model = f->options.model,
                                   .mode = f->options.panel_learning};
    fc_status status = which && series && points ? FC_OK : fc_no_memory();

    memcpy(f->point, f->base, n_nodes * h * sizeof *f->point);
    if (status == FC_OK) {
        task.panel.n_series = gather(f, which, series, points);
        status = fc_panel_learning_mix(&task, points, &f->verdict);
    }
    if (status == FC_OK && f->verdict.used)
        scatter(f, which, task.panel.n_series, points);
    free(which);
    free(series);
    free(points);
    return status;
}

const fc_panel_verdict *fc_forecasts_learned(const fc_forecasts *f)
{
    return &f->verdict;
}
