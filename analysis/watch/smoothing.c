/* smoothing.c - exponential smoothing with level, damped trend and season.
 *
 * Hyndman et al. (2008), Forecasting with exponential smoothing, section 2.3 (A,Ad,A). Seasonal
 * indices are averaged over the first years, then smoothed. */
#include "analysis/watch/smoothing.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_ERRORS = 6 };

static const double DAMPING = 0.95, LEAST_SCALE = 1e-4;

static const double ALPHAS[] = {0.10, 0.20, 0.35, 0.55, 0.80};
static const double BETAS[] = {0.0, 0.05};
static const double GAMMAS[] = {0.05, 0.20};

#define COUNT(list) (sizeof(list) / sizeof *(list))

size_t an_smoothing_warm_up(const an_smoothing *p) /* periods before errors count */
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

void an_smoothing_run(const double *x, size_t n, const an_smoothing *p, double *season,
                      double *error, double *expected)
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
    for (size_t t = 0; t < n && t < an_smoothing_warm_up(p); t++)
        error[t] = NAN;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double an_smoothing_scale(const double *error, size_t n, double *work)
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
    const double scale = fmax(an_smoothing_scale(error, n, work), LEAST_SCALE);
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

/* The last year, in which there may be a fall, is not fitted where the history is long enough: a
 * level that follows fast would hide it. */
void an_smoothing_try(const double *x, size_t n, size_t season, size_t length, double *work,
                      an_smoothing *best, double *best_loss)
{
    double *error = work, *expected = work + n, *sorted = work + 2 * n, *indices = work + 3 * n;
    const size_t least = 5 * length / 2, fit = n < least            ? n
                                               : n - length > least ? n - length
                                                                    : least;

    for (size_t a = 0; a < COUNT(ALPHAS); a++)
        for (size_t b = 0; b < COUNT(BETAS); b++)
            for (size_t g = 0; g < (season > 1 ? COUNT(GAMMAS) : 1); g++) {
                const an_smoothing p = {ALPHAS[a], BETAS[b], GAMMAS[g], season};
                an_smoothing_run(x, n, &p, indices, error, expected);
                const double l = loss(error, fit, sorted);
                if (l < *best_loss) {
                    *best_loss = l;
                    *best = p;
                }
            }
}
