/* clean.h - values that stand out and steps of the level: found by stated rules, taken out before a
 * model is fitted. */
#ifndef FORECAST_CLEAN_H
#define FORECAST_CLEAN_H

#include <stdbool.h>

#include "forecast/scratch.h"
#include "forecast/series.h"

enum { FC_CLEAN_OUTLIERS = 8, FC_CLEAN_SHIFTS = 2 };

/* What was found. Observations are counted from 0. */
typedef struct {
    bool relative; /* steps are factors, not summands: every observation is positive */
    size_t n_outliers;
    size_t outlier[FC_CLEAN_OUTLIERS];
    size_t n_shifts;
    size_t shift[FC_CLEAN_SHIFTS]; /* first observation at the new level, the newest step first */
    double step[FC_CLEAN_SHIFTS];  /* by which everything before was moved */
} fc_clean;

/* Writes the series to clean[n] with outlying observations replaced by the level around them and
 * everything before a step moved to the level after it. The rules stand in clean.c and
 * clean_step.c; series of fewer than 15 observations are left as they are. */
fc_status fc_clean_find(const fc_series *series, double *clean, fc_clean *found,
                        fc_scratch *scratch) FC_CHECKED;

/* Brings a value that fits the cleaned series at t back to the series' own level. */
double fc_clean_restore(const fc_clean *found, size_t t, double value);

#endif
