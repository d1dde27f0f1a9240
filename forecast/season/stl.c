/* stl.c - seasonal-trend decomposition by loess.
 *
 * Cleveland, Cleveland, McRae & Terpenning (1990), STL: a seasonal-trend decomposition procedure
 * based on loess, J. Official Statistics 6, 3-73: inner loop section 2.2, robustness section 2.3,
 * choice of windows section 3. */
#include "forecast/season/stl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROBUST_OUTER = 15, MULTIPLE_ROUNDS = 2 };

/* A robustness pass that moves less than this share of a part's range is the last. */
static const double STABLE = 0.01;

static size_t next_odd(double x)
{
    const size_t n = (size_t)ceil(x);

    return n % 2 ? n : n + 1;
}

static fc_loess with_jump(size_t window, int degree)
{
    return (fc_loess){.window = window, .degree = degree, .jump = (window + 9) / 10};
}

fc_stl_options fc_stl_defaults(size_t period, size_t seasonal_window, bool robust)
{
    const double share = seasonal_window ? 1.5 / (double)seasonal_window : 0;

    return (fc_stl_options){
        .period = period,
        .seasonal = with_jump(seasonal_window, 0),
        .trend = with_jump(next_odd(1.5 * (double)period / (1 - share)), 1),
        .low_pass = with_jump(next_odd((double)period), 1),
        .inner = robust ? 1 : 2,
        .outer = robust ? ROBUST_OUTER : 0,
    };
}

/* Where the pieces of the workspace lie. */
typedef struct {
    double *adjusted; /* n: y without trend, then without season */
    double *cycle;    /* n + 2 periods: smoothed cycle-subseries, one season longer at each end */
    double *filtered; /* n + 2 periods */
    double *sub;      /* one subseries, its weights, its smooth (2 longer) */
    double *local;    /* n + 2 periods: loess weights */
    double *previous; /* 2n: the parts before a robustness pass */
} stl_work;

static bool take_work(stl_work *w, size_t n, size_t period, fc_scratch *scratch)
{
    const size_t wide = n + 2 * period;

    return (w->adjusted = fc_scratch_take(scratch, wide)) &&
           (w->cycle = fc_scratch_take(scratch, wide)) &&
           (w->filtered = fc_scratch_take(scratch, wide)) &&
           (w->local = fc_scratch_take(scratch, wide)) &&
           (w->sub = fc_scratch_take(scratch, 3 * (n / period + 3))) &&
           (w->previous = fc_scratch_take(scratch, 2 * n));
}

/* Smooths the values of one phase over the years, and one year beyond each end. */
static void smooth_phase(const fc_stl_options *o, const double *y, size_t n, size_t phase,
                         const double *weights, const stl_work *w)
{
    const size_t k = (n - phase - 1) / o->period + 1;
    const size_t window = o->seasonal.window < k ? o->seasonal.window : k;
    double *sub = w->sub;
    double *sub_weights = weights ? sub + k : NULL;
    double *smooth = sub + 2 * k;

    for (size_t i = 0; i < k; i++) {
        sub[i] = y[i * o->period + phase];
        if (weights)
            sub_weights[i] = weights[i * o->period + phase];
    }
    fc_loess_smooth(&o->seasonal, sub, k, sub_weights, smooth + 1, w->local);
    if (!fc_loess_at(&o->seasonal, sub, k, -1, 0, window - 1, sub_weights, &smooth[0], w->local))
        smooth[0] = smooth[1];
    if (!fc_loess_at(&o->seasonal, sub, k, (double)k, k - window, k - 1, sub_weights,
                     &smooth[k + 1], w->local))
        smooth[k + 1] = smooth[k];
    for (size_t i = 0; i < k + 2; i++)
        w->cycle[i * o->period + phase] = smooth[i];
}

/* The moving average of `length` values; n - length + 1 results. */
static void moving_average(const double *x, size_t n, size_t length, double *average)
{
    double sum = 0;

    for (size_t i = 0; i < length; i++)
        sum += x[i];
    average[0] = sum / (double)length;
    for (size_t i = length; i < n; i++) {
        sum += x[i] - x[i - length];
        average[i - length + 1] = sum / (double)length;
    }
}

/* One pass of section 2.2: detrend, smooth the cycle-subseries, take their own low frequencies
 * out, and what is left of y after the season gives the trend. */
static void inner_pass(const fc_stl_options *o, const double *y, size_t n, const double *weights,
                       double *seasonal, double *trend, const stl_work *w)
{
    const size_t wide = n + 2 * o->period;

    for (size_t t = 0; t < n; t++)
        w->adjusted[t] = y[t] - trend[t];
    for (size_t phase = 0; phase < o->period; phase++)
        smooth_phase(o, w->adjusted, n, phase, weights, w);
    moving_average(w->cycle, wide, o->period, w->filtered);
    moving_average(w->filtered, wide - o->period + 1, o->period, w->adjusted);
    moving_average(w->adjusted, wide - 2 * o->period + 2, 3, w->filtered);
    fc_loess_smooth(&o->low_pass, w->filtered, n, NULL, w->adjusted, w->local);
    for (size_t t = 0; t < n; t++)
        seasonal[t] = w->cycle[o->period + t] - w->adjusted[t];
    for (size_t t = 0; t < n; t++)
        w->adjusted[t] = y[t] - seasonal[t];
    fc_loess_smooth(&o->trend, w->adjusted, n, weights, trend, w->local);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Bisquare weights of the remainder, 0 beyond six times its median size (section 2.3). */
static void robustness_weights(const double *y, size_t n, const double *seasonal,
                               const double *trend, double *weights, double *sorted)
{
    double limit;

    for (size_t t = 0; t < n; t++)
        sorted[t] = weights[t] = fabs(y[t] - seasonal[t] - trend[t]);
    qsort(sorted, n, sizeof *sorted, by_size);
    limit = 3 * (sorted[n / 2] + sorted[n - n / 2 - 1]);
    for (size_t t = 0; t < n; t++) {
        const double u = weights[t] / limit;

        if (weights[t] <= 0.001 * limit)
            weights[t] = 1;
        else
            weights[t] = weights[t] > 0.999 * limit ? 0 : (1 - u * u) * (1 - u * u);
    }
}

/* Whether a part moved by less than STABLE of its range; keeps it for the next comparison. */
static bool settled(const double *part, double *previous, size_t n)
{
    double lowest = part[0];
    double highest = part[0];
    double moved = 0;

    for (size_t t = 0; t < n; t++) {
        lowest = fmin(lowest, part[t]);
        highest = fmax(highest, part[t]);
        moved = fmax(moved, fabs(part[t] - previous[t]));
    }
    memcpy(previous, part, n * sizeof *part);
    return moved < STABLE * (highest - lowest);
}

/* Every season alike: each phase takes its mean. */
static void average_phases(double *seasonal, size_t n, size_t period)
{
    for (size_t phase = 0; phase < period; phase++) {
        double sum = 0;
        size_t k = 0;

        for (size_t t = phase; t < n; t += period, k++)
            sum += seasonal[t];
        for (size_t t = phase; t < n; t += period)
            seasonal[t] = sum / (double)k;
    }
}

fc_status fc_stl(const fc_stl_options *options, const double *y, size_t n, double *seasonal,
                 double *trend, double *weights, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    fc_stl_options o = *options;
    stl_work w;

    if (!take_work(&w, n, o.period, scratch))
        return fc_no_memory();
    if (!options->seasonal.window)
        o.seasonal = with_jump(10 * n + 1, 0);
    memset(trend, 0, n * sizeof *trend);
    for (size_t pass = 0; pass <= o.outer; pass++) {
        bool stable;

        if (pass > 0)
            robustness_weights(y, n, seasonal, trend, weights, w.adjusted);
        for (size_t i = 0; i < o.inner; i++)
            inner_pass(&o, y, n, pass > 0 ? weights : NULL, seasonal, trend, &w);
        stable = settled(seasonal, w.previous, n);
        stable = settled(trend, w.previous + n, n) && stable;
        if (pass > 0 && o.until_stable && stable)
            break;
    }
    for (size_t t = 0; o.outer == 0 && t < n; t++)
        weights[t] = 1;
    if (!options->seasonal.window)
        average_phases(seasonal, n, o.period);
    fc_scratch_release(scratch, mark);
    return FC_OK;
}

fc_status fc_stl_multiple(const fc_stl_options *options, size_t n_seasons, const double *y,
                          size_t n, double *seasonal, double *trend, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const size_t rounds = n_seasons > 1 ? MULTIPLE_ROUNDS : 1;
    double *left = fc_scratch_take(scratch, n);
    double *weights = fc_scratch_take(scratch, n);
    fc_status status = FC_OK;

    if (!left || !weights)
        return fc_no_memory();
    memcpy(left, y, n * sizeof *left);
    memset(seasonal, 0, n_seasons * n * sizeof *seasonal);
    for (size_t i = 0; status == FC_OK && i < rounds * n_seasons; i++) {
        const size_t k = i % n_seasons;
        double *own = seasonal + k * n;

        for (size_t t = 0; t < n; t++)
            left[t] += own[t];
        status = fc_stl(&options[k], left, n, own, trend, weights, scratch);
        for (size_t t = 0; t < n; t++)
            left[t] -= own[t];
    }
    fc_scratch_release(scratch, mark);
    return status;
}

static double variance(double sum, double squares, size_t n)
{
    return squares / (double)n - sum / (double)n * (sum / (double)n);
}

double fc_stl_strength(const double *y, const double *seasonal, const double *trend, size_t n)
{
    double sum[2] = {0};
    double squares[2] = {0};
    double detrended;

    for (size_t t = 0; t < n; t++) {
        const double d = y[t] - trend[t];
        const double r = d - seasonal[t];

        sum[0] += d;
        squares[0] += d * d;
        sum[1] += r;
        squares[1] += r * r;
    }
    detrended = variance(sum[0], squares[0], n);
    if (!(detrended > 0))
        return 0;
    return fmax(0, fmin(1, 1 - variance(sum[1], squares[1], n) / detrended));
}
