/* variance.c - why revenue changed: price, volume, mix, what is new and what is gone.
 *
 * The split of sales variances into price, quantity and mix with the joint effect counted as price
 * (Horngren, Datar & Rajan, Cost Accounting: A Managerial Emphasis, "Sales variances"):
 *   price  = sum (p1 - p0) q1
 *   volume = (Q1 - Q0) P0, with P0 = sum p0 q0 / Q0 the old average price
 *   mix    = sum (q1 - q0) p0 - volume
 * over the items sold in both periods. An item whose quantity is not positive in both has no price
 * to compare: its old revenue is lost and its new revenue gained. */
#include "analysis/review/variance.h"

void an_variance_split(const an_variance_item *items, const size_t *which, size_t n,
                       const bool *use, an_variance *variance)
{
    double old_amount = 0, old_quantity = 0, quantity = 0, at_old_prices = 0, amount = 0;
    an_variance v = {0};

    for (size_t i = 0; i < n; i++) {
        const size_t at = which ? which[i] : i;
        const an_variance_item *x = &items[at];

        if (use && !use[at])
            continue;
        v.change += x->amount1 - x->amount0;
        if (!(x->quantity0 > 0 && x->quantity1 > 0)) {
            v.gained += x->amount1;
            v.lost -= x->amount0;
            continue;
        }
        old_amount += x->amount0;
        old_quantity += x->quantity0;
        amount += x->amount1;
        quantity += x->quantity1;
        at_old_prices += x->amount0 / x->quantity0 * x->quantity1;
    }
    if (old_quantity > 0) {
        v.price = amount - at_old_prices;
        v.volume = (quantity - old_quantity) * (old_amount / old_quantity);
        v.mix = at_old_prices - old_amount - v.volume;
    }
    *variance = v;
}
