/* review_against.c - a year before as the measure: what the plan asks, what came, and by price or
 * by volume.
 *
 * A gap to plan is no change on last year. Where the plan asks for more than came, the two growths
 * say so; of the bridge from last year only what goes the gap's way can be a reason for it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review/review_sentence.h"

/* Plans beyond this multiple of last year are of something new: a growth says nothing there. */
static const double NEW = 10;

/* Effects below this part of the largest, or of what the row is off by, are not worth a word. */
static const double WORTH = 0.1;

enum { LABEL_SIZE = 2 * FC_LABEL_SIZE + 8, PERCENT_SIZE = 32 };

static const char *month_name(const an_review *r, fc_date date)
{
    int year, month, day;
    char id[16];

    fc_date_split(date, &year, &month, &day);
    snprintf(id, sizeof id, "month-%02d", month);
    return an_text(r->lang, id);
}

static bool begins_month(fc_date date)
{
    int year, month, day;

    fc_date_split(date, &year, &month, &day);
    return day == 1;
}

/* "Jan\u2013Jun" of whole calendar months, whatever they are cut into, else from label to label. */
static void name_periods(const an_review *r, fc_period first, fc_period last, char text[LABEL_SIZE])
{
    const fc_calendar *calendar = &r->sales->calendar;
    const fc_date start = fc_calendar_start(calendar, first), end = fc_calendar_end(calendar, last);
    char from[FC_LABEL_SIZE], to[FC_LABEL_SIZE];

    if (begins_month(start) && begins_month(end + 1)) {
        snprintf(from, sizeof from, "%s", month_name(r, start));
        snprintf(to, sizeof to, "%s", month_name(r, end));
    } else {
        fc_calendar_label(calendar, first, from);
        fc_calendar_label(calendar, last, to);
    }
    snprintf(text, LABEL_SIZE, strcmp(from, to) != 0 ? "%s\u2013%s" : "%s", from, to);
}

/* The complete periods of the row. */
static void name_complete(const an_review_sentence *s, char text[LABEL_SIZE])
{
    const an_review_slot *slot = &s->r->slots[s->slot];

    name_periods(s->r, slot->first, slot->last < s->r->open ? slot->last : s->r->open - 1, text);
}

/* Amounts that can be held against each other. */
typedef struct {
    double plan, came, last_year;
} comparison;

/* A row's plan, outlook and last year without the cells that are not planned: what has ended and is
 * in no plan would make last year too high a base. */
static comparison compare_planned(const an_review *r, size_t slot, const an_review_row *row)
{
    comparison c = {row->plan, row->outlook, row->last_year};
    size_t n;
    const size_t *cells = fc_hierarchy_cells(r->sales->hierarchy, row->node, &n);
    const size_t bottom = r->n_nodes - fc_hierarchy_n_bottom(r->sales->hierarchy);

    for (size_t i = 0; i < n; i++) {
        const an_review_row *cell = an_review_in_slot(r, slot, bottom + cells[i]);

        if (isnan(cell->plan)) {
            c.came -= cell->outlook;
            c.last_year -= cell->last_year;
        }
    }
    return c;
}

/* Both growths in percent; false where last year is no base to grow on. */
static bool grow(comparison c, char asked[PERCENT_SIZE], char came[PERCENT_SIZE])
{
    const double most = NEW * c.last_year;

    if (!(c.last_year > 0) || !(fabs(c.plan) <= most) || !(fabs(c.came) <= most))
        return false;
    an_percent(100 * (c.plan / c.last_year - 1), true, asked, PERCENT_SIZE);
    an_percent(100 * (c.came / c.last_year - 1), true, came, PERCENT_SIZE);
    return true;
}

/* "plan asks +4.1% on last year: Jan-Jun +7.0%, came +6.3%; Jul-Dec +1.5%, forecast -2.0%": which
 * half of the year is short of its plan. False where the year is not in two parts. */
static bool add_halves(an_review_sentence *s, const char *asked)
{
    const an_review *r = s->r;
    const size_t last = r->n_slots - 1;
    char asked_gone[PERCENT_SIZE], came[PERCENT_SIZE], asked_rest[PERCENT_SIZE],
        forecast[PERCENT_SIZE], gone[LABEL_SIZE], rest[LABEL_SIZE], piece[AN_SENTENCE_PIECE];

    if (s->row->scope != AN_SCOPE_YEAR || r->slots[last].scope != AN_SCOPE_TO_DATE ||
        r->slots[last].last >= r->last)
        return false;

    const comparison all = compare_planned(r, s->slot, s->row);
    const comparison before = compare_planned(r, last, an_review_in_slot(r, last, s->row->node));
    const comparison after = {all.plan - before.plan, all.came - before.came,
                              all.last_year - before.last_year};

    if (!grow(before, asked_gone, came) || !grow(after, asked_rest, forecast))
        return false;
    name_complete(s, gone);
    name_periods(r, r->open, r->last, rest);
    an_text_fill(piece, sizeof piece, r->lang, "why-asks-halves", asked, gone, asked_gone, came,
                 rest, asked_rest, forecast, NULL);
    an_review_sentence_add(s, piece);
    return true;
}

static void add_growth(an_review_sentence *s)
{
    const bool is_over = s->r->slots[s->slot].last < s->r->open;
    char asked[PERCENT_SIZE], came[PERCENT_SIZE], piece[AN_SENTENCE_PIECE];

    if (isnan(s->row->plan) || !grow(compare_planned(s->r, s->slot, s->row), asked, came) ||
        add_halves(s, asked))
        return;
    an_text_fill(piece, sizeof piece, s->r->lang, is_over ? "why-asked" : "why-asks", asked, came,
                 NULL);
    an_review_sentence_add(s, piece);
}

typedef struct {
    const char *id;
    double amount;
} effect;

/* Largest first. */
static int compare_effects(const void *a, const void *b)
{
    const effect *x = a, *y = b;

    if (fabs(x->amount) != fabs(y->amount))
        return fabs(x->amount) < fabs(y->amount) ? 1 : -1;
    return strcmp(x->id, y->id);
}

/* Whether an effect can be a reason for what the row is off by: a gap needs one of its sign, a
 * change on last year is the sum of them all. */
static bool is_reason(const an_review_sentence *s, const effect *e)
{
    return isnan(s->row->gap) ||
           ((e->amount < 0) == (s->off < 0) && fabs(e->amount) >= WORTH * fabs(s->off));
}

/* Those effects that are reasons, or those that are not, as "volume -1.2 m, price -0.3 m"; returns
 * how many. */
static size_t list_effects(const an_review_sentence *s, const effect *effects, size_t n,
                           bool reasons, char list[AN_SENTENCE_PIECE])
{
    enum { MOST_EFFECTS = 3 };
    char word[AN_SENTENCE_PIECE], money[AN_SENTENCE_MONEY];
    size_t listed = 0, used = 0;

    list[0] = '\0';
    for (size_t i = 0; i < n && listed < MOST_EFFECTS; i++) {
        if (fabs(effects[i].amount) < WORTH * fabs(effects[0].amount) || effects[i].amount == 0 ||
            is_reason(s, &effects[i]) != reasons ||
            (!reasons && (effects[i].amount < 0) == (s->off < 0)))
            continue;
        an_text_fill(word, sizeof word, s->r->lang, effects[i].id,
                     an_review_sentence_money(s, effects[i].amount, money), NULL);
        used += (size_t)snprintf(list + used, AN_SENTENCE_PIECE - used, "%s%s",
                                 listed ? an_text(s->r->lang, "why-list") : "", word);
        if (used >= AN_SENTENCE_PIECE)
            break;
        listed++;
    }
    return listed;
}

/* "Jan-Jun against last year: price -0.3 m, despite volume +1.0 m"; nothing where no effect goes
 * the way of the gap. */
static void add_effects(an_review_sentence *s)
{
    char reasons[AN_SENTENCE_PIECE], others[AN_SENTENCE_PIECE], period[LABEL_SIZE],
        piece[3 * AN_SENTENCE_PIECE];
    an_variance v;
    const bool known = isnan(s->row->plan)
                           ? an_review_compare_slot(s->r, s->slot, s->row->node, &v)
                           : an_review_compare_planned(s->r, s->slot, s->row->node, &v);

    if (!known)
        return;

    effect effects[] = {{"why-volume", v.volume},
                        {s->r->by_product ? "why-price" : "why-average-price", v.price},
                        {"why-mix", v.mix},
                        {"why-new", v.gained},
                        {"why-ended", v.lost}};
    const size_t n = sizeof effects / sizeof *effects;

    qsort(effects, n, sizeof *effects, compare_effects);
    if (list_effects(s, effects, n, true, reasons) == 0)
        return;
    name_complete(s, period);
    if (list_effects(s, effects, n, false, others) > 0)
        an_text_fill(piece, sizeof piece, s->r->lang, "why-against-despite", period, reasons,
                     others, NULL);
    else
        an_text_fill(piece, sizeof piece, s->r->lang, "why-against", period, reasons, NULL);
    an_review_sentence_add(s, piece);
}

void an_review_against_add(an_review_sentence *s)
{
    add_growth(s);
    add_effects(s);
}
