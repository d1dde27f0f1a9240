/* deal_rule_push.c - more of the deals that were due are still open: their dates were pushed out.
 */
#include <math.h>

#include "analysis/watch/deal_rules.h"

static an_deal_evidence look(const an_deal_view *v, size_t t)
{
    const an_deal_facts *f = v->facts;
    an_deal_evidence e = an_deal_share_risen(v, AN_FACT_PUSHED, AN_FACT_DUE, t);

    e.missing =
        fmax(0, e.now - e.usual) * an_deal_sum(f, v->own, AN_FACT_DUE_AMOUNT, t, f->quarter);
    return e;
}

const an_deal_rule an_deal_rule_push = {.name = "push rate",
                                        .look = look,
                                        .needs_exports = true,
                                        .is_share = true,
                                        .words = "watch-push"};
