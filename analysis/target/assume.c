/* assume.c - splits the way from last year to the target by what each cell does. */
#include "analysis/target/assume.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/plan/plan.h"
#include "analysis/target/target_private.h"
#include "forecast/forecasts/forecasts_parts.h"

static const char *const ids[AN_N_STEPS] = {
    [AN_STEP_CALENDAR] = "step-calendar", [AN_STEP_DRIVERS] = "step-drivers",
    [AN_STEP_PRICE] = "step-price",       [AN_STEP_LOST] = "step-lost",
    [AN_STEP_WON] = "step-won",           [AN_STEP_TREND] = "step-trend",
    [AN_STEP_LAUNCHED] = "step-launched", [AN_STEP_ENDED] = "step-ended",
    [AN_STEP_STRETCH] = "step-stretch",
};

const char *an_assume_id(an_step step)
{
    return ids[step];
}

bool an_assume_can(const an_target *t)
{
    return isfinite(an_target_at(t, 0, 0)->last_year);
}

/* What the days of a sales period weigh together. */
static double weight_of_days(const an_target *t, fc_period period)
{
    double weight = 0;

    for (fc_date d = fc_calendar_start(&t->spans.calendar, period);
         d <= fc_calendar_end(&t->spans.calendar, period); d++)
        weight += an_daily_weight(&t->options.daily, d);
    return weight;
}

/* The same sales a day as last year, on the days of this year: what that changes of a period. */
static double calendar_effect(const an_target *t, size_t i)
{
    const fc_period period = t->spans.first + (fc_period)i;
    const double before = weight_of_days(t, an_plan_year_before(&t->spans.calendar, period));

    return before > 0 ? weight_of_days(t, period) / before - 1 : 0;
}

static double sum(const double *values, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

/* Where a cell's change belongs. */
static an_step kind_of(const an_target *t, size_t cell_node, double before, double expected)
{
    const fc_period last_year = an_plan_year_before(&t->spans.calendar, t->spans.first);
    const fc_series history = fc_forecasts_history(t->forecasts, cell_node);

    if (history.n > 0 && history.start >= last_year)
        return AN_STEP_LAUNCHED;
    return expected == 0 && before != 0 ? AN_STEP_ENDED : AN_STEP_TREND;
}

/* By how much a group's factor differs between a period and the same a year before. */
static double group_change(const fc_effects *effects, size_t series, fc_regressor_group group,
                           fc_period period, fc_period before)
{
    if (!effects || !fc_effects_kept(effects, series, group))
        return 0;
    return fc_effects_factor_of(effects, series, group, period) /
               fc_effects_factor_of(effects, series, group, before) -
           1;
}

/* What calendar and drivers change of a cell's year. */
static void add_effects(const an_target *t, size_t cell_node, const double *days, double *calendar,
                        double *drivers)
{
    const double *before = t->before + cell_node * t->n_periods;
    size_t series;
    const fc_effects *effects = fc_forecasts_effects(t->forecasts, cell_node, &series);
    const bool estimated = effects && fc_effects_has(effects, FC_FROM_CALENDAR);

    for (size_t i = 0; i < t->n_periods; i++) {
        const fc_period period = t->spans.first + (fc_period)i;
        const fc_period old = an_plan_year_before(&t->spans.calendar, period);
        const double by_days =
            estimated ? group_change(effects, series, FC_FROM_CALENDAR, period, old) : days[i];

        *calendar += before[i] * by_days;
        *drivers +=
            before[i] * (1 + by_days) * group_change(effects, series, FC_FROM_DRIVERS, period, old);
    }
}

bool an_assume_tells(const an_target *t, an_step step)
{
    const an_habits *habits = t->options.habits;

    if (step == AN_STEP_PRICE)
        return habits && habits->has_prices;
    return (step != AN_STEP_LOST && step != AN_STEP_WON) || (habits && habits->has_customers);
}

/* What the last year did, once more, as a share of the sales from which it starts. */
static void add_habits(const an_target *t, size_t cell, double *steps)
{
    const an_habits *habits = t->options.habits;
    const size_t bottom = t->n_nodes - t->n_cells;
    const double done[AN_N_STEPS] = {
        [AN_STEP_PRICE] = habits ? habits->cells[cell - bottom].price : 0,
        [AN_STEP_LOST] = habits ? habits->cells[cell - bottom].lost : 0,
        [AN_STEP_WON] = habits ? habits->cells[cell - bottom].won : 0};

    for (int i = 0; i < AN_N_STEPS; i++)
        if (done[i] != 0 && an_assume_tells(t, (an_step)i)) {
            const double step = done[i] / habits->all.before * an_target_at(t, 0, 0)->last_year;

            steps[i] += step;
            steps[AN_STEP_TREND] -= step;
        }
}

static void add_cell(const an_target *t, size_t cell_node, const double *days, double *steps)
{
    const double *before = t->before + cell_node * t->n_periods;
    const double *baseline = t->baseline + cell_node * t->n_periods;
    const double sum_before = sum(before, t->n_periods), expected = sum(baseline, t->n_periods);
    const an_step kind = kind_of(t, cell_node, sum_before, expected);
    double calendar = 0, drivers = 0;

    if (kind == AN_STEP_TREND) {
        add_effects(t, cell_node, days, &calendar, &drivers);
        add_habits(t, cell_node, steps);
    }
    steps[AN_STEP_CALENDAR] += calendar;
    steps[AN_STEP_DRIVERS] += drivers;
    steps[kind] += expected - sum_before - calendar - drivers;
}

static double to_step(double amount, double step)
{
    return round(amount / step);
}

/* In whole steps, so that the sum is exact; the trend takes what rounding leaves. */
static void round_steps(double step, an_assumptions *a)
{
    const double start = to_step(a->last_year, step), end = to_step(a->target, step);
    double left = end - start;

    for (int i = 0; i < AN_N_STEPS; i++) {
        a->steps[i] = to_step(a->steps[i], step);
        left -= i == AN_STEP_TREND ? 0 : a->steps[i];
    }
    a->steps[AN_STEP_TREND] = left;
    for (int i = 0; i < AN_N_STEPS; i++)
        a->steps[i] = an_target_from_steps(a->steps[i], step);
    a->last_year = an_target_from_steps(start, step);
    a->target = an_target_from_steps(end, step);
}

fc_status an_assume(const an_target *t, size_t node, an_assumptions *a)
{
    const an_target_row *row = an_target_at(t, node, 0);
    const size_t bottom = t->n_nodes - t->n_cells;
    double *effects;
    size_t n;
    const size_t *cells = fc_hierarchy_cells(t->sales->hierarchy, node, &n);

    *a = (an_assumptions){.last_year = row->last_year, .target = row->target};
    if (!an_assume_can(t))
        return fc_fail(FC_EDATA, "there are no sales of the year before %s to start from",
                       t->spans.spans[0].label);
    effects = malloc(t->n_periods * sizeof *effects);
    if (!effects)
        return fc_no_memory();
    for (size_t i = 0; i < t->n_periods; i++)
        effects[i] = calendar_effect(t, i);
    for (size_t c = 0; c < n; c++)
        add_cell(t, bottom + cells[c], effects, a->steps);
    free(effects);
    a->steps[AN_STEP_STRETCH] = row->target - row->baseline;
    round_steps(t->options.step, a);
    return FC_OK;
}
