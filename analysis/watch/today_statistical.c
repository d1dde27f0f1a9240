/* today_statistical.c - what the replayed rules say of the last period: one alarm a node, that of
 * the rule which stands highest. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"

/* Marks the nodes whose p-value passes within its level. */
static fc_status discover(const an_watch_today *today, bool *found)
{
    const an_replay *r = today->replay;
    double *p = malloc(r->n_nodes * sizeof *p);
    fc_status status = p ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++)
        p[i] = an_scores_p_value(&r->scores, i, r->n - 1);
    if (status == FC_OK)
        status = an_watch_discover(today, p, found);
    free(p);
    return status;
}

/* The share of sales that is missing. */
static double part_of(const an_signal *s, double size)
{
    return s->logs ? 1 - exp(size) : fmin(1, -size);
}

/* What that is of last year's amounts of the periods left of the year; of a whole year at its end.
 */
static double money(const an_replay *r, size_t node, double part)
{
    const fc_calendar *c = &r->sales->calendar, years = fc_calendar_with(c, FC_YEAR);
    const fc_period next = r->first + (fc_period)r->n;
    const double *y = r->amount + node * r->n;
    fc_period first, last;
    double sum = 0;

    an_plan_periods(c, FC_YEAR, fc_calendar_within(&years, c, next), &first, &last);
    for (fc_period p = next; p <= last; p++) {
        const size_t back = (size_t)(p - next) % r->season_length;

        sum += r->n + back >= r->season_length ? y[r->n + back - r->season_length] : y[r->n - 1];
    }
    return fmax(0, part * sum);
}

static void describe(const an_watch_today *today, const an_evidence *e, size_t rule, an_alarm *a)
{
    const an_replay *r = today->replay;
    const an_signal *s = &r->signals[a->node];
    const char *lang = today->options->lang;
    char part[32], since[FC_LABEL_SIZE], score[32];

    an_percent(100 * part_of(s, e->size), false, part, sizeof part);
    fc_calendar_label(&today->sales->calendar, a->since, since);
    snprintf(score, sizeof score, "%.1f", e->score);
    an_text_fill(a->evidence, sizeof a->evidence, lang, an_watch_rule_at(rule)->words, part, since,
                 score, NULL);
    if (s->peers != SIZE_MAX)
        strncat(a->evidence, an_text(lang, "watch-peers"),
                sizeof a->evidence - strlen(a->evidence) - 1);
}

static bool tell(const an_watch_today *today, const an_worth *worth, size_t node, an_alarms *alarms)
{
    const an_replay *r = today->replay;
    const size_t rule = an_scores_highest(&r->scores, node, r->n - 1);
    const an_review_row *year = an_watch_year(today, node);
    an_evidence e;
    an_alarm *a;

    if (rule == SIZE_MAX)
        return true;
    a = an_alarms_add(alarms, node, an_watch_rule_at(rule)->name);
    if (!a)
        return false;
    e = an_watch_rule_at(rule)->look(&r->signals[node], r->n - 1 - r->start[node], r->window);
    a->since = r->first + (fc_period)(r->n - e.since);
    a->shortfall = money(r, node, part_of(&r->signals[node], e.size));
    a->p_attain = year ? year->p_attain : NAN;
    a->false_alarms = an_replay_false_rate(r, &r->scores, &worth[rule], rule, node);
    a->median_lead = worth[rule].median_lead;
    describe(today, &e, rule, a);
    return true;
}

fc_status an_watch_statistical(const an_watch_today *today, an_alarms *alarms)
{
    const an_replay *r = today->replay;
    an_worth *worth = calloc(an_watch_rule_count(), sizeof *worth);
    bool *found = calloc(r->n_nodes + 1, sizeof *found);
    fc_status status = found && worth ? discover(today, found) : fc_no_memory();

    for (size_t k = 0; status == FC_OK && k < an_watch_rule_count(); k++)
        status = an_replay_worth(r, &r->scores, k, &worth[k]);
    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++)
        if (found[i] && !tell(today, worth, i, alarms))
            status = fc_no_memory();
    free(worth);
    free(found);
    return status;
}
