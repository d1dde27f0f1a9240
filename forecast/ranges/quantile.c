/* quantile.c - quantiles of a sample; the sort is the inner loop of every interval.
 *
 * The bits of IEEE doubles are ordered as the numbers are, once those of negative ones are turned.
 * So they can be sorted byte by byte, several times as fast as by comparing: Knuth (1998), The art
 * of computer programming 3, section 5.2.5, algorithm R. */
#include "forecast/ranges/quantile.h"

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

/* Sorts by the digits from `lowest` on; returns where the numbers are then: in `from` or in `to`.
 */
static uint64_t *sort_digits(uint64_t *from, size_t n, int lowest, uint64_t *to)
{
    size_t count[DIGITS][RADIX];

    memset(count[lowest], 0, (size_t)(DIGITS - lowest) * sizeof count[0]);
    for (size_t i = 0; i < n; i++)
        for (int d = lowest; d < DIGITS; d++)
            count[d][digit_of(from[i], d)]++;
    for (int d = lowest; n > 0 && d < DIGITS; d++)
        if (scatter(from, n, d, count[d], to)) {
            uint64_t *const sorted = to;

            to = from;
            from = sorted;
        }
    return from;
}

/* Puts right what the higher digits did not tell apart; false where that is more than a little. */
static bool insert(uint64_t *bits, size_t n)
{
    size_t left = n;

    for (size_t i = 1; i < n; i++) {
        const uint64_t own = bits[i];
        size_t place = i;

        for (; place > 0 && bits[place - 1] > own && left > 0; left--, place--)
            bits[place] = bits[place - 1];
        bits[place] = own;
    }
    return left > 0;
}

/* The higher half of the digits tells nearly all numbers of a sample apart. */
void fc_quantile_sort(double *values, size_t n, uint64_t *work)
{
    uint64_t *from = work;

    for (size_t i = 0; i < n; i++) {
        memcpy(&from[i], &values[i], sizeof from[i]);
        from[i] = from[i] & SIGN ? ~from[i] : from[i] | SIGN;
    }
    from = sort_digits(from, n, DIGITS / 2, work + n);
    if (!insert(from, n))
        from = sort_digits(from, n, 0, from == work ? work + n : work);
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
