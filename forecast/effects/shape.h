/* shape.h - shapes of drivers: lags, stocks, prices and events. */
#ifndef FORECAST_SHAPE_H
#define FORECAST_SHAPE_H

#include <stddef.h>

#include "forecast/status.h"

/* Shapes of drivers, n values each.
 * lag: the value of `lag` periods before; the first ones repeat the first.
 * adstock: a[t] = x[t] + keep a[t-1], 0 <= keep < 1 (Broadbent 1979), starting as if x[0] had
 * always been; times 1 - keep, so that a steady driver stays as it is. price: the logarithm of its
 * ratio to the mean, so that the coefficient is the elasticity. pulse: 1 in period `at` only; step:
 * 1 from there on; ramp: grows from 0 to 1 within `length`. */
void fc_shape_lag(const double *x, size_t n, size_t lag, double *out);
void fc_shape_adstock(const double *x, size_t n, double keep, double *out);
fc_status fc_shape_price(const double *x, size_t n, double *out) FC_CHECKED;
void fc_shape_pulse(size_t n, size_t at, double *out);
void fc_shape_step(size_t n, size_t at, double *out);
void fc_shape_ramp(size_t n, size_t at, size_t length, double *out);

#endif
