/* forecasts_launched.c - when a node was launched, and its share of others since. */
#include "forecast/forecasts/forecasts_launched.h"

#include <math.h>
#include <string.h>

enum { GRACE = 2 };

bool fc_launched_was(const fc_forecasts *f, size_t node)
{
    const fc_series *s = &f->nodes[node].series;
    fc_period first, last;

    fc_panel_span(fc_hierarchy_panel(f->hierarchy), &first, &last);
    return f->nodes[node].wanted && s->n > 0 && s->start > first + GRACE;
}

size_t fc_launched_with_key(const fc_forecasts *f, size_t node, size_t k, const char *value)
{
    const char *keys[FC_LAUNCHED_KEYS];
    size_t found;

    for (size_t i = 0; i < fc_hierarchy_n_keys(f->hierarchy); i++)
        keys[i] = i == k ? value : fc_hierarchy_key(f->hierarchy, node, i);
    found = fc_hierarchy_find(f->hierarchy, keys);
    return found != SIZE_MAX && f->nodes[found].wanted && f->nodes[found].model ? found : SIZE_MAX;
}

fc_period fc_launched_since(const fc_forecasts *f, size_t node, size_t k)
{
    const char *keys[FC_LAUNCHED_KEYS];
    const fc_period own = f->nodes[node].series.start;
    size_t whole;

    for (size_t i = 0; i < fc_hierarchy_n_keys(f->hierarchy); i++)
        keys[i] = i == k ? fc_hierarchy_key(f->hierarchy, node, k) : "*";
    whole = fc_hierarchy_find(f->hierarchy, keys);
    return whole != SIZE_MAX && fc_launched_was(f, whole) ? f->nodes[whole].series.start : own;
}

fc_period fc_launched_end(const fc_forecasts *f, size_t node)
{
    const fc_series *s = &f->nodes[node].series;

    return s->start + (fc_period)s->n;
}

/* Sales of a period without what calendar and drivers do; 0 where there were none. */
static double value_at(const fc_forecasts *f, size_t node, fc_period period)
{
    const fc_series s = fc_forecasts_train(&f->nodes[node]);

    return period >= s.start && period < s.start + (fc_period)s.n && !isnan(s.y[period - s.start])
               ? s.y[period - s.start]
               : 0;
}

double fc_launched_share(const fc_forecasts *f, size_t node, fc_period launch, size_t reference,
                         const double *shape)
{
    double sum = 0, of = 0;

    for (fc_period p = launch; p < fc_launched_end(f, node); p++) {
        sum += value_at(f, node, p);
        of += value_at(f, reference, p) * (shape ? shape[p - launch] : 1);
    }
    return of > 0 ? sum / of : 0;
}

size_t fc_launched_shares(const fc_forecasts *f, size_t node, fc_period launch, size_t reference,
                          size_t most, double *share)
{
    const size_t age = (size_t)(fc_launched_end(f, node) - launch), n = age < most ? age : most;

    for (size_t t = 0; t < n; t++) {
        const double of = value_at(f, reference, launch + (fc_period)t);

        share[t] = of > 0 ? value_at(f, node, launch + (fc_period)t) / of : 0;
    }
    return n;
}
