/* arima_continue.c - the future of a series under a seasonal ARIMA model.
 *
 * Box & Jenkins, Time Series Analysis (1976), chapter 5: forecasts from the difference equation. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/arima/arima.h"
#include "forecast/arima/unitroot.h"

/* A series and the two sides of the equation it follows. */
typedef struct {
    const double *y;
    size_t n;
    fc_arma arma;
    fc_arma_sum difference;
} equation;

fc_arma_sum fc_arima_differencing(const fc_arima_order *order)
{
    static const double powers[][2] = {{0, 0}, {1, 0}, {2, -1}};
    const fc_arma_order unit = {.p = order->d, .P = order->D, .m = order->arma.m};
    double coefs[4];

    memcpy(coefs, powers[order->d], order->d * sizeof *coefs);
    memcpy(coefs + order->d, powers[order->D], order->D * sizeof *coefs);
    return fc_arma_expand(&unit, coefs).ar;
}

/* sum of weights[lag - 1] times the value `lag` before i, as far back as `values` goes. */
static double sum_of_past(const double *weights, const double *values, size_t i, size_t reach)
{
    const size_t longest = i < reach ? i : reach;
    double sum = 0;

    for (size_t lag = 1; lag <= longest; lag++)
        sum += weights[lag - 1] * values[i - lag];
    return sum;
}

/* The expectations of the next values from what the past adds to the differenced ones, w: that
 * continues by its own past first. */
static void integrate(const fc_arima *arima, const equation *e, double *w, double *mean)
{
    for (size_t i = 0; i < arima->reach; i++) {
        for (size_t k = 0; k < e->arma.ar.n; k++)
            if (e->arma.ar.lag[k] <= i)
                w[i] += e->arma.ar.coef[k] * w[i - e->arma.ar.lag[k]];
        mean[i] = arima->mean + w[i];
        for (size_t k = 0; k < e->difference.n; k++) {
            const size_t lag = e->difference.lag[k];

            mean[i] += e->difference.coef[k] * (lag <= i ? mean[i - lag] : e->y[e->n + i - lag]);
        }
    }
}

/* Innovations v[n], NaN where differences do not reach, and mean[reach], of a series without gaps.
 */
static fc_status expect_whole(const fc_arima *arima, fc_arma_method method, const equation *e,
                              double *v, double *mean, fc_scratch *scratch)
{
    const size_t reach = fc_arma_reach(&e->arma);
    const size_t lost = e->difference.degree;
    const size_t n = e->n - lost;
    double *w = fc_scratch_take(scratch, e->n);
    double *innovation = fc_scratch_take(scratch, n + reach);
    double *variance = fc_scratch_take(scratch, n);
    double *ahead = fc_scratch_take(scratch, arima->reach);
    double *work = fc_scratch_take(scratch, fc_arma_exact_work(&e->arma, n));

    if (!w || !innovation || !variance || !ahead || !work)
        return fc_no_memory();
    fc_arima_differences(e->y, e->n, &arima->order, w);
    for (size_t t = 0; t < n; t++)
        w[t] -= arima->mean;
    memset(ahead, 0, arima->reach * sizeof *ahead);
    if (method == FC_ARMA_CONDITIONAL) {
        fc_arma_conditional(&arima->order.arma, arima->estimate.coefs, w, n, innovation);
        fc_arma_ahead(&e->arma, w, innovation, n, reach, ahead);
    } else {
        if (!fc_arma_exact(&e->arma, n, 1, n + reach, w, innovation, variance, work))
            return fc_fail(FC_EINTERNAL, "arima: the estimate is not stationary");
        for (size_t i = 0; i < reach; i++)
            ahead[i] = -innovation[n + i];
    }
    for (size_t t = 0; t < e->n; t++)
        v[t] = t < lost ? NAN : innovation[t - lost];
    integrate(arima, e, ahead, mean);
    return FC_OK;
}

/* The same with gaps. The mean of the differences is that of a line, or of what takes its place:
 * taken out before and put back after. */
static fc_status expect_with_gaps(const fc_arima *arima, const equation *e, double *v, double *mean,
                                  fc_scratch *scratch)
{
    const size_t n = e->n;
    const size_t length = n + arima->reach;
    double *drift = fc_scratch_take(scratch, length);
    double *centred = fc_scratch_take(scratch, length);
    double *innovation = fc_scratch_take(scratch, length);
    double *variance = fc_scratch_take(scratch, n);
    double *work = fc_scratch_take(scratch, fc_arma_kalman_work(&e->arma, &e->difference, 1));

    if (!drift || !centred || !innovation || !variance || !work)
        return fc_no_memory();
    fc_arima_drift(&e->difference, length, drift);
    for (size_t t = 0; t < n; t++)
        centred[t] = e->y[t] - arima->mean * drift[t];
    if (!fc_arma_kalman(&e->arma, &e->difference, n, 1, length, centred, innovation, variance,
                        work))
        return fc_fail(FC_EINTERNAL, "arima: the estimate is not stationary");
    for (size_t t = 0; t < n; t++)
        v[t] = variance[t] > 0 ? innovation[t] : NAN;
    for (size_t i = 0; i < arima->reach; i++)
        mean[i] = innovation[n + i] + arima->mean * drift[n + i];
    return FC_OK;
}

/* The two polynomials on the left multiplied out: phi(B) Phi(B^m) and the differences. */
static void multiply_out(const fc_arma_sum *ar, const fc_arma_sum *difference, double *product)
{
    for (size_t i = 0; i < ar->n; i++) {
        product[ar->lag[i] - 1] += ar->coef[i];
        for (size_t j = 0; j < difference->n; j++)
            product[ar->lag[i] + difference->lag[j] - 1] -= ar->coef[i] * difference->coef[j];
    }
    for (size_t j = 0; j < difference->n; j++)
        product[difference->lag[j] - 1] += difference->coef[j];
}

static bool take_polynomials(fc_arima *arima, const equation *e)
{
    const size_t left = e->arma.ar.degree + e->difference.degree;

    arima->reach = left > e->arma.ma.degree ? left : e->arma.ma.degree;
    arima->base = calloc(3 * arima->reach + 1, sizeof *arima->base);
    if (!arima->base)
        return false;
    arima->ar = arima->base + arima->reach + 1;
    arima->ma = arima->ar + arima->reach;
    multiply_out(&e->arma.ar, &e->difference, arima->ar);
    for (size_t k = 0; k < e->arma.ma.n; k++)
        arima->ma[e->arma.ma.lag[k] - 1] += e->arma.ma.coef[k];
    return true;
}

/* What the past alone adds: the expectations without what they add to each other. */
static void set_base(fc_arima *arima, const fc_arma_sum *ar, const double *mean)
{
    double constant = arima->mean;

    for (size_t i = 0; i < arima->reach; i++)
        arima->base[i] = mean[i] - sum_of_past(arima->ar, mean, i, arima->reach);
    for (size_t k = 0; k < ar->n; k++)
        constant -= ar->coef[k] * arima->mean;
    arima->base[arima->reach] = constant;
}

fc_status fc_arima_continue(const double *y, size_t n, fc_arma_method method, fc_arima *arima,
                            double *fitted, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const equation e = {y, n, fc_arma_expand(&arima->order.arma, arima->estimate.coefs),
                        fc_arima_differencing(&arima->order)};
    fc_status status = FC_ENOMEM;
    double *mean = NULL;

    if (take_polynomials(arima, &e))
        mean = fc_scratch_take(scratch, arima->reach);
    if (!mean)
        return fc_no_memory();
    if (fc_arima_has_gaps(y, n))
        status = expect_with_gaps(arima, &e, fitted, mean, scratch);
    else
        status = expect_whole(arima, method, &e, fitted, mean, scratch);
    if (status != FC_OK)
        return status;
    set_base(arima, &e.arma.ar, mean);
    for (size_t t = 0; t < n; t++)
        fitted[t] = y[t] - fitted[t];
    fc_scratch_release(scratch, mark);
    return FC_OK;
}

void fc_arima_release(fc_arima *arima)
{
    free(arima->base);
}

void fc_arima_follow(const fc_arima *arima, const double *errors, size_t horizon, double *path)
{
    for (size_t i = 0; i < horizon; i++) {
        path[i] = arima->base[i < arima->reach ? i : arima->reach] +
                  sum_of_past(arima->ar, path, i, arima->reach);
        if (errors)
            path[i] += errors[i] + sum_of_past(arima->ma, errors, i, arima->reach);
    }
}
