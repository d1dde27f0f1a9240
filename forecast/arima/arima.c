/* arima.c - estimates a seasonal ARIMA model of given order, and says what it is made of.
 *
 * Box & Jenkins, Time Series Analysis (1976), chapter 9. */
#include "forecast/arima/arima.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/arima/unitroot.h"

double fc_arima_aicc(double deviance, size_t n, size_t n_parameters)
{
    const double k = (double)n_parameters;
    const double left = (double)n - k - 1;

    return left > 0 ? deviance + 2 * k + 2 * k * (k + 1) / left : INFINITY;
}

void fc_arima_describe(const fc_arima_order *order, char *text, size_t size)
{
    const fc_arma_order *a = &order->arma;
    const char *constant = order->d + order->D > 0 ? " with drift" : " with mean";
    const int written = snprintf(text, size, "arima(%zu,%zu,%zu)", a->p, order->d, a->q);

    text += written;
    size -= (size_t)written;
    if (a->P + order->D + a->Q > 0)
        snprintf(text, size, "(%zu,%zu,%zu)[%zu]%s", a->P, order->D, a->Q, a->m,
                 order->constant ? constant : "");
    else
        snprintf(text, size, "%s", order->constant ? constant : "");
}

static size_t add_parameter(fc_parameter *list, size_t n, size_t max, const char *name, size_t i,
                            double value, int power)
{
    if (n == max)
        return n;
    list[n].value = value;
    list[n].power = power;
    if (i > 0)
        snprintf(list[n].name, sizeof list[n].name, "%s%zu", name, i);
    else
        snprintf(list[n].name, sizeof list[n].name, "%s", name);
    return n + 1;
}

size_t fc_arima_coefs(const fc_arima *arima, fc_parameter *list, size_t max)
{
    const fc_arma_order *a = &arima->order.arma;
    const struct {
        const char *name;
        size_t n;
    } blocks[] = {{"ar", a->p}, {"sar", a->P}, {"ma", a->q}, {"sma", a->Q}};
    const double *coef = arima->estimate.coefs;
    size_t n = 0;

    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
        for (size_t i = 1; i <= blocks[k].n; i++)
            n = add_parameter(list, n, max, blocks[k].name, i, *coef++, 0);
    if (arima->order.constant)
        n = add_parameter(list, n, max, arima->order.d + arima->order.D > 0 ? "drift" : "mean", 0,
                          arima->mean, 1);
    return add_parameter(list, n, max, "sigma2", 0, arima->estimate.sigma2, 2);
}

size_t fc_arima_parameters(const fc_arima *arima, fc_parameter *list, size_t max)
{
    size_t n = fc_arima_coefs(arima, list, max);

    n = add_parameter(list, n, max, "loglik", 0, -arima->estimate.deviance / 2, 0);
    return add_parameter(list, n, max, "aicc", 0, arima->aicc, 0);
}

bool fc_arima_has_gaps(const double *y, size_t n)
{
    for (size_t t = 0; t < n; t++)
        if (isnan(y[t]))
            return true;
    return false;
}

size_t fc_arima_differences(const double *y, size_t n, const fc_arima_order *order, double *w)
{
    memcpy(w, y, n * sizeof *w);
    for (size_t i = 0; i < order->D; i++)
        n = fc_unitroot_difference(w, n, order->arma.m);
    for (size_t i = 0; i < order->d; i++)
        n = fc_unitroot_difference(w, n, 1);
    return n;
}

void fc_arima_drift(const fc_arma_sum *difference, size_t n, double *x)
{
    for (size_t t = 0; t < n; t++) {
        x[t] = t < difference->degree ? 0 : 1;
        for (size_t k = 0; k < difference->n; k++)
            if (t >= difference->degree)
                x[t] += difference->coef[k] * x[t - difference->lag[k]];
    }
}

fc_status fc_arima_columns(const double *y, size_t n, const fc_arima_order *order, size_t reach,
                           fc_arma_data *data, double *unit, fc_scratch *scratch)
{
    const size_t stride = n + reach;
    double *columns = fc_scratch_take(scratch, 2 * stride);

    if (!columns)
        return fc_no_memory();
    *unit = 0;
    for (size_t t = 0; t < n; t++)
        *unit += fabs(y[t]) / (double)n;
    *data = (fc_arma_data){.columns = columns,
                           .n = fc_arima_differences(y, n, order, columns),
                           .n_columns = 1 + order->constant,
                           .stride = stride};
    for (size_t t = 0; t < data->n; t++) {
        columns[t] /= *unit;
        columns[stride + t] = 1;
    }
    return FC_OK;
}

/* The series itself with its gaps, and the drift, for an exact likelihood that knows of both. */
static fc_status columns_with_gaps(const double *y, size_t n, const fc_arma_sum *difference,
                                   double unit, const fc_arma_data *filled, fc_arma_data *gaps,
                                   fc_scratch *scratch)
{
    double *columns = fc_scratch_take(scratch, 2 * n);

    if (!columns)
        return fc_no_memory();
    for (size_t t = 0; t < n; t++)
        columns[t] = y[t] / unit;
    fc_arima_drift(difference, n, columns + n);
    *gaps = (fc_arma_data){.columns = columns,
                           .n = n,
                           .n_columns = filled->n_columns,
                           .stride = n,
                           .difference = difference};
    return FC_OK;
}

/* Back from the unit of the columns to that of the series. */
static void rescale(fc_arima *arima, double unit)
{
    arima->mean *= unit;
    arima->estimate.sigma2 *= unit * unit;
    arima->estimate.deviance += 2 * (double)arima->estimate.n * log(unit);
}

/* Estimates coefficients and mean, from the series without gaps and, where it has some, from what
 * was observed. */
static fc_status estimate(const double *y, const double *filled, size_t n,
                          const fc_arma_effort *effort, fc_arima *arima, fc_scratch *scratch)
{
    const fc_arma_order *a = &arima->order.arma;
    const size_t ar = a->p + a->m * a->P;
    const size_t ma = a->q + a->m * a->Q;
    const fc_arma_sum difference = fc_arima_differencing(&arima->order);
    fc_arma_data data = {0}, gaps;
    double unit = 1;
    fc_status status =
        fc_arima_columns(filled, n, &arima->order, ar > ma ? ar : ma, &data, &unit, scratch);

    if (status == FC_OK)
        status = fc_arma_fit(a, &data, effort, &arima->estimate, &arima->mean, scratch);
    if (status == FC_OK && filled != y && effort->method == FC_ARMA_EXACT) {
        status = columns_with_gaps(y, n, &difference, unit, &data, &gaps, scratch);
        if (status == FC_OK)
            status = fc_arma_refine(a, &data, &gaps, effort->tolerance, &arima->estimate,
                                    &arima->mean, scratch);
    }
    if (status == FC_OK && !isfinite(arima->estimate.deviance))
        status = fc_fail(FC_EDATA, "arima: no coefficients fit");
    if (status == FC_OK)
        rescale(arima, unit);
    return status;
}

fc_status fc_arima_fit(const double *y, size_t n, const fc_arima_order *order,
                       const fc_arma_effort *effort, fc_arima *arima, double *fitted,
                       fc_scratch *scratch)
{
    const size_t n_parameters = fc_arma_n_coefs(&order->arma) + order->constant + 1;
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const fc_series series = {.key = "", .y = y, .n = n, .season_length = order->arma.m};
    const double *filled = y;
    fc_status status = FC_OK;

    *arima = (fc_arima){.order = *order};
    if (fc_arima_has_gaps(y, n)) {
        double *whole = fc_scratch_take(scratch, n);

        if (!whole)
            return fc_no_memory();
        status = fc_season_fill(&series, whole, scratch);
        filled = whole;
    }
    if (status == FC_OK)
        status = estimate(y, filled, n, effort, arima, scratch);
    if (status == FC_OK) {
        arima->aicc = fc_arima_aicc(arima->estimate.deviance, arima->estimate.n, n_parameters);
        status = fc_arima_continue(effort->method == FC_ARMA_EXACT ? y : filled, n, effort->method,
                                   arima, fitted, scratch);
    }
    fc_scratch_release(scratch, mark);
    return status;
}
