/* target.c - what is expected of the year, the amount asked for, and its way down to the cells. */
#include "analysis/target/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/target/target_private.h"

fc_status an_target_spans(const an_sales *sales, const char *year, fc_unit down, an_spans *spans)
{
    fc_period wanted;
    fc_status status = an_plan_year(sales, year, &wanted);

    memset(spans, 0, sizeof *spans);
    if (status != FC_OK)
        return status;
    if (down > FC_QUARTER || (down > sales->calendar.unit && sales->calendar.unit > FC_QUARTER))
        return fc_fail(FC_EUSAGE, "--down: targets go down to a quarter at least");
    return an_spans_make(&sales->calendar, wanted, down, spans);
}

/* Actual where it is known, else the forecast; NaN before the history. */
static void expect_periods(const an_target *t, size_t node, fc_period first, double *out)
{
    const fc_period next = fc_forecasts_first(t->forecasts);
    const double *mean = fc_forecasts_mean(t->forecasts, node);
    fc_period history, unused;

    fc_panel_span(t->sales->panel, &history, &unused);
    fc_hierarchy_values(t->sales->hierarchy, node, t->options.measure, first, t->n_periods, out);
    for (size_t i = 0; i < t->n_periods; i++) {
        const fc_period p = first + (fc_period)i;

        if (p >= next)
            out[i] = mean[p - next];
        else if (p < history)
            out[i] = NAN;
    }
}

/* What each slot has of its sales period; alike where the profile gives all its days nothing. */
static void share_days(an_target *t)
{
    const an_spans *s = &t->spans;
    size_t first = 0;

    for (size_t i = 0; i <= s->n_slots; i++) {
        double sum = 0;

        if (i < s->n_slots && (i == 0 || s->periods[i] == s->periods[first]))
            continue;
        for (size_t k = first; k < i; k++) {
            t->day_share[k] =
                s->by_day ? an_daily_weight(&t->options.daily, s->start + (fc_date)k) : 1;
            sum += t->day_share[k];
        }
        for (size_t k = first; k < i; k++)
            t->day_share[k] = sum > 0 ? t->day_share[k] / sum : 1 / (double)(i - first);
        first = i;
    }
}

fc_status an_target_expect(an_target *t)
{
    const fc_period year_before = an_plan_year_before(&t->spans.calendar, t->spans.first);

    t->baseline = malloc(t->n_nodes * t->n_periods * sizeof *t->baseline);
    t->before = malloc(t->n_nodes * t->n_periods * sizeof *t->before);
    t->day_share = malloc(t->spans.n_slots * sizeof *t->day_share);
    if (!t->baseline || !t->before || !t->day_share)
        return fc_no_memory();
    for (size_t i = 0; i < t->n_nodes; i++) {
        expect_periods(t, i, t->spans.first, t->baseline + i * t->n_periods);
        expect_periods(t, i, year_before, t->before + i * t->n_periods);
    }
    share_days(t);
    return FC_OK;
}

/* Slots of the periods that are over. */
static fc_status count_known(an_target *t)
{
    const fc_period next = fc_forecasts_first(t->forecasts);

    if (!t->options.rephase)
        return FC_OK;
    while (t->n_known < t->spans.n_slots &&
           t->spans.first + (fc_period)t->spans.periods[t->n_known] < next)
        t->n_known++;
    if (t->n_known > 0 && t->n_known < t->spans.n_slots)
        return FC_OK;
    return fc_fail(FC_EUSAGE, "--rephase: %s %s; rephase a year that is under way",
                   t->spans.spans[0].label, t->n_known == 0 ? "has not begun" : "is over");
}

static fc_status check(const an_target *t)
{
    const fc_period end =
        fc_forecasts_first(t->forecasts) + (fc_period)fc_forecasts_horizon(t->forecasts);

    if (end <= t->spans.last)
        return fc_fail(FC_EUSAGE, "the forecast ends before %s; ask for a longer horizon",
                       t->spans.spans[0].label);
    if (!(t->options.step > 0))
        return fc_fail(FC_EUSAGE, "--step: targets go in steps above 0");
    return FC_OK;
}

fc_status an_target_new(const an_sales *sales, const fc_forecasts *forecasts, an_spans *spans,
                        const an_target_options *options, an_target **target)
{
    an_target *t = calloc(1, sizeof *t);
    fc_status status;

    *target = NULL;
    if (!t)
        return fc_no_memory();
    t->sales = sales;
    t->forecasts = forecasts;
    t->spans = *spans;
    t->spans.axis.levels = t->spans.levels;
    *spans = (an_spans){.n = 0};
    t->options = *options;
    t->n_nodes = fc_hierarchy_size(sales->hierarchy);
    t->n_cells = fc_hierarchy_n_bottom(sales->hierarchy);
    t->n_periods = (size_t)(t->spans.last - t->spans.first) + 1;
    status = check(t);
    if (status == FC_OK)
        status = count_known(t);
    if (status == FC_OK)
        status = an_target_expect(t);
    if (status == FC_OK)
        status = an_target_futures_make(t);
    if (status == FC_OK)
        status = an_target_divide(t);
    if (status == FC_OK)
        status = an_target_rows_make(t);
    if (status == FC_OK)
        *target = t;
    else
        an_target_free(t);
    return status;
}

void an_target_free(an_target *t)
{
    if (!t)
        return;
    an_spans_clear(&t->spans);
    free(t->baseline);
    free(t->before);
    free(t->day_share);
    free(t->values);
    free(t->futures);
    free(t->rows);
    free(t);
}

const an_sales *an_target_sales(const an_target *t)
{
    return t->sales;
}

const fc_forecasts *an_target_forecasts(const an_target *t)
{
    return t->forecasts;
}

const an_spans *an_target_periods(const an_target *t)
{
    return &t->spans;
}

const an_target_options *an_target_made_by(const an_target *t)
{
    return &t->options;
}

const an_target_row *an_target_at(const an_target *t, size_t node, size_t span)
{
    return &t->rows[node * t->spans.n + span];
}

const double *an_target_futures(const an_target *t)
{
    return t->futures;
}

double an_target_chance(const an_target *t, double amount)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    size_t reached = 0;

    for (size_t i = 0; i < n; i++)
        reached += an_target_reaches(t->futures[i], amount);
    return (double)reached / (double)n;
}
