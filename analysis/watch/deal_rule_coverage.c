/* deal_rule_coverage.c - less is open for the quarter ahead than used to be. */
#include <math.h>

#include "analysis/watch/deal_rules.h"

enum { LEAST = 5 };

static const double VARIANCE = 2; /* of a sum of n amounts, in parts of its square / n: their
                                     coefficient of variation is about 1 */

static an_deal_evidence look(const an_deal_view *v, size_t t)
{
    const an_deal_facts *f = v->facts;
    const size_t n = an_deal_usual_periods(f, t), q = f->quarter, w = f->width;
    const double amount = v->own[t * w + AN_FACT_OPEN_AMOUNT],
                 others = v->all[t * w + AN_FACT_OPEN_AMOUNT] - amount;
    const double usual0 = an_deal_sum(f, v->own, AN_FACT_OPEN_AMOUNT, t - q, n) / (double)n,
                 others0 =
                     an_deal_sum(f, v->all, AN_FACT_OPEN_AMOUNT, t - q, n) / (double)n - usual0,
                 deals = an_deal_sum(f, v->own, AN_FACT_OPEN, t - q, n) / (double)n;
    const bool alone = v->own == v->all || !(others0 > 0) || !(others > 0);
    const double usual = alone ? usual0 : usual0 * others / others0;
    const double one = usual / fmax(deals, 1); /* so that nothing open has a logarithm */

    if (deals < LEAST || !(usual > 0) || amount >= usual)
        return (an_deal_evidence){.now = amount, .usual = usual};
    return (an_deal_evidence){.score = log((usual + one) / (amount + one)) / sqrt(VARIANCE / deals),
                              .now = amount,
                              .usual = usual,
                              .missing = usual - amount};
}

const an_deal_rule an_deal_rule_coverage = {
    .name = "coverage", .look = look, .is_amount = true, .words = "watch-coverage"};
