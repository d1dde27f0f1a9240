/* scale.c - an axis with round tics, and numbers as charts print them. */
#include "analysis/chart/scale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text.h"

/* Differences and products of such values stay finite and above zero. */
#define LARGEST 1e150
#define SMALLEST 1e-150

const an_range an_range_empty = {INFINITY, -INFINITY};

void an_range_add(an_range *range, const double *values, size_t n)
{
    for (size_t i = 0; values && i < n; i++)
        if (isfinite(values[i])) {
            const double value = fmax(-LARGEST, fmin(LARGEST, values[i]));

            range->lo = fmin(range->lo, value);
            range->hi = fmax(range->hi, value);
        }
}

/* The smallest of 1, 2, 5, 10 ... that is at least `step`. */
static double round_up(double step)
{
    const double power = pow(10, floor(log10(step))), digit = step / power;

    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

an_scale an_scale_make(an_range range, size_t max_steps)
{
    an_scale scale;

    if (range.lo > range.hi)
        range = (an_range){0, 1};
    if (range.hi - range.lo <= fmax(SMALLEST, 1e-9 * fmax(fabs(range.lo), fabs(range.hi)))) {
        const double room = fabs(range.lo) <= SMALLEST ? 1 : fabs(range.lo) / 10;

        range = (an_range){range.lo - room, range.hi + room};
    }
    scale.step = round_up((range.hi - range.lo) / (double)max_steps);
    for (;;) { /* rounding both ends outwards may need one step more */
        scale.lo = floor(range.lo / scale.step) * scale.step;
        scale.hi = ceil(range.hi / scale.step) * scale.step;
        if (an_scale_count(scale) <= max_steps + 1)
            return scale;
        scale.step = round_up(scale.step * 1.5);
    }
}

size_t an_scale_count(an_scale scale)
{
    return (size_t)lround((scale.hi - scale.lo) / scale.step) + 1;
}

double an_scale_tic(an_scale scale, size_t i)
{
    const double tic = scale.lo + (double)i * scale.step;

    return fabs(tic) < scale.step / 2 ? 0 : tic;
}

double an_scale_place(an_scale scale, double value, double from, double to)
{
    const double share = (value - scale.lo) / (scale.hi - scale.lo);

    if (isnan(share))
        return NAN;
    return from + fmax(0, fmin(1, share)) * (to - from);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double an_scale_reach(const double *values, size_t n, double centre)
{
    double *distance = malloc((n ? n : 1) * sizeof *distance);
    double reach = 0, usual, largest;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (isfinite(values[i])) {
            const double away = fmin(LARGEST, fabs(values[i] - centre));

            reach = fmax(reach, away);
            if (distance)
                distance[kept++] = away;
        }
    largest = reach;
    if (kept > 0) {
        qsort(distance, kept, sizeof *distance, by_size);
        usual = distance[(kept * 4 - 1) / 5];
        if (usual > 0 && largest > 4 * usual)
            reach = 2 * usual;
    }
    free(distance);
    return reach;
}

void an_scale_label(an_scale scale, size_t i, bool sign, char text[AN_NUMBER_SIZE])
{
    const int decimals = (int)fmax(0, ceil(-log10(scale.step) - 1e-9));

    an_number(an_scale_tic(scale, i), decimals, sign, text);
}

int an_number_decimals(double size)
{
    if (!(size > 0) || size >= 100)
        return 0;
    return size >= 1 ? 1 : 1 - (int)floor(log10(size));
}

void an_number(double value, int decimals, bool sign, char text[AN_NUMBER_SIZE])
{
    const bool plus = sign && value > 0;

    *text = '\0';
    if (!isfinite(value))
        return;
    if (fabs(value) < 0.5 * pow(10, -decimals))
        strcpy(text, "0");
    else if (fabs(value) >= 1e15 || decimals > 9)
        snprintf(text, AN_NUMBER_SIZE, "%s%.3g", plus ? "+" : "", value);
    else {
        strcpy(text, plus ? "+" : "");
        an_grouped(value, decimals, text + plus, AN_NUMBER_SIZE - plus);
    }
}
