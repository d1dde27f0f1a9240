/* shrink.h - shares of small groups drawn towards that of all, as far as chance explains them. */
#ifndef ANALYSIS_PIPELINE_SHRINK_H
#define ANALYSIS_PIPELINE_SHRINK_H

#include <stddef.h>

/* `won` of `n` in a group; counts may be weighted. */
typedef struct {
    double won, n;
} an_share;

/* How many trials the common share is worth, in 5 .. 50: by the moments of the beta-binomial
 * distribution, Kleinman (1973), Proportions with extraneous variance, section 3. 50 where the
 * groups differ no more than by chance. */
double an_shrink_strength(const an_share *groups, size_t n);

/* (won + strength x common) / (n + strength). */
double an_shrink(an_share group, double common, double strength);

/* The same for counts of events beside those expected: how many expected events the factor 1 is
 * worth, in 1 .. 1e6, by the moments of the negative binomial distribution, whose variance is
 * E + E^2 / strength. */
double an_shrink_events(const double *events, const double *expected, size_t n);

/* factor[n_groups]: the mean of each group's values over that of all groups, drawn to 1 as far as
 * the spread within groups explains the spread between them; the spread of all counts there as that
 * of two values more. All 1 where fewer than two groups have values. Moments of a one-way layout
 * with random effects, Searle, Casella & McCulloch (1992), Variance Components, section 3.6. */
void an_shrink_means(const double *values, const size_t *groups, size_t n, double *factor,
                     size_t n_groups);

#endif
