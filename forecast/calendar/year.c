/* year.c - the shape of the year in a series of days: how high each part of the year stands. */
#include "forecast/calendar/year.h"

#include <math.h>

static const double days_of_year = 365.25;
static const double least_ratio = 0.1; /* lower ones would blow a single sale up */
enum { WEEK = 7, LEAST_YEARS = 2, SPARE_PARTS = 2 };

/* First day of part k counted back from the end, where part 0 ends. */
static double part_begin(size_t n, size_t k)
{
    return (double)n - (double)(k + 1) * days_of_year / FC_YEAR_PARTS;
}

/* Means over the parts, the oldest first; missing days are left out. NaN where all are missing. */
static void average_parts(const fc_series *series, size_t n_parts, double *means)
{
    for (size_t k = 0; k < n_parts; k++) {
        const double begin = round(part_begin(series->n, k));
        const double end = k == 0 ? (double)series->n : round(part_begin(series->n, k - 1));
        double sum = 0, count = 0;

        for (size_t t = (size_t)begin; t < (size_t)end; t++)
            if (!isnan(series->y[t])) {
                sum += series->y[t];
                count++;
            }
        means[n_parts - 1 - k] = count > 0 ? sum / count : NAN;
    }
}

fc_status fc_year_estimate(const fc_series *series, fc_year *year, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const size_t n_parts = (size_t)((double)series->n / days_of_year * FC_YEAR_PARTS);
    double *means;
    fc_series parts = {.key = series->key, .n = n_parts, .season_length = FC_YEAR_PARTS};
    double index[FC_YEAR_PARTS];
    fc_season season = {.index = index};
    fc_status status;

    *year = (fc_year){.n = series->n};
    if (series->season_length != WEEK || n_parts < LEAST_YEARS * FC_YEAR_PARTS + SPARE_PARTS)
        return FC_OK;
    means = fc_scratch_take(scratch, n_parts);
    if (!means)
        return fc_no_memory();
    average_parts(series, n_parts, means);
    parts.y = means;
    status = fc_season_estimate(FC_SEASON_SHRUNKEN, &parts, &season, scratch);
    fc_scratch_release(scratch, mark);
    if (status != FC_OK || season.length < FC_YEAR_PARTS)
        return status;
    for (size_t k = 0; k < FC_YEAR_PARTS; k++)
        year->index[k] = index[(n_parts - 1 + k) % FC_YEAR_PARTS];
    year->multiplicative = season.multiplicative;
    year->found = true;
    return FC_OK;
}

void fc_year_to_ratios(fc_year *year, const fc_series *series)
{
    double sum = 0, count = 0, total = 0;

    if (!year->found || year->multiplicative)
        return;
    for (size_t t = 0; t < series->n; t++)
        if (!isnan(series->y[t])) {
            sum += series->y[t];
            count++;
        }
    year->found = sum > 0; /* else there is nothing to be a share of */
    year->multiplicative = true;
    for (size_t k = 0; k < FC_YEAR_PARTS && year->found; k++) {
        year->index[k] = fmax(1 + year->index[k] * count / sum, least_ratio);
        total += year->index[k];
    }
    for (size_t k = 0; k < FC_YEAR_PARTS && year->found; k++)
        year->index[k] *= FC_YEAR_PARTS / total;
}

/* The index of day t. */
static double index_at(const fc_year *year, size_t t)
{
    const double parts =
        ((double)t + 0.5 - (double)year->n) / days_of_year * FC_YEAR_PARTS + 0.5; /* after part 0 */
    const double whole = floor(parts), beyond = parts - whole;
    const long first = (long)whole % FC_YEAR_PARTS;
    const size_t a = (size_t)(first < 0 ? first + FC_YEAR_PARTS : first);

    return (1 - beyond) * year->index[a] + beyond * year->index[(a + 1) % FC_YEAR_PARTS];
}

double fc_year_remove(const fc_year *year, size_t t, double value)
{
    if (!year->found)
        return value;
    return year->multiplicative ? value / index_at(year, t) : value - index_at(year, t);
}

double fc_year_restore(const fc_year *year, size_t t, double value)
{
    if (!year->found)
        return value;
    return year->multiplicative ? value * index_at(year, t) : value + index_at(year, t);
}
