/* arma_kalman.c - exact innovations of an ARIMA process with missing values.
 *
 * Harvey, Forecasting, Structural Time Series Models (1989), sections 3.2 and 3.4.7: the state is
 * that of the ARMA process, then the last values of the series itself, whose first ones are unknown
 * and get a large variance; Gardner, Harvey & Phillips (1980), Applied Statistics algorithm AS 154,
 * and arima() in R, which leaves out of the likelihood what has not settled by the same bound. */
#include <math.h>
#include <string.h>

#include "forecast/arima/arma.h"

static const double UNKNOWN = 1e6; /* variance of what is not known at the start */
static const double SETTLED = 1e4; /* an innovation with a larger one says nothing yet */

typedef struct {
    const fc_arma *arma;
    const fc_arma_sum *difference;
    size_t r;      /* size of the ARMA state */
    size_t k;      /* size of all */
    double *phi;   /* r */
    double *theta; /* r, the first is 1 */
    double *state; /* k a column */
    double *p;     /* k x k: variance of the state */
    double *moved; /* k x k */
    double *gain;  /* k */
    double *next;  /* k */
} kalman;

static size_t state_size(const fc_arma *arma)
{
    return arma->ar.degree > arma->ma.degree ? arma->ar.degree : arma->ma.degree + 1;
}

size_t fc_arma_kalman_work(const fc_arma *arma, const fc_arma_sum *difference, size_t n_columns)
{
    const size_t r = state_size(arma);
    const size_t k = r + difference->degree;

    return 2 * r + n_columns * k + 2 * k * k + 2 * k + fc_arma_exact_work(arma, 0);
}

/* The value that a state stands for: its ARMA part plus the sum of past values. */
static double observed(const kalman *f, const double *state)
{
    double sum = state[0];

    for (size_t i = 0; i < f->difference->n; i++)
        sum += f->difference->coef[i] * state[f->r + f->difference->lag[i] - 1];
    return sum;
}

static void spread_out(const fc_arma_sum *sum, double *dense, size_t first)
{
    for (size_t i = 0; i < sum->n; i++)
        dense[first + sum->lag[i] - 1] += sum->coef[i];
}

/* Variance of the stationary ARMA state: its first column from the first gain, the rest from
 * P = T P T' + R R', backwards along the diagonals. */
static bool start_stationary(kalman *f, double *work)
{
    const size_t r = f->r;
    const size_t k = f->k;
    double *p = f->p;

    memset(f->next, 0, k * sizeof *f->next);
    if (!fc_arma_exact_start(f->arma, &p[0], f->next, work))
        return false;
    for (size_t i = 1; i < r; i++)
        p[i] = p[i * k] = f->next[i - 1] - f->phi[i - 1] * p[0];
    for (size_t i = r; i-- > 1;)
        for (size_t j = i + 1; j-- > 1;) {
            double sum = f->phi[i] * f->phi[j] * p[0] + f->theta[i] * f->theta[j];

            if (i + 1 < r)
                sum += p[(i + 1) * k + j + 1] + f->phi[j] * p[i + 1];
            if (j + 1 < r)
                sum += f->phi[i] * p[j + 1];
            p[i * k + j] = p[j * k + i] = sum;
        }
    return true;
}

static bool start(kalman *f, const fc_arma *arma, const fc_arma_sum *difference, size_t n_columns,
                  double *work)
{
    const size_t r = state_size(arma);
    const size_t k = r + difference->degree;

    *f = (kalman){.arma = arma, .difference = difference, .r = r, .k = k};
    memset(work, 0, (2 * r + n_columns * k + 2 * k * k) * sizeof *work);
    f->phi = work;
    f->theta = f->phi + r;
    f->state = f->theta + r;
    f->p = f->state + n_columns * k;
    f->moved = f->p + k * k;
    f->gain = f->moved + k * k;
    f->next = f->gain + k;
    f->theta[0] = 1;
    spread_out(&arma->ar, f->phi, 0);
    spread_out(&arma->ma, f->theta, 1);
    for (size_t i = r; i < k; i++)
        f->p[i * k + i] = UNKNOWN;
    return start_stationary(f, f->next + k);
}

/* x <- T x */
static void move(const kalman *f, const double *x, double *moved)
{
    const size_t r = f->r;

    for (size_t i = 0; i < r; i++)
        moved[i] = f->phi[i] * x[0] + (i + 1 < r ? x[i + 1] : 0);
    if (f->k > r)
        moved[r] = observed(f, x);
    for (size_t i = r + 1; i < f->k; i++)
        moved[i] = x[i - 1];
}

/* P <- T P T' + R R'. Rows of a symmetric matrix are its columns, so T is applied to rows, the
 * result is turned, and T is applied to rows again. */
static void move_variance(kalman *f)
{
    const size_t k = f->k;

    for (size_t i = 0; i < k; i++)
        move(f, f->p + i * k, f->moved + i * k);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++)
            f->next[j] = f->moved[j * k + i];
        move(f, f->next, f->p + i * k);
    }
    for (size_t i = 0; i < f->r; i++)
        for (size_t j = 0; j < f->r; j++)
            f->p[i * k + j] += f->theta[i] * f->theta[j];
}

/* What an observation tells: the state follows it by the gain, its variance shrinks. */
static void update(kalman *f, size_t n_columns, double variance, const double *v, size_t stride)
{
    const size_t k = f->k;

    for (size_t c = 0; c < n_columns; c++)
        for (size_t i = 0; i < k; i++)
            f->state[c * k + i] += f->gain[i] * v[c * stride] / variance;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            f->p[i * k + j] -= f->gain[i] * f->gain[j] / variance;
}

static void predict(kalman *f, size_t n_columns)
{
    for (size_t c = 0; c < n_columns; c++) {
        move(f, f->state + c * f->k, f->next);
        memcpy(f->state + c * f->k, f->next, f->k * sizeof *f->next);
    }
}

bool fc_arma_kalman(const fc_arma *arma, const fc_arma_sum *difference, size_t n, size_t n_columns,
                    size_t stride, const double *y, double *v, double *variance, double *work)
{
    kalman f;

    if (!start(&f, arma, difference, n_columns, work))
        return false;
    for (size_t t = 0; t < n; t++) {
        double now;

        for (size_t i = 0; i < f.k; i++)
            f.gain[i] = observed(&f, f.p + i * f.k);
        now = observed(&f, f.gain);
        for (size_t c = 0; c < n_columns; c++)
            v[c * stride + t] = y[c * stride + t] - observed(&f, f.state + c * f.k);
        variance[t] = isnan(y[t]) || now > SETTLED ? 0 : now;
        if (!isnan(y[t]))
            update(&f, n_columns, now, v + t, stride);
        predict(&f, n_columns);
        move_variance(&f);
    }
    for (size_t t = n; t < stride; t++) {
        for (size_t c = 0; c < n_columns; c++)
            v[c * stride + t] = observed(&f, f.state + c * f.k);
        predict(&f, n_columns);
    }
    return true;
}
