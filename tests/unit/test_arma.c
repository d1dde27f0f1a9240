/* test_arma.c - coefficients, conditional residuals and exact innovations against slow twins. */
#include "forecast/arima/arma.h"
#include "tests/unit/assert.h"

#include <string.h>

enum { N = 61, STRIDE = 128, MANY = 6000 };

static const struct {
    fc_arma_order order;
    double coefs[FC_ARMA_COEFS];
} cases[] = {
    {{.m = 1}, {0}},
    {{.p = 1, .m = 1}, {0.87}},
    {{.q = 1, .m = 1}, {-0.63}},
    {{.p = 2, .q = 1, .m = 1}, {1.21, -0.43, 0.55}},
    {{.p = 1, .q = 3, .m = 1}, {-0.35, 0.42, -0.31, 0.24}},
    {{.q = 1, .Q = 1, .m = 12}, {-0.4018, -0.5569}},
    {{.p = 2, .P = 1, .q = 2, .Q = 1, .m = 4}, {0.65, -0.28, 0.74, -0.51, 0.33, -0.86}},
    {{.P = 2, .q = 1, .m = 7}, {0.38, 0.29, 0.47}},
};

enum { N_CASES = sizeof cases / sizeof *cases };

/* Numbers without a pattern, the same on every run. */
static void fill(double *w, size_t n, unsigned seed)
{
    unsigned long long x = seed;

    for (size_t t = 0; t < n; t++) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        w[t] = (double)(x >> 40) / (double)(1 << 23) - 1;
    }
}

/* Weights of past errors, straight from the definition. */
static void psi_weights(const fc_arma *arma, double *psi)
{
    for (size_t j = 0; j < MANY; j++) {
        psi[j] = j == 0;
        for (size_t i = 0; i < arma->ma.n; i++)
            psi[j] += arma->ma.lag[i] == j ? arma->ma.coef[i] : 0;
        for (size_t i = 0; i < arma->ar.n; i++)
            if (arma->ar.lag[i] <= j)
                psi[j] += arma->ar.coef[i] * psi[j - arma->ar.lag[i]];
    }
}

/* Slow twin: the covariance matrix of the whole series, by its Cholesky factor L: innovations are
 * the diagonal of L times the solution of L x = w. */
static void innovations_by_cholesky(const fc_arma *arma, const double *w, double *v,
                                    double *variance)
{
    static double psi[MANY], l[N][N];
    double acov[N] = {0};

    psi_weights(arma, psi);
    for (size_t k = 0; k < N; k++)
        for (size_t j = 0; j + k < MANY; j++)
            acov[k] += psi[j] * psi[j + k];
    for (size_t i = 0; i < N; i++) {
        double x = w[i];

        for (size_t j = 0; j <= i; j++) {
            l[i][j] = acov[i - j];
            for (size_t k = 0; k < j; k++)
                l[i][j] -= l[i][k] * l[j][k];
            l[i][j] = i == j ? sqrt(l[i][j]) : l[i][j] / l[j][j];
        }
        for (size_t j = 0; j < i; j++)
            x -= l[i][j] * v[j] / l[j][j];
        v[i] = x;
        variance[i] = l[i][i] * l[i][i];
    }
}

static void exact_innovations_are_those_of_the_covariance_matrix(void **state)
{
    static double w[2 * STRIDE], v[2 * STRIDE], work[2048];
    double variance[N], slow[N], slow_variance[N];

    (void)state;
    fill(w, N, 17);
    fill(w + STRIDE, N, 4711);
    for (size_t k = 0; k < N_CASES; k++) {
        const fc_arma arma = fc_arma_expand(&cases[k].order, cases[k].coefs);

        assert_true(fc_arma_exact_work(&arma, N) <= sizeof work / sizeof *work);
        assert_true(fc_arma_exact(&arma, N, 2, STRIDE, w, v, variance, work));
        for (size_t c = 0; c < 2; c++) {
            innovations_by_cholesky(&arma, w + c * STRIDE, slow, slow_variance);
            for (size_t t = 0; t < N; t++) {
                assert_close(v[c * STRIDE + t], slow[t], 1e-9);
                assert_close(variance[t], slow_variance[t], 1e-9);
            }
        }
    }
}

/* Beyond the end stand the expectations: predicting longer and longer from the same past gives
 * them back. */
static void what_stands_beyond_the_end_continues_the_series(void **state)
{
    static double w[STRIDE], v[STRIDE], longer[STRIDE], work[2048];
    double variance[N];

    (void)state;
    fill(w, N, 23);
    for (size_t k = 0; k < N_CASES; k++) {
        const fc_arma arma = fc_arma_expand(&cases[k].order, cases[k].coefs);
        const size_t n = N - 9;

        assert_true(fc_arma_exact(&arma, n, 1, STRIDE, w, v, variance, work));
        assert_true(fc_arma_exact(&arma, N, 1, STRIDE, w, longer, variance, work));
        if (fc_arma_reach(&arma) > 0)
            assert_close(w[n] + v[n], longer[n], 1e-9);
    }
}

/* Innovations of what was observed, by the covariance matrix without the rows of the gaps. */
static void values_that_are_missing_are_left_out_of_the_covariance(void **state)
{
    static double w[STRIDE], v[STRIDE], work[8192], psi[MANY], l[N][N];
    double variance[N], acov[N];
    const fc_arma_sum none = {0};

    (void)state;
    for (size_t k = 0; k < N_CASES; k++) {
        const fc_arma arma = fc_arma_expand(&cases[k].order, cases[k].coefs);
        size_t at[N], n = 0;
        double x[N];

        fill(w, N, 31);
        for (size_t t = 0; t < N; t++)
            if (t == 0 || t == 7 || (t > 20 && t < 29) || t == N - 1)
                w[t] = NAN;
            else
                at[n++] = t;
        assert_true(fc_arma_kalman_work(&arma, &none, 1) <= sizeof work / sizeof *work);
        assert_true(fc_arma_kalman(&arma, &none, N, 1, N, w, v, variance, work));
        psi_weights(&arma, psi);
        for (size_t lag = 0; lag < N; lag++) {
            acov[lag] = 0;
            for (size_t j = 0; j + lag < MANY; j++)
                acov[lag] += psi[j] * psi[j + lag];
        }
        for (size_t i = 0; i < n; i++) {
            x[i] = w[at[i]];
            for (size_t j = 0; j <= i; j++) {
                l[i][j] = acov[at[i] - at[j]];
                for (size_t h = 0; h < j; h++)
                    l[i][j] -= l[i][h] * l[j][h];
                l[i][j] = i == j ? sqrt(l[i][j]) : l[i][j] / l[j][j];
            }
            for (size_t j = 0; j < i; j++)
                x[i] -= l[i][j] * x[j] / l[j][j];
            assert_close(v[at[i]], x[i], 1e-9);
            assert_close(variance[at[i]], l[i][i] * l[i][i], 1e-9);
        }
    }
}

/* Without gaps, a series that needs differences gives the innovations of the differences; the
 * unknown start has a large variance instead of an infinite one. */
static void differences_may_be_part_of_the_state(void **state)
{
    static const double walk[] = {1, 1};
    static double y[STRIDE], w[STRIDE], v[STRIDE], exact[STRIDE], work[8192];
    double variance[N], exact_variance[N];

    (void)state;
    for (size_t k = 0; k < N_CASES; k++) {
        const size_t m = cases[k].order.m;
        const fc_arma_order unit = {.p = 1, .P = m > 1, .m = m};
        const fc_arma_sum difference = fc_arma_expand(&unit, walk).ar;
        const fc_arma arma = fc_arma_expand(&cases[k].order, cases[k].coefs);
        const size_t lost = difference.degree;

        fill(y, N, 47);
        for (size_t t = lost; t < N; t++) {
            w[t - lost] = y[t];
            for (size_t i = 0; i < difference.n; i++)
                w[t - lost] -= difference.coef[i] * y[t - difference.lag[i]];
        }
        assert_true(fc_arma_kalman(&arma, &difference, N, 1, STRIDE, y, v, variance, work));
        assert_true(fc_arma_exact(&arma, N - lost, 1, STRIDE, w, exact, exact_variance, work));
        for (size_t t = 0; t < N; t++) {
            assert_int_equal(variance[t] > 0, t >= lost);
            if (t < lost)
                continue;
            assert_true(fabs(v[t] - exact[t - lost]) < 2e-4);
            assert_close(variance[t], exact_variance[t - lost], 2e-4);
        }
    }
}

static void refuses_what_is_not_stationary(void **state)
{
    static const double unit[] = {1.0}, explosive[] = {0.7, 0.4};
    static double w[STRIDE], v[STRIDE], variance[N], work[512];
    const fc_arma_order one = {.p = 1, .m = 1}, two = {.p = 2, .m = 1};
    const fc_arma walk = fc_arma_expand(&one, unit), burst = fc_arma_expand(&two, explosive);

    (void)state;
    assert_false(fc_arma_exact(&walk, N, 1, STRIDE, w, v, variance, work));
    assert_false(fc_arma_exact(&burst, N, 1, STRIDE, w, v, variance, work));
}

/* With a unit root in the MA part the variance falls as 1 + 1/t. */
static void takes_a_moving_average_on_the_boundary(void **state)
{
    static const double unit[] = {-1.0};
    static double w[STRIDE], v[STRIDE], variance[N], work[512];
    const fc_arma_order order = {.q = 1, .m = 1};
    const fc_arma arma = fc_arma_expand(&order, unit);

    (void)state;
    fill(w, N, 5);
    assert_true(fc_arma_exact(&arma, N, 1, STRIDE, w, v, variance, work));
    for (size_t t = 0; t < N; t++)
        assert_close(variance[t], 1 + 1 / (double)(t + 1), 1e-12);
}

static void conditional_residuals_follow_the_difference_equation(void **state)
{
    double w[N], e[N];

    (void)state;
    for (size_t k = 0; k < N_CASES; k++) {
        const fc_arma arma = fc_arma_expand(&cases[k].order, cases[k].coefs);

        fill(w, N, 99);
        fc_arma_conditional(&cases[k].order, cases[k].coefs, w, N, e);
        for (size_t t = 0; t < N; t++) {
            double expected = w[t];

            for (size_t i = 0; i < arma.ar.n; i++)
                expected -= arma.ar.lag[i] <= t ? arma.ar.coef[i] * w[t - arma.ar.lag[i]] : 0;
            for (size_t i = 0; i < arma.ma.n; i++)
                expected -= arma.ma.lag[i] <= t ? arma.ma.coef[i] * e[t - arma.ma.lag[i]] : 0;
            assert_true(fabs(e[t] - expected) < 1e-12);
        }
    }
}

static void conditional_derivatives_are_those_of_differences(void **state)
{
    static double jacobian[FC_ARMA_COEFS * N];
    double w[N], e[N], up[N], down[N], coefs[FC_ARMA_COEFS];
    const double step = 1e-6;

    (void)state;
    fill(w, N, 1234);
    for (size_t k = 0; k < N_CASES; k++) {
        const fc_arma_order *order = &cases[k].order;

        fc_arma_conditional(order, cases[k].coefs, w, N, e);
        fc_arma_conditional_jacobian(order, cases[k].coefs, e, N, jacobian);
        for (size_t j = 0; j < fc_arma_n_coefs(order); j++) {
            memcpy(coefs, cases[k].coefs, sizeof coefs);
            coefs[j] += step;
            fc_arma_conditional(order, coefs, w, N, up);
            coefs[j] -= 2 * step;
            fc_arma_conditional(order, coefs, w, N, down);
            for (size_t t = 0; t < N; t++)
                assert_true(fabs(jacobian[j * N + t] - (up[t] - down[t]) / (2 * step)) < 1e-7);
        }
    }
}

/* Levinson's step-down: every partial autocorrelation stays below the limit. */
static void any_angles_give_stationary_and_invertible_coefficients(void **state)
{
    const fc_arma_order order = {.p = 5, .P = 3, .q = 4, .Q = 2, .m = 12};
    double angles[FC_ARMA_COEFS], coefs[FC_ARMA_COEFS];

    (void)state;
    for (unsigned seed = 1; seed < 200; seed++) {
        fill(angles, FC_ARMA_COEFS, seed);
        for (size_t i = 0; i < FC_ARMA_COEFS; i++)
            angles[i] *= 9;
        fc_arma_coefs(&order, angles, 0.97, coefs);
        for (size_t k = order.p; k > 0; k--) {
            const double partial = coefs[k - 1];
            double shorter[FC_ARMA_MAX];

            assert_close(partial, 0.97 * sin(angles[k - 1]), 1e-6);
            for (size_t i = 0; i + 1 < k; i++)
                shorter[i] = (coefs[i] + partial * coefs[k - 2 - i]) / (1 - partial * partial);
            memcpy(coefs, shorter, (k - 1) * sizeof *coefs);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_innovations_are_those_of_the_covariance_matrix),
        cmocka_unit_test(what_stands_beyond_the_end_continues_the_series),
        cmocka_unit_test(values_that_are_missing_are_left_out_of_the_covariance),
        cmocka_unit_test(differences_may_be_part_of_the_state),
        cmocka_unit_test(refuses_what_is_not_stationary),
        cmocka_unit_test(takes_a_moving_average_on_the_boundary),
        cmocka_unit_test(conditional_residuals_follow_the_difference_equation),
        cmocka_unit_test(conditional_derivatives_are_those_of_differences),
        cmocka_unit_test(any_angles_give_stationary_and_invertible_coefficients),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
