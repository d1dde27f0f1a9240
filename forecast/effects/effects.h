/* effects.h - what calendar and drivers do to many series: estimated, shared, judged, taken out. */
#ifndef FORECAST_EFFECTS_H
#define FORECAST_EFFECTS_H

#include "forecast/effects/regressors.h"
#include "forecast/scratch.h"
#include "forecast/series.h"

/* What bounds the influence of outliers: Huber's loss, Tukey's bisquare, or nothing. */
typedef enum { FC_ROBUST_HUBER, FC_ROBUST_BISQUARE, FC_ROBUST_OFF } fc_effects_robust;

/* What coefficients are drawn to their expectations by: how large effects usually are, or the ridge
 * of the least generalised cross-validation, series by series. */
typedef enum { FC_RIDGE_PRIOR, FC_RIDGE_GCV } fc_effects_ridge;

typedef struct {
    fc_effects_robust robust;
    fc_effects_ridge ridge;
} fc_effects_options;

/* It owns nothing. */
typedef struct {
    const fc_regressors *regressors; /* cover the series and what is to be forecast */
    const fc_series *series;
    const size_t *level; /* of each series: those of one level share; 0 is the coarsest */
    const size_t *node;  /* of each series, for columns that nodes have their own of; NULL: 0 */
    size_t n_series;
    fc_effects_options options;
    bool judge;      /* keep a part of the columns only where it forecasts better at past origins */
    bool has_member; /* a regression may stand beside the models */
} fc_effects_task;

/* Owns its numbers, borrows the regressors. */
typedef struct fc_effects fc_effects;

/* Regression of each series (logarithms where all values are positive, else values over their mean)
 * on the columns, beside a smooth trend and the season, with errors that follow an autoregression
 * (by restricted likelihood: Patterson & Thompson 1971); outliers weigh less. Coefficients are
 * drawn to those of level 0 by as much as the series of a level agree (empirical Bayes: Efron &
 * Morris 1975); a series too short for its own takes those. A price is held at or below 0.
 *
 * With `judge`, each part (trading days, holidays, a driver) is kept for a level only where
 * forecasts by the optimised theta method, made at up to eight past origins from what was known
 * then, have less error with it than without: beginning with all, the worst alone first, parts that
 * the rest does as well without are left out; where the history is too short to tell, none is kept.
 * Coefficients of what is kept are estimated without the rest. */
fc_status fc_effects_estimate(const fc_effects_task *task, fc_effects **effects) FC_CHECKED;
void fc_effects_free(fc_effects *effects);

/* One a column: of a series, before and after what is kept is decided; 0 where nothing is known of
 * it. Errors are standard errors. */
const double *fc_effects_coefficients(const fc_effects *effects, size_t series);
const double *fc_effects_errors(const fc_effects *effects, size_t series);

/* Whether there is a column of the group at all; and whether some of the group counts for the
 * series' level. */
bool fc_effects_has(const fc_effects *effects, fc_regressor_group group);
bool fc_effects_kept(const fc_effects *effects, size_t series, fc_regressor_group group);

/* Whether a part counts for the series' level, and the error with it alone over that without, at
 * past origins; 1 where that was not judged. */
bool fc_effects_part_kept(const fc_effects *effects, size_t series, size_t part);
double fc_effects_part_ratio(const fc_effects *effects, size_t series, size_t part);

/* The same of all parts that are kept together. */
double fc_effects_ratio(const fc_effects *effects, size_t series);

/* What sales are multiplied by in a period: above 0, 1 where nothing is kept. */
double fc_effects_factor(const fc_effects *effects, size_t series, fc_period period);

/* The same of what is kept of one group. */
double fc_effects_factor_of(const fc_effects *effects, size_t series, fc_regressor_group group,
                            fc_period period);

/* The share that the regression member has in forecasts of the series' level: 0 where past origins
 * were forecast no better with it. */
double fc_effects_member_share(const fc_effects *effects, size_t series);

/* mean[horizon]: the forecast of that member for a series without what calendar and drivers do: its
 * season, estimated beside a smooth trend, and what is left by ARIMA. FC_EDATA where it cannot be
 * made: values that are not positive, too short a history. */
fc_status fc_effects_continue(const fc_series *adjusted, size_t horizon, fc_scratch *scratch,
                              double *mean) FC_CHECKED;

#endif
