/* reconcile.c - one reconciliation of a crossing, with base forecasts and residuals made up:
 *     reconcile METHOD ROWS COLUMNS HORIZON */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "forecast/reconciler.h"

enum { PERIODS = 120 };

static double uniform(void)
{
    static uint32_t seed = 12345;

    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) / 16777216.0;
}

static fc_status cross(fc_lists *lists, size_t rows, size_t columns)
{
    const size_t bottom = rows * columns;
    size_t *list_of = malloc(4 * bottom * sizeof *list_of);
    fc_status status = FC_ENOMEM;

    for (size_t j = 0; list_of && j < bottom; j++) {
        list_of[j] = 0;
        list_of[bottom + j] = 1 + j / columns;
        list_of[2 * bottom + j] = 1 + rows + j % columns;
        list_of[3 * bottom + j] = 1 + rows + columns + j;
    }
    if (list_of)
        status = fc_lists_fill(lists, 1 + rows + columns + bottom, list_of, 4 * bottom, 1, bottom);
    free(list_of);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 64;
    const size_t rows = (size_t)atol(argv[2]), columns = (size_t)atol(argv[3]);
    const size_t horizon = (size_t)atol(argv[4]), bottom = rows * columns;
    const size_t n = 1 + rows + columns + bottom;
    double *base = malloc(n * horizon * sizeof *base), *mean = malloc(n * horizon * sizeof *mean);
    double *errors = malloc(n * PERIODS * sizeof *errors), *size = malloc(n * sizeof *size);
    double *history = malloc(n * PERIODS * sizeof *history);
    const double **residuals = malloc(n * sizeof *residuals);
    const double **actuals = malloc(n * sizeof *actuals);
    size_t *n_residuals = malloc(n * sizeof *n_residuals);
    bool *fixed = calloc(n, sizeof *fixed), *nonnegative = calloc(n, sizeof *nonnegative);
    fc_lists cells;
    const fc_reconciler *used;

    if (!base || !mean || !errors || !size || !history || !residuals || !actuals || !n_residuals ||
        !fixed || !nonnegative || cross(&cells, rows, columns) != FC_OK)
        return 70;
    for (size_t i = 0; i < n; i++) {
        size_t n_cells;

        fc_lists_get(&cells, i, &n_cells);
        size[i] = 10.0 * (double)n_cells;
        nonnegative[i] = true;
        residuals[i] = errors + i * PERIODS;
        n_residuals[i] = PERIODS;
        actuals[i] = history + i * PERIODS;
        for (size_t t = 0; t < PERIODS; t++) {
            errors[i * PERIODS + t] = 3.0 * sqrt((double)n_cells) * (uniform() - 0.5);
            history[i * PERIODS + t] = size[i] * (1 + 0.1 * sin((double)t));
        }
        for (size_t h = 0; h < horizon; h++)
            base[i * horizon + h] = size[i] * (0.8 + 0.4 * uniform());
    }
    const fc_reconcile_task task = {n,     bottom,      horizon,     &cells,
                                    base,  residuals,   n_residuals, size,
                                    fixed, nonnegative, actuals,     n_residuals};
    const fc_reconciler *method = fc_reconciler_find(argv[1]);

    if (!method || fc_reconciler_run(method, &task, mean, &used) != FC_OK)
        return 70;
    printf("%s: %zu nodes, total %.6g\n", used->name, n, mean[0]);
    return 0;
}
