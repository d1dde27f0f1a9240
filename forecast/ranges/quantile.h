/* quantile.h - quantiles of a sample. */
#ifndef FORECAST_QUANTILE_H
#define FORECAST_QUANTILE_H

#include <stddef.h>
#include <stdint.h>

/* Puts the values in ascending order; none of them is NaN. work[2 n] is overwritten. */
void fc_quantile_sort(double *values, size_t n, uint64_t *work);

/* The p-quantile of n > 0 values in ascending order: type 7 of Hyndman & Fan (1996), Sample
 * quantiles in statistical packages. */
double fc_quantile(const double *sorted, size_t n, double p);

#endif
