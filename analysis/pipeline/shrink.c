/* shrink.c - empirical Bayes by moments. */
#include "analysis/pipeline/shrink.h"

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
