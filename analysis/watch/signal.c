/* signal.c - one-step errors of exponential smoothing, seen in the way that shows a step best.
 *
 * The smoothing is that of Hyndman et al. (2008), Forecasting with exponential smoothing, section
 * 2.3 (A,Ad,A), on logarithms. Seasonal indices are averaged over the first years, then smoothed.
 */
#include "analysis/watch/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SCALE_PERIODS = 24, LEAST_ERRORS = 6, SEEN_WITHIN = 4 };

static const double DAMPING = 0.95, LEAST_SCALE = 1e-4;

static const double ALPHAS[] = {0.10, 0.20, 0.35, 0.55, 0.80};
static const double BETAS[] = {0.0, 0.05};
static const double GAMMAS[] = {0.05, 0.20};

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct {
    double alpha, beta, gamma;
    size_t season; /* 1: none */
} smoothing;

void an_signal_clear(an_signal *s)
{
    free(s->error);
    free(s->scale);
    free(s->expected);
    free(s->year);
    *s = (an_signal){0};
}

static size_t warm_up(const smoothing *p) /* periods before errors count */
{
    return p->season > 1 ? p->season + p->season / 2 : 4;
}

static double mean_of(const double *x, size_t n)
{
    double sum = 0;
    size_t known = 0;

    for (size_t t = 0; t < n; t++) {
        sum += isnan(x[t]) ? 0 : x[t];
        known += !isnan(x[t]);
    }
    return known ? sum / (double)known : NAN;
}

/* Smooths x[n] and gives the errors; season[m] is room for the indices. */
static void smooth(const double *x, size_t n, const smoothing *p, double *season, double *error,
                   double *expected)
{
    const size_t m = p->season, begin = m > 1 ? m : 1;
    double level = mean_of(x, begin), trend = 0;

    for (size_t j = 0; j < m; j++)
        season[j] = m > 1 && !isnan(x[j]) ? x[j] - level : 0;
    for (size_t t = 0; t < n; t++)
        error[t] = expected[t] = NAN;
    for (size_t t = begin; t < n; t++) {
        const double forecast = level + DAMPING * trend + season[t % m];
        const double e = isnan(x[t]) ? 0 : x[t] - forecast;
        const size_t seasons = t / m + 1;
        const double gamma = fmax(p->gamma, 1 / (double)seasons);

        expected[t] = forecast;
        error[t] = isnan(x[t]) ? NAN : e;
        level += DAMPING * trend + p->alpha * e;
        trend = DAMPING * trend + p->beta * p->alpha * e;
        if (m > 1)
            season[t % m] += gamma * (1 - p->alpha) * e;
    }
    for (size_t t = 0; t < n && t < warm_up(p); t++)
        error[t] = NAN;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Median of the sizes of n errors, as the standard deviation of a normal distribution; work[n]. */
static double robust_scale(const double *error, size_t n, double *work)
{
    size_t known = 0;

    for (size_t t = 0; t < n; t++)
        if (!isnan(error[t]))
            work[known++] = fabs(error[t]);
    if (known == 0)
        return NAN;
    qsort(work, known, sizeof *work, by_value);
    return 1.4826 * (work[(known - 1) / 2] + work[known / 2]) / 2;
}

/* Mean of errors clipped at three robust standard deviations, squared: what smoothing minimises. */
static double loss(const double *error, size_t n, double *work)
{
    const double scale = fmax(robust_scale(error, n, work), LEAST_SCALE);
    double sum = 0;
    size_t known = 0;

    for (size_t t = 0; t < n; t++)
        if (!isnan(error[t])) {
            const double e = fmin(fabs(error[t]), 3 * scale);

            sum += e * e;
            known++;
        }
    return known >= LEAST_ERRORS ? sum / (double)known : INFINITY;
}

/* What of a unit step is gathered within a few periods. */
static double gathered(double alpha)
{
    double sum = 0;

    for (int j = 0; j < SEEN_WITHIN; j++)
        sum += pow(1 - alpha, 2 * j);
    return sum;
}

/* Tries every smoothing of x. The last year, in which there may be a fall, is not fitted where the
 * history is long enough: a level that follows fast would hide it. work: 4 n + m. */
static void try_all(const double *x, size_t n, size_t season, size_t length, double *work,
                    smoothing *best, double *best_loss)
{
    double *error = work, *expected = work + n, *sorted = work + 2 * n, *indices = work + 3 * n;
    const size_t least = 5 * length / 2, fit = n < least            ? n
                                               : n - length > least ? n - length
                                                                    : least;

    for (size_t a = 0; a < COUNT(ALPHAS); a++)
        for (size_t b = 0; b < COUNT(BETAS); b++)
            for (size_t g = 0; g < (season > 1 ? COUNT(GAMMAS) : 1); g++) {
                const smoothing p = {ALPHAS[a], BETAS[b], GAMMAS[g], season};
                smooth(x, n, &p, indices, error, expected);
                const double l = loss(error, fit, sorted);
                if (l < *best_loss) {
                    *best_loss = l;
                    *best = p;
                }
            }
}

/* Standard deviations as known before each period: a slow average of squared errors, the large ones
 * clipped; it starts with the median of the first ones. */
static void set_scales(an_signal *s, double *work)
{
    const size_t start = s->first + LEAST_ERRORS < s->n ? s->first + LEAST_ERRORS : s->n;
    double square = pow(fmax(robust_scale(s->error, start, work), LEAST_SCALE), 2);
    size_t known = LEAST_ERRORS;

    for (size_t t = 0; t < s->n; t++) {
        s->scale[t] = sqrt(square);
        if (isnan(s->error[t]) || t < start)
            continue;
        known += known < SCALE_PERIODS;
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

/* The way of looking at it by which a step would be seen best. */
typedef struct {
    smoothing p;
    double loss, merit;
    size_t peers;
} choice;

static void consider(const double *x, size_t n, size_t season, size_t length, size_t peers,
                     double *work, choice *best)
{
    choice c = {.loss = INFINITY, .peers = peers};

    try_all(x, n, season, length, work, &c.p, &c.loss);
    if (!isfinite(c.loss))
        return;
    c.merit = gathered(c.p.alpha) / fmax(c.loss, LEAST_SCALE * LEAST_SCALE);
    if (c.merit > best->merit)
        *best = c;
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

/* Errors of the chosen way, and what it expected in the units of y. */
static void settle(const double *y, const double *peers, double *x, double *work,
                   const choice *best, an_signal *s)
{
    const size_t m = s->season_length;
    double mean = 0;

    if (!transform(y, peers, s->n, s->logs, x))
        return;
    for (size_t t = m; t < s->n; t++)
        s->year[t] = x[t] - x[t - m];
    smooth(x, s->n, &best->p, work, s->error, s->expected);
    for (size_t t = 0; t < s->n; t++)
        mean += isnan(y[t]) ? 0 : fabs(y[t]) / (double)s->n;
    for (size_t t = 0; t < s->n; t++)
        s->expected[t] =
            s->logs ? exp(s->expected[t]) * (peers ? peers[t] : 1) : s->expected[t] * mean;
    s->alpha = best->p.alpha;
    s->peers = best->peers;
    s->seasonal = best->p.season > 1;
    s->first = warm_up(&best->p) < s->n ? warm_up(&best->p) : s->n;
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
        if (m > 1 && n >= 2 * m)
            consider(x, n, m, m, which, work, &best);
        consider(x, n, 1, m, which, work, &best);
    }
    if (best.merit > 0)
        settle(y, best.peers == SIZE_MAX ? NULL : peers[best.peers], x, work, &best, s);
    free(x);
    free(work);
    if (status != FC_OK)
        an_signal_clear(s);
    return status;
}
