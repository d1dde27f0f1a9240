/* harmonics.h - the sines and cosines by which a series repeats itself. */
#ifndef FORECAST_HARMONICS_H
#define FORECAST_HARMONICS_H

#include "forecast/arima/arima.h"
#include "forecast/season/seasons.h"

enum {
    FC_HARMONICS_OF_SEASON = 12, /* pairs at most */
    FC_HARMONICS_MAX = FC_SEASONS_MAX * FC_HARMONICS_OF_SEASON
};

/* Pairs of sine and cosine, with their coefficients; t = 0 is the first observation. */
typedef struct {
    size_t n;
    double frequency[FC_HARMONICS_MAX]; /* in cycles a period */
    double beta[2 * FC_HARMONICS_MAX];
} fc_harmonics;

/* As many pairs of each season (seasons.h) as AICc likes, with errors that are an ARMA(1,1) process
 * of differences where the rest of the series wanders. */
fc_status fc_harmonics_choose(const fc_series *train, const fc_arma_effort *effort,
                              fc_harmonics *harmonics, fc_scratch *scratch) FC_CHECKED;

/* Estimates their coefficients together with errors of this order; *mean is that of the errors'
 * differences, 0 where the order has no constant. */
fc_status fc_harmonics_fit(const fc_series *train, const fc_arima_order *order,
                           const fc_arma_effort *effort, fc_harmonics *harmonics,
                           fc_arma_estimate *estimate, double *mean,
                           fc_scratch *scratch) FC_CHECKED;

/* values[n], from t = first on, += sign times the pairs. */
void fc_harmonics_add(const fc_harmonics *harmonics, double sign, size_t first, size_t n,
                      double *values);

#endif
