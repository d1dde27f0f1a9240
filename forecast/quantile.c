/* quantile.c - quantiles of a sample; the sort is the inner loop of every interval.
 *
 * The bits of IEEE doubles are ordered as the numbers are, once those of negative ones are turned.
 * So they can be sorted byte by byte, several times as fast as by comparing: Knuth (1998), The art
 * of computer programming 3, section 5.2.5, algorithm R. */
#include "forecast/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { DIGITS = 8, RADIX = 256 };

static const uint64_t SIGN = UINT64_C(1) << 63;

static size_t digit_of(uint64_t bits, int digit)
{
    return bits >> (8 * digit) & (RADIX - 1);
}

/* Moves the numbers into the order of one digit, of which `count` holds how many have each; false,
 * and nothing moved, where all have the same. */
static bool scatter(const uint64_t *from, size_t n, int digit, size_t count[RADIX], uint64_t *to)
{
    size_t place = 0;

    if (count[digit_of(from[0], digit)] == n)
        return false;
    for (size_t r = 0; r < RADIX; r++) {
        const size_t own = count[r];

        count[r] = place;
        place += own;
    }
    for (size_t i = 0; i < n; i++)
        to[count[digit_of(from[i], digit)]++] = from[i];
    return true;
}

void fc_quantile_sort(double *values, size_t n, uint64_t *work)
{
    size_t count[DIGITS][RADIX] = {{0}};
    uint64_t *from = work, *to = work + n;

    for (size_t i = 0; i < n; i++) {
        memcpy(&from[i], &values[i], sizeof from[i]);
        from[i] = from[i] & SIGN ? ~from[i] : from[i] | SIGN;
        for (int d = 0; d < DIGITS; d++)
            count[d][digit_of(from[i], d)]++;
    }
    for (int d = 0; n > 0 && d < DIGITS; d++)
        if (scatter(from, n, d, count[d], to)) {
            uint64_t *const sorted = to;

            to = from;
            from = sorted;
        }
    for (size_t i = 0; i < n; i++) {
        const uint64_t bits = from[i] & SIGN ? from[i] & ~SIGN : ~from[i];

        memcpy(&values[i], &bits, sizeof bits);
    }
}

double fc_quantile(const double *sorted, size_t n, double p)
{
    const double place = p * (double)(n - 1), below = floor(place);
    const size_t i = (size_t)below;

    return i + 1 < n ? sorted[i] + (place - below) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}
