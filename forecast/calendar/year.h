/* year.h - the shape of the year in a series of days: how high each part of the year stands. */
#ifndef FORECAST_YEAR_H
#define FORECAST_YEAR_H

#include "forecast/season/season.h"

enum { FC_YEAR_PARTS = 13 }; /* of four weeks, so that the week does not show in them */

/* Day t = 0 is the first observation of the series it was estimated from. */
typedef struct {
    bool found;                  /* else it changes nothing */
    bool multiplicative;         /* indices of mean 1, else summands of mean 0 */
    double index[FC_YEAR_PARTS]; /* from the part with which the series ends onwards */
    size_t n;                    /* days of the series */
} fc_year;

/* Shrunken indices (season.h) of the means over a thirteenth of the year. None for series that are
 * not daily with a week, shorter than two years and two parts, or whose parts lie within noise. */
fc_status fc_year_estimate(const fc_series *series, fc_year *year, fc_scratch *scratch) FC_CHECKED;

/* Summands as shares of the series' mean: a ratio leaves days without demand at zero, where a
 * summand would make demand of them. No part counts less than a tenth of the mean. */
void fc_year_to_ratios(fc_year *year, const fc_series *series);

/* Day t without the shape, and the inverse; between the parts' middles along straight lines. */
double fc_year_remove(const fc_year *year, size_t t, double value);
double fc_year_restore(const fc_year *year, size_t t, double value);

#endif
