/* newness_forecast.c - the forecast of all sales, where they are told apart by new and existing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/newness.h"

/* The node of the sales as a whole that this one sums up or is a part of. */
static size_t whole_of(const fc_hierarchy *whole, const fc_hierarchy *split, size_t node)
{
    const size_t n = fc_hierarchy_n_keys(split);
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < n; k++)
        keys[k] = k + 1 < n ? fc_hierarchy_key(split, node, k) : "*";
    return fc_hierarchy_find(whole, keys);
}

static bool is_sum(const fc_hierarchy *split, size_t node)
{
    return strcmp(fc_hierarchy_key(split, node, fc_hierarchy_n_keys(split) - 1), "*") == 0;
}

/* How far the futures of a node's whole time to come lie apart. */
static fc_status deviation(const fc_forecasts *forecasts, size_t node, double *paths, double *sd)
{
    const size_t n = fc_forecasts_n_paths(forecasts), horizon = fc_forecasts_horizon(forecasts);
    double mean = 0, squares = 0;
    fc_status status = fc_forecasts_paths(forecasts, node, paths);

    for (size_t i = 0; status == FC_OK && i < n; i++) {
        double sum = 0;

        for (size_t h = 0; h < horizon; h++)
            sum += paths[i * horizon + h];
        squares += (double)i / (double)(i + 1) * (sum - mean) * (sum - mean); /* Welford */
        mean += (sum - mean) / (double)(i + 1);
    }
    *sd = sqrt(squares / (double)n);
    return status;
}

/* What the errors of a node are to be multiplied with, so that those of all together, over new and
 * existing business, lie as far apart as they do of the sales as a whole. */
static fc_status set_widths(const fc_hierarchy *whole_nodes, const fc_forecasts *whole,
                            const fc_hierarchy *nodes, const fc_forecasts *split, double *width)
{
    const size_t n = fc_hierarchy_size(nodes), horizon = fc_forecasts_horizon(split);
    double *paths = malloc(fc_forecasts_n_paths(split) * horizon * sizeof *paths);
    double *ratio = malloc((fc_hierarchy_size(whole_nodes) + 1) * sizeof *ratio);
    fc_status status = paths && ratio ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(whole_nodes); i++)
        ratio[i] = 1;
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        const size_t from = whole_of(whole_nodes, nodes, i);
        double own = 0, long_run = 0;

        if (!is_sum(nodes, i) || from == SIZE_MAX)
            continue;
        status = deviation(split, i, paths, &own);
        if (status == FC_OK)
            status = deviation(whole, from, paths, &long_run);
        ratio[from] = own > 0 && long_run > 0 ? long_run / own : 1;
    }
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        const size_t from = whole_of(whole_nodes, nodes, i);

        for (size_t h = 0; h < horizon; h++)
            width[i * horizon + h] = from == SIZE_MAX ? 1 : ratio[from];
    }
    free(ratio);
    free(paths);
    return status;
}

/* New and existing business of a cell, in their own proportion, so that they come to the whole. */
static void share_cell(const fc_hierarchy *split, const fc_forecasts *forecasts,
                       const size_t *parts, size_t n_parts, const double *whole, double *point)
{
    const size_t horizon = fc_forecasts_horizon(forecasts);
    const size_t bottom = fc_hierarchy_size(split) - fc_hierarchy_n_bottom(split);

    for (size_t h = 0; h < horizon; h++) {
        double sum = 0;

        for (size_t i = 0; i < n_parts; i++)
            sum += fmax(fc_forecasts_mean(forecasts, bottom + parts[i])[h], 0);
        for (size_t i = 0; i < n_parts; i++) {
            const double own = fmax(fc_forecasts_mean(forecasts, bottom + parts[i])[h], 0);

            point[(bottom + parts[i]) * horizon + h] = sum > 0  ? whole[h] * own / sum
                                                       : i == 0 ? whole[h]
                                                                : 0;
        }
    }
}

/* Sums of cells that are no sums of the whole: of new business alone. */
static void add_up(const fc_hierarchy *split, size_t node, size_t horizon, double *point)
{
    const size_t bottom = fc_hierarchy_size(split) - fc_hierarchy_n_bottom(split);
    size_t n;
    const size_t *cells = fc_hierarchy_cells(split, node, &n);

    for (size_t h = 0; h < horizon; h++) {
        double sum = 0;

        for (size_t c = 0; c < n; c++)
            sum += point[(bottom + cells[c]) * horizon + h];
        point[node * horizon + h] = sum;
    }
}

static void set_points(const fc_hierarchy *whole_nodes, const fc_forecasts *whole,
                       const fc_hierarchy *nodes, const fc_forecasts *split, double *point)
{
    const size_t n = fc_hierarchy_size(nodes), horizon = fc_forecasts_horizon(split);
    const size_t bottom = fc_hierarchy_size(whole_nodes) - fc_hierarchy_n_bottom(whole_nodes);

    for (size_t i = 0; i < n; i++)
        memcpy(point + i * horizon, fc_forecasts_mean(split, i), horizon * sizeof *point);
    for (size_t i = 0; i < n; i++) {
        const size_t from = whole_of(whole_nodes, nodes, i);
        size_t n_parts;
        const size_t *parts = fc_hierarchy_cells(nodes, i, &n_parts);

        if (is_sum(nodes, i) && from != SIZE_MAX && from >= bottom)
            share_cell(nodes, split, parts, n_parts, fc_forecasts_mean(whole, from), point);
    }
    for (size_t i = 0; i < n - fc_hierarchy_n_bottom(nodes); i++)
        add_up(nodes, i, horizon, point);
}

fc_status an_newness_forecast(const fc_hierarchy *whole_nodes, const fc_forecasts *whole,
                              const fc_hierarchy *split_nodes, fc_forecasts *split)
{
    const size_t size = fc_hierarchy_size(split_nodes) * fc_forecasts_horizon(split);
    double *point = malloc(size * sizeof *point), *width = malloc(size * sizeof *width);
    fc_status status = point && width ? FC_OK : fc_no_memory();

    if (status == FC_OK) {
        set_points(whole_nodes, whole, split_nodes, split, point);
        status = set_widths(whole_nodes, whole, split_nodes, split, width);
    }
    if (status == FC_OK)
        status = fc_forecasts_blend(split, point, width, " of all");
    free(width);
    free(point);
    return status;
}
