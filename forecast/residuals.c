/* residuals.c - how the past errors of many nodes go together, without a matrix of all pairs. */
#include "forecast/residuals.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t fc_residuals_standardise(const double *residuals, size_t n_residuals, size_t periods,
                                double *row)
{
    const size_t used = n_residuals < periods ? n_residuals : periods;
    double squares = 0.0;
    size_t n = 0;

    for (size_t t = 0; t < used; t++) {
        const double residual = residuals[n_residuals - used + t];

        if (isnan(residual))
            continue;
        row[periods - used + t] = residual;
        squares += residual * residual;
        n++;
    }
    for (size_t t = 0; t < periods && squares > 0.0; t++)
        row[t] /= sqrt(squares / (double)n);
    return n;
}

/* The variances of the correlations over their squares, summed over pairs of different nodes,
 * clipped to 0 .. 1. With G = x x' the squared sums over t of x_ti x_tj add up to those of G. */
double fc_residuals_shrinkage(const double *x, size_t n_nodes, size_t periods, double *gram)
{
    const double n = (double)periods;
    double own_squares = 0.0, own_fourths = 0.0, sums = 0.0, products = 0.0;

    for (size_t i = 0; i < n_nodes; i++) {
        const double *row = x + i * periods;
        double square = 0.0;

        for (size_t s = 0; s < periods; s++) {
            square += row[s] * row[s];
            own_fourths += row[s] * row[s] * row[s] * row[s];
            for (size_t t = 0; t < periods; t++)
                gram[s * periods + t] += row[s] * row[t];
        }
        own_squares += square * square;
    }
    for (size_t s = 0; s < periods; s++) {
        products += gram[s * periods + s] * gram[s * periods + s];
        for (size_t t = 0; t < periods; t++)
            sums += gram[s * periods + t] * gram[s * periods + t];
    }

    const double squares = (sums - own_squares) / (n * n); /* of the correlations */
    const double variances = (products - own_fourths - n * squares) / (n * (n - 1.0));

    return squares > 0.0 ? fmin(fmax(variances / squares, 0.0), 1.0) : 1.0;
}

/* The eigenvectors of gram[periods x periods], largest eigenvalue first, as columns. */
static fc_status eigenvectors(double *gram, size_t periods, double *largest, gsl_matrix *vectors)
{
    gsl_matrix_view view = gsl_matrix_view_array(gram, periods, periods);
    gsl_vector *values = gsl_vector_alloc(periods);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(periods);
    fc_status status = FC_OK;

    if (!values || !work)
        status = fc_no_memory();
    else if (gsl_eigen_symmv(&view.matrix, values, vectors, work) != 0 ||
             gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_DESC) != 0)
        status = fc_fail(FC_EINTERNAL, "the correlations of past errors have no eigenvectors");
    else
        *largest = gsl_vector_get(values, 0);
    gsl_eigen_symmv_free(work);
    gsl_vector_free(values);
    return status;
}

/* A node's row: its residuals along each component. */
static void project(const double *row, size_t periods, const gsl_matrix *vectors, double share,
                    size_t n_factors, double *loading)
{
    const double unit = sqrt(share / (double)periods);

    for (size_t k = 0; k < n_factors && k < periods; k++) {
        double sum = 0;

        for (size_t t = 0; t < periods; t++)
            sum += row[t] * gsl_matrix_get(vectors, t, k);
        loading[k] = sum * unit;
    }
}

/* Without the first component the squared correlations add up to less by its squared eigenvalue. */
fc_status fc_residuals_common(const double *x, size_t n_nodes, size_t periods, double *gram,
                              double *loading, double *shrunk)
{
    gsl_matrix *vectors = gsl_matrix_alloc(periods, periods);
    const double n = (double)periods;
    double squares = 0.0, own = 0.0, own_rest = 0.0, largest = 0.0;
    fc_status status = vectors ? FC_OK : fc_no_memory();

    for (size_t t = 0; t < periods * periods; t++)
        squares += gram[t] * gram[t] / (n * n);
    if (status == FC_OK)
        status = eigenvectors(gram, periods, &largest, vectors);
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++) {
        const double *row = x + i * periods;
        double square = 0.0;

        for (size_t t = 0; t < periods; t++)
            square += row[t] * row[t] / n;
        project(row, periods, vectors, 1.0, 1, loading + i);
        own += square * square;
        own_rest += pow(square - loading[i] * loading[i], 2);
    }
    gsl_matrix_free(vectors);

    const double rest = squares - largest * largest / (n * n) - own_rest;

    if (status == FC_OK)
        *shrunk = rest > 0.0 ? fmin(*shrunk * (squares - own) / rest, 1.0) : 1.0;
    return status;
}

static size_t longest(const size_t *n_residuals, size_t n_nodes)
{
    size_t n = 0;

    for (size_t i = 0; i < n_nodes; i++)
        n = n_residuals[i] > n ? n_residuals[i] : n;
    return n < FC_RESIDUALS_PERIODS ? n : FC_RESIDUALS_PERIODS;
}

fc_status fc_residuals_factors(const double *const *residuals, const size_t *n_residuals,
                               size_t n_nodes, size_t n_factors, double *loading)
{
    const size_t periods = longest(n_residuals, n_nodes);
    double *x = calloc(n_nodes * periods + 1, sizeof *x);
    double *gram = calloc(periods * periods + 1, sizeof *gram);
    gsl_matrix *vectors = periods > 1 ? gsl_matrix_alloc(periods, periods) : NULL;
    fc_status status = FC_OK;
    double share, largest;

    memset(loading, 0, n_nodes * n_factors * sizeof *loading);
    if (!x || !gram || (periods > 1 && !vectors))
        status = fc_no_memory();
    if (status != FC_OK || periods < 2)
        goto done;
    for (size_t i = 0; i < n_nodes; i++)
        fc_residuals_standardise(residuals[i], n_residuals[i], periods, x + i * periods);
    share = 1 - fc_residuals_shrinkage(x, n_nodes, periods, gram);
    status = eigenvectors(gram, periods, &largest, vectors);
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++)
        project(x + i * periods, periods, vectors, share, n_factors, loading + i * n_factors);
done:
    gsl_matrix_free(vectors);
    free(gram);
    free(x);
    return status;
}
