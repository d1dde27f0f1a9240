/* least_squares.h - the least sum of squares of a nonlinear function, inside bounds where there are
 * some. */
#ifndef FORECAST_LEAST_SQUARES_H
#define FORECAST_LEAST_SQUARES_H

#include <stdbool.h>

#include "forecast/scratch.h"

/* Most unknowns of one problem. */
enum { FC_LEAST_SQUARES_MAX = 32 };

typedef struct {
    size_t n_residuals;
    size_t n_unknowns;
    size_t max_steps;
    double tolerance;    /* stops where a step gains less than this share of the sum */
    const double *lower; /* bounds of each unknown; NULL: none */
    const double *upper;
    void *context;

    /* residual[n_residuals] at x; false where x is not allowed. */
    bool (*residuals)(const double *x, double *residual, void *context);

    /* jacobian[j * n_residuals + t] = d residual[t] / d x[j]; NULL: by differences. */
    void (*jacobian)(const double *x, const double *residual, double *jacobian, void *context);
} fc_least_squares;

/* Improves x; *sum is the least sum found, infinite where the start is not allowed. residual[] is
 * left as it is at x. */
fc_status fc_least_squares_fit(const fc_least_squares *problem, double *x, double *residual,
                               double *sum, fc_scratch *scratch) FC_CHECKED;

#endif
