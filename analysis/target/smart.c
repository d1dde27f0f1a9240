/* smart.c - reads a plan leniently, judges each of its targets by the forecast's futures. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/smart_parts.h"

enum { SENTENCE = 512, NUMBER = AN_SMART_NUMBER };

static const char *const names[AN_N_SMART] = {
    [AN_SMART_FINE] = "fine",
    [AN_SMART_SPECIFIC] = "specific",
    [AN_SMART_MEASURABLE] = "measurable",
    [AN_SMART_ACHIEVABLE] = "achievable",
    [AN_SMART_RELEVANT] = "relevant",
    [AN_SMART_TIME_BOUND] = "time-bound",
};

const char *an_smart_name(an_smart_kind kind)
{
    return names[kind];
}

an_smart_row *an_smart_add(an_smart *s, an_smart_kind kind)
{
    if (s->n == s->room) {
        const size_t room = s->room ? 2 * s->room : 256;
        an_smart_row *rows = realloc(s->rows, room * sizeof *rows);

        if (!rows)
            return NULL;
        s->rows = rows;
        s->room = room;
    }
    s->counts[kind]++;
    s->rows[s->n] = (an_smart_row){.kind = kind,
                                   .node = SIZE_MAX,
                                   .target = NAN,
                                   .last_year = NAN,
                                   .baseline = NAN,
                                   .p_attain = NAN,
                                   .actual = NAN};
    return &s->rows[s->n++];
}

/* The words of an id with its places filled, kept by the row. */
fc_status an_smart_say(an_smart_row *row, const char *lang, const char *id, ...)
{
    char text[SENTENCE];
    va_list list;

    va_start(list, id);
    an_text_vfill(text, sizeof text, lang, id, list);
    va_end(list);
    row->sentence = strdup(text);
    return row->sentence ? FC_OK : fc_no_memory();
}

void an_smart_money(const an_smart_judge *j, double amount, char text[NUMBER])
{
    an_unit unit = j->unit;

    if (!j->options->unit)
        an_unit_parse(NULL, j->options->lang, fabs(amount), &unit);
    an_money(amount, unit, text, NUMBER);
}

static void percent(double share, char text[NUMBER])
{
    snprintf(text, NUMBER, share < 0.01 ? "<1%%" : share > 0.99 ? ">99%%" : "%.0f%%", 100 * share);
}

/* What was set aside while reading: a row without a period or without an amount. */
fc_status an_smart_unread(an_smart_judge *j, const an_problems *problems, const char *period_column)
{
    for (size_t i = 0; i < an_problems_size(problems); i++) {
        const an_problem *p = an_problems_at(problems, i);
        const bool no_period = p->column && period_column && !strcmp(p->column, period_column);
        an_smart_row *row;
        char line[NUMBER];

        if (p->severity != AN_SET_ASIDE)
            continue;
        row = an_smart_add(j->out, no_period ? AN_SMART_TIME_BOUND : AN_SMART_MEASURABLE);
        if (!row)
            return fc_no_memory();
        row->line = p->line;
        snprintf(line, sizeof line, "%zu", p->line);
        if (an_smart_say(row, j->options->lang, no_period ? "smart-no-period" : "smart-no-amount",
                         line, p->text, NULL) != FC_OK)
            return FC_ENOMEM;
    }
    return FC_OK;
}

static void name_row(const an_smart_judge *j, const an_plan_row *plan, an_smart_row *row)
{
    const fc_calendar cut = fc_calendar_with(&j->rows->calendar, plan->unit);
    char name[AN_TUPLE_SIZE];

    row->line = plan->line;
    row->target = plan->amount;
    an_plan_rows_name(j->rows, plan->tuple, j->target->sales->n_keys, name);
    snprintf(row->name, sizeof row->name, "%.*s", (int)sizeof row->name - 1, name);
    fc_calendar_label(&cut, plan->period, row->period);
}

static fc_status add_unknown(an_smart_judge *j, const an_plan_row *plan)
{
    const an_sales *sales = j->target->sales;
    const char *const *keys = fc_keys_tuple(j->rows->tuples, plan->tuple);
    an_smart_row *row = an_smart_add(j->out, AN_SMART_SPECIFIC);
    char line[NUMBER];

    if (!row)
        return fc_no_memory();
    name_row(j, plan, row);
    snprintf(line, sizeof line, "%zu", plan->line);
    for (size_t k = 0; k < sales->n_keys; k++) {
        const char *nearest;

        if (strcmp(keys[k], "*") == 0 || an_plan_keys_has(j->keys, k, keys[k]))
            continue;
        nearest = an_plan_keys_nearest(j->keys, k, keys[k]);
        if (nearest)
            return an_smart_say(row, j->options->lang, "smart-unknown-near", line,
                                sales->key_names[k], keys[k], nearest, NULL);
        return an_smart_say(row, j->options->lang, "smart-unknown", line, sales->key_names[k],
                            keys[k], NULL);
    }
    return an_smart_say(row, j->options->lang, "smart-unsold", line, row->name, NULL);
}

/* What the sales that came later say, where the period is over by now. */
static double actual_of(const an_smart_judge *j, size_t node, const an_span *span)
{
    const an_sales *later = j->options->later;
    const fc_hierarchy *h = j->target->sales->hierarchy;
    const char *keys[AN_MAX_KEYS];
    double values[400], sum = 0;
    size_t n, found;

    if (!later || span->first_period == FC_PERIOD_NONE || span->last_period > later->last_complete)
        return NAN;
    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        keys[k] = fc_hierarchy_key(h, node, k);
    found = fc_hierarchy_find(later->hierarchy, keys);
    n = (size_t)(span->last_period - span->first_period) + 1;
    if (found == SIZE_MAX || n > sizeof values / sizeof *values)
        return NAN;
    fc_hierarchy_values(later->hierarchy, found, j->target->options.measure, span->first_period, n,
                        values);
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

static fc_status set_chance(an_smart_judge *j, size_t node, size_t span, an_smart_row *row)
{
    const size_t n = fc_forecasts_n_paths(j->target->forecasts);
    const an_target_row *expected = an_target_at(j->target, node, span);
    size_t reached = 0;

    row->last_year = expected->last_year;
    row->baseline = expected->baseline;
    row->actual = actual_of(j, node, &j->target->spans.spans[span]);
    if (j->target->spans.spans[span].first_period == FC_PERIOD_NONE)
        return FC_OK;
    if (j->node_of_paths != node &&
        fc_forecasts_paths(j->target->forecasts, node, j->paths) != FC_OK)
        return FC_ENOMEM;
    j->node_of_paths = node;
    an_target_sum_paths(j->target, node, j->paths, span, j->sums);
    for (size_t i = 0; i < n; i++)
        reached += an_target_reaches(j->sums[i], row->target);
    row->p_attain = (double)reached / (double)n;
    return FC_OK;
}

/* Too much, little, or in between; and beyond reach. */
static const char *verdict(const an_smart_judge *j, const an_smart_row *row, bool came)
{
    static const char *const ids[][2] = {{"smart-far", "smart-was-far"},
                                         {"smart-too-high", "smart-was-too-high"},
                                         {"smart-too-low", "smart-was-too-low"},
                                         {"smart-in-band", "smart-was-in-band"}};

    return ids[row->p_attain < AN_SMART_FAR       ? 0
               : row->p_attain < j->options->low  ? 1
               : row->p_attain > j->options->high ? 2
                                                  : 3][came];
}

/* What last year's target of the node teaches, behind the sentence. */
static fc_status add_lesson(const an_smart_judge *j, an_smart_row *row)
{
    const an_lesson *lesson =
        j->options->lessons ? an_lessons_of(j->options->lessons, row->node) : NULL;
    char text[AN_LESSON_SIZE], *joined;

    if (!lesson)
        return FC_OK;
    an_lessons_say(j->options->lessons, lesson, j->options->lang, text);
    if (asprintf(&joined, "%s; %s", row->sentence, text) < 0)
        return fc_no_memory();
    free(row->sentence);
    row->sentence = joined;
    return FC_OK;
}

/* "North, 2027-Q1: only 7% of futures reach 480 k, 22% above the forecast". */
static fc_status say_chance(const an_smart_judge *j, an_smart_row *row)
{
    const bool came = isfinite(row->actual) && row->target != 0;
    char chance[NUMBER], amount[NUMBER], over[NUMBER], attained[NUMBER];

    if (isnan(row->p_attain))
        return an_smart_say(row, j->options->lang, "smart-too-fine", row->name, row->period, NULL);
    percent(row->p_attain, chance);
    an_smart_money(j, row->target, amount);
    if (row->baseline > 0)
        an_percent(100 * (row->target / row->baseline - 1), true, over, sizeof over);
    else
        an_smart_money(j, row->target - row->baseline, over);
    an_percent(100 * row->actual / row->target, false, attained, sizeof attained);
    if (an_smart_say(row, j->options->lang, verdict(j, row, came), row->name, row->period, amount,
                     chance, over, attained, NULL) != FC_OK)
        return FC_ENOMEM;
    return add_lesson(j, row);
}

static bool is_in_year(const an_smart_judge *j, const an_plan_row *plan)
{
    const fc_date middle = an_plan_rows_middle(j->rows, plan);
    const an_spans *s = &j->target->spans;

    return middle >= s->spans[0].start && middle <= s->spans[0].end;
}

fc_status an_smart_amount(an_smart_judge *j, size_t node, size_t span, an_smart_row *row)
{
    fc_status status;

    row->node = node;
    status = span == SIZE_MAX ? FC_OK : set_chance(j, node, span, row);
    if (status == FC_OK && (row->p_attain < j->options->low || row->p_attain > j->options->high)) {
        row->kind = AN_SMART_ACHIEVABLE;
        j->out->counts[AN_SMART_FINE]--;
        j->out->counts[AN_SMART_ACHIEVABLE]++;
    }
    return status == FC_OK ? say_chance(j, row) : status;
}

fc_status an_smart_row_of(an_smart_judge *j, const an_plan_row *plan)
{
    const an_spans *spans = &j->target->spans;
    const size_t node =
        fc_hierarchy_find(j->target->sales->hierarchy, fc_keys_tuple(j->rows->tuples, plan->tuple));
    const size_t span = an_spans_find(spans, plan->unit, plan->period);
    an_smart_row *row;

    if (span == SIZE_MAX && !is_in_year(j, plan)) {
        j->out->other_years++;
        return FC_OK;
    }
    if (node == SIZE_MAX)
        return add_unknown(j, plan);
    row = an_smart_add(j->out, AN_SMART_FINE);
    if (!row)
        return fc_no_memory();
    name_row(j, plan, row);
    return an_smart_amount(j, node, span, row);
}
