/* plan_split.c - an amount in whole cents cut by weights, so that the parts add up exactly.
 *
 * The method of largest remainders (Hamilton's): each part gets the whole cents of its quota, and
 * the cents left over go to the largest fractions; equal fractions are served in order. */
#include "analysis/plan/plan_split.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    long double fraction;
    size_t i;
} remainder_of;

static int compare_remainders(const void *a, const void *b)
{
    const remainder_of *x = a, *y = b;

    if (x->fraction != y->fraction)
        return x->fraction < y->fraction ? 1 : -1;
    return x->i < y->i ? -1 : x->i > y->i;
}

fc_status an_plan_split(int64_t cents, const double *weights, size_t n, int64_t *parts)
{
    const int64_t sign = cents < 0 ? -1 : 1;
    int64_t left = sign * cents;
    long double total = 0;
    remainder_of *order = malloc(n * sizeof *order);

    if (!order)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++)
        total += weights[i];
    for (size_t i = 0; i < n; i++) {
        const long double share = total > 0 ? weights[i] / total : 1.0L / n;
        const long double quota = (long double)(sign * cents) * share;

        parts[i] = (int64_t)quota;
        order[i] = (remainder_of){quota - (long double)parts[i], i};
        left -= parts[i];
    }

    qsort(order, n, sizeof *order, compare_remainders);
    for (size_t k = 0; left > 0; k = (k + 1) % n, left--)
        parts[order[k].i]++;
    /* Rounded quotas can also add up to a cent too many, which comes off the smallest fractions. */
    for (size_t k = n; left<0; k = k> 1 ? k - 1 : n)
        if (parts[order[k - 1].i] > 0) {
            parts[order[k - 1].i]--;
            left++;
        }
    for (size_t i = 0; i < n; i++)
        parts[i] *= sign;
    free(order);
    return FC_OK;
}
