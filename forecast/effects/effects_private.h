/* effects_private.h - what the files of fc_effects share. */
#ifndef FORECAST_EFFECTS_PRIVATE_H
#define FORECAST_EFFECTS_PRIVATE_H

#include "forecast/effects/effects.h"

enum { FC_GROUPS = 2, FC_VARIANTS = 1 << FC_GROUPS }; /* which groups count, as bits */

struct fc_effects {
    const fc_regressors *regressors;
    size_t k, n_series, n_levels;
    size_t *level;     /* of each series */
    double *b, *error; /* n_series x k */
    unsigned *kept;    /* of each level: bits of the groups */
    double *ratio;     /* levels x groups */
};

/* The regression of the first `n` values of a series by itself: b[k], error[k]. Errors are infinite
 * where the series is too short to say anything. */
fc_status fc_effects_fit(const fc_regressors *regressors, const fc_series *series, size_t n,
                         double *b, double *error) FC_CHECKED;

/* Draws the coefficients of `n` series, number by number in which[] (NULL: all from 0 on), to those
 * of level 0. */
void fc_effects_share(const fc_effects_task *task, const size_t *which, size_t n, double *b,
                      double *error);

/* Sets effects->kept and ratio. */
fc_status fc_effects_judge(const fc_effects_task *task, fc_effects *effects) FC_CHECKED;

/* exp of the columns of these groups times b. */
double fc_effects_multiply(const fc_regressors *regressors, const double *b, unsigned groups,
                           fc_period period);

#endif
