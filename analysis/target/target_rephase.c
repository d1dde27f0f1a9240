/* target_rephase.c - what is known stays as it came, what is left of the target is divided. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/target_private.h"

/* The task of the slots to come. */
typedef struct {
    an_allot_task task;
    an_allot_level *levels;
    double *weights;
    an_allot_bound *bounds;
    int64_t *values;
} rest;

static void rest_clear(rest *r)
{
    free(r->levels);
    free(r->weights);
    free(r->bounds);
    free(r->values);
}

static fc_status rest_init(rest *r, const an_target *t, const an_allot_task *task)
{
    const size_t n = task->days.n - t->n_known, n_cells = task->cells.n;

    r->task = *task;
    r->levels = malloc(task->days.n_levels * sizeof *r->levels);
    r->weights = malloc(n_cells * n * sizeof *r->weights);
    r->bounds = calloc(task->n_bounds + 1, sizeof *r->bounds);
    r->values = calloc(n_cells * n, sizeof *r->values);
    if (!r->levels || !r->weights || !r->bounds || !r->values)
        return fc_no_memory();
    for (size_t l = 0; l < task->days.n_levels; l++)
        r->levels[l] = (an_allot_level){task->days.levels[l].group + t->n_known,
                                        task->days.levels[l].column + t->n_known};
    for (size_t c = 0; c < n_cells; c++)
        memcpy(r->weights + c * n, task->weights + c * task->days.n + t->n_known,
               n * sizeof *r->weights);
    r->task.days = (an_allot_axis){n, task->days.n_levels, r->levels};
    r->task.weights = r->weights;
    r->task.bounds = r->bounds;
    r->task.n_bounds = 0;
    return FC_OK;
}

/* What came of a cell's known periods, by days where slots are days. */
static fc_status set_known(const an_target *t, size_t cell, int64_t *values)
{
    const double *baseline = t->baseline + (t->n_nodes - t->n_cells + cell) * t->n_periods;
    an_apportion_part *parts = malloc(t->n_known * sizeof *parts);
    fc_status status = parts ? FC_OK : fc_no_memory();

    for (size_t i = 0, k = 0; status == FC_OK && i < t->n_known; i = k) {
        const size_t period = t->spans.periods[i];

        for (; k < t->n_known && t->spans.periods[k] == period; k++)
            parts[k - i] =
                (an_apportion_part){t->day_share[k], -AN_APPORTION_MOST, AN_APPORTION_MOST};
        status = an_apportion((int64_t)llround(baseline[period] / t->options.step), parts, k - i,
                              NULL, values + i);
    }
    free(parts);
    return status;
}

/* What a bound still asks of the slots to come; those of the past alone are of no meaning now. */
static void add_bound(rest *r, const an_target *t, const an_allot_task *task,
                      const an_allot_bound *bound, const int64_t *values)
{
    an_allot_bound *out = &r->bounds[r->task.n_bounds];
    int64_t known = 0;

    if (bound->last < t->n_known)
        return;
    for (size_t k = 0; k < bound->n_cells; k++)
        for (size_t i = bound->first; i < t->n_known; i++)
            known += values[bound->cells[k] * task->days.n + i];
    *out = *bound;
    out->first = bound->first > t->n_known ? bound->first - t->n_known : 0;
    out->last = bound->last - t->n_known;
    out->lo = bound->lo == -AN_APPORTION_MOST ? bound->lo : bound->lo - known;
    out->hi = bound->hi == AN_APPORTION_MOST ? bound->hi : bound->hi - known;
    r->task.n_bounds++;
}

fc_status an_target_rephase(const an_target *t, const an_allot_task *task, int64_t *values)
{
    const size_t n_days = task->days.n, n = n_days - t->n_known;
    rest r = {.weights = NULL};
    fc_status status = rest_init(&r, t, task);

    for (size_t c = 0; status == FC_OK && c < task->cells.n; c++) {
        status = set_known(t, c, values + c * n_days);
        for (size_t i = 0; status == FC_OK && i < t->n_known; i++)
            r.task.amount -= values[c * n_days + i];
    }
    for (size_t b = 0; status == FC_OK && b < task->n_bounds; b++)
        add_bound(&r, t, task, &task->bounds[b], values);
    if (status == FC_OK && r.task.amount < 0)
        status = fc_fail(
            FC_EUSAGE, "--rephase: the target of %.15g is exceeded already by %.15g; ask for more",
            (double)task->amount * t->options.step, -(double)r.task.amount * t->options.step);
    if (status == FC_OK)
        status = an_allot(&r.task, r.values);
    for (size_t c = 0; status == FC_OK && c < task->cells.n; c++)
        memcpy(values + c * n_days + t->n_known, r.values + c * n, n * sizeof *values);
    rest_clear(&r);
    return status;
}
