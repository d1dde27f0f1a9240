/* reconcile_task.h - a reconciliation that tests can set up: base forecasts, residuals, flags. */
#ifndef TESTS_UNIT_RECONCILE_TASK_H
#define TESTS_UNIT_RECONCILE_TASK_H

#include <stdlib.h>

#include "forecast/reconciler.h"
#include "tests/unit/assert.h"

/* A task that owns its memory; flags are false and residuals are none until a test sets them. */
typedef struct {
    fc_reconcile_task task;
    fc_lists cells;
    double *base, *size, *mean, *residual_memory, *actual_memory;
    const double **residuals, **actuals;
    size_t *n_residuals;
    bool *fixed, *nonnegative;
} fixture;

static uint32_t seed = 12345;

static inline double uniform(void)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) / 16777216.0;
}

static inline void open_fixture(fixture *f, size_t n, size_t bottom, size_t horizon, size_t periods)
{
    *f = (fixture){.cells = f->cells};
    f->base = calloc(n * horizon, sizeof(double));
    f->mean = calloc(n * horizon, sizeof(double));
    f->size = calloc(n, sizeof(double));
    f->residual_memory = calloc(n * periods + 1, sizeof(double));
    f->residuals = calloc(n, sizeof *f->residuals);
    f->actual_memory = calloc(n * periods + 1, sizeof(double));
    f->actuals = calloc(n, sizeof *f->actuals);
    f->n_residuals = calloc(n, sizeof(size_t));
    f->fixed = calloc(n, sizeof(bool));
    f->nonnegative = calloc(n, sizeof(bool));
    for (size_t i = 0; i < n; i++) {
        f->size[i] = 1.0;
        f->residuals[i] = f->residual_memory + i * periods;
        f->actuals[i] = f->actual_memory + i * periods;
        f->n_residuals[i] = periods;
    }
    f->task = (fc_reconcile_task){n,        bottom,         horizon,        &f->cells,
                                  f->base,  f->residuals,   f->n_residuals, f->size,
                                  f->fixed, f->nonnegative, f->actuals,     f->n_residuals};
}

static inline void close_fixture(fixture *f)
{
    fc_lists_clear(&f->cells);
    free(f->base);
    free(f->mean);
    free(f->size);
    free(f->residual_memory);
    free(f->residuals);
    free(f->actuals);
    free(f->actual_memory);
    free(f->n_residuals);
    free(f->fixed);
    free(f->nonnegative);
}

static inline void run(fixture *f, const char *name)
{
    const fc_reconciler *used;

    assert_non_null(fc_reconciler_find(name));
    assert_ok(fc_reconciler_run(fc_reconciler_find(name), &f->task, f->mean, &used));
}

/* A crossing of a x b bottom nodes: total, a rows, b columns. */
static inline void cross(fc_lists *lists, size_t a, size_t b)
{
    const size_t bottom = a * b, n_lists = 1 + a + b + bottom;
    size_t *list_of = malloc(4 * bottom * sizeof *list_of);

    for (size_t j = 0; j < bottom; j++) {
        list_of[j] = 0;
        list_of[bottom + j] = 1 + j / b;
        list_of[2 * bottom + j] = 1 + a + j % b;
        list_of[3 * bottom + j] = 1 + a + b + j;
    }
    assert_ok(fc_lists_fill(lists, n_lists, list_of, 4 * bottom, 1, bottom));
    free(list_of);
}

/* Base forecasts that do not add up, and residuals of nodes that do. */
static inline void fill(fixture *f, double unit, size_t periods)
{
    const size_t first = f->task.n_nodes - f->task.n_bottom;

    for (size_t i = f->task.n_nodes; i-- > 0;) {
        size_t n;
        const size_t *cells = fc_lists_get(&f->cells, i, &n);

        for (size_t t = 0; t < periods; t++) {
            double *residual = f->residual_memory + i * periods + t;

            *residual = i < first ? 0.4 * unit * (uniform() - 0.5)
                                  : unit * (uniform() - 0.5) * (1.0 + (double)(i % 5));
            for (size_t c = 0; i < first && c < n; c++)
                *residual += f->residual_memory[(first + cells[c]) * periods + t];
        }
        f->size[i] = unit * (double)n * 3.0;
        for (size_t h = 0; h < f->task.horizon; h++)
            f->base[i * f->task.horizon + h] = unit * (double)n * (2.0 + 3.0 * uniform());
    }
}

static inline void assert_coherent(const fixture *f)
{
    const size_t first = f->task.n_nodes - f->task.n_bottom, horizon = f->task.horizon;

    for (size_t i = 0; i < f->task.n_nodes; i++)
        for (size_t h = 0; h < horizon; h++) {
            size_t n;
            const size_t *cells = fc_lists_get(&f->cells, i, &n);
            double sum = 0.0;

            for (size_t c = 0; c < n; c++)
                sum += f->mean[(first + cells[c]) * horizon + h];
            assert_true(isfinite(sum));
            assert_close(f->mean[i * horizon + h], sum, 1e-12);
        }
}

#endif
