/* effects.h - what calendar and drivers do to many series: estimated, shared, judged, taken out. */
#ifndef FORECAST_EFFECTS_H
#define FORECAST_EFFECTS_H

#include "forecast/effects/regressors.h"
#include "forecast/scratch.h"
#include "forecast/series.h"

/* It owns nothing. */
typedef struct {
    const fc_regressors *regressors; /* cover the series and what is to be forecast */
    const fc_series *series;
    const size_t *level; /* of each series: those of one level share; 0 is the coarsest */
    size_t n_series;
    bool judge; /* keep a group of columns only where it forecasts better at past origins */
} fc_effects_task;

/* Owns its numbers, borrows the regressors. */
typedef struct fc_effects fc_effects;

/* Regression of each series (logarithms where all values are positive, else values over their mean)
 * on the columns, beside a smooth trend and the season; outliers weigh less (Huber). Coefficients
 * are drawn to those of level 0 by as much as the series of a level agree (empirical Bayes: Efron &
 * Morris 1975); a series too short for its own takes those. A price is held at or below 0.
 *
 * With `judge`, calendar and drivers are each kept for a level only where forecasts by the
 * optimised theta method, made at up to eight past origins from what was known then, have less
 * error with them than without; where the history is too short to tell, they are not kept. */
fc_status fc_effects_estimate(const fc_effects_task *task, fc_effects **effects) FC_CHECKED;
void fc_effects_free(fc_effects *effects);

/* One a column: of a series, before and after what is kept is decided; 0 where nothing is known of
 * it. Errors are standard errors. */
const double *fc_effects_coefficients(const fc_effects *effects, size_t series);
const double *fc_effects_errors(const fc_effects *effects, size_t series);

/* Whether there is a column of the group at all. */
bool fc_effects_has(const fc_effects *effects, fc_regressor_group group);

/* Whether the group counts for the series' level, and the error with it over that without, at past
 * origins; 1 where that was not judged. */
bool fc_effects_kept(const fc_effects *effects, size_t series, fc_regressor_group group);
double fc_effects_ratio(const fc_effects *effects, size_t series, fc_regressor_group group);

/* What sales are multiplied by in a period: above 0, 1 where nothing is kept. */
double fc_effects_factor(const fc_effects *effects, size_t series, fc_period period);

/* The same of one group, kept or not. */
double fc_effects_factor_of(const fc_effects *effects, size_t series, fc_regressor_group group,
                            fc_period period);

#endif
