/* forecasts_paths.c - simulated futures of a node around its coherent mean, and their quantiles. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"
#include "forecast/ranges/quantile.h"

/* The sum of the paths of the bottom nodes in it. */
static fc_status sum_bottom(const fc_forecasts *f, size_t node, double *paths)
{
    const size_t n = f->options.n_paths * f->options.horizon;
    const size_t first = fc_hierarchy_size(f->hierarchy) - fc_hierarchy_n_bottom(f->hierarchy);
    double *own = malloc(n * sizeof *own);
    size_t n_cells;
    const size_t *cells = fc_hierarchy_cells(f->hierarchy, node, &n_cells);

    if (!own)
        return fc_no_memory();
    memset(paths, 0, n * sizeof *paths);
    for (size_t c = 0; c < n_cells; c++) {
        fc_joint_bottom(f, first + cells[c], own);
        for (size_t i = 0; i < n; i++)
            paths[i] += own[i];
    }
    free(own);
    return FC_OK;
}

fc_status fc_forecasts_paths(const fc_forecasts *f, size_t node, double *paths)
{
    const size_t n = f->options.n_paths * f->options.horizon;
    const size_t first = fc_hierarchy_size(f->hierarchy) - fc_hierarchy_n_bottom(f->hierarchy);

    if (node < f->joint.n_matched)
        memcpy(paths, f->joint.paths + node * n, n * sizeof *paths);
    else if (node < first && f->options.levels == FC_LEVELS_ALL)
        return sum_bottom(f, node, paths);
    else
        fc_joint_bottom(f, node, paths);
    return FC_OK;
}

/* Turns paths into columns, one a step ahead, each in ascending order. */
static void sort_columns(const double *paths, size_t n_paths, size_t horizon, double *columns,
                         uint64_t *work)
{
    for (size_t h = 0; h < horizon; h++) {
        for (size_t p = 0; p < n_paths; p++)
            columns[h * n_paths + p] = paths[p * horizon + h];
        fc_quantile_sort(columns + h * n_paths, n_paths, work);
    }
}

/* The p-quantile of a step: of the paths, in columns; or without any, for a node that stands by
 * itself, of the distribution that they are drawn from. */
static double quantile_of(const fc_forecasts *f, size_t node, size_t step, double p,
                          const double *columns)
{
    const size_t n = f->options.n_paths;
    const double q = columns ? fc_quantile(columns + step * n, n, p)
                             : fc_forecasts_outcome(f, node, step, gsl_cdf_ugaussian_Pinv(p));

    /* Returns in its parts might pull a node's paths below zero. */
    return f->nodes[node].nonnegative ? fmax(q, 0.0) : q;
}

/* What sells in whole numbers has bounds that are whole. */
static double below(const fc_forecast_node *own, double value)
{
    return own->whole_demands ? floor(value) : value;
}

static double above(const fc_forecast_node *own, double value)
{
    return own->whole_demands ? ceil(value) : value;
}

static void bounds(const fc_forecasts *f, size_t node, double level, const double *columns,
                   double *lo, double *hi)
{
    const double *mean = f->mean + node * f->options.horizon;
    const fc_forecast_node *own = &f->nodes[node];

    for (size_t h = 0; h < f->options.horizon; h++) {
        const double lower = quantile_of(f, node, h, 0.5 - level / 2, columns);
        const double upper = quantile_of(f, node, h, 0.5 + level / 2, columns);

        lo[h] = below(own, fmin(mean[h], lower));
        hi[h] = above(own, fmax(mean[h], upper));
    }
}

/* The node's paths by columns, which the caller frees; NULL where it stands by itself. */
static fc_status simulate(const fc_forecasts *f, size_t node, double **columns)
{
    const size_t n = f->options.n_paths * f->options.horizon;
    double *paths;
    uint64_t *work;
    fc_status status = FC_ENOMEM;

    *columns = NULL;
    if (f->joint.n_levels == 0 && f->options.levels != FC_LEVELS_ALL)
        return FC_OK;
    paths = malloc(n * sizeof *paths);
    work = malloc(2 * f->options.n_paths * sizeof *work);
    *columns = malloc(n * sizeof **columns);
    if (!paths || !work || !*columns)
        fc_no_memory();
    else
        status = fc_forecasts_paths(f, node, paths);
    if (status == FC_OK)
        sort_columns(paths, f->options.n_paths, f->options.horizon, *columns, work);
    free(work);
    free(paths);
    return status;
}

/* lo[horizon], hi[horizon] of the k-th level prepared. */
static double *prepared(const fc_forecasts *f, size_t k, size_t node)
{
    return f->intervals + (k * fc_hierarchy_size(f->hierarchy) + node) * 2 * f->options.horizon;
}

fc_status fc_forecasts_prepare(fc_forecasts *f, size_t node, fc_scratch *scratch)
{
    double *columns;
    const fc_status status = simulate(f, node, &columns);

    (void)scratch;
    for (size_t k = 0; status == FC_OK && k < f->options.n_intervals; k++)
        bounds(f, node, f->levels[k], columns, prepared(f, k, node),
               prepared(f, k, node) + f->options.horizon);
    free(columns);
    return status;
}

fc_status fc_forecasts_interval(const fc_forecasts *f, size_t node, double level, double *lo,
                                double *hi)
{
    const size_t bytes = f->options.horizon * sizeof *lo;
    double *columns;
    fc_status status;

    for (size_t k = 0; k < f->options.n_intervals; k++)
        if (f->levels[k] == level) {
            memcpy(lo, prepared(f, k, node), bytes);
            memcpy(hi, prepared(f, k, node) + f->options.horizon, bytes);
            return FC_OK;
        }
    status = simulate(f, node, &columns);
    if (status == FC_OK)
        bounds(f, node, level, columns, lo, hi);
    free(columns);
    return status;
}

fc_status fc_forecasts_quantiles(const fc_forecasts *f, size_t node, const double *p, size_t n,
                                 double *out)
{
    double *columns;
    const fc_status status = simulate(f, node, &columns);

    for (size_t k = 0; status == FC_OK && k < n; k++)
        for (size_t h = 0; h < f->options.horizon; h++)
            out[k * f->options.horizon + h] =
                above(&f->nodes[node], quantile_of(f, node, h, p[k], columns));
    free(columns);
    return status;
}
