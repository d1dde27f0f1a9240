/* nonlinear.h - nonlinear regression, for curves of growth and launch. */
#ifndef FORECAST_NONLINEAR_H
#define FORECAST_NONLINEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/* Minimises sum_t (y_t - f_t(b))^2. It owns nothing. */
typedef struct {
    size_t n;        /* observations */
    size_t k;        /* parameters */
    const double *y; /* n */

    /* value[n] = f(b); false where b is not allowed. */
    bool (*curve)(const double *b, double *value, void *context);
    void *context;
} fc_nonlinear;

typedef struct {
    double *errors; /* k standard errors, of the caller; NULL: not wanted */
    double rss;
    double sigma;       /* residual standard deviation; 0 where no freedom is left */
    const char *search; /* the one that found it: "lm", "dogleg" ... */
} fc_nonlinear_result;

/* Improves b[k] from where it starts: Levenberg-Marquardt, with geodesic acceleration, and dogleg
 * steps (gsl_multifit_nlinear), in different scalings, derivatives by central differences. Of the
 * searches that end in a stationary point the one with the least sum of squares counts. FC_EDATA
 * "did not converge" where none does, or where n < k; b is then as it was. */
fc_status fc_nonlinear_fit(const fc_nonlinear *problem, double *b,
                           fc_nonlinear_result *result) FC_CHECKED;

#endif
