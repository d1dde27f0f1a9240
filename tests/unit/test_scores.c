/* test_scores.c - deviates that correlate over steps as errors do. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/ranges/scores.h"
#include "tests/unit/assert.h"

enum { N = 20000, STEPS = 7 };

static double moment(const double *x, const double *y, size_t a, size_t b)
{
    double sum = 0;

    for (size_t i = 0; i < N; i++)
        sum += x[i * STEPS + a] * y[i * STEPS + b];
    return sum / N;
}

static double *scores_of(uint64_t seed, double walk, uint64_t key, const double *loading)
{
    double *x = malloc(N * STEPS * sizeof *x);
    fc_scores *scores;

    assert_ok(fc_scores_new(seed, N, STEPS, 2, &scores));
    fc_scores_of(scores, key, walk, loading, x);
    fc_scores_free(scores);
    return x;
}

static void every_step_is_standard_and_correlates_as_said(void **state)
{
    static const double walks[] = {1, 0.88, 0, 0.35, 0.5};
    static const double loadings[][2] = {{0, 0}, {0.6, -0.8}, {0.5, 0.1}, {-0.7, 0}, {0, 0.3}};

    (void)state;
    for (size_t s = 0; s < 5; s++) {
        double *x = scores_of(7 + s, walks[s], 31 * s, loadings[s]);

        for (size_t a = 0; a < STEPS; a++)
            for (size_t b = 0; b <= a; b++) {
                const double expected = fc_scores_correlation(walks[s], a, b);

                assert_true(fabs(moment(x, x, a, b) - expected) < 0.04);
            }
        free(x);
    }
}

static void nodes_correlate_by_their_loadings(void **state)
{
    static const double first[] = {0.6, -0.5}, second[] = {0.3, 0.4}, none[] = {0, 0};
    double *x = scores_of(3, 0.7, 1, first), *y = scores_of(3, 0.7, 2, second);
    double *z = scores_of(3, 0.7, 3, none);

    (void)state;
    for (size_t a = 0; a < STEPS; a++) {
        assert_true(fabs(moment(x, y, a, a) - (0.6 * 0.3 - 0.5 * 0.4)) < 0.03);
        assert_true(fabs(moment(x, z, a, a)) < 0.03 && fabs(moment(y, z, a, a)) < 0.03);
    }
    free(x);
    free(y);
    free(z);
}

static void correlation_falls_with_distance_and_is_one_at_none(void **state)
{
    (void)state;
    assert_close(fc_scores_correlation(0.6, 3, 3), 1, 0);
    assert_close(fc_scores_correlation(1, 0, 3), 0.5, 1e-15);
    assert_close(fc_scores_correlation(0.88, 8, 1), 0.88 * sqrt(2.0 / 9.0), 1e-14);
    for (size_t h = 1; h < 20; h++)
        assert_true(fc_scores_correlation(0.6, 0, h + 1) < fc_scores_correlation(0.6, 0, h));
}

static void a_seed_gives_the_same_bytes_and_another_others(void **state)
{
    static const double loading[] = {0.2, 0.1};
    const size_t size = N * STEPS * sizeof(double);
    double *a = scores_of(UINT64_C(0x123456789abcdef0), 0.7, 5, loading);
    double *b = scores_of(UINT64_C(0x123456789abcdef0), 0.7, 5, loading);
    double *c = scores_of(UINT64_C(0x123456789abcdef1), 0.7, 5, loading);
    double *d = scores_of(UINT64_C(0x123456789abcdef0), 0.7, 6, loading);

    (void)state;
    assert_memory_equal(a, b, size);
    assert_memory_not_equal(a, c, size);
    assert_memory_not_equal(a, d, size);
    free(a);
    free(b);
    free(c);
    free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_is_standard_and_correlates_as_said),
        cmocka_unit_test(nodes_correlate_by_their_loadings),
        cmocka_unit_test(correlation_falls_with_distance_and_is_one_at_none),
        cmocka_unit_test(a_seed_gives_the_same_bytes_and_another_others),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
