/* apportion.c - proportional shares pegged at their bounds, then largest remainders. */
#include "analysis/target/apportion.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct {
    long double quota; /* its share where it is free */
    bool pegged;
    size_t i;
    long double rank; /* remainder and carry */
} share;

typedef struct {
    const an_apportion_part *parts;
    size_t n, n_free;
    share *shares;
    int64_t left; /* for those that are free */
    int64_t *amounts;
} division;

int64_t an_apportion_add(int64_t a, int64_t b)
{
    const int64_t sum = a + b; /* both within a quarter of the range */

    if (sum > AN_APPORTION_MOST)
        return AN_APPORTION_MOST;
    return sum < -AN_APPORTION_MOST ? -AN_APPORTION_MOST : sum;
}

static void set_quotas(division *d)
{
    long double total = 0;

    for (size_t i = 0; i < d->n; i++)
        if (!d->shares[i].pegged)
            total += d->parts[i].weight;
    for (size_t i = 0; i < d->n; i++)
        if (!d->shares[i].pegged)
            d->shares[i].quota = total > 0 ? (long double)d->left * (d->parts[i].weight / total)
                                           : (long double)d->left / d->n_free;
}

/* How far a quota is beyond its upper bound (side 1) or lower bound (side -1); 0 where it is not.
 */
static long double excess(const division *d, size_t i, int side)
{
    const long double quota = d->shares[i].quota;
    const long double over = side > 0 ? quota - d->parts[i].hi : d->parts[i].lo - quota;

    return d->shares[i].pegged || over <= 0 ? 0 : over;
}

static void peg(division *d, int64_t amount, int side)
{
    for (size_t i = 0; i < d->n; i++)
        if (excess(d, i, side) > 0) {
            d->shares[i].pegged = true;
            d->amounts[i] = side > 0 ? d->parts[i].hi : d->parts[i].lo;
        }
    d->n_free = 0;
    d->left = amount;
    for (size_t i = 0; i < d->n; i++) {
        d->n_free += !d->shares[i].pegged;
        if (d->shares[i].pegged)
            d->left -= d->amounts[i];
    }
}

/* The side that is violated more is final: freeing it would only make it worse. */
static void peg_all(division *d, int64_t amount)
{
    long double above, below;

    do {
        set_quotas(d);
        above = below = 0;
        for (size_t i = 0; i < d->n; i++) {
            above += excess(d, i, 1);
            below += excess(d, i, -1);
        }
        if (above > 0 || below > 0)
            peg(d, amount, above >= below ? 1 : -1);
    } while ((above > 0 || below > 0) && d->n_free > 0);
}

static int compare_ranks(const void *a, const void *b)
{
    const share *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? 1 : -1;
    return x->i < y->i ? -1 : x->i > y->i;
}

/* One step towards what is left for part i, where its bounds let it. */
static bool step(division *d, size_t i)
{
    const int64_t by = d->left > 0 ? 1 : -1;
    const int64_t next = d->amounts[i] + by;

    if (next < d->parts[i].lo || next > d->parts[i].hi)
        return false;
    d->amounts[i] = next;
    d->left -= by;
    return true;
}

/* Whole parts of the free quotas, then one each to the largest remainders. */
static void round_free(division *d, const double *carry)
{
    for (size_t i = 0; i < d->n; i++) {
        share *s = &d->shares[i];

        s->i = i;
        if (s->pegged)
            continue;
        d->amounts[i] = (int64_t)floorl(s->quota);
        d->left -= d->amounts[i];
        s->rank = s->quota - d->amounts[i];
        if (s->rank > 0 && carry)
            s->rank += carry[i];
        else if (s->rank == 0)
            s->rank = -INFINITY; /* it has all that it should */
    }
    for (size_t i = 0; i < d->n; i++)
        if (d->shares[i].pegged)
            d->shares[i].rank = -INFINITY;
    qsort(d->shares, d->n, sizeof *d->shares, compare_ranks);
    for (size_t k = 0; k < d->n && d->left > 0 && d->shares[k].rank > -INFINITY; k++)
        step(d, d->shares[k].i);
    for (size_t k = d->n; k > 0 && d->left < 0; k--) /* rounded quotas can add up to too much */
        if (!d->shares[k - 1].pegged)
            step(d, d->shares[k - 1].i);
}

/* What no quota had room for, to whoever has, as evenly as the bounds allow. */
static bool fill(division *d)
{
    while (d->left != 0) {
        size_t room = 0;

        for (size_t i = 0; i < d->n; i++)
            room += d->left > 0 ? d->amounts[i] < d->parts[i].hi : d->amounts[i] > d->parts[i].lo;
        if (room == 0)
            return false;

        const int64_t each = d->left / (int64_t)room;

        for (size_t i = 0; i < d->n && d->left != 0; i++) {
            const int64_t space = (d->left > 0 ? d->parts[i].hi : d->parts[i].lo) - d->amounts[i];
            const int64_t by = llabs(space) < llabs(each) ? space : each;

            d->amounts[i] += by;
            d->left -= by;
            if (each == 0 && d->left != 0)
                step(d, i);
        }
    }
    return true;
}

fc_status an_apportion(int64_t amount, const an_apportion_part *parts, size_t n, double *carry,
                       int64_t *amounts)
{
    division d = {.parts = parts, .n = n, .n_free = n, .left = amount, .amounts = amounts};
    fc_status status = FC_OK;

    d.shares = calloc(n, sizeof *d.shares);
    if (!d.shares)
        return fc_no_memory();
    peg_all(&d, amount);
    if (d.n_free > 0)
        round_free(&d, carry);
    if (!fill(&d))
        status =
            fc_fail(FC_EINTERNAL, "apportion: the bounds of %zu parts do not hold the amount", n);
    for (size_t k = 0; carry && k < n; k++) {
        const share *s = &d.shares[k];

        if (!s->pegged)
            carry[s->i] += (double)(s->quota - amounts[s->i]);
    }
    free(d.shares);
    return status;
}
