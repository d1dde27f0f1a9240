/* minimize_bfgs.h - the smallest value of a smooth function, from a good start. */
#ifndef FORECAST_MINIMIZE_BFGS_H
#define FORECAST_MINIMIZE_BFGS_H

#include "forecast/minimize.h"

/* Quasi-Newton search with derivatives by differences. Improves x[n]; the function may be infinite
 * where x is not allowed, but not at the start. inverse[n * n] is a guess of the inverse of the
 * matrix of second derivatives and becomes a better one. Stops where a step gains less than
 * `tolerance`. Returns the smallest value found. */
double fc_minimize_bfgs(fc_objective *objective, void *context, double *x, size_t n,
                        double *inverse, size_t max_steps, double tolerance);

#endif
