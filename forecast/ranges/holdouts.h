/* holdouts.h - what a panel's own past errors say about ranges that were learned from others. */
#ifndef FORECAST_RANGES_HOLDOUTS_H
#define FORECAST_RANGES_HOLDOUTS_H

#include "forecast/series.h"
#include "forecast/status.h"

enum { FC_HOLDOUT_BANDS = 3, FC_HOLDOUT_ORIGINS = 4, FC_HOLDOUT_ERRORS = 100 };

/* A factor by which ranges are made wider: that of all steps, times that of a band of them: near,
 * middle, far. 1 where nothing could be judged. */
typedef struct {
    size_t series, origins, errors; /* that it rests on; none with fewer than FC_HOLDOUT_ERRORS */
    size_t steps;                   /* that were judged; the last band goes on beyond them */
    double seen;                    /* what the errors alone would ask for */
    double all, band[FC_HOLDOUT_BANDS];
    double tail; /* a further one of the ranges of 95 % and more */
} fc_holdouts;

/* Forecasts up to a hundred of the series again at up to four past origins, by the model `fast`,
 * whatever model is asked for: how a panel's errors differ from what was learned is much the same
 * for both. */
fc_status fc_holdouts_judge(const fc_series *series, size_t n, size_t horizon,
                            fc_holdouts *holdouts) FC_CHECKED;

double fc_holdouts_factor(const fc_holdouts *holdouts, size_t step);

/* The further factor of the outcome that stands where `score` stands among normal deviates: 1 up to
 * the ranges of 80 %, the tail's from those of 95 % on. */
double fc_holdouts_tail(const fc_holdouts *holdouts, double score);

/* The logarithm of a factor, from its estimates at past origins, each from so many series: drawn to
 * `usual`, what panels like those that the ranges were learned from have. Estimates of one origin
 * share what happened then, so that it is origins that count. Empirical Bayes with a prior of two
 * normals: nine panels in ten lie near the usual, one in ten
 * may lie as far as a normal of standard deviation `far` reaches. */
double fc_holdouts_draw(const double *estimates, size_t n, double series, double usual, double far);

#endif
