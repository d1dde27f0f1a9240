/* regression_gsl.c - what GSL's linear regression adds to ours: robust losses, the ridge by GCV. */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdlib.h>

#include "forecast/regression/regression.h"

enum { ROBUST_STEPS = 500, GCV_POINTS = 40, GCV_ROUNDS = 2 };

static const double GCV_STEP = 2; /* from one penalty to the next: 1e-12 to 1e12 */

static gsl_matrix *matrix_of(const fc_regression *p)
{
    gsl_matrix *x = gsl_matrix_alloc(p->n, p->k);

    for (size_t t = 0; x && t < p->n; t++)
        for (size_t j = 0; j < p->k; j++)
            gsl_matrix_set(x, t, j, p->x[j * p->n + t]);
    return x;
}

static void judge(const fc_regression *p, const gsl_multifit_robust_stats *stats,
                  const gsl_matrix *covariance, fc_regression_result *r)
{
    const size_t k = p->k;

    r->rss = 0;
    for (size_t t = 0; t < p->n; t++) {
        double e = p->y[t];

        for (size_t j = 0; j < k; j++)
            e -= r->coefficients[j] * p->x[j * p->n + t];
        if (r->residuals)
            r->residuals[t] = e;
        r->rss += e * e;
    }
    r->sigma = stats->sigma;
    r->freedom = (double)p->n - (double)k;
    r->r_squared = stats->Rsq;
    for (size_t j = 0; r->errors && j < k; j++)
        r->errors[j] = sqrt(gsl_matrix_get(covariance, j, j));
    for (size_t i = 0; r->covariance && i < k * k; i++)
        r->covariance[i] = gsl_matrix_get(covariance, i / k, i % k);
}

fc_status fc_regression_robust(const fc_regression *p, fc_loss loss, fc_regression_result *result)
{
    const gsl_multifit_robust_type *type =
        loss == FC_HUBER ? gsl_multifit_robust_huber : gsl_multifit_robust_bisquare;
    gsl_matrix *x = NULL, *covariance = NULL;
    gsl_multifit_robust_workspace *work = NULL;
    fc_status status = fc_regression_fit(p, result); /* refuses what is collinear or not finite */

    if (status != FC_OK || result->freedom < 1 || result->rss == 0)
        return status;
    x = matrix_of(p);
    covariance = gsl_matrix_alloc(p->k, p->k);
    work = gsl_multifit_robust_alloc(type, p->n, p->k);
    if (!x || !covariance || !work) {
        status = fc_no_memory();
        goto done;
    }
    gsl_multifit_robust_maxiter(ROBUST_STEPS, work);

    gsl_vector_const_view y = gsl_vector_const_view_array(p->y, p->n);
    gsl_vector_view b = gsl_vector_view_array(result->coefficients, p->k);

    if (gsl_multifit_robust(x, &y.vector, &b.vector, covariance, work) != GSL_SUCCESS) {
        status = fc_fail(FC_EDATA, "regression: the robust fit did not converge");
        goto done;
    }

    const gsl_multifit_robust_stats stats = gsl_multifit_robust_statistics(work);

    judge(p, &stats, covariance, result);
done:
    gsl_multifit_robust_free(work);
    gsl_matrix_free(covariance);
    gsl_matrix_free(x);
    return status;
}

/* sum w v / sum w */
static double weighted_mean(const fc_regression *p, const double *v)
{
    double sum = 0, weights = 0;

    for (size_t t = 0; t < p->n; t++) {
        const double w = p->weights ? p->weights[t] : 1;

        sum += w * v[t];
        weights += w;
    }
    return weights > 0 ? sum / weights : 0;
}

/* Columns about their means, of length 1, times the roots of the weights; squares[k] are their sums
 * of squares before, 0 for constants. Returns how many vary; they come first. */
static size_t standardise(const fc_regression *p, gsl_matrix *x, double *squares)
{
    size_t k = 0;

    for (size_t j = 0; j < p->k; j++) {
        const double *column = p->x + j * p->n;
        const double mean = weighted_mean(p, column);
        double size = 0;

        squares[j] = 0;
        for (size_t t = 0; t < p->n; t++) {
            const double root = p->weights ? sqrt(p->weights[t]) : 1;

            gsl_matrix_set(x, t, k, root * (column[t] - mean));
            squares[j] += root * root * (column[t] - mean) * (column[t] - mean);
            size += root * root * column[t] * column[t];
        }
        if (squares[j] <= 1e-24 * size) {
            squares[j] = 0;
            continue;
        }
        for (size_t t = 0; t < p->n; t++)
            gsl_matrix_set(x, t, k, gsl_matrix_get(x, t, k) / sqrt(squares[j]));
        k++;
    }
    return k;
}

/* y less what the centre says, about its mean, times the roots of the weights. */
static void centre_response(const fc_regression *p, gsl_vector *y)
{
    for (size_t t = 0; t < p->n; t++) {
        double value = p->y[t];

        for (size_t j = 0; p->centre && j < p->k; j++)
            value -= p->centre[j] * p->x[j * p->n + t];
        gsl_vector_set(y, t, value);
    }

    const double mean = weighted_mean(p, y->data);

    for (size_t t = 0; t < p->n; t++)
        gsl_vector_set(y, t,
                       (gsl_vector_get(y, t) - mean) * (p->weights ? sqrt(p->weights[t]) : 1));
}

/* What the criterion needs: singular values, what of y lies along each, and what along none. */
typedef struct {
    size_t n, k;
    const gsl_vector *s, *along;
    double rest;
} gcv_terms;

/* The criterion of Golub, Heath & Wahba (1979), eq. 1.4, by singular values (eq. 2.3). */
static double gcv(const gcv_terms *g, double penalty)
{
    double rss = g->rest, freedom = (double)(g->n - g->k);

    for (size_t i = 0; i < g->k; i++) {
        const double s = gsl_vector_get(g->s, i);
        const double left = penalty / (s * s + penalty);

        rss += pow(left * gsl_vector_get(g->along, i), 2);
        freedom += left;
    }
    return rss / (freedom * freedom);
}

/* The penalty of columns of length 1 with the least criterion: over a grid, then a finer one. */
static double least_of(const gcv_terms *g)
{
    double best = 1, step = GCV_STEP, least = INFINITY;

    for (int round = 0; round < GCV_ROUNDS; round++) {
        const double centre = best;

        for (int i = -GCV_POINTS; i <= GCV_POINTS; i++) {
            const double penalty = centre * pow(step, i);

            if (gcv(g, penalty) < least) {
                least = gcv(g, penalty);
                best = penalty;
            }
        }
        step = pow(step, 1.0 / GCV_POINTS);
    }
    return best;
}

static fc_status least_gcv(gsl_matrix *x, const gsl_vector *y, double *penalty)
{
    const size_t k = x->size2;
    gsl_matrix *v = gsl_matrix_alloc(k, k);
    gsl_vector *s = gsl_vector_alloc(k), *along = gsl_vector_alloc(k);
    fc_status status = v && s && along ? FC_OK : fc_no_memory();
    gcv_terms g = {.n = y->size, .k = k, .s = s, .along = along};

    if (status == FC_OK && (gsl_linalg_SV_decomp_jacobi(x, v, s) != GSL_SUCCESS ||
                            gsl_blas_dgemv(CblasTrans, 1, x, y, 0, along) != GSL_SUCCESS))
        status = fc_fail(FC_EDATA, "regression: the singular values were not found");
    if (status == FC_OK) {
        g.rest = fmax(0, pow(gsl_blas_dnrm2(y), 2) - pow(gsl_blas_dnrm2(along), 2));
        *penalty = least_of(&g);
    }
    gsl_vector_free(along);
    gsl_vector_free(s);
    gsl_matrix_free(v);
    return status;
}

fc_status fc_regression_gcv(const fc_regression *p, double *penalty)
{
    gsl_matrix *x = p->n > 0 && p->k > 0 ? gsl_matrix_alloc(p->n, p->k) : NULL;
    gsl_vector *y = p->n > 0 ? gsl_vector_alloc(p->n) : NULL;
    double lambda = 0;
    fc_status status = FC_OK;

    if (!x || !y) {
        status = p->n == 0 || p->k == 0
                     ? fc_fail(FC_EDATA, "regression: there is no column or no observation")
                     : fc_no_memory();
        goto done;
    }

    const size_t k = standardise(p, x, penalty);

    centre_response(p, y);
    if (k > 0) {
        if (p->n < k + 2) {
            status = fc_fail(FC_EDATA, "regression: %zu observations are too few for %zu columns",
                             p->n, k);
            goto done;
        }

        gsl_matrix_view varying = gsl_matrix_submatrix(x, 0, 0, p->n, k);

        status = least_gcv(&varying.matrix, y, &lambda);
    }
    for (size_t j = 0; status == FC_OK && j < p->k; j++)
        penalty[j] *= lambda;
done:
    gsl_vector_free(y);
    gsl_matrix_free(x);
    return status;
}
