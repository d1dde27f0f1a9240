/* test_quantile.c - sorting against the C library, quantiles by hand. */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/ranges/quantile.h"
#include "tests/unit/assert.h"

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void assert_sorted_as_by_the_library(const double *values, size_t n)
{
    double *mine = malloc((n + 1) * sizeof *mine), *theirs = malloc((n + 1) * sizeof *theirs);
    uint64_t *work = malloc((2 * n + 1) * sizeof *work);

    for (size_t i = 0; i < n; i++)
        mine[i] = theirs[i] = values[i];
    fc_quantile_sort(mine, n, work);
    qsort(theirs, n, sizeof *theirs, compare);
    for (size_t i = 0; i < n; i++)
        assert_true(mine[i] == theirs[i]);
    free(mine);
    free(theirs);
    free(work);
}

static void sorts_numbers_of_every_sign_and_size(void **state)
{
    static const double edges[] = {0.0,     -0.0,     INFINITY, -INFINITY, DBL_MAX, -DBL_MAX, 1.5,
                                   DBL_MIN, -DBL_MIN, 5e-324,   -5e-324,   -1.5,    3.25,     3.25};
    double many[3000];
    uint32_t seed = 7;

    (void)state;
    assert_sorted_as_by_the_library(edges, sizeof edges / sizeof *edges);
    for (size_t i = 0; i < 3000; i++) {
        seed = seed * 1664525u + 1013904223u;
        many[i] = ldexp((double)(seed >> 8) - 8e6, (int)(seed % 61) - 30);
    }
    for (size_t n = 0; n <= 3000; n = n * 3 + 1)
        assert_sorted_as_by_the_library(many, n);
    for (size_t i = 0; i < 3000; i++) /* told apart by their last bits alone, most of them */
        many[i] = (i % 7 ? 1e9 : -1e9) + 1e-6 * (double)(i * 2654435761u % 5000);
    for (size_t n = 2; n <= 3000; n = n * 3 + 1)
        assert_sorted_as_by_the_library(many, n);
    for (size_t i = 0; i < 3000; i++)
        many[i] = 41.7;
    assert_sorted_as_by_the_library(many, 3000);
}

/* Worked by hand: place p (n - 1) among the five, and between two in proportion. */
static void quantiles_lie_between_neighbours(void **state)
{
    static const double sorted[] = {2.385, 3.1, 7.25, 9.0, 12.5};
    static const double p[] = {0.0, 0.025, 0.1, 0.5, 0.9, 0.975, 1.0};
    static const double expected[] = {2.385, 2.4565, 2.671, 7.25, 11.1, 12.15, 12.5};

    (void)state;
    for (size_t i = 0; i < 7; i++)
        assert_close(fc_quantile(sorted, 5, p[i]), expected[i], 1e-14);
    assert_true(fc_quantile(sorted, 1, 0.7) == 2.385);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_numbers_of_every_sign_and_size),
        cmocka_unit_test(quantiles_lie_between_neighbours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
