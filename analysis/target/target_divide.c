/* target_divide.c - the amount asked for in whole steps, divided by the forecast's shape. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/target_private.h"
#include "forecast/panel/keys.h"
#include "forecast/ranges/quantile.h"

/* Whole numbers up to here are exact in a double. */
static const double LARGEST_EXACT = 9007199254740992.0;

enum { PERCENT = 100, NAME_SIZE = 96 };

fc_status an_target_futures_make(an_target *t)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    double *paths = malloc(n * fc_forecasts_horizon(t->forecasts) * sizeof *paths);
    uint64_t *work = malloc(2 * n * sizeof *work);
    fc_status status = FC_ENOMEM;

    t->futures = malloc(n * sizeof *t->futures);
    if (!paths || !work || !t->futures) {
        status = fc_no_memory();
        goto done;
    }
    status = fc_forecasts_paths(t->forecasts, 0, paths);
    if (status != FC_OK)
        goto done;
    an_target_sum_paths(t, 0, paths, 0, t->futures);
    fc_quantile_sort(t->futures, n, work);
done:
    free(work);
    free(paths);
    return status;
}

static double sum(const double *values, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

static fc_status grown(const an_target *t, double percent, double *amount)
{
    const double last_year = sum(t->before, t->n_periods);

    if (percent < -PERCENT)
        return fc_fail(FC_EUSAGE, "--growth %.15g: no more than 100%% can be lost; give --total",
                       percent);
    if (!(last_year > 0))
        return fc_fail(FC_EUSAGE,
                       "--growth: the year before %s has no sales above zero to grow from; give "
                       "--total",
                       t->spans.spans[0].label);
    *amount = last_year * (1 + percent / PERCENT);
    return FC_OK;
}

/* The amount before it is cut to whole steps. */
static fc_status amount_of_goal(const an_target *t, double *amount)
{
    const double value = t->options.value;

    switch (t->options.goal) {
    case AN_GOAL_TOTAL:
        *amount = value;
        if (fabs(value / t->options.step - round(value / t->options.step)) > 1e-6)
            return fc_fail(FC_EUSAGE,
                           "a total of %.15g is no multiple of its step of %.15g; round it", value,
                           t->options.step);
        return FC_OK;
    case AN_GOAL_GROWTH:
        return grown(t, value, amount);
    case AN_GOAL_SHARE:
        *amount = t->options.market * value / PERCENT;
        return FC_OK;
    default:
        if (!(value > 0 && value < PERCENT))
            return fc_fail(FC_EUSAGE, "--confidence %.15g: give a percentage between 0 and 100",
                           value);
        *amount = fc_quantile(t->futures, fc_forecasts_n_paths(t->forecasts), 1 - value / PERCENT);
        return FC_OK;
    }
}

static fc_status set_amount(an_target *t, char name[NAME_SIZE])
{
    double amount = 0;
    fc_status status = amount_of_goal(t, &amount);
    const double steps = amount / t->options.step;

    if (status != FC_OK)
        return status;
    if (!(fabs(steps) <= LARGEST_EXACT))
        return fc_fail(FC_EUSAGE,
                       "a target of %.4g in steps of %.4g is too large to add up "
                       "exactly; give a larger --step",
                       amount, t->options.step);
    t->amount = (int64_t)(t->options.goal == AN_GOAL_CONFIDENCE ? floor(steps) : round(steps));
    snprintf(name, NAME_SIZE, "the total of %s", t->spans.spans[0].label);
    return FC_OK;
}

/* Cells nest by their keys, first to last; the same value of a key is the same column. */
typedef struct {
    size_t *groups; /* levels x cells, then columns likewise */
    an_allot_level *levels;
    an_allot_axis axis;
} cell_axis;

static void cell_axis_clear(cell_axis *a)
{
    free(a->groups);
    free(a->levels);
}

static fc_status number_values(const fc_panel *panel, size_t k, size_t *column)
{
    fc_keys *values = NULL;
    fc_status status = fc_keys_new(1, &values);

    for (size_t c = 0; status == FC_OK && c < fc_panel_size(panel); c++) {
        const char *const value = fc_panel_key(panel, c, k);

        status = fc_keys_add(values, &value, NULL, &column[c]);
    }
    fc_keys_free(values);
    return status;
}

static fc_status cell_axis_init(cell_axis *a, const fc_panel *panel)
{
    const size_t n = fc_panel_size(panel), n_keys = fc_panel_n_keys(panel);
    const size_t n_levels = n_keys > 0 ? n_keys : 1;
    fc_status status = FC_OK;

    a->groups = calloc(2 * n_levels * n, sizeof *a->groups);
    a->levels = calloc(n_levels, sizeof *a->levels);
    if (!a->groups || !a->levels)
        return fc_no_memory();
    for (size_t l = 0; status == FC_OK && l < n_keys; l++) {
        size_t *group = a->groups + l * n, *column = a->groups + (n_levels + l) * n;
        const size_t *above = l > 0 ? group - n : NULL;

        for (size_t c = 1; c < n; c++)
            group[c] = group[c - 1] +
                       ((above && above[c] != above[c - 1]) ||
                        strcmp(fc_panel_key(panel, c, l), fc_panel_key(panel, c - 1, l)) != 0);
        status = number_values(panel, l, column);
        a->levels[l] = (an_allot_level){group, column};
    }
    if (n_keys == 0)
        a->levels[0] = (an_allot_level){a->groups, NULL};
    a->axis = (an_allot_axis){n, n_levels, a->levels};
    return status;
}

static int64_t to_steps(double bound, double step)
{
    if (isinf(bound))
        return bound < 0 ? -AN_APPORTION_MOST : AN_APPORTION_MOST;
    return (int64_t)round(bound / step);
}

static fc_status check_bounds(const an_target *t)
{
    for (size_t i = 0; i < t->options.n_bounds; i++) {
        const an_target_bound *b = &t->options.bounds[i];

        if (b->lo > b->hi)
            return fc_fail(FC_EDATA, "%s: its minimum %.15g is above its maximum %.15g", b->name,
                           b->lo, b->hi);
        if ((isfinite(b->lo) && fabs(b->lo / t->options.step) > LARGEST_EXACT) ||
            (isfinite(b->hi) && fabs(b->hi / t->options.step) > LARGEST_EXACT))
            return fc_fail(FC_EDATA, "%s: too large to add up exactly in steps of %.15g", b->name,
                           t->options.step);
    }
    return FC_OK;
}

/* What the shares of a bound are shares of: the whole amount, or a total that is locked. */
static fc_status base_of(const an_target *t, const an_target_bound *b, double *base)
{
    *base = (double)t->amount * t->options.step;
    if (b->span == 0)
        return FC_OK;
    for (size_t i = 0; i < t->options.n_bounds; i++) {
        const an_target_bound *total = &t->options.bounds[i];

        if (total->node == 0 && total->span == b->span && !total->of_total &&
            total->lo == total->hi) {
            *base = total->lo;
            return FC_OK;
        }
    }
    return fc_fail(FC_EDATA,
                   "%s: a share of a total that is not fixed; lock the total of %s, or give "
                   "an amount",
                   b->name, t->spans.spans[b->span].label);
}

static fc_status translate(const an_target *t, const an_target_bound *b, an_allot_bound *out)
{
    double base = 1;
    fc_status status = b->of_total ? base_of(t, b, &base) : FC_OK;

    out->cells = fc_hierarchy_cells(t->sales->hierarchy, b->node, &out->n_cells);
    out->first = t->spans.spans[b->span].first;
    out->last = t->spans.spans[b->span].last;
    out->lo = to_steps(b->lo * base, t->options.step);
    out->hi = to_steps(b->hi * base, t->options.step);
    out->name = b->name;
    return status;
}

static bool bounds_nothing(const an_target_bound *b)
{
    return isinf(b->lo) && isinf(b->hi);
}

static fc_status translate_bounds(const an_target *t, an_allot_bound **bounds, size_t *n)
{
    fc_status status = check_bounds(t);

    *bounds = calloc(t->options.n_bounds + 1, sizeof **bounds);
    if (!*bounds)
        return fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < t->options.n_bounds; i++)
        if (!bounds_nothing(&t->options.bounds[i]))
            status = translate(t, &t->options.bounds[i], &(*bounds)[(*n)++]);
    return status;
}

fc_status an_target_divide(an_target *t)
{
    char name[NAME_SIZE];
    cell_axis cells = {0};
    an_allot_bound *bounds = NULL;
    double *weights = NULL;
    size_t n_bounds = 0;
    fc_status status = set_amount(t, name);

    if (status == FC_OK)
        status = translate_bounds(t, &bounds, &n_bounds);
    if (status == FC_OK)
        status = cell_axis_init(&cells, t->sales->panel);
    if (status == FC_OK) {
        weights = an_target_weights(t);
        t->values = calloc(t->n_cells * t->spans.n_slots, sizeof *t->values);
        status = weights && t->values ? FC_OK : fc_no_memory();
    }
    if (status == FC_OK) {
        const an_allot_task task = {.cells = cells.axis,
                                    .days = t->spans.axis,
                                    .weights = weights,
                                    .amount = t->amount,
                                    .name = name,
                                    .bounds = bounds,
                                    .n_bounds = n_bounds,
                                    .steps_of_unit = 1 / t->options.step};

        status =
            t->n_known > 0 ? an_target_rephase(t, &task, t->values) : an_allot(&task, t->values);
    }
    cell_axis_clear(&cells);
    free(bounds);
    free(weights);
    return status;
}
