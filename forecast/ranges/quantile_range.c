/* quantile_range.c - the range that holds most of many sums, without sorting them. */
#include "forecast/ranges/quantile_range.h"

#include <stdbool.h>

/* Moves what is below the pivot, or as large, in front of the rest of x[low .. high]; returns where
 * the rest begins. Without branches, which could not be foreseen: Edelkamp & Weiss (2016),
 * BlockQuicksort, section 3; each value changes place with the first of the rest. */
static size_t gather(double *x, size_t low, size_t high, double pivot, bool equal)
{
    size_t rest = low;

    for (size_t i = low; i <= high; i++) {
        const double value = x[i];

        x[i] = x[rest];
        x[rest] = value;
        rest += equal ? value <= pivot : value < pivot;
    }
    return rest;
}

/* Moves the k-th smallest to x[k], smaller ones before it (Hoare, Algorithm 65: Find, 1961). */
static double select_kth(double *x, size_t n, size_t k)
{
    for (size_t low = 0, high = n - 1; low < high;) {
        const double pivot = x[low + (high - low) / 2];
        const size_t rest = gather(x, low, high, pivot, false);

        if (k < rest) {
            high = rest - 1;
            continue;
        }
        low = gather(x, rest, high, pivot, true); /* equal ones stand together and are done with */
        if (k < low)
            break;
    }
    return x[k];
}

/* The value at a place among n sorted ones, between two of them where it is not whole. */
static double value_at(double *x, size_t n, double place)
{
    const size_t k = (size_t)place;
    const double below = select_kth(x, n, k);
    double above = below;

    if (k + 1 < n) {
        above = x[k + 1];
        for (size_t i = k + 2; i < n; i++)
            above = x[i] < above ? x[i] : above;
    }
    return below + (place - (double)k) * (above - below);
}

/* Quantiles of type 7: Hyndman & Fan, Sample quantiles in statistical packages, 1996. */
void fc_quantile_range(double *x, size_t n, double low, double high, double *lo, double *hi)
{
    const double last = (double)(n - 1);
    const size_t k = (size_t)(low * last);

    *lo = value_at(x, n, low * last);
    *hi = value_at(x + k, n - k, high * last - (double)k); /* smaller ones stand before x[k] */
}
