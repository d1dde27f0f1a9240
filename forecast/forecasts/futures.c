/* futures.c - what a node's simulated futures add up to over some of the steps ahead. */
#include "forecast/forecasts/futures.h"

#include <math.h>

#include "forecast/forecasts/forecasts_private.h"
#include "forecast/ranges/quantile_range.h"

double fc_futures_mean(const fc_forecasts *f, size_t node, const fc_futures_span *span)
{
    const double *mean = fc_forecasts_mean(f, node);
    double sum = 0;

    for (size_t h = span->first; h < span->end; h++)
        sum += mean[h] * (h == span->first ? span->rest : 1);
    return span->known + sum;
}

/* What lies on the floor, where nothing is sold, stays there. */
static void centre(double *sums, size_t n, double mean, double floor)
{
    double median, unused;

    fc_quantile_range(sums, n, 0.5, 0.5, &median, &unused);
    for (size_t i = 0; i < n && median > floor; i++)
        if (sums[i] > floor)
            sums[i] = fmax(sums[i] + (mean - median), floor);
}

void fc_futures_sum(const fc_forecasts *f, size_t node, const double *paths,
                    const fc_futures_span *span, double *sums)
{
    const size_t n = f->options.n_paths, horizon = f->options.horizon;

    for (size_t i = 0; i < n; i++) {
        const double *path = paths + i * horizon;

        sums[i] = span->known;
        for (size_t h = span->first; h < span->end; h++)
            sums[i] += path[h] * (h == span->first ? span->rest : 1);
    }
    if (f->nodes[node].n_demands == 0)
        centre(sums, n, fc_futures_mean(f, node, span),
               f->nodes[node].nonnegative ? span->known : -INFINITY);
}
