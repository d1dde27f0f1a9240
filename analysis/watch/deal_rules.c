/* deal_rules.c - the table of rules over deals, and what they share; add yours to the list. */
#include "analysis/watch/deal_rules.h"

#include <math.h>

enum { MOST_QUARTERS = 6, LEAST_QUARTERS = 2, LEAST_DEALS = 5, OTHERS = 20 };

static const double WEIGHT_OF_ALL = 10; /* deals */

#define TAKE(rule) &rule,
static const an_deal_rule *const TABLE[] = {AN_DEAL_RULES(TAKE)};
#undef TAKE

size_t an_deal_rule_count(void)
{
    return sizeof TABLE / sizeof *TABLE;
}

const an_deal_rule *an_deal_rule_at(size_t i)
{
    return TABLE[i];
}

double an_deal_sum(const an_deal_facts *f, const double *values, size_t fact, size_t t, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += values[(t - i) * f->width + fact];
    return sum;
}

size_t an_deal_usual_periods(const an_deal_facts *f, size_t t)
{
    const size_t before = t + 1 > f->quarter ? t + 1 - f->quarter : 0,
                 most = MOST_QUARTERS * f->quarter;

    return before < LEAST_QUARTERS * f->quarter ? 0 : before < most ? before : most;
}

double an_deal_expected(const an_deal_view *v, size_t fact, size_t t, double *error)
{
    const an_deal_facts *f = v->facts;
    const size_t q = f->quarter, n = an_deal_usual_periods(f, t);
    const double quarters = (double)n / (double)q;
    const double own = an_deal_sum(f, v->own, fact, t - q, n) / quarters,
                 others0 = an_deal_sum(f, v->all, fact, t - q, n) / quarters - own,
                 others = an_deal_sum(f, v->all, fact, t, q) - an_deal_sum(f, v->own, fact, t, q);

    *error = 0;
    if (v->own == v->all || !(others0 > 0) || !(others > 0))
        return own;
    *error = sqrt(1 / fmax(OTHERS, others));
    return own * others / others0;
}

static double logit(double p)
{
    return log(p / (1 - p));
}

/* A share with half a case added to each side, so that it has a logit. */
static double share(double x, double n)
{
    return (x + 0.5) / (n + 1);
}

an_deal_evidence an_deal_share_risen(const an_deal_view *v, size_t fact, size_t of, size_t t)
{
    const an_deal_facts *f = v->facts;
    const size_t q = f->quarter, n = an_deal_usual_periods(f, t);
    const double x = an_deal_sum(f, v->own, fact, t, q), m = an_deal_sum(f, v->own, of, t, q),
                 x0 = an_deal_sum(f, v->own, fact, t - q, n),
                 m0 = an_deal_sum(f, v->own, of, t - q, n),
                 all0 = share(an_deal_sum(f, v->all, fact, t - q, n),
                              an_deal_sum(f, v->all, of, t - q, n));
    double usual = (x0 + WEIGHT_OF_ALL * all0) / (m0 + WEIGHT_OF_ALL);

    if (m < LEAST_DEALS || m0 < LEAST_DEALS)
        return (an_deal_evidence){0};
    usual = fmin(fmax(usual, 0.01), 0.99);
    if (v->own != v->all) {
        const double others = share(an_deal_sum(f, v->all, fact, t, q) - x,
                                    an_deal_sum(f, v->all, of, t, q) - m),
                     others0 = share(an_deal_sum(f, v->all, fact, t - q, n) - x0,
                                     an_deal_sum(f, v->all, of, t - q, n) - m0);

        usual = 1 / (1 + exp(-(logit(usual) + logit(others) - logit(others0))));
    }

    const double score = (x - m * usual) / sqrt(m * usual * (1 - usual) * (1 + m / (m0 + m)));

    return (an_deal_evidence){.score = fmax(0, score), .now = x / m, .usual = usual};
}
