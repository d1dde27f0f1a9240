/* arma_exact.c - exact innovations of a seasonal ARMA process in time proportional to n.
 *
 * Morf, Sidhu & Kailath (1974), Some new algorithms for recursive estimation in constant linear
 * discrete-time systems, IEEE Trans. Automatic Control 19, 315-323 (the "Chandrasekhar"
 * recursions; Melard 1984, Applied Statistics algorithm AS 197, for ARMA): in a stationary state
 * space the covariance of the state changes by a matrix of rank one a step, so only a vector is
 * carried along instead. The state is that of Harvey, Forecasting, Structural Time Series Models
 * (1989), section 3.3.
 *
 * Vectors slide with time: position t + i of u, or of the change, is component i of the state at
 * time t, which makes the companion matrix's shift free. */
#include <math.h>
#include <string.h>

#include "forecast/arima/arma.h"

/* The gain has settled when the variance stays this close to its limit for a whole state. */
static const double SETTLED = 1e-11;

/* Largest square of a partial autocorrelation that still counts as stationary. */
static const double UNIT_ROOT = 1 - 1e-13;

typedef struct {
    double *gain;    /* r: T P Z' */
    double *change;  /* n + r: P(t+1) - P(t) = scale change change' */
    double *acov;    /* autocovariances of the AR part, then of the process */
    double *psi;     /* weights of past errors */
    double *product; /* theta(B) theta(1/B) */
    double *steps;   /* predictors of orders 1 .. p, one after another */
} exact_work;

static size_t triangle(size_t k)
{
    return k * (k + 1) / 2;
}

size_t fc_arma_exact_work(const fc_arma *arma, size_t n)
{
    const size_t r = fc_arma_reach(arma);

    return 7 * (r + 1) + n + triangle(arma->ar.degree);
}

static exact_work lay_out(const fc_arma *arma, size_t n, double *work)
{
    const size_t r = fc_arma_reach(arma) + 1;

    return (exact_work){
        .gain = work,
        .psi = work + r,
        .product = work + 2 * r,
        .acov = work + 3 * r, /* 2 r */
        .change = work + 5 * r,
        .steps = work + 6 * r + n,
    };
}

/* Steps the AR polynomial down to order 1: the predictors of every order, and the product of
 * 1 - partial autocorrelation squared. 0 where it is not stationary. */
static double step_down(const fc_arma_sum *ar, double *steps)
{
    double product = 1;
    double *a = steps + triangle(ar->degree) - ar->degree;

    memset(a, 0, ar->degree * sizeof *a);
    for (size_t i = 0; i < ar->n; i++)
        a[ar->lag[i] - 1] += ar->coef[i];
    for (size_t k = ar->degree; k > 0; k--) {
        const double partial = a[k - 1];
        const double left = 1 - partial * partial;
        double *shorter = a - (k - 1);

        if (!(partial * partial < UNIT_ROOT))
            return 0;
        product *= left;
        for (size_t i = 0; i + 1 < k; i++)
            shorter[i] = (a[i] + partial * a[k - 2 - i]) / left;
        a = shorter;
    }
    return product;
}

/* acov[0 .. n-1] of the AR part alone: each predictor satisfies the Yule-Walker equations of its
 * order. */
static bool ar_autocovariances(const fc_arma_sum *ar, size_t n, const exact_work *w)
{
    const double product = step_down(ar, w->steps);
    const double *a = w->steps;

    if (!(product > 0))
        return false;
    w->acov[0] = 1 / product;
    for (size_t k = 1; k < n; k++) {
        double sum = 0;

        if (k <= ar->degree) {
            for (size_t j = 1; j <= k; j++)
                sum += a[j - 1] * w->acov[k - j];
            a += k;
        } else {
            for (size_t i = 0; i < ar->n; i++)
                sum += ar->coef[i] * w->acov[k - ar->lag[i]];
        }
        w->acov[k] = sum;
    }
    return true;
}

/* product[l] = sum of theta_i theta_(i+l), l = 0 .. degree. */
static void ma_product(const fc_arma_sum *ma, double *product)
{
    memset(product, 0, (ma->degree + 1) * sizeof *product);
    product[0] = 1;
    for (size_t i = 0; i < ma->n; i++) {
        product[ma->lag[i]] += ma->coef[i];
        for (size_t j = 0; j < ma->n; j++)
            if (ma->lag[j] >= ma->lag[i])
                product[ma->lag[j] - ma->lag[i]] += ma->coef[i] * ma->coef[j];
    }
}

/* acov[0 .. n-1] of the process, in place of those of its AR part, which reach degree further. */
static void process_autocovariances(const fc_arma_sum *ma, size_t n, const exact_work *w)
{
    double *out = w->change; /* not in use yet */

    if (ma->n == 0)
        return;
    ma_product(ma, w->product);
    for (size_t k = 0; k < n; k++)
        out[k] = w->product[0] * w->acov[k];
    for (size_t l = 1; l <= ma->degree; l++) {
        if (w->product[l] == 0)
            continue;
        for (size_t k = 0; k < n; k++)
            out[k] += w->product[l] * (w->acov[k + l] + w->acov[k > l ? k - l : l - k]);
    }
    memcpy(w->acov, out, n * sizeof *out);
}

/* psi[0 .. n-1]: w_t = sum psi_j e_(t-j). */
static void psi_weights(const fc_arma *arma, size_t n, double *psi)
{
    memset(psi, 0, n * sizeof *psi);
    psi[0] = 1;
    for (size_t i = 0; i < arma->ma.n; i++)
        if (arma->ma.lag[i] < n)
            psi[arma->ma.lag[i]] += arma->ma.coef[i];
    for (size_t t = 1; t < n; t++)
        for (size_t i = 0; i < arma->ar.n && arma->ar.lag[i] <= t; i++)
            psi[t] += arma->ar.coef[i] * psi[t - arma->ar.lag[i]];
}

/* The first gain: how the next values' parts known at time t go with the value at t. */
static bool first_gain(const fc_arma *arma, size_t r, const exact_work *w)
{
    const size_t p = arma->ar.degree > 0 ? arma->ar.degree : 1;

    if (!ar_autocovariances(&arma->ar, p + arma->ma.degree, w))
        return false;
    process_autocovariances(&arma->ma, p, w);
    if (arma->ma.n > 0)
        psi_weights(arma, arma->ma.degree, w->psi);
    memset(w->gain, 0, r * sizeof *w->gain);
    for (size_t i = 0; i < arma->ar.n; i++)
        for (size_t j = 0; j < arma->ar.lag[i]; j++)
            w->gain[j] += arma->ar.coef[i] * w->acov[arma->ar.lag[i] - 1 - j];
    for (size_t i = 0; i < arma->ma.n; i++)
        for (size_t j = 0; j < arma->ma.lag[i]; j++)
            w->gain[j] += arma->ma.coef[i] * w->psi[arma->ma.lag[i] - 1 - j];
    return true;
}

bool fc_arma_exact_start(const fc_arma *arma, double *variance, double *gain, double *work)
{
    const exact_work x = lay_out(arma, 0, work);
    const size_t r = fc_arma_reach(arma);

    if (!first_gain(arma, r, &x))
        return false;
    *variance = x.acov[0];
    memcpy(gain, x.gain, r * sizeof *gain);
    return true;
}

static void spread(const fc_arma_sum *sum, double x, double *ahead)
{
    for (size_t i = 0; i < sum->n; i++)
        ahead[sum->lag[i] - 1] += sum->coef[i] * x;
}

/* What the value at t, known to be w, changes in the expectations of the following ones. */
static void observe(const fc_arma *arma, const double *gain, size_t r, double variance, double w,
                    double *v)
{
    const double update = *v / variance;

    spread(&arma->ar, *v - w, v + 1);
#pragma omp simd
    for (size_t i = 0; i < r; i++)
        v[1 + i] -= update * gain[i];
}

/* The same once the gain has settled at phi + theta and the variance at 1. */
static void observe_settled(const fc_arma *arma, double w, double *v)
{
    spread(&arma->ar, -w, v + 1);
    spread(&arma->ma, -*v, v + 1);
}

/* Moves gain and change one step on. */
static void advance(const fc_arma *arma, double *gain, double *change, size_t r, double variance,
                    double scale)
{
    const double now = change[0];

    spread(&arma->ar, now, change + 1);
#pragma omp simd
    for (size_t i = 0; i < r; i++) {
        const double moved = change[1 + i];
        const double old = gain[i];

        gain[i] = old + scale * now * moved;
        change[1 + i] = moved - now / variance * old;
    }
}

bool fc_arma_exact(const fc_arma *arma, size_t n, size_t n_columns, size_t stride, const double *w,
                   double *v, double *variance, double *work)
{
    const exact_work x = lay_out(arma, n, work);
    const size_t r = fc_arma_reach(arma);
    double now, scale;
    size_t quiet = 0;
    size_t t = 0;

    if (!first_gain(arma, r, &x))
        return false;
    now = x.acov[0];
    scale = -1 / now;
    memcpy(x.change, x.gain, r * sizeof *x.change);
    memset(x.change + r, 0, n * sizeof *x.change);
    for (size_t c = 0; c < n_columns; c++) {
        memcpy(v + c * stride, w + c * stride, n * sizeof *v);
        memset(v + c * stride + n, 0, r * sizeof *v);
    }
    for (; t < n && quiet <= r && now > 0; t++) {
        const double fall = scale * x.change[t] * x.change[t];

        variance[t] = now;
        for (size_t c = 0; c < n_columns; c++)
            observe(arma, x.gain, r, now, w[c * stride + t], v + c * stride + t);
        advance(arma, x.gain, x.change + t, r, now, scale);
        scale *= now / (now + fall);
        now += fall;
        quiet = fabs(now - 1) < SETTLED ? quiet + 1 : 0;
    }
    for (; t < n && now > 0; t++) {
        variance[t] = 1;
        for (size_t c = 0; c < n_columns; c++)
            observe_settled(arma, w[c * stride + t], v + c * stride + t);
    }
    return now > 0;
}
