/* arma.c - coefficients of seasonal ARMA polynomials, and their products. */
#include "forecast/arima/arma.h"

#include <math.h>
#include <string.h>

size_t fc_arma_n_coefs(const fc_arma_order *order)
{
    return order->p + order->P + order->q + order->Q;
}

/* Partial autocorrelations to the coefficients of an AR polynomial by the Durbin-Levinson
 * recursion (Monahan 1984, Biometrika 71, 403-404). */
static void from_partials(const double *partial, size_t n, double *coef)
{
    for (size_t k = 0; k < n; k++) {
        coef[k] = partial[k];
        for (size_t i = 0; i < k / 2; i++) {
            const double left = coef[i];

            coef[i] = left - partial[k] * coef[k - 1 - i];
            coef[k - 1 - i] -= partial[k] * left;
        }
        if (k % 2)
            coef[k / 2] *= 1 - partial[k];
    }
}

/* The four polynomials in the order of their coefficients; MA ones have the opposite sign. */
typedef struct {
    size_t size[4];
    double sign[4];
} blocks;

static blocks blocks_of(const fc_arma_order *o)
{
    return (blocks){{o->p, o->P, o->q, o->Q}, {1, 1, -1, -1}};
}

void fc_arma_coefs(const fc_arma_order *order, const double *angles, double limit, double *coefs)
{
    const blocks b = blocks_of(order);

    for (size_t k = 0; k < 4; k++) {
        double partial[FC_ARMA_MAX];

        for (size_t i = 0; i < b.size[k]; i++)
            partial[i] = limit * sin(angles[i]);
        from_partials(partial, b.size[k], coefs);
        for (size_t i = 0; i < b.size[k]; i++)
            coefs[i] *= b.sign[k];
        angles += b.size[k];
        coefs += b.size[k];
    }
}

/* slope[j][i] = d coef i / d angle j of one polynomial. Coefficients are linear in each partial
 * autocorrelation, so a difference of any width is their derivative. */
static void coef_slopes(const double *angles, size_t n, double limit, double sign,
                        double slope[FC_ARMA_MAX][FC_ARMA_MAX])
{
    double partial[FC_ARMA_MAX];
    double base[FC_ARMA_MAX];

    for (size_t i = 0; i < n; i++)
        partial[i] = limit * sin(angles[i]);
    for (size_t j = 0; j < n; j++) {
        const double kept = partial[j];

        partial[j] = 0;
        from_partials(partial, n, base);
        partial[j] = 1;
        from_partials(partial, n, slope[j]);
        partial[j] = kept;
        for (size_t i = 0; i < n; i++)
            slope[j][i] = sign * limit * cos(angles[j]) * (slope[j][i] - base[i]);
    }
}

/* columns <- columns times the transpose of slope, in strips that stay in the cache. */
static void chain(double *columns, size_t n, size_t size, double slope[FC_ARMA_MAX][FC_ARMA_MAX])
{
    enum { STRIP = 64 };
    double strip[FC_ARMA_MAX][STRIP];

    for (size_t first = 0; first < n; first += STRIP) {
        const size_t length = n - first < STRIP ? n - first : STRIP;

        for (size_t i = 0; i < size; i++)
            memcpy(strip[i], columns + i * n + first, length * sizeof(double));
        for (size_t j = 0; j < size; j++) {
            double *column = columns + j * n + first;

#pragma omp simd
            for (size_t t = 0; t < length; t++)
                column[t] = slope[j][0] * strip[0][t];
            for (size_t i = 1; i < size; i++) {
#pragma omp simd
                for (size_t t = 0; t < length; t++)
                    column[t] += slope[j][i] * strip[i][t];
            }
        }
    }
}

void fc_arma_by_angles(const fc_arma_order *order, const double *angles, double limit, size_t n,
                       double *jacobian)
{
    const blocks b = blocks_of(order);

    for (size_t k = 0; k < 4; k++) {
        double slope[FC_ARMA_MAX][FC_ARMA_MAX];

        coef_slopes(angles, b.size[k], limit, b.sign[k], slope);
        chain(jacobian, n, b.size[k], slope);
        angles += b.size[k];
        jacobian += b.size[k] * n;
    }
}

static void add_term(fc_arma_sum *sum, size_t lag, double coef)
{
    sum->lag[sum->n] = lag;
    sum->coef[sum->n++] = coef;
    if (lag > sum->degree)
        sum->degree = lag;
}

/* The product (1 + s a(B)) (1 + s A(B^m)), without its 1 and divided by s. */
static fc_arma_sum multiply(const double *a, size_t n, const double *seasonal, size_t n_seasonal,
                            size_t m, double sign)
{
    fc_arma_sum sum = {0};

    for (size_t i = 0; i < n; i++)
        add_term(&sum, i + 1, a[i]);
    for (size_t j = 0; j < n_seasonal; j++) {
        add_term(&sum, (j + 1) * m, seasonal[j]);
        for (size_t i = 0; i < n; i++)
            add_term(&sum, (j + 1) * m + i + 1, sign * seasonal[j] * a[i]);
    }
    return sum;
}

fc_arma fc_arma_expand(const fc_arma_order *order, const double *coefs)
{
    const double *ma = coefs + order->p + order->P;

    return (fc_arma){
        .ar = multiply(coefs, order->p, coefs + order->p, order->P, order->m, -1),
        .ma = multiply(ma, order->q, ma + order->q, order->Q, order->m, 1),
    };
}

size_t fc_arma_reach(const fc_arma *arma)
{
    return arma->ar.degree > arma->ma.degree ? arma->ar.degree : arma->ma.degree;
}

/* Whether 1 - coef_1 B - ... has all its roots outside the unit circle: the partial
 * autocorrelations it belongs to are all below 1. */
static bool is_stationary(double *coef, size_t n)
{
    for (size_t k = n; k > 0; k--) {
        const double partial = coef[k - 1];
        double shorter[FC_ARMA_MAX];

        if (!(fabs(partial) < 1))
            return false;
        for (size_t i = 0; i + 1 < k; i++)
            shorter[i] = (coef[i] + partial * coef[k - 2 - i]) / (1 - partial * partial);
        memcpy(coef, shorter, (k - 1) * sizeof *coef);
    }
    return true;
}

bool fc_arma_clears(const fc_arma_order *order, const double *coefs, double margin)
{
    const blocks b = blocks_of(order);

    for (size_t k = 0; k < 4; k++) {
        const double step = pow(margin, k % 2 ? (double)order->m : 1);
        double scaled[FC_ARMA_MAX];
        double power = b.sign[k];

        for (size_t i = 0; i < b.size[k]; i++)
            scaled[i] = coefs[i] * (power *= step);
        if (!is_stationary(scaled, b.size[k]))
            return false;
        coefs += b.size[k];
    }
    return true;
}

static void add_ahead(const fc_arma_sum *sum, const double *x, size_t n, size_t reach,
                      double *ahead)
{
    for (size_t k = 0; k < sum->n; k++)
        for (size_t i = 0; i < sum->lag[k] && i < reach; i++)
            if (n + i >= sum->lag[k])
                ahead[i] += sum->coef[k] * x[n + i - sum->lag[k]];
}

void fc_arma_ahead(const fc_arma *arma, const double *w, const double *e, size_t n, size_t reach,
                   double *ahead)
{
    memset(ahead, 0, reach * sizeof *ahead);
    add_ahead(&arma->ar, w, n, reach, ahead);
    add_ahead(&arma->ma, e, n, reach, ahead);
}
