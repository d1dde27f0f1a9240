/* today_plan.c - rules about the plan: a small chance to reach it, and an outlook that falls below
 * it. */
#include <math.h>

#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"

static const double DEFAULT_LEAST = 0.1, UNLIKELY = 0.25, NOTICEABLE = 1; /* percent */

/* The first of the periods in a row, up to the last complete one, that were below plan. */
static fc_period below_since(const an_watch_today *today, size_t node)
{
    fc_period first, last, p = today->sales->last_complete;
    double actual;

    an_plan_span(today->plan, &first, &last);
    for (; p >= first; p--) {
        fc_hierarchy_values(today->sales->hierarchy, node, AN_AMOUNT, p, 1, &actual);
        if (!(actual < an_plan_value(today->plan, node, p)))
            break;
    }
    return p < today->sales->last_complete ? p + 1 : today->sales->last_complete;
}

/* Past targets that were given a chance below the limit and met all the same, of all targets: one
 * stands for a node and year. */
static double false_rate(const an_watch_today *today, double limit)
{
    const fc_calibration *c = today->options->calibration;
    size_t met = 0;

    if (!c || c->n_targets == 0)
        return NAN;
    for (size_t k = 0; k < FC_CALIBRATION_BINS && (double)k < limit * FC_CALIBRATION_BINS; k++)
        met += c->bins[k].met;
    return (double)met / (double)c->n_targets;
}

/* From now to the end of the year, when the plan is missed or not. */
static double lead(const an_watch_today *today)
{
    const fc_calendar *c = &today->sales->calendar;
    fc_period first, last;

    an_plan_periods(c, FC_YEAR, an_review_year_period(today->review), &first, &last);
    return (double)(last - today->sales->last_complete);
}

static an_alarm *add(const an_watch_today *today, const an_review_row *row, const char *rule,
                     double limit, an_alarms *alarms)
{
    an_alarm *a = an_alarms_add(alarms, row->node, rule);

    if (!a)
        return NULL;
    a->since = below_since(today, row->node);
    a->p_attain = row->p_attain;
    a->shortfall = an_watch_shortfall(row);
    a->false_alarms = false_rate(today, limit);
    a->median_lead = lead(today);
    return a;
}

fc_status an_watch_attainment(const an_watch_today *today, an_alarms *alarms)
{
    const double least = today->options->least > 0 ? today->options->least : DEFAULT_LEAST;

    for (size_t i = 0; today->review && i < fc_hierarchy_size(today->sales->hierarchy); i++) {
        const an_review_row *row = an_watch_year(today, i);
        char chance[32], gap[32];
        an_alarm *a;

        if (!row || !(row->p_attain < least))
            continue;
        a = add(today, row, "attainment", least, alarms);
        if (!a)
            return fc_no_memory();
        an_percent(100 * row->p_attain, false, chance, sizeof chance);
        an_percent(row->gap_pct, true, gap, sizeof gap);
        an_text_fill(a->evidence, sizeof a->evidence, today->options->lang, "watch-attainment",
                     chance, row->period, gap, NULL);
    }
    return FC_OK;
}

/* On plan so far, and still the outlook of the year is below it. */
fc_status an_watch_crossing(const an_watch_today *today, an_alarms *alarms)
{
    for (size_t i = 0; today->review && i < fc_hierarchy_size(today->sales->hierarchy); i++) {
        const an_review_row *row = an_watch_year(today, i),
                            *to_date = an_review_find(today->review, i, AN_SCOPE_TO_DATE, NULL);
        char gap[32];
        an_alarm *a;

        if (!row || !to_date || !(to_date->gap >= 0 && row->gap_pct < -NOTICEABLE) ||
            !(row->p_attain < UNLIKELY))
            continue;
        a = add(today, row, "crossing", UNLIKELY, alarms);
        if (!a)
            return fc_no_memory();
        a->since = today->sales->last_complete;
        an_percent(-row->gap_pct, false, gap, sizeof gap);
        an_text_fill(a->evidence, sizeof a->evidence, today->options->lang, "watch-crossing",
                     row->period, gap, NULL);
    }
    return FC_OK;
}
