/* blend.c - weighs what history and deals say, node by node and period by period. */
#include "analysis/pipeline/blend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/blend_parts.h"

/* Behind the leads for which weights were learned, each has this share of the one before it. */
static const double FADE = 0.5;

/* A weight that changes nothing that anyone sees is none. */
static const double LEAST = 0.005;

void an_blend_free(an_blend *blend)
{
    if (!blend)
        return;
    free(blend->history);
    free(blend->pipeline);
    free(blend->weight);
    free(blend->ratio);
    free(blend);
}

static fc_status allocate(an_blend *b, double **point, double **width)
{
    const size_t n = b->n_nodes * b->horizon + 1;

    b->history = malloc(n * sizeof *b->history);
    b->pipeline = malloc(n * sizeof *b->pipeline);
    b->weight = malloc(n * sizeof *b->weight);
    b->ratio = malloc((b->n_nodes + 1) * sizeof *b->ratio);
    *point = malloc(n * sizeof **point);
    *width = malloc(n * sizeof **width);
    return b->history && b->pipeline && b->weight && b->ratio && *point && *width ? FC_OK
                                                                                  : fc_no_memory();
}

/* One value: the weight fades behind the learned leads; without deals it is none. */
static void weigh(an_blend *b, const an_blend_weights *w, size_t level, size_t at, double *point,
                  double *width)
{
    const size_t h = at % b->horizon, known = h < w->n_leads ? h : w->n_leads - 1;
    const double fade = pow(FADE, (double)(h - known));

    b->weight[at] = isnan(b->pipeline[at]) ? 0 : fade * w->weight[level * w->n_leads + known];
    if (b->weight[at] < LEAST)
        b->weight[at] = 0;
    point[at] = b->history[at];
    width[at] = 1;
    if (b->weight[at] > 0) {
        point[at] += b->weight[at] * (b->pipeline[at] - b->history[at]);
        width[at] = 1 - fade * (1 - w->width[level * w->n_leads + known]);
    }
}

static fc_status combine(an_blend *b, const an_bridge *bridge, const fc_forecast_options *options,
                         fc_forecasts *forecasts)
{
    const fc_hierarchy *hierarchy = bridge->sales->hierarchy;
    an_blend_weights w = {0};
    double *point = NULL, *width = NULL;
    bool known = false;
    fc_status status = allocate(b, &point, &width);

    if (status == FC_OK)
        status = an_bridge_expect(bridge, bridge->last, b->horizon, b->pipeline, b->ratio, &known);
    if (status == FC_OK && !known)
        status =
            fc_fail(FC_EDATA, "--pipeline: fewer than 30 deals were known on the last day of the "
                              "sales; too few to learn from");
    if (status == FC_OK)
        status = an_blend_learn(bridge, options, &w);
    for (size_t at = 0; status == FC_OK && at < b->n_nodes * b->horizon; at++) {
        const size_t node = at / b->horizon;

        b->history[at] = fc_forecasts_mean(forecasts, node)[at % b->horizon];
        weigh(b, &w, fc_hierarchy_level(hierarchy, node), at, point, width);
    }
    b->n_origins = w.n_origins;
    b->n_leads = w.n_leads;
    if (status == FC_OK)
        status = fc_forecasts_blend(forecasts, point, width, " + pipeline");
    an_blend_weights_free(&w);
    free(point);
    free(width);
    return status;
}

fc_status an_blend_new(const an_sales *sales, const an_deals *deals,
                       const fc_forecast_options *options, fc_forecasts *forecasts,
                       an_blend **blend)
{
    an_blend *new = calloc(1, sizeof *new);
    an_bridge bridge = {0};
    fc_status status;

    *blend = NULL;
    if (!new)
        return fc_no_memory();
    if (options->levels != FC_LEVELS_ALL)
        status =
            fc_fail(FC_EUSAGE, "--pipeline: it needs all levels, not --levels bottom or total");
    else
        status = an_bridge_new(sales, deals, options->last, &bridge);
    new->n_nodes = fc_hierarchy_size(sales->hierarchy);
    new->horizon = fc_forecasts_horizon(forecasts);
    new->n_unknown = bridge.n_unknown;
    if (status == FC_OK) {
        new->n_cells = bridge.book->n_cells;
        status = combine(new, &bridge, options, forecasts);
    }
    an_bridge_free(&bridge);
    if (status != FC_OK) {
        an_blend_free(new);
        return status;
    }
    *blend = new;
    return FC_OK;
}
