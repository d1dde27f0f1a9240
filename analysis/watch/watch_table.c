/* watch_table.c - alarms of today, and those that the past would have given, as tables. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/table/forecast_table.h"
#include "analysis/watch/watch_private.h"

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
    an_table_note(table, "empty where nothing is known of it");
}

/* Sets the names of the rules that every watch replays. */
static an_past statistical_past(const an_watch *w, char (*names)[AN_RULE_NAME_SIZE])
{
    an_past past = {.scores = w->replay.scores, .names = names};

    for (size_t k = 0; k < an_watch_rule_count(); k++)
        an_past_name(&past, k, an_watch_rule_at(k)->name);
    return past;
}

static bool is_told(const an_watch *w, const char *rule)
{
    for (size_t i = 0; i < w->alarms.n; i++)
        if (strcmp(an_alarm_rule(&w->alarms.list[i]), rule) == 0)
            return true;
    return false;
}

/* What each rule was worth; of those told alone, or of all. */
static fc_status note_worths(const an_watch *w, const an_past *past, bool told, an_table *table)
{
    for (size_t k = 0; k < past->scores.n_rules; k++) {
        char lead[64] = "";
        an_worth worth;
        fc_status status;

        if (told && !is_told(w, past->names[k]))
            continue;
        status = an_replay_worth(&w->replay, &past->scores, k, &worth);
        if (status != FC_OK)
            return status;
        if (!isnan(worth.median_lead))
            snprintf(lead, sizeof lead, ", median lead %.1f periods", worth.median_lead);
        an_table_note(
            table, "%s: threshold %.2f, %.3f alarms a node and year, %.3f of them false%s",
            past->names[k], past->scores.threshold[k], worth.alarms, worth.false_alarms, lead);
    }
    return FC_OK;
}

static fc_status note_all_worths(const an_watch *w, bool told, an_table *table)
{
    char names[AN_MOST_STATISTICAL][AN_RULE_NAME_SIZE];
    const an_past statistical = statistical_past(w, names);
    fc_status status = note_worths(w, &statistical, told, table);

    for (size_t k = 0; status == FC_OK && k < w->pasts.n; k++)
        status = note_worths(w, &w->pasts.list[k], told, table);
    return status;
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
        an_table_text(*table, an_alarm_rule(a));
        label_cell(w->sales, a->since, *table);
        an_table_text(*table, a->evidence);
        an_table_number(*table, a->shortfall);
        an_table_number(*table, a->p_attain);
        an_table_number(*table, a->false_alarms);
        an_table_number(*table, a->median_lead);
        an_table_end(*table);
    }
    if (status == FC_OK)
        status = note_all_worths(w, true, *table);
    if (status == FC_OK) {
        add_notes(w, *table);
        status = an_table_status(*table);
    }
    return status;
}

/* How far back an alarm of t looks, in periods. */
static size_t looks_back(const an_replay *r, const an_past *past, size_t rule, size_t node,
                         size_t t)
{
    return past->back ? past->back
                      : an_watch_rule_at(rule)
                            ->look(&r->signals[node], t - r->start[node], r->window)
                            .since;
}

static void add_past(const an_watch *w, const an_past *past, size_t rule, size_t node, size_t t,
                     an_table *table)
{
    const an_replay *r = &w->replay;
    const size_t miss = an_replay_next_miss(r, node, t);
    const size_t back = looks_back(r, past, rule, node, t);

    key_cells(w->sales, node, table);
    an_table_text(table, past->names[rule]);
    label_cell(w->sales, r->first + (fc_period)t, table);
    label_cell(w->sales, r->first + (fc_period)t + 1 - (fc_period)back, table);
    an_table_number(table, an_scores_get(&past->scores, rule, node, t));
    if (miss < r->n)
        label_cell(w->sales, r->first + (fc_period)miss, table);
    else
        an_table_text(table, NULL);
    an_table_number(table, miss < r->n ? (double)(miss - t) : NAN);
    an_table_end(table);
}

static void add_onsets(const an_watch *w, const an_past *past, size_t node, an_table *table)
{
    const an_scores *s = &past->scores;

    for (size_t k = 0; k < s->n_rules; k++)
        for (size_t t = an_scores_onset(s, k, node, s->scored[node]); t < s->n;
             t = an_scores_onset(s, k, node, t + 1))
            add_past(w, past, k, node, t, table);
}

fc_status an_watch_history(const an_watch *w, an_table **table)
{
    static const an_column rest[] = {{"rule", AN_TEXT},    {"told", AN_TEXT},   {"since", AN_TEXT},
                                     {"score", AN_NUMBER}, {"missed", AN_TEXT}, {"lead", AN_COUNT}};
    char names[AN_MOST_STATISTICAL][AN_RULE_NAME_SIZE];
    const an_past statistical = statistical_past(w, names);
    fc_status status = make_table(w->sales, rest, sizeof rest / sizeof *rest, table);

    for (size_t i = 0; status == FC_OK && i < w->replay.n_nodes; i++) {
        add_onsets(w, &statistical, i, *table);
        for (size_t k = 0; k < w->pasts.n; k++)
            add_onsets(w, &w->pasts.list[k], i, *table);
    }
    if (status == FC_OK)
        status = note_all_worths(w, false, *table);
    if (status == FC_OK) {
        add_notes(w, *table);
        status = an_table_status(*table);
    }
    return status;
}
