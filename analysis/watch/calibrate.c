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

static size_t sort_scores(const an_replay *r, size_t rule, float *sorted)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_nodes; i++)
        for (size_t t = r->scored[i]; t < r->n; t++)
            sorted[n++] = (float)an_replay_score(r, rule, i, t);
    qsort(sorted, n, sizeof *sorted, by_value);
    return n;
}

static size_t count_alarms(const an_replay *r)
{
    size_t n = 0;

#pragma omp parallel for schedule(dynamic, 64) reduction(+ : n)
    for (size_t i = 0; i < r->n_nodes; i++)
        for (size_t t = an_replay_onset(r, SIZE_MAX, i, r->scored[i]); t < r->n;
             t = an_replay_onset(r, SIZE_MAX, i, t + 1))
            n++;
    return n;
}

static void set_thresholds(an_replay *r, float *const *sorted, size_t n, double q)
{
    for (size_t k = 0; k < an_watch_rule_count(); k++)
        r->threshold[k] = an_calibrate_threshold(sorted[k], n, q * an_watch_rule_at(k)->weight);
}

/* Alarms are counted at shares so wide that there are enough of them; from there the rate goes with
 * the share. */
static void find_share(an_replay *r, float *const *sorted, size_t n, double rate)
{
    double low = 1e-6, high = WIDEST;
    const double wanted = fmax(rate * r->years, LEAST_ALARMS);

    for (int i = 0; i < STEPS; i++) {
        const double middle = sqrt(low * high);

        set_thresholds(r, sorted, n, middle);
        if ((double)count_alarms(r) > wanted)
            high = middle;
        else
            low = middle;
    }
    set_thresholds(r, sorted, n, low);

    const double counted = fmax((double)count_alarms(r), 1) / r->years;
    const double q = low * fmin(1, rate / counted);

    set_thresholds(r, sorted, n, q);
    r->false_rate = fmin(counted, rate);
}

static void set_rarities(an_replay *r, float *const *sorted, size_t n)
{
    for (size_t i = 0; i < r->n_nodes; i++)
        for (size_t t = r->scored[i]; t < r->n; t++) {
            double least = 1;

            for (size_t k = 0; k < an_watch_rule_count(); k++)
                least = fmin(least, an_calibrate_share(sorted[k], n, an_replay_score(r, k, i, t)) /
                                        an_watch_rule_at(k)->weight);
            r->rarity[i * r->n + t] = (float)least;
            r->rarities[r->n_rarities++] = (float)least;
        }
    qsort(r->rarities, r->n_rarities, sizeof *r->rarities, by_value);
}

double an_replay_p_value(const an_replay *r, size_t node, size_t t)
{
    const float own = r->rarity[node * r->n + t];

    if (t < r->scored[node])
        return 1;
    return 1 - (double)count_from(r->rarities, r->n_rarities, nextafterf(own, 2)) /
                   (double)r->n_rarities;
}

fc_status an_calibrate(an_replay *r, double rate)
{
    const size_t n_rules = an_watch_rule_count();
    float *sorted[AN_WATCH_MOST_RULES] = {NULL};
    size_t n = 0;
    fc_status status = FC_OK;

    for (size_t k = 0; k < n_rules; k++)
        r->threshold[k] = INFINITY;
    for (size_t k = 0; k < n_rules && status == FC_OK; k++) {
        sorted[k] = malloc((r->n_nodes * r->n + 1) * sizeof **sorted);
        if (!sorted[k])
            status = fc_no_memory();
        else
            n = sort_scores(r, k, sorted[k]);
    }
    if (status == FC_OK && n > 1 && r->years > 0)
        find_share(r, sorted, n, rate);
    if (status == FC_OK && n > 1)
        set_rarities(r, sorted, n);
    for (size_t k = 0; k < n_rules; k++)
        free(sorted[k]);
    return status;
}
