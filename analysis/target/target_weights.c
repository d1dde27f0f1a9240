/* target_weights.c - what each cell and slot weighs when the amount is divided. */
#include <math.h>
#include <stdlib.h>

#include "analysis/target/target_private.h"

static double sum(const double *values, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

/* What a cell weighs in a period: what is expected of it; where it never sold, what is expected of
 * the node that it is like, at the speed of its rep. Who is not there weighs nothing. */
static double weight_of(const an_target *t, size_t cell, size_t period)
{
    const size_t node = t->n_nodes - t->n_cells + cell;
    const double speed = t->options.speed ? t->options.speed[cell * t->n_periods + period] : 1;
    const double expected = t->baseline[node * t->n_periods + period];

    if (t->options.speed && fc_forecasts_history(t->forecasts, node).n == 0)
        return fmax(t->baseline[t->options.like[cell] * t->n_periods + period], 0) * speed;
    return speed > 0 && expected > 0 ? expected : 0;
}

/* What the cell is to come to is shared out as it weighs, or else as all together do. */
static void scale_to(const an_target *t, double amount, double *weights)
{
    const size_t n = t->spans.n_slots;
    double all = sum(weights, n);

    if (!(all > 0)) {
        for (size_t i = 0; i < n; i++)
            weights[i] = fmax(t->baseline[t->spans.periods[i]], 0) * t->day_share[i];
        all = sum(weights, n);
    }
    for (size_t i = 0; i < n; i++)
        weights[i] = all > 0 ? weights[i] / all * amount : amount / (double)n;
}

double *an_target_weights(const an_target *t)
{
    const size_t n = t->spans.n_slots;
    double *weights = malloc(t->n_cells * n * sizeof *weights);

    for (size_t c = 0; weights && c < t->n_cells; c++) {
        for (size_t i = 0; i < n; i++)
            weights[c * n + i] = weight_of(t, c, t->spans.periods[i]) * t->day_share[i];
        if (t->options.amounts)
            scale_to(t, t->options.amounts[c], weights + c * n);
    }
    return weights;
}
