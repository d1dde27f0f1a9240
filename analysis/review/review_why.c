/* review_why.c - one sentence for each row: who carries the gap, since when, by price or by volume.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review/review_carriers.h"
#include "analysis/review/review_sentence.h"

/* From these shares on a child is named as the carrier, and another as most of that one. */
static const double CARRIES = 0.5, TWO_CARRY = 0.6, MOSTLY = 0.5;

/* Shares a little above one still read as "all of it". */
static const double ALL = 1.05;

static const char *share_text(double share, char text[AN_SENTENCE_MONEY])
{
    snprintf(text, AN_SENTENCE_MONEY, "%.0f%%", 100 * share);
    return text;
}

/* What the row is off by, in words: the gap, the lead, or without a plan the change. */
static const char *off_word(const an_review_sentence *s)
{
    if (isnan(s->row->gap))
        return an_text(s->r->lang, "why-change");
    return an_text(s->r->lang, s->off < 0 ? "why-gap" : "why-lead");
}

/* Adds ", mostly Kettle (-0.4 m)" where one child of the carrier stands for most of it. */
static void add_mostly(const an_review_sentence *s, const an_review_carriers *c,
                       char piece[AN_SENTENCE_PIECE])
{
    an_review_carriers inner;
    char money[AN_SENTENCE_MONEY], before[AN_SENTENCE_PIECE];

    if (!an_review_carriers_find(s->r, s->slot, an_review_in_slot(s->r, s->slot, c->first),
                                 &inner) ||
        inner.first_amount / c->first_amount < MOSTLY)
        return;
    snprintf(before, sizeof before, "%s", piece);
    an_text_fill(piece, AN_SENTENCE_PIECE, s->r->lang, "why-mostly", before,
                 an_review_child_name(s->r, inner.first, inner.dimension),
                 an_review_sentence_money(s, inner.first_amount, money), NULL);
}

static void say_spread(const an_review_sentence *s, const an_review_carriers *c,
                       char piece[AN_SENTENCE_PIECE])
{
    const fc_hierarchy *h = s->r->sales->hierarchy;
    char n[24], n_same[24], money[AN_SENTENCE_MONEY];
    size_t key = fc_hierarchy_depth(h, s->row->node, c->dimension);

    for (size_t d = 0; d < c->dimension; d++)
        key += fc_hierarchy_depth(h, fc_hierarchy_size(h) - 1, d);
    snprintf(n, sizeof n, "%zu", c->n);
    snprintf(n_same, sizeof n_same, "%zu", c->n_same);
    an_text_fill(piece, AN_SENTENCE_PIECE, s->r->lang, "why-spread", n_same, n,
                 s->r->sales->key_names[key], an_review_child_name(s->r, c->first, c->dimension),
                 an_review_sentence_money(s, c->first_amount, money), NULL);
}

/* Which children carry it. Children that offset each other are given with their own amounts, for a
 * share of what is left would mislead. */
static void add_carriers(an_review_sentence *s)
{
    an_review_carriers c;
    char piece[AN_SENTENCE_PIECE], first[AN_SENTENCE_MONEY], second[AN_SENTENCE_MONEY];

    if (s->off == 0 || !an_review_carriers_find(s->r, s->slot, s->row, &c))
        return;

    const char *lang = s->r->lang, *name = an_review_child_name(s->r, c.first, c.dimension);
    const double share = c.first_amount / s->off, both = share + c.second_amount / s->off;

    if (share > ALL)
        an_text_fill(piece, sizeof piece, lang, "why-alone", name,
                     an_review_sentence_money(s, c.first_amount, first),
                     an_review_sentence_money(s, s->off - c.first_amount, second), NULL);
    else if (share >= CARRIES && share >= 1.2 / (double)c.n)
        an_text_fill(piece, sizeof piece, lang, "why-carries", name,
                     share_text(fmin(share, 1), first), off_word(s), NULL);
    else if (c.n > 2 && both >= TWO_CARRY && both <= ALL)
        an_text_fill(piece, sizeof piece, lang, "why-carry", name,
                     an_review_child_name(s->r, c.second, c.dimension),
                     share_text(fmin(both, 1), first), off_word(s), NULL);
    else
        say_spread(s, &c, piece);
    if (share >= CARRIES)
        add_mostly(s, &c, piece);
    an_review_sentence_add(s, piece);
}

/* How many periods of a scope in a row, up to the row's last complete one, went the row's way. */
static size_t run_length(const an_review_sentence *s, an_scope scope, size_t *since)
{
    const an_review *r = s->r;
    size_t n = 0, first = 0, slot;

    while (first < r->n_slots && r->slots[first].scope != scope)
        first++;
    for (slot = first; slot < r->n_slots && r->slots[slot].scope == scope &&
                       r->slots[slot].last < r->open &&
                       r->slots[slot].last <= r->slots[s->slot].last;)
        slot++;
    while (slot-- > first) {
        const an_review_row *row = an_review_in_slot(r, slot, s->row->node);

        if (!(fabs(row->gap) > AN_REVIEW_ON_PLAN * fabs(row->plan)) ||
            (row->gap < 0) != (s->off < 0))
            break;
        *since = slot;
        n++;
    }
    return n;
}

static void add_since(an_review_sentence *s)
{
    static const char *const ids[AN_N_SCOPES][2] = {
        [AN_SCOPE_MONTH] = {"why-above-months", "why-below-months"},
        [AN_SCOPE_QUARTER] = {"why-above-quarters", "why-below-quarters"},
    };
    an_scope scope = s->r->slots[0].scope;
    char piece[AN_SENTENCE_PIECE], n[24];
    size_t since = 0, length;

    if (isnan(s->row->gap))
        return;
    while (scope < AN_SCOPE_YEAR && !an_review_is_planned_by(s->r, s->row->node, scope))
        scope++;

    const char *const *id = ids[scope];

    length = id[0] ? run_length(s, scope, &since) : 0;
    if (length < 2)
        return;
    snprintf(n, sizeof n, "%zu", length);
    an_text_fill(piece, sizeof piece, s->r->lang, id[s->off < 0], n, s->r->slots[since].label,
                 NULL);
    an_review_sentence_add(s, piece);
}

/* A year that is on plan to date and still falls short. */
static void add_to_date(an_review_sentence *s)
{
    const size_t last = s->r->n_slots - 1;
    const an_review_row *to_date = an_review_in_slot(s->r, last, s->row->node);
    char piece[AN_SENTENCE_PIECE], money[AN_SENTENCE_MONEY];

    if (s->row->scope != AN_SCOPE_YEAR || s->r->slots[last].scope != AN_SCOPE_TO_DATE ||
        !(to_date->gap >= 0 && s->off < 0))
        return;
    an_text_fill(piece, sizeof piece, s->r->lang, "why-forecast",
                 an_review_sentence_money(s, to_date->gap, money), NULL);
    an_review_sentence_add(s, piece);
}

/* What stands first without a plan. */
static void add_base(an_review_sentence *s)
{
    const double base = s->row->last_year;
    char piece[AN_SENTENCE_PIECE], amount[AN_SENTENCE_MONEY];

    if (isnan(s->off)) {
        an_review_sentence_add(s, an_text(s->r->lang, "why-no-base"));
        return;
    }
    if (base > 0)
        an_percent(100 * s->off / base, true, amount, sizeof amount);
    else
        an_review_sentence_money(s, s->off, amount);
    an_text_fill(piece, sizeof piece, s->r->lang, "why-no-plan", amount, NULL);
    an_review_sentence_add(s, piece);
}

/* What each working day left must bring, beside what it brought so far, in one unit. */
static void add_rate(an_review_sentence *s)
{
    const double needed = s->row->required_run_rate, so_far = s->row->current_run_rate;
    char piece[AN_SENTENCE_PIECE], left[AN_SENTENCE_MONEY], gone[AN_SENTENCE_MONEY];
    an_unit unit;

    if (!isfinite(needed) || !isfinite(so_far))
        return;
    an_unit_parse(NULL, s->r->lang, fmax(fabs(needed), fabs(so_far)), &unit);
    an_money(needed, unit, left, sizeof left);
    an_money(so_far, unit, gone, sizeof gone);
    an_text_fill(piece, sizeof piece, s->r->lang, "why-rate", left, gone, NULL);
    an_review_sentence_add(s, piece);
}

/* A node that nobody below it explains: how far off, and what each day must bring. The number does
 * not stand first, which a spreadsheet would take for a formula. */
static void add_alone(an_review_sentence *s)
{
    const double shown = 0.05; /* percent: what is less reads as 0.0 */
    const double percent = s->row->gap_pct;
    char piece[AN_SENTENCE_PIECE], amount[AN_SENTENCE_MONEY];

    if (isnan(s->row->gap))
        return;
    if (!isfinite(percent)) {
        an_review_sentence_money(s, s->off, amount);
        an_text_fill(piece, sizeof piece, s->r->lang, "why-off", amount, NULL);
    } else if (fabs(percent) < shown) {
        snprintf(piece, sizeof piece, "%s", an_text(s->r->lang, "why-on-plan"));
    } else {
        an_percent(fabs(percent), false, amount, sizeof amount);
        an_text_fill(piece, sizeof piece, s->r->lang, percent < 0 ? "why-under" : "why-over",
                     amount, NULL);
    }
    an_review_sentence_add(s, piece);
    add_rate(s);
}

/* A plan that nobody made for this row: gapcast split a longer period's, or a larger node's. */
static void add_split(an_review_sentence *s)
{
    if (isnan(s->row->gap))
        return;
    if (an_plan_is_share_of(s->r->plan, s->row->node))
        an_review_sentence_add(s, an_text(s->r->lang, "why-split-node"));
    else if (!an_review_is_planned_by(s->r, s->row->node, s->row->scope))
        an_review_sentence_add(s,
                               an_text(s->r->lang, an_plan_unit(s->r->plan, s->row->node) == FC_YEAR
                                                       ? "why-split-year"
                                                       : "why-split-quarter"));
}

/* The sentence, to be freed; NULL without memory. */
static char *explain(const an_review *r, size_t slot, const an_review_row *row)
{
    an_review_sentence s;
    char *why;

    an_review_sentence_begin(&s, r, slot, row);
    if (isnan(row->gap))
        add_base(&s);
    if (!isnan(s.off)) {
        add_carriers(&s);
        if (s.n == 0)
            add_alone(&s);
        add_since(&s);
        add_to_date(&s);
        an_review_against_add(&s);
        add_split(&s);
    }
    return asprintf(&why, "%s%s", s.text, an_text(r->lang, "why-end")) < 0 ? NULL : why;
}

fc_status an_review_explain(an_review *r)
{
    bool failed = false;

#pragma omp parallel for schedule(dynamic, 256) reduction(|| : failed) if (r->n_rows > 1000)
    for (size_t i = 0; i < r->n_rows; i++) {
        r->rows[i].why = explain(r, i / r->n_nodes, &r->rows[i]);
        failed = failed || !r->rows[i].why;
    }
    return failed ? fc_no_memory() : FC_OK;
}
