/* lifecycle.c - whether what a series counts is still new, goes on, or has ended. */
#include "forecast/panel/lifecycle.h"

#include <math.h>

/* A silence that is no longer than this is no end. */
static size_t patience(fc_unit unit)
{
    static const size_t periods[] = {
        [FC_DAY] = 28, [FC_WEEK] = 26, [FC_MONTH] = 6, [FC_QUARTER] = 3, [FC_YEAR] = 3};

    return periods[unit];
}

fc_life fc_lifecycle(const fc_series *series, fc_unit unit)
{
    size_t observed = 0, silence = 0, longest = 0;

    for (size_t t = 0; t < series->n; t++) {
        observed += !isnan(series->y[t]);
        if (series->y[t] == 0.0 || isnan(series->y[t])) {
            silence++;
            continue;
        }
        longest = silence > longest ? silence : longest;
        silence = 0;
    }
    if (observed == 0)
        return FC_LIFE_NONE;
    if (silence > patience(unit) && silence > 2 * longest && silence < series->n)
        return FC_LIFE_ENDED;
    return observed < FC_LIFE_NEW_PERIODS ? FC_LIFE_NEW : FC_LIFE_GOES_ON;
}

static size_t count_observed(const fc_series *series)
{
    size_t observed = 0;

    for (size_t t = 0; t < series->n; t++)
        observed += !isnan(series->y[t]);
    return observed;
}

fc_life fc_lifecycle_by_days(const fc_series *series, fc_unit unit, const fc_panel_rhythm *rhythm,
                             fc_date until)
{
    enum { TWELVE_WEEKS = 84, HALF_A_YEAR = 183, MANY = 6, FEW = 3 };

    if (rhythm->n < 2)
        return fc_lifecycle(series, unit);

    const double usual = (double)(rhythm->last - rhythm->first) / (double)(rhythm->n - 1);
    const double silence = until - rhythm->last;
    const double patience = fmax(TWELVE_WEEKS, fmax(fmin(MANY * usual, HALF_A_YEAR), FEW * usual));
    const size_t observed = count_observed(series);

    if (silence - usual > patience && silence > 2 * rhythm->longest)
        return FC_LIFE_ENDED;
    if (observed == 0)
        return FC_LIFE_NONE;
    return observed < FC_LIFE_NEW_PERIODS ? FC_LIFE_NEW : FC_LIFE_GOES_ON;
}
