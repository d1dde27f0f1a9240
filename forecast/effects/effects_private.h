/* effects_private.h - what the files of fc_effects share. */
#ifndef FORECAST_EFFECTS_PRIVATE_H
#define FORECAST_EFFECTS_PRIVATE_H

#include "forecast/effects/effects.h"

/* Parts of the columns, as bits. */
typedef uint64_t fc_parts;

struct fc_effects {
    const fc_regressors *regressors;
    size_t k, n_series, n_levels, n_parts;
    size_t *level, *node; /* of each series */
    double *b, *error;    /* n_series x k */
    fc_parts *kept;       /* of each level */
    double *part_ratio;   /* levels x parts */
    double *ratio;        /* of each level */
    double *share;        /* of each level: of the regression member */
};

/* The columns of one series: season, a smooth trend, those asked about. Owns its memory. */
typedef struct {
    size_t n;        /* observations */
    size_t k;        /* columns asked about */
    size_t first;    /* the first of them */
    size_t columns;  /* all of them */
    size_t *which;   /* k: their numbers among the regressors */
    size_t *at;      /* n: the place of each observation in the series */
    double *x;       /* n x (columns + 1), observation after observation; the last one is y: */
    bool logarithms; /* logarithms, or values over their mean size */
    size_t *phase;   /* season_length: the column of each place, SIZE_MAX where none was seen */
} fc_effects_design;

/* Of the first `n` values of series i, for these parts. *enough is false where it is too short to
 * say anything. */
fc_status fc_effects_design_new(const fc_effects_task *task, size_t i, const fc_series *series,
                                size_t n, fc_parts parts, fc_effects_design *design,
                                bool *enough) FC_CHECKED;
void fc_effects_design_free(fc_effects_design *design);

/* The place of a period in the season. */
size_t fc_effects_phase(const fc_series *series, size_t t);

/* The normal equations of a design whose errors follow an autoregression of order one. Owns its
 * memory. */
typedef struct {
    size_t k, first;             /* columns, and the first asked about; y stands behind them */
    double *sum, *lagged, *ends; /* upper triangles: products at one time, one apart, at the ends */
    double *matrix;              /* of the last solution: the factor */
    double *b;                   /* k */
    double *inverse;             /* its diagonal, of the columns asked about */
    double *work;
} fc_effects_gram;

fc_status fc_effects_gram_new(const fc_effects_design *design, fc_effects_gram *gram) FC_CHECKED;
void fc_effects_gram_free(fc_effects_gram *gram);

/* Takes another y, n values. */
void fc_effects_gram_take(fc_effects_gram *gram, const fc_effects_design *design, const double *y);

/* What came of a solution: sums of squares of the innovations, without and with the penalty. */
typedef struct {
    double rss, penalised;
    double log_determinant;
} fc_effects_solution;

/* For errors of this autocorrelation, and the columns asked about drawn to centre[] by penalty[];
 * false where columns make each other up. `whole`: b, the inverse and rss too. */
bool fc_effects_gram_solve(fc_effects_gram *gram, double rho, const double *penalty,
                           const double *centre, bool whole, fc_effects_solution *solution);

/* The regression of the first `n` values of a series by itself on these parts: b[k], error[k];
 * errors are infinite where nothing is said of a column. season[season_length], where it is not
 * NULL: what each place adds to the logarithm; NaN where nothing is known. */
fc_status fc_effects_fit(const fc_effects_task *task, size_t i, const fc_series *series, size_t n,
                         fc_parts parts, double *b, double *error, double *season) FC_CHECKED;

/* Draws the coefficients of `n` series, number by number in which[] (NULL: all from 0 on), to those
 * of level 0. */
void fc_effects_share(const fc_effects_task *task, const size_t *which, size_t n, double *b,
                      double *error);

/* Sets effects->kept, ratios and shares. */
fc_status fc_effects_judge(const fc_effects_task *task, fc_effects *effects) FC_CHECKED;

/* exp of the columns of these parts times b. */
double fc_effects_multiply(const fc_regressors *regressors, const double *b, fc_parts parts,
                           size_t node, fc_period period);

/* The series that are looked at when parts are judged, and forecasts of them at past origins. */
enum { FC_ORIGINS = 8 };

typedef struct {
    const fc_effects_task *task;
    size_t n_levels, n_origins;
    double doubt;  /* a season over the time that is judged, at least 1 */
    size_t *which; /* the series that are tried */
    size_t n;
    double *b, *error; /* of these */
    double *own;       /* of these x origins: errors over size */
} fc_effects_trial;

fc_status fc_effects_trial_new(const fc_effects_task *task, size_t n_levels,
                               fc_effects_trial *trial) FC_CHECKED;
void fc_effects_trial_free(fc_effects_trial *trial);

/* sum[levels x FC_ORIGINS]: errors of forecasts with the parts of each level, the member having
 * this share in them. */
fc_status fc_effects_trial_run(fc_effects_trial *trial, const fc_parts *parts, double share,
                               double *sum) FC_CHECKED;

#endif
