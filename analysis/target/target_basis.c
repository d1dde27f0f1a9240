/* target_basis.c - why a target is what it is: its rule and its weight, in words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/target_private.h"
#include "analysis/target/target_table.h"
#include "analysis/text/text.h"

enum { SHARE_SIZE = 32, DAYS_OF_WEEK = 7 };

/* "12.3%", "0.042%": enough digits to be checked by. */
static void share_text(double share, char text[SHARE_SIZE])
{
    snprintf(text, SHARE_SIZE, "%.*f%%",
             fabs(share) >= 0.1    ? 1
             : fabs(share) >= 0.01 ? 2
                                   : 3,
             100 * share);
}

static void count_text(size_t n, char text[SHARE_SIZE])
{
    snprintf(text, SHARE_SIZE, "%zu", n);
}

/* In the unit that suits it. */
static void money_text(double amount, const char *lang, char text[SHARE_SIZE])
{
    an_unit unit;

    an_unit_parse(NULL, lang, fabs(amount), &unit);
    an_money(amount, unit, text, SHARE_SIZE);
}

/* "+8.0%" of the amount on last year's. */
static void growth_text(double amount, double last_year, char text[SHARE_SIZE])
{
    an_percent(100 * (amount / last_year - 1), true, text, SHARE_SIZE);
}

static void total_basis(const an_target *t, const char *lang, char text[AN_BASIS_SIZE])
{
    const an_target_row *row = an_target_at(t, 0, 0);
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    char paths[SHARE_SIZE], chance[SHARE_SIZE], growth[SHARE_SIZE], before[FC_LABEL_SIZE];
    char market[SHARE_SIZE];
    const fc_calendar years = fc_calendar_with(&t->spans.calendar, FC_YEAR);

    count_text(n, paths);
    share_text(row->p_attain, chance);
    if (t->options.goal == AN_GOAL_SHARE) {
        share_text(t->options.value / 100, growth);
        money_text(t->options.market, lang, market);
        an_text_fill(text, AN_BASIS_SIZE, lang, "target-basis-share", growth, market, chance, paths,
                     NULL);
        return;
    }
    if (t->options.goal != AN_GOAL_GROWTH) {
        an_text_fill(text, AN_BASIS_SIZE, lang,
                     t->options.goal == AN_GOAL_TOTAL ? "target-basis-total"
                                                      : "target-basis-confidence",
                     chance, paths, NULL);
        return;
    }
    growth_text(row->target, row->last_year, growth);
    fc_calendar_label(&years, fc_calendar_within(&years, &t->spans.calendar, t->spans.first) - 1,
                      before);
    an_text_fill(text, AN_BASIS_SIZE, lang, "target-basis-growth", growth, before, chance, paths,
                 NULL);
}

static const char *rule_of(const an_target *t, const an_span *span, size_t number)
{
    if (number == 0)
        return "target-basis-node";
    if (t->n_known > 0)
        return "target-basis-rest";
    if (span->first_period != FC_PERIOD_NONE)
        return "target-basis-period";
    if (t->options.daily.workdays)
        return "target-basis-holidays";
    return t->options.daily.learned ? "target-basis-weekday" : "target-basis-workday";
}

/* The share by the forecast, and where locks and bounds have changed it, what it has come to. */
static void share_basis(const an_target *t, size_t node, size_t span, const char *lang,
                        char text[AN_BASIS_SIZE])
{
    const an_target_row *row = an_target_at(t, node, span);
    const an_target_row *whole = span == 0 ? an_target_at(t, 0, 0) : an_target_at(t, node, 0);
    const double share = whole->target != 0 ? row->target / whole->target : NAN;
    char by_weight[SHARE_SIZE], now[SHARE_SIZE], plain[AN_BASIS_SIZE], known[FC_LABEL_SIZE];

    if (span > 0 && t->n_known > t->spans.spans[span].last) {
        fc_calendar_label(&t->spans.calendar, fc_forecasts_first(t->forecasts) - 1, known);
        an_text_fill(text, AN_BASIS_SIZE, lang, "target-basis-actual", known, NULL);
        return;
    }
    if (t->options.speed && fc_forecasts_history(t->forecasts, node).n == 0) {
        snprintf(text, AN_BASIS_SIZE, "%s", an_text(lang, "target-basis-ramp"));
        return;
    }
    if (isnan(row->share)) {
        snprintf(text, AN_BASIS_SIZE, "%s", an_text(lang, "target-basis-even"));
        return;
    }
    share_text(row->share, by_weight);
    an_text_fill(text, AN_BASIS_SIZE, lang, rule_of(t, &t->spans.spans[span], span), by_weight,
                 t->spans.spans[0].label, NULL);
    if (t->n_known > 0 || t->options.n_bounds == 0 || isnan(share) ||
        fabs(share - row->share) * fabs(whole->target) < 1.5 * t->options.step)
        return; /* but for whole steps */
    share_text(share, now);
    if (strcmp(now, by_weight) == 0)
        return;
    snprintf(plain, sizeof plain, "%s", text);
    an_text_fill(text, AN_BASIS_SIZE, lang, "target-basis-bounds", plain, now, NULL);
}

/* False where no bound of its own holds the target. */
static bool bound_basis(const an_target *t, const an_target_row *row, const char *lang,
                        char text[AN_BASIS_SIZE])
{
    const an_target_bound *bound;
    const char *id = NULL;

    if (row->bound == SIZE_MAX)
        return false;
    bound = &t->options.bounds[row->bound];
    if (bound->reason) {
        snprintf(text, AN_BASIS_SIZE, "%s", bound->reason);
        return true;
    }
    if (bound->lo == bound->hi)
        id = "target-basis-lock";
    else if (row->held < 0)
        id = "target-basis-min";
    else if (row->held > 0)
        id = "target-basis-max";
    if (id)
        an_text_fill(text, AN_BASIS_SIZE, lang, id, bound->name, NULL);
    return id != NULL;
}

static void add_cut(const an_target *t, const an_span *span, const char *lang,
                    char text[AN_BASIS_SIZE])
{
    char plain[AN_BASIS_SIZE], days[SHARE_SIZE];

    snprintf(plain, sizeof plain, "%s", text);
    count_text((size_t)(span->end - span->start) + 1, days);
    an_text_fill(text, AN_BASIS_SIZE, lang, "target-basis-cut", plain, days,
                 t->spans.spans[0].label, NULL);
}

void an_target_basis(const an_target *t, size_t node, size_t span, const char *lang,
                     char text[AN_BASIS_SIZE])
{
    const an_target_row *row = an_target_at(t, node, span);

    if (node == 0 && span == 0)
        total_basis(t, lang, text);
    else if (!bound_basis(t, row, lang, text))
        share_basis(t, node, span, lang, text);
    if (t->spans.spans[span].cut)
        add_cut(t, &t->spans.spans[span], lang, text);
}

/* "2026 is actual to 2026-06": where last year is not over. */
static void note_last_year(const an_target *t, const char *lang, an_table *table)
{
    const fc_calendar *calendar = &t->spans.calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    const fc_period known = fc_forecasts_first(t->forecasts) - 1;
    const fc_period year = fc_calendar_within(&years, calendar, t->spans.first) - 1;
    char before[FC_LABEL_SIZE], until[FC_LABEL_SIZE], note[AN_BASIS_SIZE];

    if (fc_calendar_end(calendar, known) >= fc_calendar_end(&years, year))
        return;
    fc_calendar_label(&years, year, before);
    fc_calendar_label(calendar, known, until);
    an_text_fill(note, sizeof note, lang, "target-note-last", before, until, NULL);
    an_table_note(table, "%s", note);
}

static void note_flat(const an_target *t, const char *lang, an_table *table)
{
    const an_target_row *row = an_target_at(t, 0, 0);
    char growth[SHARE_SIZE], own[SHARE_SIZE], chance[SHARE_SIZE], note[AN_BASIS_SIZE];

    if (t->options.goal != AN_GOAL_GROWTH)
        return;
    growth_text(row->target, row->last_year, growth);
    growth_text(row->baseline, row->last_year, own);
    share_text(row->p_attain, chance);
    an_text_fill(note, sizeof note, lang, "target-note-flat", growth, own, chance, NULL);
    an_table_note(table, "%s", note);
}

static void note_incomplete(const an_target *t, const char *id, fc_period period, const char *day,
                            const char *lang, an_table *table)
{
    char label[FC_LABEL_SIZE], note[AN_BASIS_SIZE];

    fc_calendar_label(&t->sales->calendar, period, label);
    an_text_fill(note, sizeof note, lang, id, label, day, NULL);
    an_table_note(table, "%s", note);
}

static void note_rows(const an_target *t, const char *lang, an_table *table)
{
    const an_sales *sales = t->sales;
    char used[SHARE_SIZE], aside[SHARE_SIZE], filtered[SHARE_SIZE], first[11], last[11];
    char note[AN_BASIS_SIZE];

    count_text(sales->rows_kept, used);
    count_text(sales->rows_aside, aside);
    count_text(sales->rows_filtered, filtered);
    fc_date_format(sales->first_date, first);
    fc_date_format(sales->last_date, last);
    an_text_fill(note, sizeof note, lang, "target-note-rows", used, first, last, aside, filtered,
                 NULL);
    an_table_note(table, "%s", note);
    if (sales->first_incomplete)
        note_incomplete(t, "target-note-before", sales->first_complete - 1, first, lang, table);
    if (sales->last_incomplete)
        note_incomplete(t, "target-note-on", sales->last_complete + 1, last, lang, table);
}

void an_target_notes(const an_target *t, const char *lang, an_table *table)
{
    char number[SHARE_SIZE], note[AN_BASIS_SIZE];
    bool weeks = false;

    an_table_note(table, "%s", an_text(lang, "target-note-signs"));
    snprintf(number, sizeof number, "%.10g", t->options.step);
    an_text_fill(note, sizeof note, lang, "target-note-sums", number, NULL);
    an_table_note(table, "%s", note);
    count_text(fc_forecasts_n_paths(t->forecasts), number);
    an_text_fill(note, sizeof note, lang, "target-note-chance", number, NULL);
    an_table_note(table, "%s", note);
    note_last_year(t, lang, table);
    note_flat(t, lang, table);
    for (size_t s = 0; s < t->spans.n; s++)
        weeks |= t->spans.spans[s].unit == FC_WEEK && t->spans.by_day;
    if (weeks)
        an_table_note(table, "%s", an_text(lang, "target-note-weeks"));
    note_rows(t, lang, table);
}
