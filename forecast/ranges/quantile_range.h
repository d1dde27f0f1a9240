/* quantile_range.h - the range that holds most of many sums, without sorting them. */
#ifndef FORECAST_QUANTILE_RANGE_H
#define FORECAST_QUANTILE_RANGE_H

#include <stddef.h>

/* The low and the high quantile (0.1 and 0.9) of n > 0 values, none of them NaN; changes their
 * order. */
void fc_quantile_range(double *x, size_t n, double low, double high, double *lo, double *hi);

#endif
