/* fit_effects.c - effects of drivers that each node has its own of, on many made-up nodes, judged
 * at past origins: fit_effects NODES MONTHS DRIVERS */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "forecast/effects/effects.h"

static double uniform(void)
{
    static uint32_t seed = 12345;

    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) / 16777216.0 - 0.5;
}

/* The first half of the drivers move sales, the others do not. */
static fc_status add_drivers(fc_regressors *r, size_t nodes, size_t n, size_t drivers, double *y)
{
    double *x = malloc(nodes * n * sizeof *x);
    fc_status status = x ? FC_OK : FC_ENOMEM;

    for (size_t d = 0; status == FC_OK && d < drivers; d++) {
        char name[32];

        for (size_t i = 0; i < nodes * n; i++) {
            x[i] = uniform();
            y[i] *= d < drivers / 2 ? exp(0.2 * x[i]) : 1;
        }
        snprintf(name, sizeof name, "driver %zu", d + 1);
        status = fc_regressors_add(r, &(fc_regressor_spec){.name = name,
                                                           .group = FC_FROM_DRIVERS,
                                                           .pooling = FC_POOL_AVERAGE,
                                                           .nodes = nodes,
                                                           .x = x});
    }
    free(x);
    return status;
}

static fc_status fit(const fc_regressors *r, size_t nodes, size_t n, const double *y)
{
    fc_series *series = malloc(nodes * sizeof *series);
    size_t *level = malloc(2 * nodes * sizeof *level), kept = 0;
    fc_effects *effects = NULL;
    fc_status status = FC_ENOMEM;

    for (size_t i = 0; series && level && i < nodes; i++) {
        series[i] = (fc_series){.key = "s", .y = y + i * n, .n = n, .season_length = 12};
        level[i] = i > 0;
        level[nodes + i] = i;
    }
    if (series && level)
        status = fc_effects_estimate(&(fc_effects_task){.regressors = r,
                                                        .series = series,
                                                        .level = level,
                                                        .node = level + nodes,
                                                        .n_series = nodes,
                                                        .judge = true},
                                     &effects);
    for (size_t p = 0; status == FC_OK && p < fc_regressors_parts(r); p++)
        kept += fc_effects_part_kept(effects, nodes - 1, p);
    printf("%zu nodes: %zu of %zu drivers kept\n", nodes, kept, fc_regressors_parts(r));
    fc_effects_free(effects);
    free(series);
    free(level);
    return status;
}

int main(int argc, char **argv)
{
    const fc_calendar calendar = {FC_MONTH, FC_GREGORIAN, 1, 1};
    fc_regressors *r = NULL;
    fc_status status = FC_ENOMEM;

    if (argc != 4)
        return 64;

    const size_t nodes = strtoul(argv[1], NULL, 10), n = strtoul(argv[2], NULL, 10);
    double *y = malloc(nodes * n * sizeof *y);

    gsl_set_error_handler_off();
    for (size_t i = 0; y && i < nodes * n; i++)
        y[i] = 100 * (1 + 0.3 * sin(0.5236 * (double)(i % n))) * exp(0.2 * uniform());
    if (y)
        status = fc_regressors_new(&calendar, 0, n, n, &r);
    if (status == FC_OK)
        status = add_drivers(r, nodes, n, strtoul(argv[3], NULL, 10), y);
    if (status == FC_OK)
        status = fit(r, nodes, n, y);
    fc_regressors_free(r);
    free(y);
    return status == FC_OK ? 0 : 1;
}
