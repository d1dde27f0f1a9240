/* review_why.c - one sentence for each row: who carries the gap, since when, by price or by volume.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review_carriers.h"
#include "analysis/text.h"

enum { PIECE_SIZE = 512, MONEY_SIZE = 64, SENTENCE_SIZE = 1536 };

/* From these shares on a child is named as the carrier, and another as most of that one. */
static const double CARRIES = 0.5, TWO_CARRY = 0.6, MOSTLY = 0.5;

/* What is closer to its plan than this part of it is on plan. */
static const double NOTICEABLE = 0.01;

/* Shares a little above one still read as "all of it". */
static const double ALL = 1.05;

/* A row's sentence while it is put together. */
typedef struct {
    const an_review *r;
    const an_review_row *row;
    size_t slot;
    double off;
    an_unit unit;
    char text[SENTENCE_SIZE];
    size_t n;
} sentence;

static void add(sentence *s, const char *piece)
{
    if (s->n < sizeof s->text)
        s->n += (size_t)snprintf(s->text + s->n, sizeof s->text - s->n, "%s%s",
                                 s->n ? an_text(s->r->lang, "why-and") : "", piece);
}

/* Three digits are enough in a sentence: of what the row is off by, or of a twentieth of its
 * outlook. */
static void pick_unit(sentence *s)
{
    const double size = fmax(fabs(s->off), fabs(s->row->outlook) / 20);

    an_unit_parse(s->r->has_unit ? s->r->unit : NULL, s->r->lang, 10 * size, &s->unit);
    s->unit.decimals = size < 10 * s->unit.divisor ? 2 : size < 100 * s->unit.divisor;
}

/* "+1.2 m": the sign tells which way. */
static const char *signed_money(const sentence *s, double amount, char text[MONEY_SIZE])
{
    text[0] = '+';
    an_money(amount, s->unit, text + (amount > 0), MONEY_SIZE - 1);
    return text;
}

static const char *share_text(double share, char text[MONEY_SIZE])
{
    snprintf(text, MONEY_SIZE, "%.0f%%", 100 * share);
    return text;
}

/* What the row is off by, in words: the gap, the lead, or without a plan the change. */
static const char *off_word(const sentence *s)
{
    if (isnan(s->row->gap))
        return an_text(s->r->lang, "why-change");
    return an_text(s->r->lang, s->off < 0 ? "why-gap" : "why-lead");
}

/* Adds ", mostly Kettle (-0.4 m)" where one child of the carrier stands for most of it. */
static void add_mostly(const sentence *s, const an_review_carriers *c, char piece[PIECE_SIZE])
{
    an_review_carriers inner;
    char money[MONEY_SIZE], before[PIECE_SIZE];

    if (!an_review_carriers_find(s->r, s->slot, an_review_in_slot(s->r, s->slot, c->first),
                                 &inner) ||
        inner.first_amount / c->first_amount < MOSTLY)
        return;
    snprintf(before, sizeof before, "%s", piece);
    an_text_fill(piece, PIECE_SIZE, s->r->lang, "why-mostly", before,
                 an_review_child_name(s->r, inner.first, inner.dimension),
                 signed_money(s, inner.first_amount, money), NULL);
}

static void say_spread(const sentence *s, const an_review_carriers *c, char piece[PIECE_SIZE])
{
    const fc_hierarchy *h = s->r->sales->hierarchy;
    char n[24], n_same[24], money[MONEY_SIZE];
    size_t key = fc_hierarchy_depth(h, s->row->node, c->dimension);

    for (size_t d = 0; d < c->dimension; d++)
        key += fc_hierarchy_depth(h, fc_hierarchy_size(h) - 1, d);
    snprintf(n, sizeof n, "%zu", c->n);
    snprintf(n_same, sizeof n_same, "%zu", c->n_same);
    an_text_fill(piece, PIECE_SIZE, s->r->lang, "why-spread", n_same, n,
                 s->r->sales->key_names[key], an_review_child_name(s->r, c->first, c->dimension),
                 signed_money(s, c->first_amount, money), NULL);
}

/* Which children carry it. Children that offset each other are given with their own amounts, for a
 * share of what is left would mislead. */
static void add_carriers(sentence *s)
{
    an_review_carriers c;
    char piece[PIECE_SIZE], first[MONEY_SIZE], second[MONEY_SIZE];

    if (s->off == 0 || !an_review_carriers_find(s->r, s->slot, s->row, &c))
        return;

    const char *lang = s->r->lang, *name = an_review_child_name(s->r, c.first, c.dimension);
    const double share = c.first_amount / s->off, both = share + c.second_amount / s->off;

    if (share > ALL)
        an_text_fill(piece, sizeof piece, lang, "why-alone", name,
                     signed_money(s, c.first_amount, first),
                     signed_money(s, s->off - c.first_amount, second), NULL);
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
    add(s, piece);
}

/* How many of the finest periods in a row, up to the row's last complete one, went the row's way.
 */
static size_t run_length(const sentence *s, size_t *since)
{
    const an_review *r = s->r;
    size_t n = 0, slot = 0;

    while (slot < r->n_slots && r->slots[slot].scope == r->slots[0].scope &&
           r->slots[slot].last < r->open && r->slots[slot].last <= r->slots[s->slot].last)
        slot++;
    while (slot-- > 0) {
        const an_review_row *row = an_review_in_slot(r, slot, s->row->node);

        if (!(fabs(row->gap) > NOTICEABLE * fabs(row->plan)) || (row->gap < 0) != (s->off < 0))
            break;
        *since = slot;
        n++;
    }
    return n;
}

static void add_since(sentence *s)
{
    static const char *const ids[AN_N_SCOPES][2] = {
        [AN_SCOPE_MONTH] = {"why-above-months", "why-below-months"},
        [AN_SCOPE_QUARTER] = {"why-above-quarters", "why-below-quarters"},
    };
    const char *const *id = ids[s->r->slots[0].scope];
    char piece[PIECE_SIZE], n[24];
    size_t since = 0;
    const size_t length = isnan(s->row->gap) || !id[0] ? 0 : run_length(s, &since);

    if (length < 2)
        return;
    snprintf(n, sizeof n, "%zu", length);
    an_text_fill(piece, sizeof piece, s->r->lang, id[s->off < 0], n, s->r->slots[since].label,
                 NULL);
    add(s, piece);
}

/* A year that is on plan to date and still falls short. */
static void add_to_date(sentence *s)
{
    const size_t last = s->r->n_slots - 1;
    const an_review_row *to_date = an_review_in_slot(s->r, last, s->row->node);
    char piece[PIECE_SIZE], money[MONEY_SIZE];

    if (s->row->scope != AN_SCOPE_YEAR || s->r->slots[last].scope != AN_SCOPE_TO_DATE ||
        !(to_date->gap >= 0 && s->off < 0))
        return;
    an_text_fill(piece, sizeof piece, s->r->lang, "why-forecast",
                 signed_money(s, to_date->gap, money), NULL);
    add(s, piece);
}

typedef struct {
    const char *id;
    double amount;
} effect;

static int compare_effects(const void *a, const void *b)
{
    const effect *x = a, *y = b;

    if (fabs(x->amount) != fabs(y->amount))
        return fabs(x->amount) < fabs(y->amount) ? 1 : -1;
    return strcmp(x->id, y->id);
}

/* The largest effects against last year; those below a tenth of it are not worth a word. */
static void add_variance(sentence *s)
{
    enum { MOST_EFFECTS = 3 };
    an_variance v;
    char list[PIECE_SIZE] = "", piece[PIECE_SIZE], money[MONEY_SIZE], word[PIECE_SIZE];

    if (!an_review_compare_slot(s->r, s->slot, s->row->node, &v))
        return;

    effect effects[] = {{"why-volume", v.volume},
                        {s->r->by_product ? "why-price" : "why-average-price", v.price},
                        {"why-mix", v.mix},
                        {"why-new", v.gained},
                        {"why-ended", v.lost}};

    qsort(effects, sizeof effects / sizeof *effects, sizeof *effects, compare_effects);
    if (effects[0].amount == 0)
        return;
    for (size_t i = 0; i < MOST_EFFECTS && fabs(effects[i].amount) >= 0.1 * fabs(effects[0].amount);
         i++) {
        const size_t n = strlen(list);

        an_text_fill(word, sizeof word, s->r->lang, effects[i].id,
                     signed_money(s, effects[i].amount, money), NULL);
        snprintf(list + n, sizeof list - n, "%s%s", i ? an_text(s->r->lang, "why-list") : "", word);
    }
    an_text_fill(piece, sizeof piece, s->r->lang, "why-against", list, NULL);
    add(s, piece);
}

/* What stands first without a plan, and alone where nothing else can be said. */
static void add_base(sentence *s)
{
    const bool planned = !isnan(s->row->gap);
    const double base = planned ? s->row->plan : s->row->last_year;
    char piece[PIECE_SIZE], amount[MONEY_SIZE];

    if (isnan(s->off)) {
        add(s, an_text(s->r->lang, "why-no-base"));
        return;
    }
    if (base > 0)
        an_percent(100 * s->off / base, true, amount, sizeof amount);
    else
        signed_money(s, s->off, amount);
    an_text_fill(piece, sizeof piece, s->r->lang, planned ? "why-plain" : "why-no-plan", amount,
                 NULL);
    add(s, piece);
}

/* The sentence, to be freed; NULL without memory. */
static char *explain(const an_review *r, size_t slot, const an_review_row *row)
{
    sentence s = {.r = r, .row = row, .slot = slot, .off = an_review_off(row)};
    char *why;

    pick_unit(&s);
    if (isnan(row->gap))
        add_base(&s);
    if (!isnan(s.off)) {
        add_carriers(&s);
        add_since(&s);
        add_to_date(&s);
        add_variance(&s);
    }
    if (s.n == 0)
        add_base(&s);
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
