/* spread.h - how far outcomes lie from a forecast: a scale by regression, a shape by quantiles.
 *
 * The scale of the errors at each step ahead is a function of the series and its model that was
 * learned from past forecasts of other series (tests/bench/fit_spread.R); errors in that scale have
 * the quantiles they had there, which need not be symmetric. A conformal method: Romano, Patterson
 * & Candes (2019), Conformalized quantile regression. */
#ifndef FORECAST_SPREAD_H
#define FORECAST_SPREAD_H

#include <stdbool.h>

#include "forecast/series.h"

/* What is known of a series and step ahead; all but the first and the last are logarithms of ratios
 * to the unit, so that neither the unit of the series nor a constant added to it matters. */
typedef enum {
    FC_SPREAD_STEP, /* log of 1, 2, 3 ... */
    FC_SPREAD_SEASON,
    FC_SPREAD_CHANGE,
    FC_SPREAD_RECENT,
    FC_SPREAD_DEVIATION,
    FC_SPREAD_DISAGREEMENT,
    FC_SPREAD_LENGTH, /* log n */
    FC_SPREAD_TAIL,   /* mean |residual|: the smaller, the more of the deviation is outliers' */
    FC_SPREAD_PHASE,  /* mean |residual| in the season of the step, against that in all */
    FC_SPREAD_FEATURES
} fc_spread_feature;

/* What is known about a series. Borrows it and its residuals. */
typedef struct {
    fc_series series;
    const double
        *residuals; /* one-step errors of the model, NaN where there is none; may be NULL */
    double level;   /* mean |y| of the last season, or of the last 3 */
    double season; /* mean |change| from one season to the next; from one period without a season */
    double change; /* mean |change| from one period to the next */
    double recent; /* the same over the last 3 seasons, or the last 6 */
    double residual; /* mean |residual|; NaN without any */
    double n;        /* observations */
} fc_spread_facts;

/* False where nothing can be told: fewer than 3 observations, or all of them zero. */
bool fc_spread_look_at(const fc_series *series, const double *residuals, fc_spread_facts *facts);

/* x[FC_SPREAD_FEATURES] of a step ahead, counted from 0. `deviation` and `disagreement` are those
 * of fc_model_deviation at that step and `first` the deviation at step 0. Returns the unit, near
 * `first`, in which the scale is. */
double fc_spread_features(const fc_spread_facts *facts, size_t step, double first, double deviation,
                          double disagreement, double *x);

/* What was learned from series of such a season and from this model (its name), or else from
 * others; never NULL. Combinations whose members do not disagree count as others. */
typedef struct fc_spread_row fc_spread_row;
const fc_spread_row *fc_spread_row_of(size_t season_length, const char *model, bool disagrees);

/* scale[horizon] of the errors, in units of the series. Steps further ahead than any that was
 * learned from grow as the model's own deviation. All zero where the model never errs: a constant
 * series. */
void fc_spread_scale(const fc_spread_row *row, const fc_spread_facts *facts, size_t horizon,
                     const double *deviation, const double *disagreement, double *scale);

/* The error, in scales, that stands where `score` stands among normal deviates: 1.96 gives the 97.5
 * % quantile. Rises with the score. */
double fc_spread_quantile(const fc_spread_row *row, double score);

/* The same of quantile[FC_SPREAD_QUANTILES] of something else, at these probabilities. */
enum { FC_SPREAD_QUANTILES = 17 };
extern const double fc_spread_probability[FC_SPREAD_QUANTILES];
double fc_spread_between(const double *quantile, double score);

#endif
