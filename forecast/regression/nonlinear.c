/* nonlinear.c - several searches of GSL from one start; the best that is stationary counts. */
#include "forecast/regression/nonlinear.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 2000, ROUNDS = 3 };

static const double STEP_TOLERANCE = 1e-13;
static const double GRADIENT_TOLERANCE = 1e-15;

/* The cosine between the residuals and each direction of the curve is no larger at the end. */
static const double STATIONARY = 1e-5;

/* A sum of squares this small beside that of y is an exact fit, whatever the angles. */
static const double EXACT = 1e-24;

typedef struct {
    const char *name;
    const gsl_multifit_nlinear_trs *const *step;
    const gsl_multifit_nlinear_scale *const *scale;
} search;

static const search searches[] = {
    {"lm", &gsl_multifit_nlinear_trs_lm, &gsl_multifit_nlinear_scale_more},
    {"lm-marquardt", &gsl_multifit_nlinear_trs_lm, &gsl_multifit_nlinear_scale_marquardt},
    {"lmaccel", &gsl_multifit_nlinear_trs_lmaccel, &gsl_multifit_nlinear_scale_more},
    {"dogleg", &gsl_multifit_nlinear_trs_dogleg, &gsl_multifit_nlinear_scale_more},
    {"ddogleg", &gsl_multifit_nlinear_trs_ddogleg, &gsl_multifit_nlinear_scale_more},
};

/* What GSL calls back with; vectors of GSL may be columns of a matrix, a curve sees plain arrays.
 */
typedef struct {
    const fc_nonlinear *problem;
    double *value;
} callback;

static int residuals(const gsl_vector *b, void *params, gsl_vector *f)
{
    const callback *c = params;
    const fc_nonlinear *p = c->problem;

    if (b->stride != 1 || !p->curve(b->data, c->value, p->context))
        return GSL_EDOM;
    for (size_t t = 0; t < p->n; t++) {
        if (!isfinite(c->value[t]))
            return GSL_EDOM;
        gsl_vector_set(f, t, c->value[t] - p->y[t]);
    }
    return GSL_SUCCESS;
}

/* The largest cosine between the residuals and a column of the Jacobian. */
static double largest_cosine(const gsl_multifit_nlinear_workspace *w)
{
    const gsl_matrix *jacobian = gsl_multifit_nlinear_jac(w);
    const gsl_vector *f = gsl_multifit_nlinear_residual(w);
    const double size = gsl_blas_dnrm2(f);
    double largest = 0;

    for (size_t j = 0; j < jacobian->size2; j++) {
        gsl_vector_const_view column = gsl_matrix_const_column(jacobian, j);
        const double length = gsl_blas_dnrm2(&column.vector);
        double along = 0;

        gsl_blas_ddot(&column.vector, f, &along);
        if (!(length > 0))
            return INFINITY; /* nothing is known of this parameter */
        if (size > 0)
            largest = fmax(largest, fabs(along) / length / size);
    }
    return largest;
}

static bool is_stationary(const fc_nonlinear *p, const gsl_multifit_nlinear_workspace *w,
                          double *rss)
{
    double total = 0;

    *rss = pow(gsl_blas_dnrm2(gsl_multifit_nlinear_residual(w)), 2);
    for (size_t t = 0; t < p->n; t++)
        total += p->y[t] * p->y[t];
    return isfinite(*rss) && (*rss <= EXACT * total || largest_cosine(w) <= STATIONARY);
}

/* Standard errors from the Jacobian at the end; false where it is singular there. */
static bool find_errors(const fc_nonlinear *p, const gsl_multifit_nlinear_workspace *w,
                        fc_nonlinear_result *result)
{
    gsl_matrix *covariance = gsl_matrix_alloc(p->k, p->k);
    bool fine = covariance && gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 0.0,
                                                         covariance) == GSL_SUCCESS;

    result->sigma = p->n > p->k ? sqrt(result->rss / (double)(p->n - p->k)) : 0;
    for (size_t j = 0; fine && j < p->k; j++) {
        const double variance = gsl_matrix_get(covariance, j, j);

        fine = variance > 0 && isfinite(variance);
        if (fine && result->errors)
            result->errors[j] = p->n > p->k ? result->sigma * sqrt(variance) : INFINITY;
    }
    gsl_matrix_free(covariance);
    return fine;
}

/* Searches from x, begun again where it stopped; x is where it ends. */
static int run(callback *c, gsl_vector *x, gsl_multifit_nlinear_workspace *w)
{
    gsl_multifit_nlinear_fdf fdf = {
        .f = residuals, .n = c->problem->n, .p = c->problem->k, .params = c};
    int info, code = GSL_SUCCESS;

    for (int round = 0; round < ROUNDS && code == GSL_SUCCESS; round++) {
        code = gsl_multifit_nlinear_init(x, &fdf, w);
        if (code == GSL_SUCCESS)
            gsl_multifit_nlinear_driver(MAX_STEPS, STEP_TOLERANCE, GRADIENT_TOLERANCE, 0.0, NULL,
                                        NULL, &info, w);
        if (code == GSL_SUCCESS)
            gsl_vector_memcpy(x, gsl_multifit_nlinear_position(w));
    }
    return code;
}

static gsl_multifit_nlinear_workspace *workspace(const search *s, const fc_nonlinear *p)
{
    gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();

    how.trs = *s->step;
    how.scale = *s->scale;
    how.fdtype = GSL_MULTIFIT_NLINEAR_CTRDIFF;
    how.h_df = cbrt(GSL_DBL_EPSILON);
    return gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, p->n, p->k);
}

/* One search; takes it where it ends stationary and better than `result` so far. */
static fc_status try_search(const fc_nonlinear *p, const search *s, const double *start, double *b,
                            fc_nonlinear_result *result)
{
    gsl_multifit_nlinear_workspace *w = workspace(s, p);
    gsl_vector *x = gsl_vector_alloc(p->k);
    callback c = {.problem = p, .value = malloc(p->n * sizeof *c.value)};
    fc_status status = w && x && c.value ? FC_OK : fc_no_memory();
    double rss = INFINITY;

    if (status != FC_OK)
        goto done;
    memcpy(x->data, start, p->k * sizeof *start);
    if (run(&c, x, w) == GSL_SUCCESS && is_stationary(p, w, &rss) && rss < result->rss) {
        fc_nonlinear_result found = {.errors = result->errors, .rss = rss, .search = s->name};

        if (find_errors(p, w, &found)) {
            *result = found;
            memcpy(b, x->data, p->k * sizeof *b);
        }
    }
done:
    free(c.value);
    gsl_multifit_nlinear_free(w);
    gsl_vector_free(x);
    return status;
}

fc_status fc_nonlinear_fit(const fc_nonlinear *problem, double *b, fc_nonlinear_result *result)
{
    double *start;
    fc_status status = FC_OK;

    if (problem->n < problem->k)
        return fc_fail(FC_EDATA, "curve: %zu observations do not settle %zu parameters", problem->n,
                       problem->k);
    start = malloc(problem->k * sizeof *start);
    if (!start)
        return fc_no_memory();
    memcpy(start, b, problem->k * sizeof *start);
    result->rss = INFINITY;
    result->search = NULL;
    for (size_t i = 0; status == FC_OK && i < sizeof searches / sizeof *searches; i++)
        status = try_search(problem, &searches[i], start, b, result);
    if (status == FC_OK && !result->search)
        status = fc_fail(FC_EDATA, "curve: the fit did not converge from where it started");
    free(start);
    return status;
}
