/* arma_fit.h - estimates an ARMA process, and the regression it is the error of. */
#ifndef FORECAST_ARMA_FIT_H
#define FORECAST_ARMA_FIT_H

#include "forecast/arima/arma.h"

typedef enum {
    FC_ARMA_CONDITIONAL, /* least squares, zeros before the first observation */
    FC_ARMA_EXACT        /* maximum likelihood of a Gaussian process */
} fc_arma_method;

/* Stationary columns of n values each, stride apart: the series, then regressors. */
typedef struct {
    double *columns;
    size_t n;
    size_t n_columns;
    size_t stride; /* room for n + the process' reach */

    /* Not NULL: the columns are not differenced yet and may have gaps (NaN in the series), for the
     * exact likelihood only. */
    const fc_arma_sum *difference;
} fc_arma_data;

typedef struct {
    double coefs[FC_ARMA_COEFS];
    size_t n;        /* values the likelihood is of */
    double sigma2;   /* mean squared standardised innovation */
    double deviance; /* -2 log likelihood; infinite where nothing could be fitted */
} fc_arma_estimate;

typedef struct {
    fc_arma_method method;
    double tolerance; /* stops where a step gains less, relative to the sum of squares */
    size_t starts;    /* 1 to 5: the likelihood of mixed models has several peaks */
} fc_arma_effort;

/* Estimates; beta[n_columns - 1] are the regression coefficients. */
fc_status fc_arma_fit(const fc_arma_order *order, const fc_arma_data *data,
                      const fc_arma_effort *effort, fc_arma_estimate *estimate, double *beta,
                      fc_scratch *scratch) FC_CHECKED;

/* Goes on from an estimate, made on a series whose gaps were filled, to the exact likelihood of
 * what was observed. */
fc_status fc_arma_refine(const fc_arma_order *order, const fc_arma_data *filled,
                         const fc_arma_data *gaps, double tolerance, fc_arma_estimate *estimate,
                         double *beta, fc_scratch *scratch) FC_CHECKED;

/* The same at given coefficients: only sigma2, deviance and beta are estimated. */
fc_status fc_arma_evaluate(const fc_arma_order *order, const fc_arma_data *data,
                           fc_arma_method method, fc_arma_estimate *estimate, double *beta,
                           fc_scratch *scratch) FC_CHECKED;

#endif
