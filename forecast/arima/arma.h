/* arma.h - the stationary part of an ARIMA model: polynomials, innovations, likelihood.
 *
 * phi(B) Phi(B^m) w = theta(B) Theta(B^m) e with phi(B) = 1 - phi_1 B - ... and
 * theta(B) = 1 + theta_1 B + ..., as R and Box & Jenkins' later editions write them. */
#ifndef FORECAST_ARMA_H
#define FORECAST_ARMA_H

#include <stdbool.h>

#include "forecast/scratch.h"

enum {
    FC_ARMA_MAX = 5,          /* of p and q */
    FC_ARMA_MAX_SEASONAL = 3, /* of P and Q */
    FC_ARMA_COEFS = 2 * (FC_ARMA_MAX + FC_ARMA_MAX_SEASONAL),
    FC_ARMA_TERMS = (FC_ARMA_MAX + 1) * (FC_ARMA_MAX_SEASONAL + 1) - 1
};

/* Coefficients stand in this order: p of phi, P of Phi, q of theta, Q of Theta. */
typedef struct {
    size_t p, P, q, Q;
    size_t m; /* season length */
} fc_arma_order;

/* sum of coef[i] x[t - lag[i]] */
typedef struct {
    size_t n;
    size_t degree; /* the longest lag */
    size_t lag[FC_ARMA_TERMS];
    double coef[FC_ARMA_TERMS];
} fc_arma_sum;

/* The seasonal polynomials multiplied out: w_t = ar(w) + e_t + ma(e). */
typedef struct {
    fc_arma_sum ar;
    fc_arma_sum ma;
} fc_arma;

size_t fc_arma_n_coefs(const fc_arma_order *order);

/* Any real angles to coefficients that are stationary and invertible: partial autocorrelations
 * limit * sin(angle), of each polynomial by itself. */
void fc_arma_coefs(const fc_arma_order *order, const double *angles, double limit, double *coefs);

/* jacobian[j * n ..], derivatives by coefficients, become derivatives by angles. */
void fc_arma_by_angles(const fc_arma_order *order, const double *angles, double limit, size_t n,
                       double *jacobian);

fc_arma fc_arma_expand(const fc_arma_order *order, const double *coefs);

/* The longest lag: how many future values the past says something about. */
size_t fc_arma_reach(const fc_arma *arma);

/* Whether every root of the four polynomials lies at least `margin` from the origin of B. */
bool fc_arma_clears(const fc_arma_order *order, const double *coefs, double margin);

/* Moves roots of the MA polynomials that lie inside the unit circle to their inverses, which leaves
 * the likelihood as it is. False when memory ran out. */
bool fc_arma_make_invertible(const fc_arma_order *order, double *coefs);

/* ahead[reach]: what n values w and their residuals e add to the next ones. */
void fc_arma_ahead(const fc_arma *arma, const double *w, const double *e, size_t n, size_t reach,
                   double *ahead);

/* Residuals e[n] given that nothing happened before the first observation: w and e are 0 there. */
void fc_arma_conditional(const fc_arma_order *order, const double *coefs, const double *w, size_t n,
                         double *e);

/* jacobian[j * n ..] = their derivatives by coefficient j, given the residuals e. */
void fc_arma_conditional_jacobian(const fc_arma_order *order, const double *coefs, const double *e,
                                  size_t n, double *jacobian);

/* Exact one-step innovations of stationary columns w[c * stride ..] of n values each, into
 * v[c * stride ..], with their variances relative to sigma squared. stride >= n + reach; beyond n
 * stand what the past adds to the next values, with the sign turned. False where the AR part is
 * not stationary. */
bool fc_arma_exact(const fc_arma *arma, size_t n, size_t n_columns, size_t stride, const double *w,
                   double *v, double *variance, double *work);

/* Doubles of workspace for that. */
size_t fc_arma_exact_work(const fc_arma *arma, size_t n);

/* Where it starts: *variance of a value, and how it goes with what is known of the `reach` next
 * ones, in gain[reach]. False where the AR part is not stationary. */
bool fc_arma_exact_start(const fc_arma *arma, double *variance, double *gain, double *work);

/* The same innovations for columns with gaps, where the first column is NaN, that become stationary
 * by `difference`, a sum of past values. variance[t] is 0 where there is no innovation: in a gap,
 * and at the start, where what the differences need is not known yet. Beyond n, up to stride, stand
 * the expectations of the next values. */
bool fc_arma_kalman(const fc_arma *arma, const fc_arma_sum *difference, size_t n, size_t n_columns,
                    size_t stride, const double *y, double *v, double *variance, double *work);

/* Doubles of workspace for that. */
size_t fc_arma_kalman_work(const fc_arma *arma, const fc_arma_sum *difference, size_t n_columns);

#endif
