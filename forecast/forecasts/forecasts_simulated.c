/* forecasts_simulated.c - ranges as a model itself sees them: the quantiles of its own futures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"
#include "forecast/panel/hash.h"
#include "forecast/ranges/quantile.h"

/* Of one step, whose futures stand `horizon` apart: their standard deviation around the mean. */
static double deviation_of(const double *paths, size_t n, size_t horizon, double mean)
{
    double squares = 0;

    for (size_t p = 0; p < n; p++)
        squares += pow(paths[p * horizon] - mean, 2) / (double)n;
    return sqrt(squares);
}

/* The quantiles of a step around its mean, in scales; all 0 where it has no scale. */
static void shape_of(const double *paths, size_t n, size_t horizon, double mean, double scale,
                     double *column, uint64_t *work, double *shape)
{
    for (size_t p = 0; p < n; p++)
        column[p] = paths[p * horizon];
    fc_quantile_sort(column, n, work);
    for (size_t q = 0; q < FC_SPREAD_QUANTILES; q++)
        shape[q] =
            scale > 0 ? (fc_quantile(column, n, fc_spread_probability[q]) - mean) / scale : 0;
}

fc_status fc_forecasts_simulate_spread(fc_forecasts *f, size_t node)
{
    fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon, n = f->options.n_paths;
    const char *key = own->series.key;
    const uint64_t seed = fc_hash(f->options.seed, key, strlen(key));
    double *paths = malloc((n * horizon + n + horizon) * sizeof *paths);
    double *column = paths + n * horizon, *mean = column + n;
    uint64_t *work = malloc(2 * n * sizeof *work);
    fc_status status = FC_ENOMEM;

    own->shape = calloc(horizon * FC_SPREAD_QUANTILES, sizeof *own->shape);
    if (!paths || !work || !own->shape)
        fc_no_memory();
    else
        status = fc_model_simulate(own->model, seed, n, horizon, paths);
    if (status == FC_OK)
        status = fc_model_forecast(own->model, horizon, mean);
    for (size_t h = 0; status == FC_OK && h < horizon; h++) {
        const double scale = deviation_of(paths + h, n, horizon, mean[h]);

        f->scale[node * horizon + h] = scale * fc_forecasts_factor(f, node, h);
        shape_of(paths + h, n, horizon, mean[h], scale, column, work,
                 own->shape + h * FC_SPREAD_QUANTILES);
    }
    free(paths);
    free(work);
    return status;
}
