/* intermittent.h - demand that comes now and then: its size, how often, and the rate of both. */
#ifndef FORECAST_INTERMITTENT_H
#define FORECAST_INTERMITTENT_H

#include <stdbool.h>

#include "forecast/scratch.h"
#include "forecast/series.h"

/* What is known at the end of a series. A demand is a value that is not zero. */
typedef struct {
    double size;     /* of a demand */
    double interval; /* periods from one demand to the next; the inverse of its probability */
    double rate;     /* expected a period: the forecast */
} fc_demand;

/* Does demand come now and then: is there, between two demands, a mean interval of 1.32 periods or
 * more (Syntetos, Boylan & Croston 2005, J. Operational Research Society 56), which the season does
 * not explain? It does where zeros favour some phases (chi-square test at 1 %): closed Sundays do
 * not make a series intermittent. Missing values are left out. */
bool fc_intermittent_is(const fc_series *series);

/* Croston's method; the rate is `factor` times size over interval. Missing values are skipped.
 * fitted[n] is NaN up to the first demand. */
fc_demand fc_intermittent_croston(const double *y, size_t n, double alpha, double factor,
                                  double *fitted);

/* Teunter, Syntetos & Babai's method: `beta` smooths the probability every period, so the rate
 * falls while nothing is sold. */
fc_demand fc_intermittent_tsb(const double *y, size_t n, double alpha, double beta, double *fitted);

/* Periods from one demand to the next on average, rounded; at least 1. */
size_t fc_intermittent_interval(const double *y, size_t n);

/* Simple exponential smoothing of sums over `length` periods, counted from the end; *rate is its
 * forecast divided by length. Adds weight times the fitted values to fitted[n]; NaN before the
 * first whole sum. y without missing values, n at least length. */
fc_status fc_intermittent_aggregate(const double *y, size_t n, size_t length, double weight,
                                    double *rate, double *fitted, fc_scratch *scratch) FC_CHECKED;

#endif
