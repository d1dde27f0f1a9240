/* residuals.h - how the past errors of many nodes go together, without a matrix of all pairs. */
#ifndef FORECAST_RESIDUALS_H
#define FORECAST_RESIDUALS_H

#include <stddef.h>

#include "forecast/status.h"

/* Older errors tell little about the next ones. */
enum { FC_RESIDUALS_PERIODS = 120 };

/* row[periods] = a node's last residuals in their root mean square, 0 where there is none; all are
 * of the same last period. Returns how many there are. */
size_t fc_residuals_standardise(const double *residuals, size_t n_residuals, size_t periods,
                                double *row);

/* How far correlations are to be shrunk to none, 0 .. 1, by Schafer & Strimmer (2005), A shrinkage
 * approach to large-scale covariance matrix estimation, section 2.3. x[n_nodes x periods] are
 * standardised rows; gram[periods x periods], cleared before, becomes x'x. */
double fc_residuals_shrinkage(const double *x, size_t n_nodes, size_t periods, double *gram);

/* What all nodes have in common: loading[n_nodes] is the correlation of each with the first
 * principal component, from rows and gram as above. *shrunk, which comes as how far correlations
 * are to be shrunk to none, becomes how far to the products of loadings: the same variances over
 * their squared distances from those; Ledoit & Wolf (2003), Improved estimation of the covariance
 * matrix of stock returns with an application to portfolio selection, section 3. Gram is used up.
 */
fc_status fc_residuals_common(const double *x, size_t n_nodes, size_t periods, double *gram,
                              double *loading, double *shrunk) FC_CHECKED;

/* loading[n_nodes x n_factors]: the shrunk correlation of two nodes is near the product of their
 * rows, which the n_factors largest principal components span. Rows are no longer than 1, and zero
 * without residuals. */
fc_status fc_residuals_factors(const double *const *residuals, const size_t *n_residuals,
                               size_t n_nodes, size_t n_factors, double *loading) FC_CHECKED;

#endif
