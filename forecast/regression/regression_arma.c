/* regression_arma.c - regression whose errors follow an ARMA process. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/arima/arma_fit.h"
#include "forecast/regression/regression.h"

static const fc_arma_effort effort = {.method = FC_ARMA_EXACT, .tolerance = 1e-10, .starts = 3};

/* Room for the columns, the innovations and their variances, in one piece of scratch memory. */
typedef struct {
    double *columns, *innovations, *variance, *work, *beta;
    size_t stride;
} room;

static fc_status take(const fc_regression *p, const fc_arma *widest, room *r, fc_scratch *scratch)
{
    r->stride = p->n + fc_arma_reach(widest);
    r->columns = fc_scratch_take(scratch, (p->k + 1) * r->stride);
    r->innovations = fc_scratch_take(scratch, (p->k + 1) * r->stride);
    r->variance = fc_scratch_take(scratch, r->stride);
    r->work = fc_scratch_take(scratch, fc_arma_exact_work(widest, p->n));
    r->beta = fc_scratch_take(scratch, p->k);
    if (!r->columns || !r->innovations || !r->variance || !r->work || !r->beta)
        return fc_no_memory();
    memset(r->columns, 0, (p->k + 1) * r->stride * sizeof *r->columns);
    memcpy(r->columns, p->y, p->n * sizeof *p->y);
    for (size_t j = 0; j < p->k; j++)
        memcpy(r->columns + (j + 1) * r->stride, p->x + j * p->n, p->n * sizeof *p->x);
    return FC_OK;
}

/* Least squares of the innovations of y on those of the columns, each over its deviation. */
static fc_status whitened(const fc_regression *p, const fc_arma *arma, room *r,
                          fc_regression_result *result)
{
    const size_t n = p->n;
    fc_regression white = {.n = n, .k = p->k, .names = p->names};

    if (!fc_arma_exact(arma, n, p->k + 1, r->stride, r->columns, r->innovations, r->variance,
                       r->work))
        return fc_fail(FC_EDATA, "regression: the errors are not stationary");
    for (size_t j = 0; j <= p->k; j++)
        for (size_t t = 0; t < n; t++)
            r->columns[j * n + t] =
                r->innovations[j * r->stride + t] / sqrt(r->variance[t]); /* closes the gaps */
    white.y = r->columns;
    white.x = r->columns + n;
    return fc_regression_fit(&white, result);
}

fc_status fc_regression_arma(const fc_regression *p, const fc_arma_order *order, double *coefs,
                             fc_regression_result *result)
{
    double ones[FC_ARMA_COEFS];
    fc_arma_estimate estimate = {.n = 0};
    fc_scratch *scratch = NULL;
    room r;
    fc_status status = fc_regression_fit(p, result); /* refuses what is collinear or not finite */

    for (size_t i = 0; i < FC_ARMA_COEFS; i++)
        ones[i] = 0.1;

    const fc_arma widest = fc_arma_expand(order, ones);

    if (status == FC_OK && result->freedom <= (double)fc_arma_n_coefs(order))
        status =
            fc_fail(FC_EDATA, "regression: %zu observations are too few for ARMA errors", p->n);
    if (status == FC_OK)
        status = fc_scratch_new(&scratch);
    if (status == FC_OK)
        status = take(p, &widest, &r, scratch);
    if (status == FC_OK) {
        const fc_arma_data data = {
            .columns = r.columns, .n = p->n, .n_columns = p->k + 1, .stride = r.stride};

        status = fc_arma_fit(order, &data, &effort, &estimate, r.beta, scratch);
    }
    if (status == FC_OK && !isfinite(estimate.deviance))
        status = fc_fail(FC_EDATA, "regression: no ARMA process fits the errors");
    if (status == FC_OK) {
        const fc_arma arma = fc_arma_expand(order, estimate.coefs);

        memcpy(coefs, estimate.coefs, fc_arma_n_coefs(order) * sizeof *coefs);
        status = whitened(p, &arma, &r, result);
    }
    fc_scratch_free(scratch);
    return status;
}
