/* arma_conditional.c - residuals conditional on zeros before the first observation.
 *
 * Box & Jenkins, Time Series Analysis (1976), section 7.1.2. Polynomials in the lag commute when
 * everything before the start is zero, so each factor is one short filter over the series, and a
 * derivative by one of its coefficients is the residuals divided by that factor and shifted. */
#include <string.h>

#include "forecast/arima/arma.h"

/* x <- (1 + sign sum coef_j B^(j step)) x. Going backwards, a block of `step` values needs only
 * blocks that are still as they were. */
static void multiply(double *x, size_t n, const double *coef, size_t order, size_t step,
                     double sign)
{
    for (size_t end = n; order > 0 && end > step;) {
        const size_t first = end >= 2 * step ? end - step : step;

        for (size_t j = 1; j <= order && j * step < end; j++) {
            const size_t from = first > j * step ? first : j * step;
            const double weight = sign * coef[j - 1];

#pragma omp simd
            for (size_t t = from; t < end; t++)
                x[t] += weight * x[t - j * step];
        }
        end = first;
    }
}

/* x <- x / (1 + sign sum coef_j B^(j step)). A block of `step` values needs only blocks before. */
static void divide(double *x, size_t n, const double *coef, size_t order, size_t step, double sign)
{
    for (size_t first = step; order > 0 && first < n; first += step) {
        const size_t end = first + step < n ? first + step : n;

        for (size_t j = 1; j <= order && j * step <= first; j++) {
            const double weight = sign * coef[j - 1];

#pragma omp simd
            for (size_t t = first; t < end; t++)
                x[t] -= weight * x[t - j * step];
        }
    }
}

/* The same for step 1. The value just made stays in a register and is used last: waiting for it is
 * what takes the time. */
static void divide_next(double *x, size_t n, const double *coef, size_t order, double sign)
{
    const double nearest = order > 0 ? sign * coef[0] : 0;
    double last = x[0];

    for (size_t t = 1; order > 0 && t < n; t++) {
        double sum = x[t];

        for (size_t j = t < order ? t : order; j > 1; j--)
            sum -= sign * coef[j - 1] * x[t - j];
        last = sum - nearest * last;
        x[t] = last;
    }
}

/* The ordinary factor of the left side goes from w to e, which leaves nothing to wait for. */
static void subtract_past(const double *w, size_t n, const double *coef, size_t order, double *e)
{
    memcpy(e, w, n * sizeof *e);
    for (size_t j = 1; j <= order; j++) {
        const double weight = coef[j - 1];

#pragma omp simd
        for (size_t t = j; t < n; t++)
            e[t] -= weight * w[t - j];
    }
}

void fc_arma_conditional(const fc_arma_order *order, const double *coefs, const double *w, size_t n,
                         double *e)
{
    const double *ma = coefs + order->p + order->P;

    subtract_past(w, n, coefs, order->p, e);
    multiply(e, n, coefs + order->p, order->P, order->m, -1);
    divide_next(e, n, ma, order->q, 1);
    divide(e, n, ma + order->q, order->Q, order->m, 1);
}

/* Columns for the coefficients of one factor: -B^(j step) e / factor. */
static double *factor_columns(const double *e, size_t n, const double *coef, size_t order,
                              size_t step, double sign, double *column)
{
    const double *first = column;

    if (order == 0)
        return column;
    for (size_t t = 0; t < n; t++)
        column[t] = t < step ? 0 : -e[t - step];
    if (step == 1)
        divide_next(column, n, coef, order, sign);
    else
        divide(column, n, coef, order, step, sign);
    for (size_t j = 1; j < order; j++) {
        const size_t shift = j * step < n ? j * step : n;

        column += n;
        memset(column, 0, shift * sizeof *column);
        memcpy(column + shift, first, (n - shift) * sizeof *column);
    }
    return column + n;
}

void fc_arma_conditional_jacobian(const fc_arma_order *order, const double *coefs, const double *e,
                                  size_t n, double *jacobian)
{
    const double *ma = coefs + order->p + order->P;

    jacobian = factor_columns(e, n, coefs, order->p, 1, -1, jacobian);
    jacobian = factor_columns(e, n, coefs + order->p, order->P, order->m, -1, jacobian);
    jacobian = factor_columns(e, n, ma, order->q, 1, 1, jacobian);
    factor_columns(e, n, ma + order->q, order->Q, order->m, 1, jacobian);
}
