/* target_futures.c - a node's futures path by path, so that those of several nodes go together. */
#include <stdlib.h>
#include <string.h>

#include "analysis/target/target_private.h"
#include "forecast/ranges/quantile.h"

/* A path's place among those of the node. */
typedef struct {
    double sum;
    size_t path;
} place;

static int compare(const void *a, const void *b)
{
    const place *x = a, *y = b;

    if (x->sum != y->sum)
        return x->sum < y->sum ? -1 : 1;
    return x->path < y->path ? -1 : x->path > y->path;
}

static void sum_up(const an_target *t, const double *paths, size_t span, place *places)
{
    const an_span *s = &t->spans.spans[span];
    const fc_period next = fc_forecasts_first(t->forecasts);
    const size_t horizon = fc_forecasts_horizon(t->forecasts);
    const fc_period first = s->first_period < next ? next : s->first_period;

    for (size_t i = 0; i < fc_forecasts_n_paths(t->forecasts); i++) {
        places[i] = (place){0, i};
        for (fc_period p = first; p <= s->last_period; p++)
            places[i].sum += paths[i * horizon + (size_t)(p - next)];
    }
}

fc_status an_target_paths(const an_target *t, size_t node, size_t span, double *paths, double *sums)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    place *places = malloc(n * sizeof *places);
    double *sorted = malloc(n * sizeof *sorted);
    uint64_t *work = malloc(2 * n * sizeof *work);
    fc_status status =
        places && sorted && work ? fc_forecasts_paths(t->forecasts, node, paths) : fc_no_memory();

    if (status == FC_OK) {
        an_target_sum_paths(t, node, paths, span, sorted);
        fc_quantile_sort(sorted, n, work);
        sum_up(t, paths, span, places);
        qsort(places, n, sizeof *places, compare);
        for (size_t i = 0; i < n; i++)
            sums[places[i].path] = sorted[i];
    }
    free(work);
    free(sorted);
    free(places);
    return status;
}
