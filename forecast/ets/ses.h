/* ses.h - simple exponential smoothing with the best start for every alpha. */
#ifndef FORECAST_SES_H
#define FORECAST_SES_H

#include "forecast/series.h"

typedef struct {
    double alpha;
    double start; /* level before the first observation */
    double level; /* after the last one */
} fc_ses;

/* Least squares over alpha and start. Skips missing values; writes fitted[n]. */
fc_ses fc_ses_fit(const fc_series *train, double *fitted);

#endif
