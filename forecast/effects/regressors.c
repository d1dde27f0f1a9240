/* regressors.c - the columns themselves, and the shapes of drivers. */
#include "forecast/effects/regressors.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "forecast/effects/regressors_private.h"

/* Columns closer than this, relative to their size, are the same. */
static const double SAME = 1e-9;

/* What a typical change of a driver does at most, in logarithms of sales. */
static const double TYPICAL_EFFECT = 0.3;

fc_status fc_regressors_new(const fc_calendar *calendar, fc_period first, size_t n,
                            fc_regressors **regressors)
{
    *regressors = calloc(1, sizeof **regressors);
    if (!*regressors)
        return fc_no_memory();
    (*regressors)->calendar = *calendar;
    (*regressors)->first = first;
    (*regressors)->n = n;
    return FC_OK;
}

void fc_regressors_free(fc_regressors *regressors)
{
    if (!regressors)
        return;
    for (size_t i = 0; i < regressors->size; i++)
        free(regressors->columns[i].x);
    free(regressors->columns);
    free(regressors);
}

size_t fc_regressors_size(const fc_regressors *regressors)
{
    return regressors->size;
}

const fc_regressor *fc_regressors_at(const fc_regressors *regressors, size_t i)
{
    return &regressors->columns[i];
}

fc_period fc_regressors_first(const fc_regressors *regressors)
{
    return regressors->first;
}

size_t fc_regressors_n(const fc_regressors *regressors)
{
    return regressors->n;
}

double fc_regressors_value(const fc_regressors *r, size_t i, fc_period period)
{
    assert(period >= r->first && (size_t)(period - r->first) < r->n);
    return r->columns[i].x[period - r->first];
}

static bool same(const double *a, const double *b, size_t n)
{
    double size = 0, apart = 0;

    for (size_t t = 0; t < n; t++) {
        size = fmax(size, fabs(a[t]));
        apart = fmax(apart, fabs(a[t] - b[t]));
    }
    return apart <= SAME * size;
}

/* out[n] = x less its mean, if that is asked for; its spread, 0 where it does not vary. */
static double centre(const double *x, size_t n, bool asked, double *out)
{
    double mean = 0, size = 0, squares = 0, least = INFINITY, most = -INFINITY;

    for (size_t t = 0; t < n; t++) {
        mean += x[t] / (double)n;
        least = fmin(least, x[t]);
        most = fmax(most, x[t]);
        size = fmax(size, fabs(x[t]));
    }
    for (size_t t = 0; t < n; t++) {
        out[t] = asked ? x[t] - mean : x[t];
        squares += (x[t] - mean) * (x[t] - mean);
    }
    return most - least > SAME * size ? sqrt(squares / (double)n) : 0;
}

fc_status fc_regressors_add(fc_regressors *r, const char *name, fc_regressor_group group,
                            unsigned kind, const double *x)
{
    fc_regressor *columns = realloc(r->columns, (r->size + 1) * sizeof *columns);
    double *own = malloc((r->n + 1) * sizeof *own);
    double deviation;
    bool adds;

    if (columns)
        r->columns = columns;
    if (!columns || !own) {
        free(own);
        return fc_no_memory();
    }
    deviation = centre(x, r->n, group == FC_FROM_DRIVERS, own);
    adds = deviation > 0;
    for (size_t i = 0; adds && i < r->size; i++)
        adds = !same(own, r->columns[i].x, r->n);
    if (!adds) {
        free(own);
        return FC_OK;
    }

    fc_regressor *column = &r->columns[r->size++];

    snprintf(column->name, sizeof column->name, "%s", name);
    column->group = group;
    column->never_positive = kind & FC_NEVER_POSITIVE;
    column->logarithm = kind & FC_LOGARITHM;
    column->prior = 0;
    column->spread = group == FC_FROM_DRIVERS ? TYPICAL_EFFECT / deviation : 1;
    column->x = own;
    return FC_OK;
}

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
            return fc_fail(FC_EDATA, "a price of %g has no ratio to another; prices are above 0",
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
