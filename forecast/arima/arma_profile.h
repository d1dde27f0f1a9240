/* arma_profile.h - innovations of an ARMA process with what regressors explain taken out. */
#ifndef FORECAST_ARMA_PROFILE_H
#define FORECAST_ARMA_PROFILE_H

#include "forecast/arima/arma_fit.h"

/* At one set of coefficients. Its memory is scratch. */
typedef struct {
    const fc_arma_order *order;
    const fc_arma_data *data;
    fc_arma_method method;
    double coefs[FC_ARMA_COEFS];
    double *residual; /* n: standardised innovations of the regression's errors */
    double *beta;     /* regression coefficients, by generalised least squares */
    size_t n_used;    /* innovations there are */
    double sum;       /* of squared residuals; infinite where the process is not stationary */
    double log_det;   /* mean logarithm of the innovations' relative variance */
    double *filtered; /* columns of innovations, stride apart */
    double *variance;
    double *work;
    double *normal;  /* Cholesky factor of the filtered regressors' products */
    double *ignored; /* coefficients on the regressors that nobody asks for */
} fc_arma_profile;

fc_status fc_arma_profile_new(const fc_arma_order *order, const fc_arma_data *data, double *beta,
                              fc_arma_profile *profile, fc_scratch *scratch) FC_CHECKED;

/* Sets residual, beta, sum and log_det from method and coefs. */
void fc_arma_profile_run(fc_arma_profile *profile);

/* -2 log likelihood. */
double fc_arma_profile_deviance(const fc_arma_profile *profile);

/* jacobian[j * n ..]: derivatives of the conditional residuals by coefficient, and what the
 * regressors explain of it taken out. */
void fc_arma_profile_jacobian(const fc_arma_profile *profile, double *jacobian);

#endif
