/* forecasts_lookup.c - what a run holds, looked up node by node. */
#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"

bool fc_forecasts_has(const fc_forecasts *f, size_t node)
{
    return f->nodes[node].wanted;
}

size_t fc_forecasts_horizon(const fc_forecasts *f)
{
    return f->options.horizon;
}

fc_period fc_forecasts_first(const fc_forecasts *f)
{
    return f->options.last + 1;
}

fc_period fc_forecasts_first_of(const fc_forecasts *f, size_t node)
{
    const fc_series *history = &f->nodes[node].series;

    return history->start + (fc_period)history->n;
}

size_t fc_forecasts_n_paths(const fc_forecasts *f)
{
    return f->options.n_paths;
}

fc_series fc_forecasts_history(const fc_forecasts *f, size_t node)
{
    return f->nodes[node].series;
}

const double *fc_forecasts_mean(const fc_forecasts *f, size_t node)
{
    return f->mean + node * f->options.horizon;
}

const double *fc_forecasts_base(const fc_forecasts *f, size_t node)
{
    return f->base + node * f->options.horizon;
}

const char *fc_forecasts_model(const fc_forecasts *f, size_t node)
{
    return f->nodes[node].text;
}

bool fc_forecasts_replaced(const fc_forecasts *f, size_t node)
{
    return f->nodes[node].replaced;
}

size_t fc_forecasts_parameters(const fc_forecasts *f, size_t node, fc_parameter *list, size_t max)
{
    return f->nodes[node].model ? fc_model_parameters(f->nodes[node].model, list, max) : 0;
}

const char *fc_forecasts_reconciler(const fc_forecasts *f)
{
    return f->reconciler ? f->reconciler->name : "none";
}
