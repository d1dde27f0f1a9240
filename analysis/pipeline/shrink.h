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

#endif
