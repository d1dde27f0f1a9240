/* calibration_window.c - the calibration of the forecasts of one past origin, over all nodes. */
#include "forecast/ranges/calibration_window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/futures.h"
#include "forecast/ranges/quantile.h"

size_t fc_calibration_scopes(size_t m, size_t horizon, fc_calibration scopes[FC_CALIBRATION_SCOPES])
{
    const size_t whole = m > 1 && m < horizon ? m : horizon;
    size_t n = 0;

    memset(scopes, 0, FC_CALIBRATION_SCOPES * sizeof *scopes);
    scopes[n++].periods = 1;
    if (m > 4 && m % 4 == 0 && m / 4 < whole)
        scopes[n++].periods = m / 4;
    if (whole > 1)
        scopes[n++].periods = whole;
    if (horizon > whole)
        scopes[n++].periods = horizon;
    return n;
}

typedef struct {
    double *paths, *sums;
    uint64_t *work;
} workspace;

/* The sum of `periods` values from t on; NaN where one is not known. */
static double sum_of(const fc_series *history, size_t t, size_t periods)
{
    double sum = 0;

    for (size_t i = t; i < t + periods; i++)
        sum += i < history->n ? history->y[i] : NAN;
    return sum;
}

/* The same periods of the last season that was known after n values. */
static double season_before(const fc_series *history, size_t n, size_t step, size_t periods)
{
    const size_t m = history->season_length;
    double sum = 0;

    for (size_t i = step; i < step + periods; i++) {
        const size_t back = m * (i / m + 1);

        sum += n + i >= back ? history->y[n + i - back] : NAN;
    }
    return sum;
}

/* One sum of one node against what came. */
static void judge(const fc_forecasts *f, size_t node, const fc_series *history, size_t n,
                  size_t step, double growth, workspace *w, fc_calibration *c)
{
    const fc_futures_span span = {.first = step, .end = step + c->periods, .rest = 1};
    const double actual = sum_of(history, n + step, c->periods);
    const double target = (1 + growth) * season_before(history, n, step, c->periods);
    const size_t n_paths = fc_forecasts_n_paths(f);
    size_t reached = 0;

    if (isnan(actual))
        return;
    fc_futures_sum(f, node, w->paths, &span, w->sums);
    for (size_t p = 0; p < n_paths; p++)
        reached += w->sums[p] >= target;
    fc_quantile_sort(w->sums, n_paths, w->work);
    fc_calibration_outcome(c, w->sums, n_paths, actual);
    if (target > 0)
        fc_calibration_target(c, (double)reached / (double)n_paths, actual >= target);
}

static fc_status judge_node(const fc_forecasts *f, const fc_forecasts *full, size_t node,
                            double growth, workspace *w, fc_calibration *scopes, size_t n_scopes)
{
    const fc_series history = fc_forecasts_history(full, node);
    const fc_period first = fc_forecasts_first(f);
    const size_t n = first > history.start ? (size_t)(first - history.start) : 0;
    const size_t horizon = fc_forecasts_horizon(f);
    fc_status status = FC_OK;

    if (n > 0 && n < history.n)
        status = fc_forecasts_paths(f, node, w->paths);
    for (size_t s = 0; status == FC_OK && n > 0 && s < n_scopes; s++)
        for (size_t step = 0; step + scopes[s].periods <= horizon; step += scopes[s].periods)
            judge(f, node, &history, n, step, growth, w, &scopes[s]);
    return status;
}

/* Nodes are judged side by side, each into its own scopes, which are added in their order. */
fc_status fc_calibration_window(const fc_forecasts *f, const fc_forecasts *full, size_t n_nodes,
                                double growth, fc_calibration scopes[FC_CALIBRATION_SCOPES],
                                size_t n_scopes)
{
    const size_t n_paths = fc_forecasts_n_paths(f), horizon = fc_forecasts_horizon(f);
    fc_calibration *own = calloc(n_nodes * FC_CALIBRATION_SCOPES, sizeof *own);
    fc_status status = own ? FC_OK : fc_no_memory();

#pragma omp parallel if (status == FC_OK)
    {
        workspace w = {malloc(n_paths * horizon * sizeof *w.paths),
                       malloc(n_paths * sizeof *w.sums), malloc(2 * n_paths * sizeof *w.work)};
        fc_status mine = status == FC_OK && w.paths && w.sums && w.work ? FC_OK : FC_ENOMEM;

#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < n_nodes; i++) {
            for (size_t s = 0; own && s < n_scopes; s++)
                own[i * FC_CALIBRATION_SCOPES + s].periods = scopes[s].periods;
            if (mine == FC_OK && fc_forecasts_has(f, i))
                mine =
                    judge_node(f, full, i, growth, &w, own + i * FC_CALIBRATION_SCOPES, n_scopes);
        }
#pragma omp critical(fc_calibration_window)
        status = mine == FC_OK ? status : mine;
        free(w.paths);
        free(w.sums);
        free(w.work);
    }
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++)
        for (size_t s = 0; s < n_scopes; s++)
            fc_calibration_add(&scopes[s], &own[i * FC_CALIBRATION_SCOPES + s]);
    free(own);
    return status == FC_OK ? FC_OK : fc_no_memory();
}
