/* regression.h - linear regression: plain, weighted, ridge, robust, with ARMA errors. */
#ifndef FORECAST_REGRESSION_H
#define FORECAST_REGRESSION_H

#include "forecast/arima/arma.h"

/* A view: it owns nothing. Minimises
 * sum_t w_t (y_t - sum_j b_j x_jt)^2 + sum_j penalty_j (b_j - centre_j)^2. */
typedef struct {
    size_t n;                 /* observations */
    size_t k;                 /* columns; a constant is a column of ones */
    const double *x;          /* column j starts at x + j * n */
    const double *y;          /* n */
    const double *weights;    /* n, none negative; NULL: all 1 */
    const double *penalty;    /* k, none negative; NULL: none */
    const double *centre;     /* k, where the penalty draws to; NULL: zeros */
    const char *const *names; /* k, for messages; NULL: numbers */
} fc_regression;

/* The caller owns the arrays; NULL where one is not wanted. */
typedef struct {
    double *coefficients; /* k */
    double *errors;       /* k: standard errors; infinite where no freedom is left */
    double *covariance;   /* k x k: of the coefficients */
    double *residuals;    /* n */
    double rss;           /* the weighted sum of squared residuals */
    double sigma;         /* residual standard deviation; 0 where no freedom is left */
    double freedom;       /* n less the coefficients; with a penalty, less the effective ones */
    double r_squared;     /* about the mean where a column is constant, about 0 where none is */
} fc_regression_result;

/* FC_EDATA where columns are collinear ("collinear": no digit of the coefficients would be right),
 * where there are fewer observations than columns, or where a value is not finite. */
fc_status fc_regression_fit(const fc_regression *problem, fc_regression_result *result) FC_CHECKED;

/* Loss functions that bound the influence of outliers, with the usual constants (95 % efficient for
 * Gaussian errors): Huber 1.345, Tukey's bisquare 4.685. */
typedef enum { FC_HUBER, FC_BISQUARE } fc_loss;

/* Iteratively reweighted least squares (gsl_multifit_robust: Holland & Welsch 1977; standard errors
 * of Street, Carroll & Ruppert 1988). No weights and no penalty. FC_EDATA also where the search
 * does not converge. */
fc_status fc_regression_robust(const fc_regression *problem, fc_loss loss,
                               fc_regression_result *result) FC_CHECKED;

/* Variance inflation factors: vif[k] = 1 / (1 - R^2) of each column on the others and a constant;
 * 1 for a constant. FC_EDATA where columns are collinear. */
fc_status fc_regression_vif(const fc_regression *problem, double *vif) FC_CHECKED;

/* penalty[k] of the ridge whose generalised cross-validation is least (Golub, Heath & Wahba 1979):
 * one number times each column's sum of squares about its mean; 0 for constants, which are taken
 * out first. The problem's own penalty is not looked at, its centre is. */
fc_status fc_regression_gcv(const fc_regression *problem, double *penalty) FC_CHECKED;

/* With errors that follow an ARMA process, estimated together by exact likelihood: coefs gets the
 * process' coefficients, standard errors are those of generalised least squares. The residuals are
 * the innovations. No weights and no penalty. */
fc_status fc_regression_arma(const fc_regression *problem, const fc_arma_order *order,
                             double *coefs, fc_regression_result *result) FC_CHECKED;

#endif
