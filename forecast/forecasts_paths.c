/* forecasts_paths.c - simulated futures of a node around its coherent mean, and their quantiles. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts_private.h"
#include "forecast/hash.h"
#include "forecast/quantile.h"

/* From the key, so that it depends neither on threads nor on what else is forecast. */
static uint64_t seed_of(const fc_forecasts *f, size_t node)
{
    const char *key = f->nodes[node].series.key;

    return fc_hash(f->options.seed, key, strlen(key));
}

static double floored(const fc_forecast_node *own, double value)
{
    return own->nonnegative ? fmax(value, 0.0) : value;
}

/* Random walks with the typical relative error of the other nodes, for a node without its own. */
static fc_status borrow_errors(const fc_forecasts *f, size_t node, double *paths)
{
    const fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);

    if (!generator)
        return fc_no_memory();
    gsl_rng_set(generator, (unsigned long)(seed_of(f, node) & 0xffffffff));
    for (size_t p = 0; p < f->options.n_paths; p++) {
        double sum = 0.0;

        for (size_t h = 0; h < horizon; h++) {
            sum += own->size * gsl_ran_gaussian_ziggurat(generator, f->error);
            paths[p * horizon + h] = floored(own, f->mean[node * horizon + h] + sum);
        }
    }
    gsl_rng_free(generator);
    return FC_OK;
}

/* The model's own futures, moved to where the mean is. */
static fc_status follow_model(const fc_forecasts *f, size_t node, double *paths)
{
    const fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    const double *mean = f->mean + node * horizon, *base = f->base + node * horizon;
    const fc_status status =
        fc_model_simulate(own->model, seed_of(f, node), f->options.n_paths, horizon, paths);

    for (size_t p = 0; status == FC_OK && p < f->options.n_paths; p++)
        for (size_t h = 0; h < horizon; h++)
            paths[p * horizon + h] = floored(own, paths[p * horizon + h] + mean[h] - base[h]);
    return status;
}

fc_status fc_forecasts_paths(const fc_forecasts *f, size_t node, double *paths)
{
    const fc_forecast_node *own = &f->nodes[node];

    if (own->model)
        return isnan(own->error) ? borrow_errors(f, node, paths) : follow_model(f, node, paths);
    memset(paths, 0, f->options.n_paths * f->options.horizon * sizeof *paths);
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

static void bounds(const fc_forecasts *f, size_t node, double level, const double *columns,
                   double *lo, double *hi)
{
    const size_t n = f->options.n_paths, horizon = f->options.horizon;
    const double *mean = f->mean + node * horizon;

    for (size_t h = 0; h < horizon; h++) {
        lo[h] = fmin(mean[h], fc_quantile(columns + h * n, n, 0.5 - level / 2));
        hi[h] = fmax(mean[h], fc_quantile(columns + h * n, n, 0.5 + level / 2));
    }
}

/* The node's paths by columns; the caller frees them. */
static fc_status simulate(const fc_forecasts *f, size_t node, double **columns)
{
    const size_t n = f->options.n_paths * f->options.horizon;
    double *paths = malloc(n * sizeof *paths);
    uint64_t *work = malloc(2 * f->options.n_paths * sizeof *work);
    fc_status status = FC_ENOMEM;

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
