/* deal_rule_creation.c - fewer deals are created than used to be. */
#include <math.h>

#include "analysis/watch/deal_rules.h"

enum { LEAST = 5 };

/* Square roots of counts spread alike, by a half: Anscombe (1948), The transformation of Poisson,
 * binomial and negative-binomial data. */
static an_deal_evidence look(const an_deal_view *v, size_t t)
{
    const an_deal_facts *f = v->facts;
    double error, error_of_amount;
    const double now = an_deal_sum(f, v->own, AN_FACT_CREATED, t, f->quarter),
                 amount = an_deal_sum(f, v->own, AN_FACT_CREATED_AMOUNT, t, f->quarter),
                 usual = an_deal_expected(v, AN_FACT_CREATED, t, &error),
                 usual_amount = an_deal_expected(v, AN_FACT_CREATED_AMOUNT, t, &error_of_amount);
    const double fall = 2 * (sqrt(usual + 0.375) - sqrt(now + 0.375));

    if (usual < LEAST || fall <= 0)
        return (an_deal_evidence){.now = now, .usual = usual};
    return (an_deal_evidence){.score = fall / sqrt(1 + usual * error * error),
                              .now = now,
                              .usual = usual,
                              .missing = fmax(0, usual_amount - amount)};
}

const an_deal_rule an_deal_rule_creation = {
    .name = "creation rate", .look = look, .words = "watch-creation"};
