/* shape.c - lags, stocks, prices and events as columns of numbers. */
#include "forecast/effects/shape.h"

#include <math.h>

void fc_shape_lag(const double *x, size_t n, size_t lag, double *out)
{
    for (size_t t = n; t-- > 0;)
        out[t] = x[t < lag ? 0 : t - lag];
}

void fc_shape_adstock(const double *x, size_t n, double keep, double *out)
{
    double stock = n > 0 ? x[0] : 0;

    for (size_t t = 0; t < n; t++) {
        stock = (1 - keep) * x[t] + keep * stock;
        out[t] = stock;
    }
}

fc_status fc_shape_price(const double *x, size_t n, double *out)
{
    double mean = 0;

    for (size_t t = 0; t < n; t++) {
        if (!(x[t] > 0))
            return fc_fail(
                FC_EDATA,
                "a value of %g has no logarithm; prices, and what log is taken of, are above 0",
                x[t]);
        mean += log(x[t]) / (double)n;
    }
    for (size_t t = 0; t < n; t++)
        out[t] = log(x[t]) - mean;
    return FC_OK;
}

void fc_shape_pulse(size_t n, size_t at, double *out)
{
    for (size_t t = 0; t < n; t++)
        out[t] = t == at;
}

void fc_shape_step(size_t n, size_t at, double *out)
{
    for (size_t t = 0; t < n; t++)
        out[t] = t >= at;
}

void fc_shape_ramp(size_t n, size_t at, size_t length, double *out)
{
    for (size_t t = 0; t < n; t++)
        out[t] = t < at || length == 0 ? t >= at : fmin(1, (double)(t - at + 1) / (double)length);
}
