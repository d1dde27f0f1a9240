/* clean_step.c - steps of the level, found by stated rules and levelled.
 *
 * The level steps where one change is larger than six robust standard deviations of all changes,
 * and the medians before and after it differ by more than half of it and by 1.5 times the range
 * within each of the two windows: from a plateau to a plateau, not along a trend. A window is two
 * seasons long, but at least 6 and at most 14 observations; there must be four of them. */
#include <math.h>

#include "forecast/season/clean_private.h"

static const double jumps = 6, lasting = 0.5, plateau = 1.5;
enum { LEAST_WINDOW = 6, MOST_WINDOW = 14, LEAST_WINDOWS = 4 };

static size_t window_of(const fc_clean_work *w)
{
    const size_t m = w->series->season_length, wide = 2 * m;

    return wide < LEAST_WINDOW ? LEAST_WINDOW : wide > MOST_WINDOW ? MOST_WINDOW : wide;
}

/* The change into t, from the last observation before. */
static double change(const fc_clean_work *w, size_t t)
{
    size_t before = t - 1;

    while (before > 0 && isnan(w->z[before]))
        before--;
    return w->z[t] - w->z[before];
}

/* Largest less smallest. */
static double range_of(const fc_clean_work *w, size_t begin, size_t end)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t t = begin; t < end; t++) {
        low = fmin(low, w->z[t]);
        high = fmax(high, w->z[t]);
    }
    return high - low;
}

/* The step at t, 0 where there is none by the rule. */
static double step_at(const fc_clean_work *w, size_t t, double typical)
{
    const size_t window = window_of(w);
    const double jump = change(w, t);

    if (isnan(jump) || fabs(jump) <= jumps * typical)
        return 0;
    const double step =
        fc_clean_median(w, t, t + window, w->n) - fc_clean_median(w, t - window, t, w->n);
    const double range = fmax(range_of(w, t - window, t), range_of(w, t, t + window));
    const bool lasts =
        step * jump > 0 && fabs(step) > lasting * fabs(jump) && fabs(step) > plateau * range;
    return lasts ? step : 0;
}

/* The largest step that was not found yet; false where there is none. */
static bool find_step(fc_clean_work *w, fc_clean *found)
{
    const size_t window = window_of(w);
    double *changes = w->deviation; /* not needed any more */
    double largest = 0;
    size_t at = 0;

    if (w->n < LEAST_WINDOWS * window)
        return false;
    changes[0] = NAN;
    for (size_t t = 1; t < w->n; t++)
        changes[t] = change(w, t);
    const double typical = fc_clean_deviation(changes, w->n, w->work);
    for (size_t t = window; typical > 0 && t + window <= w->n; t++) {
        const double step = step_at(w, t, typical);
        if (fabs(step) > fabs(largest)) {
            largest = step;
            at = t;
        }
    }
    if (largest == 0)
        return false;
    found->shift[found->n_shifts] = at;
    found->step[found->n_shifts++] = w->relative ? exp(largest) : largest;
    return true;
}

/* Moves everything before the newest step found. */
static void move(const fc_clean *found, double *clean)
{
    const size_t k = found->n_shifts - 1;

    for (size_t t = 0; t < found->shift[k]; t++)
        clean[t] = found->relative ? clean[t] * found->step[k] : clean[t] + found->step[k];
}

bool fc_clean_step(fc_clean_work *w, double *clean, fc_clean *found)
{
    if (!find_step(w, found))
        return false;
    move(found, clean);
    return true;
}
