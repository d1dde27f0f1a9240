/* accuracy.h - how good forecasts were. The error is actual - forecast: positive means the forecast
 * was too low. */
#ifndef FORECAST_ACCURACY_H
#define FORECAST_ACCURACY_H

#include <stdbool.h>
#include <stddef.h>

/* One forecast and what came. */
typedef struct {
    double actual; /* NaN: not known; the case is left out */
    double forecast;
    double lo80, hi80, lo95, hi95;
    double naive;  /* what the seasonal naive forecast was */
    double scale;  /* its mean absolute one-season error within the history; 0: there was none */
    double square; /* and its mean squared one */
    bool has_crps;
    double crps; /* continuous ranked probability score of the distribution */
} fc_accuracy_case;

/* NaN where a measure is not defined: a division by zero, too few cases. */
typedef struct {
    size_t n;        /* cases measured */
    size_t n_scaled; /* of these, with a scale: what mase, rmsse and msis95 are of */
    double me, mpe, mae, rmse, mape, wape, accuracy, smape, bias, cfe, tracking;
    double mase, rmsse;
    double coverage80, coverage95, msis95, winkler80, winkler95, pinball;
    double crps; /* of cases that have one, all or none */
    double skill, fva;
    double p_value; /* of the skill; by fc_accuracy_test only */
} fc_accuracy;

typedef enum { FC_ACCURACY_NUMBER, FC_ACCURACY_SHARE, FC_ACCURACY_PERCENT } fc_accuracy_kind;

/* A measure: its column, how it is written, and its definition. */
typedef struct {
    const char *name;
    size_t offset; /* of the double in fc_accuracy */
    fc_accuracy_kind kind;
    bool main; /* printed unless all are asked for */
    const char *definition;
} fc_accuracy_measure;

size_t fc_accuracy_count(void);
const fc_accuracy_measure *fc_accuracy_at(size_t i);
double fc_accuracy_value(const fc_accuracy *accuracy, const fc_accuracy_measure *measure);

/* Every measure but p_value, which stays NaN. */
void fc_accuracy_of(const fc_accuracy_case *cases, size_t n, fc_accuracy *accuracy);

/* The probability of a difference this large between the absolute errors of forecast and naive if
 * both were equally good. Cases are in order of time, one step ahead of each origin; errors of
 * neighbours correlate up to `overlap` origins apart. NaN with fewer than 3 cases or no
 * difference. */
double fc_accuracy_test(const fc_accuracy_case *cases, size_t n, size_t overlap);

#endif
