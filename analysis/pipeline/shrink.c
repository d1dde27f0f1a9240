/* shrink.c - empirical Bayes by moments. */
#include "analysis/pipeline/shrink.h"

#include <assert.h>

static const double WEAKEST = 5, STRONGEST = 50;

double an_shrink_strength(const an_share *groups, size_t n)
{
    double won = 0, total = 0, squares = 0, spread = 0, used = 0, share, within, rho;

    for (size_t g = 0; g < n; g++) {
        won += groups[g].won;
        total += groups[g].n;
        squares += groups[g].n * groups[g].n;
        used += groups[g].n > 0;
    }
    if (used < 2)
        return STRONGEST;
    share = won / total;
    within = share * (1 - share);
    for (size_t g = 0; g < n; g++)
        if (groups[g].n > 0) {
            const double off = groups[g].won / groups[g].n - share;

            spread += groups[g].n * off * off;
        }
    rho = (spread - within * (used - 1)) / (within * (total - squares / total - (used - 1)));
    if (!(rho > 0))
        return STRONGEST;
    rho = 1 / rho - 1;
    return rho < WEAKEST ? WEAKEST : rho > STRONGEST ? STRONGEST : rho;
}

double an_shrink(an_share group, double common, double strength)
{
    return (group.won + strength * common) / (group.n + strength);
}

double an_shrink_events(const double *events, const double *expected, size_t n)
{
    static const double LEAST = 1, MOST = 1e6;
    double excess = 0, squares = 0;

    for (size_t i = 0; i < n; i++) {
        const double off = events[i] - expected[i];

        excess += off * off - expected[i];
        squares += expected[i] * expected[i];
    }
    if (!(excess * MOST > squares))
        return MOST;
    return squares / excess < LEAST ? LEAST : squares / excess;
}

enum { GROUPS_MOST = 16 };

static const double PRIOR = 2;

void an_shrink_means(const double *values, const size_t *groups, size_t n, double *factor,
                     size_t n_groups)
{
    double sums[GROUPS_MOST] = {0}, counts[GROUPS_MOST] = {0};
    double mean = 0, all = 0, within = 0, between = 0, squares = 0, used = 0, spread;

    assert(n_groups <= GROUPS_MOST);
    for (size_t i = 0; i < n; i++) {
        sums[groups[i]] += values[i];
        counts[groups[i]]++;
        mean += values[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        const double off = values[i] - sums[groups[i]] / counts[groups[i]];

        within += off * off;
        all += (values[i] - mean) * (values[i] - mean);
    }
    for (size_t g = 0; g < n_groups; g++) {
        factor[g] = 1;
        used += counts[g] > 0;
        squares += counts[g] * counts[g];
    }
    if (used < 2 || (double)n <= used || !(mean > 0))
        return;
    within = (within + PRIOR * all / (double)(n - 1)) / ((double)n - used + PRIOR);
    for (size_t g = 0; g < n_groups; g++)
        if (counts[g] > 0)
            between += counts[g] * (sums[g] / counts[g] - mean) * (sums[g] / counts[g] - mean);
    spread = (between - (used - 1) * within) / ((double)n - squares / (double)n);
    for (size_t g = 0; g < n_groups && spread > 0; g++)
        if (counts[g] > 0)
            factor[g] = 1 + counts[g] * spread / (counts[g] * spread + within) *
                                (sums[g] / counts[g] / mean - 1);
}
