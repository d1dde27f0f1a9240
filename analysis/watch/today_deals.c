/* today_deals.c - rules over deals: replayed at every node and period of which enough is known, and
 * told for the last one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"
#include "analysis/watch/deal_rules.h"

enum { MOST_RULES = 8 };

typedef struct {
    const an_watch_today *today;
    const an_deal_rule *rules[MOST_RULES];
    size_t n_rules;
    an_deal_facts facts;
    double *own, *all; /* facts of one node, and of all deals */
    an_past *past;
    size_t n; /* periods of the replay up to the last one whose deals are known */
    an_alarms *alarms;
    an_worth *worth; /* of each rule */
} deal_watch;

/* The node of the deals with the same keys; SIZE_MAX: it has none. */
static size_t find_node(const deal_watch *w, size_t node)
{
    const fc_hierarchy *h = w->today->sales->hierarchy;
    const char *keys[AN_MAX_KEYS + 1];

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        keys[k] = fc_hierarchy_key(h, node, k);
    return fc_hierarchy_find(w->facts.book->won.hierarchy, keys);
}

/* The facts of a sales node; false where it has no deals. */
static bool view_node(const deal_watch *w, size_t node, an_deal_view *view)
{
    const size_t own = find_node(w, node);

    if (own == SIZE_MAX)
        return false;
    *view = (an_deal_view){&w->facts, own == 0 ? w->all : w->own, w->all};
    if (own > 0)
        an_deal_facts_sum(&w->facts, own, w->own);
    return true;
}

/* Period t of the replay in the facts; SIZE_MAX: it lies before them, or too little does. */
static size_t fact_of(const deal_watch *w, size_t t)
{
    const fc_period at = w->today->replay->first + (fc_period)t - w->facts.first;

    return at >= 0 && (size_t)at < w->facts.n && an_deal_usual_periods(&w->facts, (size_t)at) > 0
               ? (size_t)at
               : SIZE_MAX;
}

/* One export does not tell what was expected on past days. */
static void choose_rules(deal_watch *w)
{
    for (size_t k = 0; k < an_deal_rule_count() && w->n_rules < MOST_RULES; k++)
        if (!an_deal_rule_at(k)->needs_exports || w->facts.book->deals->has_close_history)
            w->rules[w->n_rules++] = an_deal_rule_at(k);
}

static void score_node(deal_watch *w, size_t node)
{
    an_scores *s = &w->past->scores;
    an_deal_view view;

    if (w->today->replay->start[node] == w->today->replay->n || !view_node(w, node, &view))
        return;
    for (size_t t = 0; t < w->n; t++) {
        const size_t at = fact_of(w, t);

        if (at == SIZE_MAX)
            continue;
        if (s->scored[node] == s->n)
            s->scored[node] = t;
        for (size_t k = 0; k < s->n_rules; k++)
            an_scores_set(s, k, node, t, w->rules[k]->look(&view, at).score);
    }
}

static void write_value(const deal_watch *w, const an_deal_rule *rule, double value, char text[32])
{
    an_unit unit;

    if (rule->is_share)
        an_percent(100 * value, false, text, 32);
    else if (rule->is_amount) {
        an_unit_parse(NULL, w->today->options->lang, value, &unit);
        an_money(value, unit, text, 32);
    } else
        snprintf(text, 32, "%.3g", value);
}

/* What is open beside the plan of the quarter ahead, where there is one. */
static void add_plan(const deal_watch *w, const an_deal_evidence *e, an_alarm *a)
{
    const fc_period next = w->facts.first + (fc_period)w->facts.n;
    const size_t used = strlen(a->evidence);
    char times[32], needed[32];
    double plan = 0;

    for (size_t h = 0; w->today->plan && h < w->facts.quarter; h++)
        plan += an_plan_value(w->today->plan, a->node, next + (fc_period)h);
    if (!(plan > 0) || !(w->facts.won > 0))
        return;
    snprintf(times, sizeof times, "%.2f", e->now / plan);
    snprintf(needed, sizeof needed, "%.2f", 1 / w->facts.won);
    an_text_fill(a->evidence + used, sizeof a->evidence - used, w->today->options->lang,
                 "watch-coverage-plan", times, needed, NULL);
}

static bool tell_rule(deal_watch *w, size_t node, size_t k, const an_deal_evidence *e)
{
    const an_deal_rule *rule = w->rules[k];
    const an_review_row *year = an_watch_year(w->today, node);
    an_alarm *a = an_alarms_add(w->alarms, node, rule->name);
    char now[32], usual[32], since[FC_LABEL_SIZE];

    if (!a)
        return false;
    a->since = w->today->replay->first + (fc_period)w->n - (fc_period)w->facts.quarter;
    a->shortfall = e->missing * w->facts.won;
    a->p_attain = year ? year->p_attain : NAN;
    a->false_alarms =
        an_replay_false_rate(w->today->replay, &w->past->scores, &w->worth[k], k, node);
    a->median_lead = w->worth[k].median_lead;
    write_value(w, rule, e->now, now);
    write_value(w, rule, e->usual, usual);
    fc_calendar_label(&w->today->sales->calendar, a->since, since);
    an_text_fill(a->evidence, sizeof a->evidence, w->today->options->lang, rule->words, now, since,
                 usual, e->stage ? e->stage : "", NULL);
    if (rule->is_amount)
        add_plan(w, e, a);
    return true;
}

static fc_status tell(deal_watch *w)
{
    const an_scores *s = &w->past->scores;
    const size_t n = s->n_nodes, t = w->n - 1, at = fact_of(w, t);
    double *p = malloc((n + 1) * sizeof *p);
    bool *found = calloc(n + 1, sizeof *found);
    fc_status status = p && found ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < n; i++)
        p[i] = an_scores_p_value(s, i, t);
    if (status == FC_OK)
        status = an_watch_discover(w->today, p, found);
    for (size_t k = 0; status == FC_OK && k < s->n_rules; k++)
        status = an_replay_worth(w->today->replay, s, k, &w->worth[k]);
    for (size_t i = 0; status == FC_OK && at != SIZE_MAX && i < n; i++) {
        const size_t rule = found[i] ? an_scores_highest(s, i, t) : SIZE_MAX;
        an_deal_view view;
        an_deal_evidence e;

        if (rule == SIZE_MAX || !view_node(w, i, &view))
            continue;
        e = w->rules[rule]->look(&view, at);
        status = tell_rule(w, i, rule, &e) ? FC_OK : fc_no_memory();
    }
    free(found);
    free(p);
    return status;
}

static fc_status replay(deal_watch *w)
{
    const an_replay *r = w->today->replay;
    const size_t size = w->facts.n * w->facts.width + 1;
    const fc_period after = w->facts.first + (fc_period)w->facts.n - r->first;

    choose_rules(w);
    w->n = after < 0 ? 0 : (size_t)after < r->n ? (size_t)after : r->n;
    w->own = malloc(size * sizeof *w->own);
    w->all = malloc(size * sizeof *w->all);
    w->worth = calloc(w->n_rules + 1, sizeof *w->worth);
    if (!w->own || !w->all || !w->worth)
        return fc_no_memory();
    an_deal_facts_sum(&w->facts, 0, w->all);
    w->past = an_pasts_add(w->today->pasts, w->n_rules, r->n_nodes, w->n, r->season_length);
    if (!w->past)
        return fc_no_memory();
    w->past->back = w->facts.quarter;
    for (size_t k = 0; k < w->n_rules; k++)
        an_past_name(w->past, k, w->rules[k]->name);
    for (size_t i = 0; i < r->n_nodes; i++)
        score_node(w, i);
    return an_scores_calibrate(&w->past->scores, r->rate);
}

fc_status an_watch_deals(const an_watch_today *today, an_alarms *alarms)
{
    deal_watch w = {.today = today, .alarms = alarms};
    fc_status status;

    if (!today->options->book)
        return FC_OK;
    status = an_deal_facts_make(today->options->book, &w.facts);
    if (status == FC_OK)
        status = replay(&w);
    if (status == FC_OK && w.n > 0)
        status = tell(&w);
    free(w.own);
    free(w.all);
    free(w.worth);
    an_deal_facts_clear(&w.facts);
    return status;
}
