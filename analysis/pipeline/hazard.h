/* hazard.h - how likely a deal is won or lost at each age, given what it is like.
 *
 * Two competing hazards in discrete time, piecewise constant over steps of age, each the product of
 * a common curve and a factor for each level of each trait: a Poisson regression on events and
 * exposure, with gamma priors around 1 for the factors. Open deals count as watched so far
 * (censored). Holford (1980), The analysis of rates and of survivorship using log-linear models;
 * Clayton & Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks, section 3.
 */
#ifndef ANALYSIS_PIPELINE_HAZARD_H
#define ANALYSIS_PIPELINE_HAZARD_H

#include "analysis/pipeline/cases.h"

enum { AN_HAZARD_STEPS = 120 };

typedef enum { AN_HAZARD_WIN, AN_HAZARD_LOSS, AN_N_HAZARDS } an_hazard_kind;

/* Owns its factors. */
typedef struct {
    int32_t width;                                 /* days of a step; the last step has no end */
    double rate[AN_N_HAZARDS][AN_HAZARD_STEPS];    /* a day, of the common curve */
    double sum[AN_N_HAZARDS][AN_HAZARD_STEPS + 1]; /* of rate x width, up to each step */
    double *factors[AN_N_HAZARDS][AN_FACTORS_MAX]; /* of each level; NULL: not used */
    double strength[AN_N_HAZARDS][AN_FACTORS_MAX]; /* how many events the factor 1 is worth */
    double newest[AN_N_HAZARDS]; /* the factor of deals created after the as-of date */
    size_t n_factors;
} an_hazard;

fc_status an_hazard_fit(const an_cases *cases, an_hazard *hazard) FC_CHECKED;
void an_hazard_free(an_hazard *hazard);

/* What the common curve adds up to from age `from` to age `to`, in days. */
double an_hazard_between(const an_hazard *hazard, an_hazard_kind kind, double from, double to);

/* The product of the factors of a case. */
double an_hazard_factor(const an_hazard *hazard, an_hazard_kind kind, const uint32_t *levels);

#endif
