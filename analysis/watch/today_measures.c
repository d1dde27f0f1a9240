/* today_measures.c - rules over measures, replayed over past periods and told for the last one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"
#include "analysis/watch/measure_rules.h"

enum { MANY_CUSTOMERS = 20, MOST_PAST = 36, LEAST_PAST = 6 };

static const double WORK = 3e8; /* sums of a line in a period that a replay may take */

typedef struct {
    const an_watch_today *today;
    an_measure_rules *list;
    an_kpi_data data;
    const an_measure_rule *rules[AN_MOST_MEASURE_RULES]; /* those the file has what they need for */
    size_t n_rules, n_past; /* n_past: periods replayed before the last one */
    an_past *past;
    an_worth *worth;
    an_alarms *alarms;
} measure_watch;

/* What a rule looked at. */
typedef struct {
    double value, previous;
} finding;

static bool concerns(const measure_watch *w, const an_measure_rule *r, size_t node)
{
    const fc_hierarchy *h = w->today->sales->hierarchy;

    return r->levels == AN_RULE_ALL || (r->levels == AN_RULE_TOTAL && node == 0) ||
           (r->levels == AN_RULE_BOTTOM && node >= fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h));
}

/* Every rule at a node, as of the end of a period: found[i] where it passes its limits, hit[i]. */
static fc_status look(const measure_watch *w, size_t node, fc_period now, bool *hit, finding *found)
{
    const fc_period before = an_plan_year_before(&w->today->sales->calendar, now);
    const an_replay *r = w->today->replay;
    an_kpi_view view, old;
    fc_status status = an_kpi_view_make(&w->data, node, now, FC_DATE_NONE, &view);

    if (status == FC_OK)
        status = an_kpi_view_make(&w->data, node, before, FC_DATE_NONE, &old);
    for (size_t i = 0; status == FC_OK && i < w->n_rules; i++) {
        const an_measure_rule *rule = w->rules[i];
        const bool skip = !concerns(w, rule, node) ||
                          (rule->built_in &&
                           (!(old.customers.active >= MANY_CUSTOMERS) || r->start[node] == r->n));

        hit[i] = false;
        if (skip)
            continue;
        found[i].value = rule->measure->value(&view);
        found[i].previous = before >= w->data.first ? rule->measure->value(&old) : NAN;
        hit[i] = an_measure_rule_passes(rule, found[i].value, found[i].previous);
    }
    return status;
}

/* Whether a rule passed in as many periods in a row, up to t, as it asks. */
static bool in_a_row(const an_scores *hits, const an_measure_rule *rule, size_t k, size_t node,
                     size_t t)
{
    for (size_t i = 0; i < rule->periods; i++)
        if (t < i || !(an_scores_get(hits, k, node, t - i) > 0))
            return false;
    return true;
}

/* Scores of a node: 1 where a rule passed, 2 where it did so often enough, above the threshold. */
static fc_status score_node(measure_watch *w, size_t node, finding *last)
{
    const an_replay *r = w->today->replay;
    an_scores *s = &w->past->scores;
    fc_status status = FC_OK;

    s->scored[node] = r->start[node] == r->n ? r->n - 1 : r->n - 1 - w->n_past;
    for (size_t t = r->n - 1 - w->n_past; status == FC_OK && t < r->n; t++) {
        bool hit[AN_MOST_MEASURE_RULES];

        status = look(w, node, r->first + (fc_period)t, hit, last);
        for (size_t k = 0; status == FC_OK && k < w->n_rules; k++)
            if (hit[k]) {
                an_scores_set(s, k, node, t, 1);
                if (in_a_row(s, w->rules[k], k, node, t))
                    an_scores_set(s, k, node, t, 2);
            }
    }
    return status;
}

static bool tell(measure_watch *w, size_t node, size_t k, const finding *f)
{
    const an_replay *r = w->today->replay;
    const an_measure_rule *rule = w->rules[k];
    char now[32], before[32];
    an_alarm *a = an_alarms_add(w->alarms, node, NULL);

    if (!a)
        return false;
    snprintf(a->own_rule, sizeof a->own_rule, "%s", rule->name);
    a->since = w->today->sales->last_complete + 1 - (fc_period)rule->periods;
    if (w->n_past > 0) {
        a->false_alarms = an_replay_false_rate(r, &w->past->scores, &w->worth[k], k, node);
        a->median_lead = w->worth[k].median_lead;
    }
    snprintf(now, sizeof now, "%.4g", f->value);
    snprintf(before, sizeof before, "%.4g", f->previous);
    an_text_fill(a->evidence, sizeof a->evidence, w->today->options->lang,
                 isfinite(f->previous) ? "watch-measure" : "watch-measure-new", rule->measure->name,
                 now, before, NULL);
    return true;
}

/* Fewer where it would take too long: the work of a period is that of all lines on every level. */
static size_t choose_past(const measure_watch *w)
{
    const size_t n = w->today->replay->n, year = (size_t)an_kpi_year(&w->data);
    const double levels = (double)fc_hierarchy_n_levels(w->today->sales->hierarchy),
                 each = 2 * levels * (double)w->data.n_lines * (double)w->data.n;
    const size_t most = n > year + 1 ? n - year - 1 : 0;
    const double affordable = WORK / fmax(each, 1);
    size_t past = most < MOST_PAST ? most : MOST_PAST;

    if (affordable < (double)past)
        past = (size_t)affordable;
    return past < LEAST_PAST ? 0 : past;
}

/* Rows in a row ask for at least as many periods. */
static size_t most_in_a_row(const measure_watch *w)
{
    size_t most = 1;

    for (size_t k = 0; k < w->n_rules; k++)
        most = w->rules[k]->periods > most ? w->rules[k]->periods : most;
    return most;
}

static fc_status begin(measure_watch *w)
{
    const an_replay *r = w->today->replay;
    size_t row;

    for (size_t i = 0; i < w->list->n; i++)
        if (an_kpi_available(&w->data, w->list->rules[i].measure))
            w->rules[w->n_rules++] = &w->list->rules[i];
    if (w->n_rules == 0 || r->n == 0)
        return FC_OK;
    row = most_in_a_row(w);
    w->n_past = choose_past(w);
    if (w->n_past + 1 < row)
        w->n_past = row - 1 < r->n ? row - 1 : r->n - 1;
    w->past = an_pasts_add(w->today->pasts, w->n_rules, r->n_nodes, r->n, r->season_length);
    w->worth = calloc(w->n_rules, sizeof *w->worth);
    if (!w->past || !w->worth)
        return fc_no_memory();
    w->past->back = 1;
    for (size_t k = 0; k < w->n_rules; k++) {
        an_past_name(w->past, k, w->rules[k]->name);
        w->past->scores.threshold[k] = 1.5;
    }
    return FC_OK;
}

static fc_status judge(measure_watch *w)
{
    const an_replay *r = w->today->replay;
    an_scores *s = &w->past->scores;
    finding *last = calloc(r->n_nodes * AN_MOST_MEASURE_RULES + 1, sizeof *last);
    fc_status status = last ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++)
        status = score_node(w, i, last + i * AN_MOST_MEASURE_RULES);
    an_scores_count_years(s);
    for (size_t k = 0; status == FC_OK && k < w->n_rules; k++)
        status = an_replay_worth(r, s, k, &w->worth[k]);
    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++)
        for (size_t k = 0; status == FC_OK && k < w->n_rules; k++)
            if (an_scores_alarm(s, k, i, r->n - 1) &&
                !tell(w, i, k, &last[i * AN_MOST_MEASURE_RULES + k]))
                status = fc_no_memory();
    free(last);
    return status;
}

fc_status an_watch_measures(const an_watch_today *today, an_alarms *alarms)
{
    measure_watch w = {.today = today, .alarms = alarms};
    fc_status status;

    if (!today->sales->detail.rows)
        return FC_OK;
    w.list = calloc(1, sizeof *w.list);
    status = w.list ? an_measure_rules_read(today->options->rules, w.list) : fc_no_memory();
    if (status == FC_OK)
        status = an_kpi_data_make(today->sales, today->plan, today->options->lang, &w.data);
    if (status == FC_OK && today->options->book)
        status = an_kpi_data_deals(&w.data, today->options->book);
    if (status == FC_OK)
        status = begin(&w);
    if (status == FC_OK && w.past)
        status = judge(&w);
    an_kpi_data_clear(&w.data);
    free(w.worth);
    free(w.list);
    return status;
}
