/* today_plan.c - rules about the plan: a small chance to reach it, an outlook that falls below it,
 * and a pace behind that of past years. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"

enum { LEAST_YEARS = 2 };

static const double DEFAULT_LEAST = 0.1, UNLIKELY = 0.25, NOTICEABLE = 1; /* percent */
static const double BAND = 0.05; /* of years like the past ones lie below it */
static const double LEAST_SPREAD = 0.01;

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

static an_alarm *add(const an_watch_today *today, const an_review_row *row, const char *rule,
                     an_alarms *alarms)
{
    an_alarm *a = an_alarms_add(alarms, row->node, rule);

    if (!a)
        return NULL;
    a->since = below_since(today, row->node);
    a->p_attain = row->p_attain;
    a->shortfall = an_watch_shortfall(row);
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
        a = add(today, row, "attainment", alarms);
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
        a = add(today, row, "crossing", alarms);
        if (!a)
            return fc_no_memory();
        a->since = today->sales->last_complete;
        an_percent(-row->gap_pct, false, gap, sizeof gap);
        an_text_fill(a->evidence, sizeof a->evidence, today->options->lang, "watch-crossing",
                     row->period, gap, NULL);
    }
    return FC_OK;
}

/* Shares of past years that were reached by now: their mean and spread; how many there were. */
static size_t past_shares(const an_watch_today *today, size_t node, fc_period first, fc_period last,
                          double *mean, double *spread)
{
    const an_replay *r = today->replay;
    const fc_period year = r->first - an_plan_year_before(&today->sales->calendar, r->first);
    double sum = 0, squares = 0;
    size_t n = 0;

    for (fc_period back = year; first - back >= r->first + (fc_period)r->start[node];
         back += year) {
        double reached = 0, whole = 0;

        for (fc_period p = first; p <= last; p++) {
            const double y = r->amount[node * r->n + (size_t)(p - back - r->first)];

            whole += y;
            reached += p <= today->sales->last_complete ? y : 0;
        }
        if (!(whole > 0))
            continue;
        n++;
        sum += reached / whole;
        squares += reached / whole * reached / whole;
    }
    *mean = n ? sum / (double)n : NAN;
    *spread = n > 1 ? sqrt(fmax(0, squares - sum * *mean) / (double)(n - 1)) : NAN;
    return n;
}

/* What a node has reached beside what past years had by now. */
typedef struct {
    double share, mean, spread; /* of a year like the past ones */
    size_t years;
    double p; /* of a share as low; NaN where it cannot be told */
} pace;

/* As a new observation of a normal distribution whose mean and spread are estimated. */
static pace measure_pace(const an_watch_today *today, size_t node, fc_period first, fc_period last)
{
    const an_review_row *row = an_watch_year(today, node);
    pace m = {.p = NAN};

    if (!row || !(row->plan > 0) || today->replay->start[node] == today->replay->n)
        return m;
    m.share = row->actual / row->plan;
    m.years = past_shares(today, node, first, last, &m.mean, &m.spread);
    if (m.years < LEAST_YEARS)
        return m;
    m.spread = fmax(m.spread, LEAST_SPREAD * m.mean) * sqrt(1 + 1 / (double)m.years);
    m.p = gsl_cdf_tdist_P((m.share - m.mean) / m.spread, (double)m.years - 1);
    return m;
}

static bool tell_pace(const an_watch_today *today, size_t node, const pace *m, an_alarms *alarms)
{
    const an_review_row *row = an_watch_year(today, node);
    const double bound = m->mean + m->spread * gsl_cdf_tdist_Pinv(BAND, (double)m->years - 1);
    char reached[32], usual[32], band[32];
    an_alarm *a = add(today, row, "pace", alarms);

    if (!a)
        return false;
    an_percent(100 * m->share, false, reached, sizeof reached);
    an_percent(100 * m->mean, false, usual, sizeof usual);
    an_percent(100 * fmax(0, bound), false, band, sizeof band);
    an_text_fill(a->evidence, sizeof a->evidence, today->options->lang, "watch-pace", reached,
                 row->period, usual, band, NULL);
    return true;
}

static fc_status judge_paces(const an_watch_today *today, fc_period first, fc_period last,
                             an_alarms *alarms)
{
    const size_t n = today->replay->n_nodes;
    pace *paces = malloc(n * sizeof *paces);
    double *p = malloc(n * sizeof *p);
    bool *found = calloc(n, sizeof *found);
    fc_status status = paces && p && found ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < n; i++) {
        paces[i] = measure_pace(today, i, first, last);
        p[i] = paces[i].p;
    }
    if (status == FC_OK)
        status = an_watch_discover(today, p, found);
    for (size_t i = 0; status == FC_OK && i < n; i++)
        if (found[i] && p[i] < BAND && !tell_pace(today, i, &paces[i], alarms))
            status = fc_no_memory();
    free(found);
    free(p);
    free(paces);
    return status;
}

fc_status an_watch_pace(const an_watch_today *today, an_alarms *alarms)
{
    const fc_calendar *c = &today->sales->calendar, years = fc_calendar_with(c, FC_YEAR);
    fc_period first, last;

    an_plan_periods(c, FC_YEAR, fc_calendar_within(&years, c, today->sales->last_complete + 1),
                    &first, &last);
    if (!today->review || first > today->sales->last_complete) /* the year has not begun */
        return FC_OK;
    return judge_paces(today, first, last, alarms);
}
