/* calibrate.c - one exceedance share for all rules, found by counting alarms.
 *
 * The tail beyond the largest scores is exponential with their mean excess: the limit for the
 * excesses of light-tailed distributions (Pickands 1975; Coles 2001, section 4.2, with shape 0). */
#include "analysis/watch/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TAIL = 30, LEAST_ALARMS = 5, STEPS = 20 };

static const double WIDEST = 0.25, TAIL_SHARE = 0.05, LEAST_SHARE = 1e-9;

/* Where the tail begins: above it lie at least TAIL scores, or a twentieth. */
static size_t tail_size(size_t n)
{
    const size_t share = (size_t)(TAIL_SHARE * (double)n);

    return share < TAIL ? (n / 2 < TAIL ? n / 2 : TAIL) : share;
}

static double mean_excess(const float *sorted, size_t n, size_t k)
{
    const double u = sorted[n - k - 1];
    double sum = 0;

    for (size_t i = n - k; i < n; i++)
        sum += sorted[i] - u;
    return sum / (double)k;
}

double an_calibrate_threshold(const float *sorted, size_t n, double q)
{
    const size_t k = tail_size(n);
    const double wanted = q * (double)n;

    if (k == 0)
        return INFINITY;
    if (wanted >= TAIL / 3.0)
        return sorted[n - 1 - (size_t)fmin(wanted, (double)n - 1)];
    return sorted[n - k - 1] +
           mean_excess(sorted, n, k) * log((double)k / fmax(wanted, LEAST_SHARE));
}

/* How many of n ascending numbers are `score` or more. */
static size_t count_from(const float *sorted, size_t n, double score)
{
    size_t low = 0, high = n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (sorted[middle] < score)
            low = middle + 1;
        else
            high = middle;
    }
    return n - low;
}

double an_calibrate_share(const float *sorted, size_t n, double score)
{
    const size_t k = tail_size(n), above = count_from(sorted, n, score);

    if (k == 0 || above >= TAIL / 3)
        return n ? (double)above / (double)n : 1;

    const double u = sorted[n - k - 1], excess = mean_excess(sorted, n, k);

    return excess > 0 && score > u ? (double)k / (double)n * exp(-(score - u) / excess)
                                   : (double)k / (double)n;
}

static int by_value(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

static size_t sort_scores(const an_scores *s, size_t rule, float *sorted)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_nodes; i++)
        for (size_t t = s->scored[i]; t < s->n; t++)
            sorted[n++] = (float)an_scores_get(s, rule, i, t);
    qsort(sorted, n, sizeof *sorted, by_value);
    return n;
}

static size_t count_alarms(const an_scores *s)
{
    size_t n = 0;

#pragma omp parallel for schedule(dynamic, 64) reduction(+ : n)
    for (size_t i = 0; i < s->n_nodes; i++)
        for (size_t t = an_scores_onset(s, SIZE_MAX, i, s->scored[i]); t < s->n;
             t = an_scores_onset(s, SIZE_MAX, i, t + 1))
            n++;
    return n;
}

static void set_thresholds(an_scores *s, float *const *sorted, size_t n, double q)
{
    for (size_t k = 0; k < s->n_rules; k++)
        s->threshold[k] = an_calibrate_threshold(sorted[k], n, q * s->weight[k]);
}

/* Alarms are counted at shares so wide that there are enough of them; from there the rate goes with
 * the share. */
static void find_share(an_scores *s, float *const *sorted, size_t n, double rate)
{
    double low = 1e-6, high = WIDEST;
    const double wanted = fmax(rate * s->years, LEAST_ALARMS);

    for (int i = 0; i < STEPS; i++) {
        const double middle = sqrt(low * high);

        set_thresholds(s, sorted, n, middle);
        if ((double)count_alarms(s) > wanted)
            high = middle;
        else
            low = middle;
    }
    set_thresholds(s, sorted, n, low);

    const double counted = fmax((double)count_alarms(s), 1) / s->years;
    const double q = low * fmin(1, rate / counted);

    set_thresholds(s, sorted, n, q);
    s->false_rate = fmin(counted, rate);
}

static void set_rarities(an_scores *s, float *const *sorted, size_t n)
{
    for (size_t i = 0; i < s->n_nodes; i++)
        for (size_t t = s->scored[i]; t < s->n; t++) {
            double least = 1;

            for (size_t k = 0; k < s->n_rules; k++)
                least = fmin(least, an_calibrate_share(sorted[k], n, an_scores_get(s, k, i, t)) /
                                        s->weight[k]);
            s->rarity[i * s->n + t] = (float)least;
            s->rarities[s->n_rarities++] = (float)least;
        }
    qsort(s->rarities, s->n_rarities, sizeof *s->rarities, by_value);
}

double an_scores_p_value(const an_scores *s, size_t node, size_t t)
{
    if (t < s->scored[node] || s->n_rarities == 0)
        return NAN;
    return 1 - (double)count_from(s->rarities, s->n_rarities,
                                  nextafterf(s->rarity[node * s->n + t], 2)) /
                   (double)s->n_rarities;
}

fc_status an_scores_calibrate(an_scores *s, double rate)
{
    float **sorted = calloc(s->n_rules + 1, sizeof *sorted);
    size_t n = 0;
    fc_status status = sorted ? FC_OK : fc_no_memory();

    an_scores_count_years(s);
    for (size_t k = 0; k < s->n_rules && status == FC_OK; k++) {
        sorted[k] = malloc((s->n_nodes * s->n + 1) * sizeof **sorted);
        if (!sorted[k])
            status = fc_no_memory();
        else
            n = sort_scores(s, k, sorted[k]);
    }
    if (status == FC_OK && n > 1 && s->years > 0)
        find_share(s, sorted, n, rate);
    if (status == FC_OK && n > 1)
        set_rarities(s, sorted, n);
    for (size_t k = 0; sorted && k < s->n_rules; k++)
        free(sorted[k]);
    free(sorted);
    return status;
}
