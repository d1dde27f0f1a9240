/* watch.c - runs every rule, tells what children explain once, and makes the tables. */
#include "analysis/watch/watch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/table/forecast_table.h"
#include "analysis/watch/alarms.h"

struct an_watch {
    const an_sales *sales;
    an_replay replay;
    double fdr;
    an_alarms alarms;
};

void an_watch_free(an_watch *w)
{
    if (!w)
        return;
    an_replay_clear(&w->replay);
    free(w->alarms.list);
    free(w);
}

/* Alarms of a kind explain only one another. */
static const struct {
    fc_status (*run)(const an_watch_today *today, an_alarms *alarms);
    bool explained;
} RULES[] = {
    {an_watch_statistical, true}, {an_watch_attainment, true}, {an_watch_crossing, true},
    {an_watch_pace, true},        {an_watch_measures, false},
};

static fc_status take_over(an_alarms *into, an_alarms *from)
{
    an_alarm *list = realloc(into->list, (into->n + from->n + 1) * sizeof *list);

    if (!list)
        return fc_no_memory();
    if (from->n)
        memcpy(list + into->n, from->list, from->n * sizeof *list);
    into->list = list;
    into->n = into->capacity = into->n + from->n;
    return FC_OK;
}

static const char *rule_name(const an_alarm *a)
{
    return a->rule ? a->rule : a->own_rule;
}

/* Largest shortfall first, those without one last. */
static int by_shortfall(const void *a, const void *b)
{
    const an_alarm *x = a, *y = b;
    const double xs = isnan(x->shortfall) ? -1 : x->shortfall,
                 ys = isnan(y->shortfall) ? -1 : y->shortfall;

    if (xs != ys)
        return xs < ys ? 1 : -1;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return strcmp(rule_name(x), rule_name(y));
}

static fc_status run_rules(an_watch *w, const an_watch_today *today)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < sizeof RULES / sizeof *RULES; i++) {
        an_alarms own = {0};

        status = RULES[i].run(today, &own);
        if (status == FC_OK && RULES[i].explained)
            an_alarms_explain(w->sales, today->options->lang, &own);
        if (status == FC_OK)
            status = take_over(&w->alarms, &own);
        free(own.list);
    }
    if (status == FC_OK && w->alarms.n > 1)
        qsort(w->alarms.list, w->alarms.n, sizeof *w->alarms.list, by_shortfall);
    return status;
}

fc_status an_watch_run(const an_sales *sales, const an_plan *plan, const an_review *review,
                       const an_watch_options *options, an_watch **watch)
{
    an_watch *w = calloc(1, sizeof *w);
    const an_replay_options replay = {.rate = options->rate};
    fc_status status = w ? an_replay_make(sales, &replay, &w->replay) : fc_no_memory();

    *watch = NULL;
    if (status == FC_OK) {
        const an_watch_today today = {sales, plan, review, &w->replay, options};

        w->sales = sales;
        w->fdr = options->fdr;
        status = run_rules(w, &today);
    }
    if (status != FC_OK) {
        an_watch_free(w);
        return status;
    }
    *watch = w;
    return FC_OK;
}

size_t an_watch_size(const an_watch *w)
{
    return w->alarms.n;
}

const an_alarm *an_watch_at(const an_watch *w, size_t i)
{
    return &w->alarms.list[i];
}

const an_replay *an_watch_replay(const an_watch *w)
{
    return &w->replay;
}

static fc_status make_table(const an_sales *sales, const an_column *rest, size_t n,
                            an_table **table)
{
    an_column columns[AN_MAX_KEYS + 8];

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[k] = (an_column){sales->key_names[k], AN_TEXT};
    memcpy(columns + sales->n_keys, rest, n * sizeof *rest);
    return an_table_new(columns, sales->n_keys + n, table);
}

static void key_cells(const an_sales *sales, size_t node, an_table *table)
{
    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
}

static void label_cell(const an_sales *sales, fc_period period, an_table *table)
{
    char label[FC_LABEL_SIZE];

    fc_calendar_label(&sales->calendar, period, label);
    an_table_text(table, label);
}

static void add_notes(const an_watch *w, an_table *table)
{
    an_sales_notes(w->sales, table);
    an_table_note(table,
                  "replayed over %.0f years of all nodes together: the thresholds give %.2f alarms "
                  "a node and year",
                  w->replay.scores.years, w->replay.scores.false_rate);
    an_table_note(table,
                  "expected_shortfall is to the end of the year; false alarms are those that no "
                  "quarter followed within a year that ended 5 %% below what last year led to "
                  "expect; median_lead counts periods to its end");
    an_table_note(table, "empty where a rule looks at today alone, or nothing is known");
}

fc_status an_watch_table(const an_watch *w, an_table **table)
{
    static const an_column rest[] = {
        {"rule", AN_TEXT},         {"since", AN_TEXT},
        {"evidence", AN_TEXT},     {"expected_shortfall", AN_MONEY},
        {"p_attain", AN_SHARE},    {"false_alarms_per_year", AN_NUMBER},
        {"median_lead", AN_NUMBER}};
    fc_status status = make_table(w->sales, rest, sizeof rest / sizeof *rest, table);

    for (size_t i = 0; status == FC_OK && i < w->alarms.n; i++) {
        const an_alarm *a = &w->alarms.list[i];

        key_cells(w->sales, a->node, *table);
        an_table_text(*table, rule_name(a));
        label_cell(w->sales, a->since, *table);
        an_table_text(*table, a->evidence);
        an_table_number(*table, a->shortfall);
        an_table_number(*table, a->p_attain);
        an_table_number(*table, a->false_alarms);
        an_table_number(*table, a->median_lead);
        an_table_end(*table);
    }
    if (status == FC_OK) {
        add_notes(w, *table);
        status = an_table_status(*table);
    }
    return status;
}

static void add_past(const an_watch *w, size_t rule, size_t node, size_t t, an_table *table)
{
    const an_replay *r = &w->replay;
    const an_evidence e =
        an_watch_rule_at(rule)->look(&r->signals[node], t - r->start[node], r->window);
    const size_t miss = an_replay_next_miss(r, node, t);

    key_cells(w->sales, node, table);
    an_table_text(table, an_watch_rule_at(rule)->name);
    label_cell(w->sales, r->first + (fc_period)t, table);
    label_cell(w->sales, r->first + (fc_period)(t + 1 - e.since), table);
    an_table_number(table, e.score);
    if (miss < r->n)
        label_cell(w->sales, r->first + (fc_period)miss, table);
    else
        an_table_text(table, NULL);
    an_table_number(table, miss < r->n ? (double)(miss - t) : NAN);
    an_table_end(table);
}

fc_status an_watch_history(const an_watch *w, an_table **table)
{
    static const an_column rest[] = {{"rule", AN_TEXT},    {"told", AN_TEXT},   {"since", AN_TEXT},
                                     {"score", AN_NUMBER}, {"missed", AN_TEXT}, {"lead", AN_COUNT}};
    const an_replay *r = &w->replay;
    fc_status status = make_table(w->sales, rest, sizeof rest / sizeof *rest, table);

    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++)
        for (size_t k = 0; k < an_watch_rule_count(); k++)
            for (size_t t = an_scores_onset(&r->scores, k, i, r->scores.scored[i]); t < r->n;
                 t = an_scores_onset(&r->scores, k, i, t + 1))
                add_past(w, k, i, t, *table);
    for (size_t k = 0; status == FC_OK && k < an_watch_rule_count(); k++) {
        an_worth worth;

        status = an_replay_worth(r, &r->scores, k, &worth);
        if (status == FC_OK)
            an_table_note(*table,
                          "%s: threshold %.2f, %.3f alarms a node and year, %.3f of them false, "
                          "median lead %.1f periods",
                          an_watch_rule_at(k)->name, r->scores.threshold[k], worth.alarms,
                          worth.false_alarms, isnan(worth.median_lead) ? 0 : worth.median_lead);
    }
    if (status == FC_OK) {
        add_notes(w, *table);
        status = an_table_status(*table);
    }
    return status;
}
