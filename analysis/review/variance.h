/* variance.h - why revenue changed: price, volume, mix, what is new and what is gone. */
#ifndef ANALYSIS_VARIANCE_H
#define ANALYSIS_VARIANCE_H

#include <stdbool.h>
#include <stddef.h>

/* One product (or any finest cell) before and after. */
typedef struct {
    double amount0, quantity0;
    double amount1, quantity1;
} an_variance_item;

/* change = price + volume + mix + gained + lost; more revenue is positive. */
typedef struct {
    double change;
    double price;  /* at the new quantities: what both price and quantity did is counted here */
    double volume; /* more or fewer units at the old average price */
    double mix;    /* dearer or cheaper items among the units */
    double gained; /* items that did not sell before */
    double lost;   /* items that no longer sell, negative */
} an_variance;

/* Over n of the items, those numbered in `which` (NULL: the first n) of which `use` is true (NULL:
 * all). */
void an_variance_split(const an_variance_item *items, const size_t *which, size_t n,
                       const bool *use, an_variance *variance);

#endif
