/* unitroot.h - how many differences make a series stationary. */
#ifndef FORECAST_UNITROOT_H
#define FORECAST_UNITROOT_H

#include <stdbool.h>

#include "forecast/scratch.h"

/* The KPSS statistic around a mean, or around a line: large where the series wanders off it.
 * `lags` autocovariances enter the long-run variance. 0 where nothing varies. */
double fc_unitroot_kpss(const double *y, size_t n, bool trend, size_t lags);

/* Whether the KPSS test at 5 % rejects that the series stays around its mean, with the lags that
 * R's forecast package takes. */
bool fc_unitroot_wanders(const double *y, size_t n);

/* *yes: whether the season changes so strongly against the rest that seasonal differences are
 * called for: the strength of the STL season is above 0.64. n above two seasons. */
fc_status fc_unitroot_seasonal(const double *y, size_t n, size_t season_length, bool *yes,
                               fc_scratch *scratch) FC_CHECKED;

/* y[t] - y[t - lag] in place; returns n - lag. */
size_t fc_unitroot_difference(double *y, size_t n, size_t lag);

#endif
