/* regression.c - least squares with weights and penalties; standard errors; inflation factors. */
#include "forecast/regression/regression.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/regression/qr_fit.h"

static fc_status collinear(const fc_regression *p, size_t column)
{
    if (p->names)
        return fc_fail(FC_EDATA,
                       "regression: column '%s' is collinear with the others; leave it out",
                       p->names[column]);
    return fc_fail(FC_EDATA, "regression: column %zu is collinear with the others; leave it out",
                   column + 1);
}

static bool is_finite(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

static fc_status check(const fc_regression *p)
{
    size_t n = p->n;

    for (size_t t = 0; p->weights && t < p->n; t++)
        n -= p->weights[t] == 0;
    for (size_t j = 0; p->penalty && j < p->k; j++)
        n += p->penalty[j] > 0;
    if (p->k == 0)
        return fc_fail(FC_EDATA, "regression: there is no column");
    if (n < p->k)
        return fc_fail(FC_EDATA, "regression: %zu observations do not settle %zu coefficients", n,
                       p->k);
    if (!is_finite(p->x, p->n * p->k) || !is_finite(p->y, p->n) ||
        (p->weights && !is_finite(p->weights, p->n)))
        return fc_fail(FC_EDATA, "regression: a value is not finite");
    return FC_OK;
}

/* The observations, each times the root of its weight, and a row for each coefficient drawn. */
static void fill(const fc_regression *p, fc_qr *qr)
{
    for (size_t j = 0; j <= p->k; j++) {
        const double *from = j < p->k ? p->x + j * p->n : p->y;
        long double *to = fc_qr_column(qr, j);

        for (size_t t = 0; t < p->n; t++)
            to[t] = p->weights ? from[t] * sqrtl((long double)p->weights[t]) : from[t];
    }
    for (size_t j = 0; p->penalty && j < p->k; j++) {
        const long double root = sqrtl((long double)p->penalty[j]);

        fc_qr_column(qr, j)[p->n + j] = root;
        fc_qr_column(qr, p->k)[p->n + j] = p->centre ? root * p->centre[j] : 0;
    }
}

static bool has_constant(const fc_regression *p)
{
    for (size_t j = 0; j < p->k; j++) {
        const double *x = p->x + j * p->n;
        size_t t = 1;

        while (t < p->n && x[t] == x[0])
            t++;
        if (t == p->n && x[0] != 0)
            return true;
    }
    return false;
}

static double weight(const fc_regression *p, size_t t)
{
    return p->weights ? p->weights[t] : 1.0;
}

/* The sum of squares that there is to explain. */
static long double total_squares(const fc_regression *p)
{
    long double sum = 0, weights = 0, squares = 0;

    for (size_t t = 0; t < p->n; t++) {
        weights += weight(p, t);
        sum += (long double)weight(p, t) * p->y[t];
    }

    const long double mean = has_constant(p) && weights > 0 ? sum / weights : 0;

    for (size_t t = 0; t < p->n; t++)
        squares += weight(p, t) * (p->y[t] - mean) * (p->y[t] - mean);
    return squares;
}

static void judge(const fc_regression *p, const double *diagonal, fc_regression_result *r)
{
    const long double total = total_squares(p);
    long double rss = 0;

    r->freedom = -(double)p->k;
    for (size_t j = 0; p->penalty && j < p->k; j++)
        r->freedom += p->penalty[j] * diagonal[j];
    for (size_t t = 0; t < p->n; t++) {
        long double e = p->y[t];

        for (size_t j = 0; j < p->k; j++)
            e -= (long double)r->coefficients[j] * p->x[j * p->n + t];
        if (r->residuals)
            r->residuals[t] = (double)e;
        rss += weight(p, t) * e * e;
        r->freedom += weight(p, t) > 0;
    }
    r->freedom = fmax(r->freedom, 0.0);
    r->rss = (double)rss;
    r->sigma = r->freedom > 0 ? (double)sqrtl(rss / r->freedom) : 0;
    r->r_squared = total > 0 ? (double)(1 - rss / total) : 0;
    for (size_t j = 0; r->errors && j < p->k; j++)
        r->errors[j] = r->freedom > 0 ? r->sigma * sqrt(diagonal[j]) : INFINITY;
    for (size_t i = 0; r->covariance && i < p->k * p->k; i++)
        r->covariance[i] *= r->sigma * r->sigma;
}

fc_status fc_regression_fit(const fc_regression *p, fc_regression_result *result)
{
    fc_qr *qr = NULL;
    double *diagonal = NULL;
    fc_status status = check(p);

    if (status == FC_OK)
        status = fc_qr_new(p->n + (p->penalty ? p->k : 0), p->k, &qr);
    if (status != FC_OK)
        return status;
    diagonal = malloc(p->k * sizeof *diagonal);
    if (!diagonal) {
        status = fc_no_memory();
        goto done;
    }
    fill(p, qr);

    const size_t column = fc_qr_factor(qr);

    if (column < p->k) {
        status = collinear(p, column);
        goto done;
    }
    fc_qr_solve(qr, result->coefficients, diagonal, result->covariance);
    judge(p, diagonal, result);
    if (!is_finite(result->coefficients, p->k))
        status = fc_fail(FC_EDATA, "regression: values are too large or too small to fit");
done:
    free(diagonal);
    fc_qr_free(qr);
    return status;
}

/* The column about its mean, into out[n]; its sum of squares, 0 for a constant. */
static long double centre_column(const double *x, size_t n, long double *out)
{
    long double mean = 0, squares = 0;
    bool constant = true;

    for (size_t t = 0; t < n; t++) {
        mean += x[t];
        constant = constant && x[t] == x[0];
    }
    mean /= (long double)(n > 0 ? n : 1);
    for (size_t t = 0; t < n; t++) {
        out[t] = constant ? 0 : x[t] - mean;
        squares += out[t] * out[t];
    }
    return squares;
}

/* which[i] = the i-th column that varies; centred into the matrix, sums of squares into vif. */
static size_t varying(const fc_regression *p, fc_qr *qr, size_t *which, double *vif)
{
    size_t k = 0;

    for (size_t j = 0; j < p->k; j++) {
        vif[j] = (double)centre_column(p->x + j * p->n, p->n, fc_qr_column(qr, k));
        if (vif[j] > 0)
            which[k++] = j;
        else
            vif[j] = 1;
    }
    return k;
}

static size_t count_varying(const fc_regression *p)
{
    size_t k = 0;

    for (size_t j = 0; j < p->k; j++)
        for (size_t t = 1; t < p->n; t++)
            if (p->x[j * p->n + t] != p->x[j * p->n]) {
                k++;
                break;
            }
    return k;
}

fc_status fc_regression_vif(const fc_regression *p, double *vif)
{
    const size_t k = count_varying(p);
    fc_qr *qr = NULL;
    size_t *which = calloc(p->k + 1, sizeof *which);
    double *work = calloc(2 * p->k + 1, sizeof *work);
    fc_status status = which && work ? check(p) : fc_no_memory();

    if (status == FC_OK)
        status = fc_qr_new(p->n, k, &qr);
    if (status != FC_OK)
        goto done;
    varying(p, qr, which, vif);
    for (size_t t = 0; t < p->n; t++) /* no right-hand side */
        fc_qr_column(qr, k)[t] = 0;

    const size_t column = fc_qr_factor(qr);

    if (column < k) {
        status = collinear(p, which[column]);
        goto done;
    }
    fc_qr_solve(qr, work, work + p->k, NULL);
    for (size_t i = 0; i < k; i++)
        vif[which[i]] *= work[p->k + i];
done:
    free(work);
    free(which);
    fc_qr_free(qr);
    return status;
}
