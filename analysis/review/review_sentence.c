/* review_sentence.c - a row's sentence while it is put together, piece by piece. */
#include "analysis/review/review_sentence.h"

#include <math.h>
#include <stdio.h>

static void pick_unit(an_review_sentence *s)
{
    const double size = fmax(fabs(s->off), fabs(s->row->outlook) / 20);

    an_unit_parse(s->r->has_unit ? s->r->unit : NULL, s->r->lang, 10 * size, &s->unit);
    s->unit.decimals = size < 10 * s->unit.divisor ? 2 : size < 100 * s->unit.divisor;
}

void an_review_sentence_begin(an_review_sentence *s, const an_review *r, size_t slot,
                              const an_review_row *row)
{
    *s = (an_review_sentence){.r = r, .row = row, .slot = slot, .off = an_review_off(row)};
    pick_unit(s);
}

void an_review_sentence_add(an_review_sentence *s, const char *piece)
{
    if (s->n < sizeof s->text)
        s->n += (size_t)snprintf(s->text + s->n, sizeof s->text - s->n, "%s%s",
                                 s->n ? an_text(s->r->lang, "why-and") : "", piece);
}

const char *an_review_sentence_money(const an_review_sentence *s, double amount,
                                     char text[AN_SENTENCE_MONEY])
{
    text[0] = '+';
    an_money(amount, s->unit, text + (amount > 0), AN_SENTENCE_MONEY - 1);
    return text;
}
