/* minimize.h - the smallest value of a function inside bounds, without derivatives. */
#ifndef FORECAST_MINIMIZE_H
#define FORECAST_MINIMIZE_H

#include <stddef.h>

/* Most unknowns of one search. */
enum { FC_MINIMIZE_MAX = 24 };

/* Where an unknown starts and, after the search, where it ended; its first step; its bounds. */
typedef struct {
    double value;
    double step;
    double lower;
    double upper;
} fc_unknown;

/* Called with values inside the bounds. What is not finite counts as worst of all. */
typedef double fc_objective(const double *x, void *context);

/* Nelder & Mead (1965) with every point projected into the box. Stops when the simplex' values
 * differ by less than `tolerance` relative to the best, or after `max_evaluations`. Allocates
 * nothing. Returns the smallest value found. */
double fc_minimize(fc_objective *objective, void *context, fc_unknown *unknowns, size_t n,
                   size_t max_evaluations, double tolerance);

/* The same for one unknown: at `n_starts` points evenly over [lower, upper], then by golden section
 * around the best of them until it is known within `tolerance`. Leaves the place in *x. */
double fc_minimize_line(fc_objective *objective, void *context, double lower, double upper,
                        size_t n_starts, double tolerance, double *x);

#endif
