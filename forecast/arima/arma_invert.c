/* arma_invert.c - the invertible form of a moving average.
 *
 * Brockwell & Davis, Time Series: Theory and Methods, 2nd ed. (1991), proposition 4.4.2: a root and
 * its inverse give the same autocovariances but for scale. */
#include <gsl/gsl_poly.h>
#include <math.h>

#include "forecast/arima/arma.h"

/* Multiplies the polynomial x[0 .. n] in z by (1 - z / root), complex numbers as pairs. */
static void multiply(double *x, size_t n, const double *root)
{
    const double size = root[0] * root[0] + root[1] * root[1];
    const double re = root[0] / size;
    const double im = -root[1] / size;

    for (size_t i = n; i > 0; i--) {
        const double *below = x + 2 * (i - 1);

        x[2 * i] -= re * below[0] - im * below[1];
        x[2 * i + 1] -= re * below[1] + im * below[0];
    }
}

static bool reflect(double *theta, size_t q)
{
    gsl_poly_complex_workspace *work;
    double polynomial[FC_ARMA_MAX + 1] = {1};
    double root[2 * FC_ARMA_MAX];
    double product[2 * (FC_ARMA_MAX + 1)] = {1};
    int failed;

    for (size_t i = 0; i < q; i++)
        polynomial[i + 1] = theta[i];
    while (q > 0 && polynomial[q] == 0)
        q--;
    work = gsl_poly_complex_workspace_alloc(q + 1);
    if (!work)
        return false;
    failed = gsl_poly_complex_solve(polynomial, q + 1, work, root);
    gsl_poly_complex_workspace_free(work);
    for (size_t i = 0; i < q && !failed; i++) {
        double *r = root + 2 * i;
        const double size = r[0] * r[0] + r[1] * r[1];

        if (size < 1) { /* 1 / conjugate */
            r[0] /= size;
            r[1] /= size;
        }
        multiply(product, i + 1, r);
    }
    for (size_t i = 0; i < q && !failed; i++)
        theta[i] = product[2 * (i + 1)];
    return true;
}

bool fc_arma_make_invertible(const fc_arma_order *order, double *coefs)
{
    double *theta = coefs + order->p + order->P;
    const fc_arma_order ma = {.q = order->q, .m = order->m};
    const fc_arma_order seasonal = {.Q = order->Q, .m = order->m};

    if (!fc_arma_clears(&ma, theta, 1) && !reflect(theta, order->q))
        return false;
    theta += order->q;
    return fc_arma_clears(&seasonal, theta, 1) || reflect(theta, order->Q);
}
