/* test_residuals.c - factors of the shrunk correlations of past errors. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/residuals.h"
#include "tests/unit/assert.h"

enum { NODES = 14, PERIODS = 40 };

static double memory[NODES][PERIODS];
static const double *residuals[NODES];
static size_t n_residuals[NODES];

/* Errors with a common part, more of it in some nodes. */
static void fill(void)
{
    uint32_t seed = 9;
    double common[PERIODS];

    for (size_t t = 0; t < PERIODS; t++) {
        seed = seed * 1664525u + 1013904223u;
        common[t] = (seed >> 8) / 16777216.0 - 0.5;
    }
    for (size_t i = 0; i < NODES; i++) {
        for (size_t t = 0; t < PERIODS; t++) {
            seed = seed * 1664525u + 1013904223u;
            memory[i][t] =
                (1.0 + (double)i) * ((seed >> 8) / 16777216.0 - 0.5 + (i % 3) * 0.8 * common[t]);
        }
        residuals[i] = memory[i];
        n_residuals[i] = PERIODS;
    }
}

static double correlation(size_t i, size_t j)
{
    double ij = 0, ii = 0, jj = 0;

    for (size_t t = 0; t < PERIODS; t++) {
        ij += memory[i][t] * memory[j][t];
        ii += memory[i][t] * memory[i][t];
        jj += memory[j][t] * memory[j][t];
    }
    return ij / sqrt(ii * jj);
}

static double product(const double *loading, size_t n, size_t i, size_t j)
{
    double sum = 0;

    for (size_t k = 0; k < n; k++)
        sum += loading[i * n + k] * loading[j * n + k];
    return sum;
}

/* Slow twin: all pairs, all components. */
static void all_factors_give_the_shrunk_correlations(void **state)
{
    double loading[NODES * PERIODS], share = 0;

    (void)state;
    fill();
    assert_ok(fc_residuals_factors(residuals, n_residuals, NODES, PERIODS, loading));
    share = product(loading, PERIODS, 0, 0);
    assert_true(share > 0.3 && share < 1);
    for (size_t i = 0; i < NODES; i++)
        for (size_t j = 0; j < NODES; j++)
            assert_close(product(loading, PERIODS, i, j), share * correlation(i, j), 1e-9);
}

static void few_factors_hold_most_of_what_is_common(void **state)
{
    double loading[NODES * 2];

    (void)state;
    fill();
    assert_ok(fc_residuals_factors(residuals, n_residuals, NODES, 2, loading));
    assert_true(product(loading, 2, 2, 5) > 0.3);
    assert_true(fabs(product(loading, 2, 0, 3)) < 0.3);
    for (size_t i = 0; i < NODES; i++)
        assert_true(product(loading, 2, i, i) <= 1);
}

static void nodes_without_errors_have_no_part(void **state)
{
    double loading[NODES * 3];

    (void)state;
    fill();
    n_residuals[4] = 0;
    residuals[4] = NULL;
    for (size_t t = 0; t < PERIODS; t++)
        memory[6][t] = t % 2 ? 0 : NAN;
    assert_ok(fc_residuals_factors(residuals, n_residuals, NODES, 3, loading));
    assert_true(product(loading, 3, 4, 4) == 0 && product(loading, 3, 6, 6) == 0);
    assert_true(isfinite(product(loading, 3, 0, 1)));
    for (size_t i = 0; i < NODES; i++)
        n_residuals[i] = i == 3;
    assert_ok(fc_residuals_factors(residuals, n_residuals, NODES, 3, loading));
    assert_true(product(loading, 3, 3, 3) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_factors_give_the_shrunk_correlations),
        cmocka_unit_test(few_factors_hold_most_of_what_is_common),
        cmocka_unit_test(nodes_without_errors_have_no_part),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
