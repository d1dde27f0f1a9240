/* arima.h - seasonal ARIMA models of a series: orders chosen, coefficients estimated, forecast. */
#ifndef FORECAST_ARIMA_H
#define FORECAST_ARIMA_H

#include "forecast/arima/arma_fit.h"
#include "forecast/model.h"

typedef struct {
    fc_arma_order arma;
    size_t d, D;   /* differences, ordinary and seasonal */
    bool constant; /* the differenced series has a mean */
} fc_arima_order;

/* A fitted model, ready to be continued. Owns its memory. */
typedef struct {
    fc_arima_order order;
    fc_arma_estimate estimate;
    double mean; /* of the differenced series */
    double aicc;
    size_t reach; /* how many future values the past says something about */
    double *base; /* what the past adds to each of them, and [reach]: what is added to any later */
    double *ar;   /* [lag - 1]: what a value adds to the one `lag` later, differences included */
    double *ma;   /* and what its error adds */
} fc_arima;

/* How far the stepwise search goes. */
typedef struct {
    fc_arma_effort each; /* on each model tried */
    fc_arma_effort best; /* on the one chosen */
    size_t max_p, max_P; /* and of q and Q */
    size_t start_p, start_P;
    size_t max_order; /* p + q + P + Q */
    size_t max_models;
    double margin; /* roots nearer to the unit circle than this are not trusted; 1: any */
} fc_arima_limits;

/* Chooses differences by unit root tests and orders by AICc, stepwise. y has no missing values. */
fc_status fc_arima_choose(const double *y, size_t n, size_t season_length,
                          const fc_arima_limits *limits, fc_arima_order *order,
                          fc_scratch *scratch) FC_CHECKED;

/* Estimates a model of this order; fitted[n] starts with NaN where differences do not reach. y may
 * have gaps; the exact likelihood is then that of what was observed. */
fc_status fc_arima_fit(const double *y, size_t n, const fc_arima_order *order,
                       const fc_arma_effort *effort, fc_arima *arima, double *fitted,
                       fc_scratch *scratch) FC_CHECKED;
void fc_arima_release(fc_arima *arima);

/* Makes a model of given order, coefficients and mean ready to continue y. */
fc_status fc_arima_continue(const double *y, size_t n, fc_arma_method method, fc_arima *arima,
                            double *fitted, fc_scratch *scratch) FC_CHECKED;

/* One future driven by errors[horizon]; NULL: no errors, which gives the mean. */
void fc_arima_follow(const fc_arima *arima, const double *errors, size_t horizon, double *path);

/* Up to `max` of "ar1", "sma1", "drift", "sigma2"; returns how many. */
size_t fc_arima_coefs(const fc_arima *arima, fc_parameter *list, size_t max);

/* The same, and after them the criteria; of "ar1", "sma1", "drift", "sigma2", "loglik", "aicc";
 * returns how many. */
size_t fc_arima_parameters(const fc_arima *arima, fc_parameter *list, size_t max);

/* "arima(2,1,1)(0,1,0)[12] with drift" */
void fc_arima_describe(const fc_arima_order *order, char *text, size_t size);

/* -2 log likelihood of n values with this many parameters to the corrected criterion of Akaike
 * (Hurvich & Tsai 1989); infinite where there are too few values. */
double fc_arima_aicc(double deviance, size_t n, size_t n_parameters);

bool fc_arima_has_gaps(const double *y, size_t n);

/* (1 - B)^d (1 - B^m)^D as a sum of past values: it is an AR polynomial with unit roots. */
fc_arma_sum fc_arima_differencing(const fc_arima_order *order);

/* w[n] = y after the differences of the order; returns how many values are left. */
size_t fc_arima_differences(const double *y, size_t n, const fc_arima_order *order, double *w);

/* x[n] = what is 1 everywhere after such differences: 1, the time, ... */
void fc_arima_drift(const fc_arma_sum *difference, size_t n, double *x);

/* What the estimation sees: the differenced series in a unit of its own, so that squares of huge
 * values stay finite, and 1 beside it where there is a constant. The columns are taken from
 * scratch; `reach` is the furthest lag that is going to be tried. y has no gaps. */
fc_status fc_arima_columns(const double *y, size_t n, const fc_arima_order *order, size_t reach,
                           fc_arma_data *data, double *unit, fc_scratch *scratch) FC_CHECKED;

#endif
