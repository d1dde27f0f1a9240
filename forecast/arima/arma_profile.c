/* arma_profile.c - innovations of an ARMA process with what regressors explain taken out.
 *
 * Innovations are linear in the data, so regression coefficients are profiled out by least squares
 * on filtered columns (Golub & Pereyra 1973, variable projection; Kaufman 1975 for the
 * derivatives). */
#include "forecast/arima/arma_profile.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* A product of variances is turned into a logarithm before it leaves these. */
static const double LARGE = 1e200;
static const double SMALL = 1e-200;

/* A regressor of which less than this share is its own depends on the ones before it. */
static const double DEPENDENT = 1e-12;

fc_status fc_arma_profile_new(const fc_arma_order *order, const fc_arma_data *data, double *beta,
                              fc_arma_profile *profile, fc_scratch *scratch)
{
    const size_t k = data->n_columns - 1;
    const fc_arma longest = {.ar.degree = order->p + order->m * order->P,
                             .ma.degree = order->q + order->m * order->Q};

    const size_t work = data->difference
                            ? fc_arma_kalman_work(&longest, data->difference, data->n_columns)
                            : fc_arma_exact_work(&longest, data->n);

    *profile = (fc_arma_profile){
        .order = order,
        .data = data,
        .beta = beta,
        .residual = fc_scratch_take(scratch, data->n),
        .filtered = fc_scratch_take(scratch, data->n_columns * data->stride),
        .variance = fc_scratch_take(scratch, data->n),
        .work = fc_scratch_take(scratch, work),
        .normal = fc_scratch_take(scratch, k * k),
        .ignored = fc_scratch_take(scratch, k),
    };
    if (!profile->residual || !profile->filtered || !profile->variance || !profile->work ||
        !profile->normal || !profile->ignored)
        return fc_no_memory();
    return FC_OK;
}

static void filter_conditional(fc_arma_profile *p)
{
    const fc_arma_data *data = p->data;

    for (size_t c = 0; c < data->n_columns; c++)
        fc_arma_conditional(p->order, p->coefs, data->columns + c * data->stride, data->n,
                            p->filtered + c * data->stride);
    p->n_used = data->n;
    p->log_det = 0;
}

/* Divides each innovation by its standard deviation; 0 where there is none. */
static void standardize(fc_arma_profile *p)
{
    const fc_arma_data *data = p->data;
    double product = 1;

    p->n_used = 0;
    p->log_det = 0;
    for (size_t t = 0; t < data->n; t++) {
        const bool used = p->variance[t] > 0;
        const double scale = used ? 1 / sqrt(p->variance[t]) : 0;

        for (size_t c = 0; c < data->n_columns; c++)
            p->filtered[c * data->stride + t] =
                used ? scale * p->filtered[c * data->stride + t] : 0;
        product *= used ? p->variance[t] : 1;
        p->n_used += used;
        if (product > LARGE || product < SMALL) {
            p->log_det += log(product);
            product = 1;
        }
    }
    p->log_det = (p->log_det + log(product)) / (double)p->n_used;
}

static bool filter_exact(fc_arma_profile *p)
{
    const fc_arma_data *data = p->data;
    const fc_arma arma = fc_arma_expand(p->order, p->coefs);
    const bool stationary =
        data->difference
            ? fc_arma_kalman(&arma, data->difference, data->n, data->n_columns, data->stride,
                             data->columns, p->filtered, p->variance, p->work)
            : fc_arma_exact(&arma, data->n, data->n_columns, data->stride, data->columns,
                            p->filtered, p->variance, p->work);

    if (stationary)
        standardize(p);
    return stationary;
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;

#pragma omp simd reduction(+ : sum)
    for (size_t t = 0; t < n; t++)
        sum += a[t] * b[t];
    return sum;
}

/* Cholesky factor, row after row, of the filtered regressors' products. A column that depends on
 * the ones before it gets a zero on the diagonal and coefficient 0. */
static void factor(fc_arma_profile *p)
{
    const fc_arma_data *data = p->data;
    const size_t k = data->n_columns - 1;
    const double *columns = p->filtered + data->stride;

    for (size_t i = 0; i < k; i++) {
        double *row = p->normal + i * k;
        double size = 0;

        for (size_t j = 0; j <= i; j++) {
            const double *above = p->normal + j * k;

            size = dot(columns + i * data->stride, columns + j * data->stride, data->n);
            row[j] = size - dot(row, above, j);
            if (i != j)
                row[j] = above[j] > 0 ? row[j] / above[j] : 0;
        }
        row[i] = row[i] > DEPENDENT * size ? sqrt(row[i]) : 0;
    }
}

/* Least squares of y on the filtered regressors; leaves the residuals in y. */
static void project(const fc_arma_profile *p, double *y, double *beta)
{
    const fc_arma_data *data = p->data;
    const size_t k = data->n_columns - 1;
    const double *columns = p->filtered + data->stride;

    for (size_t i = 0; i < k; i++) {
        const double *row = p->normal + i * k;

        beta[i] = dot(columns + i * data->stride, y, data->n) - dot(row, beta, i);
        beta[i] = row[i] > 0 ? beta[i] / row[i] : 0;
    }
    for (size_t i = k; i-- > 0;) {
        for (size_t h = i + 1; h < k; h++)
            beta[i] -= p->normal[h * k + i] * beta[h];
        beta[i] = p->normal[i * k + i] > 0 ? beta[i] / p->normal[i * k + i] : 0;
    }
    for (size_t i = 0; i < k; i++)
        for (size_t t = 0; t < data->n; t++)
            y[t] -= beta[i] * columns[i * data->stride + t];
}

void fc_arma_profile_run(fc_arma_profile *profile)
{
    const size_t n = profile->data->n;

    profile->sum = INFINITY;
    if (profile->method == FC_ARMA_CONDITIONAL)
        filter_conditional(profile);
    else if (!filter_exact(profile))
        return;
    factor(profile);
    memcpy(profile->residual, profile->filtered, n * sizeof *profile->residual);
    project(profile, profile->residual, profile->beta);
    profile->sum = dot(profile->residual, profile->residual, n);
    if (!isfinite(profile->sum))
        profile->sum = INFINITY;
}

double fc_arma_profile_deviance(const fc_arma_profile *profile)
{
    const double n = (double)profile->n_used;
    const double sigma2 = fmax(profile->sum / n, DBL_MIN);

    return n * (log(2 * M_PI * sigma2) + 1 + profile->log_det);
}

void fc_arma_profile_jacobian(const fc_arma_profile *profile, double *jacobian)
{
    const size_t n = profile->data->n;

    fc_arma_conditional_jacobian(profile->order, profile->coefs, profile->residual, n, jacobian);
    for (size_t j = 0; profile->data->n_columns > 1 && j < fc_arma_n_coefs(profile->order); j++)
        project(profile, jacobian + j * n, profile->ignored);
}
