/* forecasts_effects.c - calendar and drivers: taken out of each node's history before its model. */
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"

static bool takes_part(const fc_forecast_node *node)
{
    return node->wanted && node->life != FC_LIFE_NONE && node->series.n > 0;
}

/* The history without what calendar and drivers do. */
static fc_status adjust(fc_forecasts *f, fc_forecast_node *own)
{
    own->adjusted = malloc((own->series.n + 1) * sizeof *own->adjusted);
    if (!own->adjusted)
        return fc_no_memory();
    for (size_t t = 0; t < own->series.n; t++)
        own->adjusted[t] = own->y[t] / fc_effects_factor(f->effects, own->effect,
                                                         own->series.start + (fc_period)t);
    return FC_OK;
}

/* Models that are chosen and combined for the user: the regression may join them. */
static bool is_automatic(const fc_forecasts *f)
{
    return strcmp(f->options.model, "auto") == 0 || strcmp(f->options.model, "fast") == 0;
}

fc_status fc_forecasts_find_effects(fc_forecasts *f)
{
    const size_t n = fc_hierarchy_size(f->hierarchy);
    const size_t top =
        f->options.levels == FC_LEVELS_BOTTOM ? fc_hierarchy_level(f->hierarchy, n - 1) : 0;
    fc_series *series = malloc(n * sizeof *series);
    size_t *level = malloc(2 * n * sizeof *level);
    fc_effects_task task = {.regressors = f->options.regressors,
                            .series = series,
                            .level = level,
                            .options = f->options.effects,
                            .judge = true,
                            .has_member = is_automatic(f)};
    fc_status status = series && level ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < n; i++)
        if (takes_part(&f->nodes[i])) {
            task.node = level + n;
            f->nodes[i].effect = task.n_series;
            series[task.n_series] = f->nodes[i].series;
            level[n + task.n_series] = i;
            level[task.n_series++] = fc_hierarchy_level(f->hierarchy, i) - top;
        }
    if (status == FC_OK && task.n_series > 0)
        status = fc_effects_estimate(&task, &f->effects);
    for (size_t i = 0; status == FC_OK && i < n; i++)
        if (takes_part(&f->nodes[i]))
            status = adjust(f, &f->nodes[i]);
    free(series);
    free(level);
    return status;
}

fc_series fc_forecasts_train(const fc_forecast_node *own)
{
    fc_series train = own->series;

    if (own->adjusted)
        train.y = own->adjusted;
    return train;
}

fc_status fc_forecasts_join_member(fc_forecasts *f, size_t node, fc_scratch *scratch)
{
    fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    const double share = own->adjusted ? fc_effects_member_share(f->effects, own->effect) : 0;
    const fc_series train = fc_forecasts_train(own);
    double *member, *base = f->base + node * horizon;
    fc_status status;

    if (!(share > 0))
        return FC_OK;
    member = malloc(horizon * sizeof *member);
    status = member ? fc_effects_continue(&train, horizon, scratch, member) : fc_no_memory();
    for (size_t h = 0; status == FC_OK && h < horizon; h++)
        base[h] += share * (member[h] - base[h]);
    own->has_member = status == FC_OK;
    free(member);
    return status == FC_EDATA ? FC_OK : status; /* the others are there */
}

double fc_forecasts_factor(const fc_forecasts *f, size_t node, size_t h)
{
    const fc_forecast_node *own = &f->nodes[node];

    if (!own->adjusted)
        return 1;
    return fc_effects_factor(f->effects, own->effect,
                             own->series.start + (fc_period)(own->series.n + h));
}

const fc_effects *fc_forecasts_effects(const fc_forecasts *f, size_t node, size_t *series)
{
    *series = f->nodes[node].effect;
    return f->nodes[node].adjusted ? f->effects : NULL;
}

double fc_forecasts_member_share(const fc_forecasts *f, size_t node)
{
    const fc_forecast_node *own = &f->nodes[node];

    return own->has_member ? fc_effects_member_share(f->effects, own->effect) : 0;
}

const fc_regressors *fc_forecasts_regressors(const fc_forecasts *f)
{
    return f->options.regressors;
}
