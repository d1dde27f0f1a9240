/* deal_rule_leakage.c - more of the deals that leave a stage are lost there. */
#include <math.h>

#include "analysis/watch/deal_rules.h"

static an_deal_evidence look(const an_deal_view *v, size_t t)
{
    const an_deal_facts *f = v->facts;
    const double closed = an_deal_sum(f, v->own, AN_FACT_CLOSED, t, f->quarter),
                 amount = an_deal_sum(f, v->own, AN_FACT_CLOSED_AMOUNT, t, f->quarter);
    an_deal_evidence worst = {0};

    for (size_t s = 0; s < f->stages.n; s++) {
        const double left = an_deal_sum(f, v->own, an_fact_left(s), t, f->quarter);
        an_deal_evidence e = an_deal_share_risen(v, an_fact_lost(s), an_fact_left(s), t);

        if (e.score <= worst.score)
            continue;
        e.stage = an_deals_stage(f->book->deals, f->stages.stages[s]);
        e.missing = closed > 0 ? (e.now - e.usual) * left * amount / closed : 0;
        worst = e;
    }
    return worst;
}

const an_deal_rule an_deal_rule_leakage = {
    .name = "stage leakage", .look = look, .is_share = true, .words = "watch-leakage"};
