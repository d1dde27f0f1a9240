/* clean.c - values that stand out and steps of the level: found by stated rules, taken out before a
 * model is fitted.
 *
 * The rules work on the seasonally adjusted series, on its logarithms where all is positive.
 *
 * An observation is an outlier where it lies more than eight robust standard deviations (1.4826
 * times the median absolute deviation; sixteen in weeks, among whose few years a feast is easily
 * taken for one) from the median of the six around it: Hampel's identifier (Davies & Gather 1993,
 * J. American Statistical Association 88). And only where the series leaps there and back, for it
 * may be smooth and bend; where nothing half as large lies a season, give or take a tenth, before
 * or after, for that comes again; where not more than a tenth of all lie so far, for such a series
 * is like that; and not among the last two, which may be a new level.
 * The numbers were chosen on
 * the M1, M3, M4 and tourism competitions' series, where no group of them loses by it. */
#include "forecast/season/clean.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "forecast/season/clean_private.h"

static const double stands_out = 8, most_outliers = 0.1, leap = 0.5, moves = 0.1;
enum { HALF = 3, AROUND = 2 * HALF + 1, NEWEST = 2, LEAST = 15, PASSES = 2 };
enum { WEEK = 7, YEAR_OF_DAYS = 365, LONG = 24 };

static double to_inner(const fc_clean_work *w, size_t t, double value)
{
    const double adjusted = fc_season_remove(&w->season, t, value);

    return w->relative ? log(adjusted) : adjusted;
}

static double to_outer(const fc_clean_work *w, size_t t, double z)
{
    return fc_season_restore(&w->season, t, w->relative ? exp(z) : z);
}

double fc_clean_median(const fc_clean_work *w, size_t begin, size_t end, size_t without)
{
    size_t n = 0;

    for (size_t t = begin; t < end; t++)
        if (t != without && !isnan(w->z[t]))
            w->work[n++] = w->z[t];
    return n > 0 ? gsl_stats_median(w->work, 1, n) : NAN;
}

double fc_clean_deviation(const double *values, size_t n, double *work)
{
    size_t observed = 0;
    double *kept = work + n;

    for (size_t t = 0; t < n; t++)
        if (!isnan(values[t]))
            kept[observed++] = values[t];
    return observed > 0 ? gsl_stats_mad(kept, 1, observed, work) : 0;
}

/* Median of the observations around t, t left out, at the ends of those nearest. */
static double median_around(const fc_clean_work *w, size_t t)
{
    size_t begin = t > HALF ? t - HALF : 0;

    if (begin + AROUND > w->n)
        begin = w->n - AROUND;
    return fc_clean_median(w, begin, begin + AROUND, t);
}

/* Adjusts `values`, the series or what is clean of it so far. */
static fc_status adjust(fc_clean_work *w, const double *values, fc_scratch *scratch)
{
    fc_series series = *w->series;

    series.y = values;
    if (series.season_length > FC_CLEAN_LONGEST_SEASON)
        series.season_length = 1;
    w->season.index = w->index;
    return fc_season_estimate(FC_SEASON_SHRUNKEN, &series, &w->season, scratch);
}

static void look(fc_clean_work *w, const double *values)
{
    for (size_t t = 0; t < w->n; t++)
        w->z[t] = w->relative ? log(values[t]) : values[t];
    for (size_t t = 0; t < w->n; t++)
        w->plain[t] = w->z[t] - median_around(w, t);
    for (size_t t = 0; t < w->n; t++)
        w->z[t] = to_inner(w, t, values[t]);
    for (size_t t = 0; t < w->n; t++)
        w->deviation[t] = w->z[t] - median_around(w, t);
    w->noise = fc_clean_deviation(w->deviation, w->n, w->work);
}

static bool is_far(const fc_clean_work *w, size_t t)
{
    const double factor = w->series->season_length > LONG ? 2 : 1;

    return fabs(w->deviation[t]) > factor * stands_out * w->noise;
}

/* The largest change in this direction (1 up, -1 down) from t over the next observations. */
static double largest_change(const fc_clean_work *w, size_t t, double direction)
{
    double largest = 0;

    for (size_t i = t + 1; i <= t + HALF && i < w->n; i++)
        largest = fmax(largest, direction * (w->z[i] - w->z[i - 1]));
    return largest;
}

/* Does the series leap there and back, where a smooth one only bends? */
static bool leaps(const fc_clean_work *w, size_t t)
{
    const double side = w->deviation[t] > 0 ? 1 : -1, much = leap * fabs(w->deviation[t]);

    return largest_change(w, t > HALF ? t - HALF : 0, side) > much &&
           largest_change(w, t, -side) > much;
}

/* Is there one like it at this distance, before or after? By the plain deviations: a season that
 * was estimated from few years has swallowed some of them. False where nothing can be compared. */
static bool has_twin(const fc_clean_work *w, size_t t, size_t distance, bool *compared)
{
    const double *plain = w->plain, half = plain[t] / 2;
    const bool before = t >= distance && !isnan(plain[t - distance]);
    const bool after = t + distance < w->n && !isnan(plain[t + distance]);

    *compared = *compared || before || after;
    return (before && plain[t - distance] / half > 1) || (after && plain[t + distance] / half > 1);
}

/* Does it come a season before or after, in the weeks next to it, or a year of days away? */
static bool comes_again(const fc_clean_work *w, size_t t)
{
    const size_t m = w->series->season_length;
    const size_t middle = m == WEEK ? YEAR_OF_DAYS : m,
                 slack = (size_t)round((double)middle * moves);
    bool compared = m < 2 || (m == WEEK && w->n <= YEAR_OF_DAYS), again = false;

    for (size_t k = middle - slack; m > 1 && k <= middle + slack; k++)
        again = has_twin(w, t, k, &compared) || again;
    return again || !compared;
}

static void find_outliers(const fc_clean_work *w, fc_clean *found)
{
    size_t far = 0;

    found->n_outliers = 0;
    if (w->noise <= 0)
        return;
    for (size_t t = 0; t + NEWEST < w->n; t++)
        if (is_far(w, t)) {
            far++;
            if (found->n_outliers < FC_CLEAN_OUTLIERS && leaps(w, t) && !comes_again(w, t))
                found->outlier[found->n_outliers++] = t;
        }
    if ((double)far > fmax(1, most_outliers * (double)w->n) || far > FC_CLEAN_OUTLIERS)
        found->n_outliers = 0;
}

static void replace(const fc_clean_work *w, const fc_clean *found, double *clean)
{
    for (size_t k = 0; k < found->n_outliers; k++) {
        const size_t t = found->outlier[k];

        clean[t] = to_outer(w, t, median_around(w, t));
    }
}

double fc_clean_restore(const fc_clean *found, size_t t, double value)
{
    for (size_t k = 0; k < found->n_shifts; k++)
        if (t < found->shift[k])
            value = found->relative ? value / found->step[k] : value - found->step[k];
    return value;
}

static fc_status find(fc_clean_work *w, double *clean, fc_clean *found, fc_scratch *scratch)
{
    fc_status status = FC_OK;

    for (size_t pass = 0; pass < PASSES && status == FC_OK; pass++) {
        status = adjust(w, clean, scratch); /* by a season that outliers do not bend */
        look(w, w->series->y);
        find_outliers(w, found);
        memcpy(clean, w->series->y, w->n * sizeof *clean);
        replace(w, found, clean);
        if (found->n_outliers == 0)
            break;
    }
    for (size_t k = 0; k < FC_CLEAN_SHIFTS && status == FC_OK; k++) {
        status = adjust(w, clean, scratch);
        look(w, clean);
        if (!fc_clean_step(w, clean, found))
            break;
    }
    return status;
}

fc_status fc_clean_find(const fc_series *series, double *clean, fc_clean *found,
                        fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const size_t n = series->n;
    fc_clean_work w = {.series = series, .n = n, .relative = true};
    fc_status status;

    *found = (fc_clean){.relative = true};
    memcpy(clean, series->y, n * sizeof *clean);
    if (n < LEAST)
        return FC_OK;
    for (size_t t = 0; t < n; t++)
        w.relative = w.relative && !(series->y[t] <= 0);
    found->relative = w.relative;
    w.z = fc_scratch_take(scratch, 5 * n);
    if (!w.z)
        return fc_no_memory();
    w.deviation = w.z + n;
    w.plain = w.z + 2 * n;
    w.work = w.z + 3 * n;
    status = find(&w, clean, found, scratch);
    fc_scratch_release(scratch, mark);
    return status;
}
