/* signal.c - one-step errors of exponential smoothing, seen in the way that shows a step best. */
#include "analysis/watch/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/watch/smoothing.h"

enum { SCALE_PERIODS = 24, LEAST_ERRORS = 6, SEEN_WITHIN = 4 };

static const double LEAST_SCALE = 1e-4;

void an_signal_clear(an_signal *s)
{
    free(s->error);
    free(s->scale);
    free(s->expected);
    free(s->year);
    *s = (an_signal){0};
}

/* What of a unit step is gathered within a few periods. */
static double gathered(double alpha)
{
    double sum = 0;

    for (int j = 0; j < SEEN_WITHIN; j++)
        sum += pow(1 - alpha, 2 * j);
    return sum;
}

/* Standard deviations as known before each period: a slow average of squared errors, the large ones
 * clipped; it starts with the median of the first ones. */
static void set_scales(an_signal *s, double *work)
{
    const size_t start = s->first + LEAST_ERRORS < s->n ? s->first + LEAST_ERRORS : s->n;
    double square = pow(fmax(an_smoothing_scale(s->error, start, work), LEAST_SCALE), 2);
    const size_t most = s->season_length > SCALE_PERIODS ? s->season_length : SCALE_PERIODS;
    size_t known = LEAST_ERRORS;

    for (size_t t = 0; t < s->n; t++) {
        s->scale[t] = sqrt(square);
        if (isnan(s->error[t]) || t < start)
            continue;
        known += known < most;
        square += (fmin(s->error[t] * s->error[t], 9 * square) * 1.03 - square) / (double)known;
        square = fmax(square, LEAST_SCALE * LEAST_SCALE);
    }
}

fc_status an_signal_adjust(an_signal *s, const double *center, const double *spread)
{
    double *work = malloc((s->n + 1) * sizeof *work);

    if (!work)
        return fc_no_memory();
    for (size_t t = 0; t < s->n; t++)
        s->error[t] = (s->error[t] - center[t] * s->scale[t]) / spread[t];
    set_scales(s, work);
    free(work);
    return FC_OK;
}

/* x = log y, or y in parts of its mean size; against peers their logarithm less. */
static bool transform(const double *y, const double *peers, size_t n, bool logs, double *x)
{
    double size = 0;
    size_t known = 0;

    for (size_t t = 0; t < n; t++) {
        size += isnan(y[t]) ? 0 : fabs(y[t]);
        known += !isnan(y[t]);
        if (peers && !(peers[t] > 0))
            return false;
    }
    if (!(size > 0))
        return false;
    for (size_t t = 0; t < n; t++)
        x[t] = logs ? log(y[t]) - (peers ? log(peers[t]) : 0) : y[t] / (size / (double)known);
    return true;
}

/* x[t] - x[t - m], in place, from m on. */
static void on_the_year(double *x, size_t n, size_t m)
{
    for (size_t t = n; t-- > m;)
        x[t] -= x[t - m];
}

/* The way of looking at it by which a step would be seen best. */
typedef struct {
    an_smoothing p;
    double loss, merit;
    size_t peers;
    bool on_year; /* of what changed on the year, which needs no seasonal indices */
} choice;

static void consider(const double *x, size_t n, size_t season, size_t length, choice c,
                     double *work, choice *best)
{
    c.loss = INFINITY;

    an_smoothing_try(x, n, season, length, work, &c.p, &c.loss);
    if (!isfinite(c.loss))
        return;
    c.merit = gathered(c.p.alpha) / fmax(c.loss, LEAST_SCALE * LEAST_SCALE);
    if (c.merit > best->merit)
        *best = c;
}

/* As it is, with a season, and on the year; x is overwritten. */
static void consider_all(double *x, size_t n, size_t m, size_t peers, double *work, choice *best)
{
    consider(x, n, 1, m, (choice){.peers = peers}, work, best);
    if (m == 1 || n < 2 * m)
        return;
    consider(x, n, m, m, (choice){.peers = peers}, work, best);
    on_the_year(x, n, m);
    consider(x + m, n - m, 1, m, (choice){.peers = peers, .on_year = true}, work, best);
}

static bool all_positive(const double *y, size_t n)
{
    bool positive = true;

    for (size_t t = 0; t < n; t++)
        positive = positive && !(y[t] <= 0);
    return positive;
}

static fc_status allocate(size_t n, size_t season, an_signal *s, double **work)
{
    *s = (an_signal){.n = n, .first = n};
    s->error = malloc((n + 1) * sizeof *s->error);
    s->scale = malloc((n + 1) * sizeof *s->scale);
    s->expected = malloc((n + 1) * sizeof *s->expected);
    s->year = malloc((n + 1) * sizeof *s->year);
    *work = malloc((4 * n + season + 1) * sizeof **work);
    if (s->error && s->scale && s->expected && s->year && *work)
        return FC_OK;
    return fc_no_memory();
}

/* On the year the first one has no errors, and last year's value is part of what was expected. */
static void smooth(double *x, const choice *best, double *work, an_signal *s)
{
    const size_t m = best->on_year ? s->season_length : 0;
    double *before = work + best->p.season;

    memcpy(before, x, s->n * sizeof *x);
    if (best->on_year)
        on_the_year(x, s->n, m);
    an_smoothing_run(x + m, s->n - m, &best->p, work, s->error + m, s->expected + m);
    for (size_t t = m; best->on_year && t < s->n; t++)
        s->expected[t] += before[t - m];
}

/* Errors of the chosen way, and what it expected in the units of y. */
static void settle(const double *y, const double *peers, double *x, double *work,
                   const choice *best, an_signal *s)
{
    const size_t m = s->season_length, skipped = best->on_year ? m : 0;
    double mean = 0;

    if (!transform(y, peers, s->n, s->logs, x))
        return;
    for (size_t t = m; t < s->n; t++)
        s->year[t] = x[t] - x[t - m];
    smooth(x, best, work, s);
    for (size_t t = 0; t < s->n; t++)
        mean += isnan(y[t]) ? 0 : fabs(y[t]) / (double)s->n;
    for (size_t t = 0; t < s->n; t++)
        s->expected[t] =
            s->logs ? exp(s->expected[t]) * (peers ? peers[t] : 1) : s->expected[t] * mean;
    s->alpha = best->p.alpha;
    s->peers = best->peers;
    s->seasonal = best->p.season > 1;
    s->first = skipped + an_smoothing_warm_up(&best->p);
    s->first = s->first < s->n ? s->first : s->n;
    set_scales(s, work);
}

fc_status an_signal_make(const double *y, const double *const *peers, size_t n_peers, size_t n,
                         size_t m, an_signal *s)
{
    choice best = {.peers = SIZE_MAX};
    double *work = NULL, *x = malloc((n + 1) * sizeof *x);
    fc_status status = allocate(n, m, s, &work);

    if (status == FC_OK && !x)
        status = fc_no_memory();
    for (size_t t = 0; status == FC_OK && t < n; t++)
        s->error[t] = s->scale[t] = s->expected[t] = s->year[t] = NAN;
    s->logs = all_positive(y, n);
    s->season_length = m;
    s->peers = SIZE_MAX;
    for (size_t i = 0; status == FC_OK && i <= n_peers; i++) {
        const size_t which = i == n_peers ? SIZE_MAX : i;

        if ((which != SIZE_MAX && !s->logs) ||
            !transform(y, which == SIZE_MAX ? NULL : peers[which], n, s->logs, x))
            continue;
        consider_all(x, n, m, which, work, &best);
    }
    if (best.merit > 0)
        settle(y, best.peers == SIZE_MAX ? NULL : peers[best.peers], x, work, &best, s);
    free(x);
    free(work);
    if (status != FC_OK)
        an_signal_clear(s);
    return status;
}
