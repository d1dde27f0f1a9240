/* unitroot.c - tests for unit roots, ordinary and seasonal. */
#include "forecast/arima/unitroot.h"

#include <math.h>

#include "forecast/season/stl.h"

/* Kwiatkowski, Phillips, Schmidt & Shin (1992), J. Econometrics 54, 159-178, table 1: level, 5 %.
 */
static const double CRITICAL = 0.463;

/* Wang, Smith & Hyndman (2006), Data Mining and Knowledge Discovery 13, 335-364; the bound is
 * that of nsdiffs() in R's forecast package, found on the M3 series. */
static const double STRONG = 0.64;

enum { SEASONAL_WINDOW = 11 };

/* y = level + slope (t - (n-1)/2) by least squares. */
typedef struct {
    double level;
    double slope;
    double middle;
} line;

static line fit_line(const double *y, size_t n, bool trend)
{
    line l = {.middle = (double)(n - 1) / 2};
    double xx = 0;
    double xy = 0;

    for (size_t t = 0; t < n; t++) {
        const double x = (double)t - l.middle;

        l.level += y[t] / (double)n;
        xx += x * x;
        xy += x * y[t];
    }
    if (trend && xx > 0)
        l.slope = xy / xx;
    return l;
}

static double off_line(const line *l, const double *y, size_t t)
{
    return y[t] - l->level - l->slope * ((double)t - l->middle);
}

double fc_unitroot_kpss(const double *y, size_t n, bool trend, size_t lags)
{
    const line l = fit_line(y, n, trend);
    double long_run = 0;
    double sum = 0;
    double squares = 0;

    for (size_t t = 0; t < n; t++) {
        sum += off_line(&l, y, t);
        squares += sum * sum;
    }
    for (size_t lag = 0; lag <= lags && lag < n; lag++) {
        const double bartlett = lag == 0 ? 1 : 2 * (1 - (double)lag / (double)(lags + 1));
        double product = 0;

        for (size_t t = lag; t < n; t++)
            product += off_line(&l, y, t) * off_line(&l, y, t - lag);
        long_run += bartlett * product;
    }
    return long_run > 0 ? squares / ((double)n * long_run) : 0;
}

bool fc_unitroot_wanders(const double *y, size_t n)
{
    const size_t lags = (size_t)(3 * sqrt((double)n) / 13);

    return n > 1 && fc_unitroot_kpss(y, n, false, lags) > CRITICAL;
}

fc_status fc_unitroot_seasonal(const double *y, size_t n, size_t season_length, bool *yes,
                               fc_scratch *scratch)
{
    const fc_stl_options options = fc_stl_defaults(season_length, SEASONAL_WINDOW, false);
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    double *parts = fc_scratch_take(scratch, 3 * n);
    fc_status status;

    if (!parts)
        return fc_no_memory();
    status = fc_stl(&options, y, n, parts, parts + n, parts + 2 * n, scratch);
    *yes = status == FC_OK && fc_stl_strength(y, parts, parts + n, n) > STRONG;
    fc_scratch_release(scratch, mark);
    return status;
}

size_t fc_unitroot_difference(double *y, size_t n, size_t lag)
{
    for (size_t t = lag; t < n; t++)
        y[t - lag] = y[t] - y[t - lag];
    return n > lag ? n - lag : 0;
}
