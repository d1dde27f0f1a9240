/* test_scores.c - deviates that correlate over steps as errors do. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/scores.h"
#include "tests/unit/assert.h"

enum { N = 20000, STEPS = 7 };

static double moment(const double *x, size_t a, size_t b)
{
    double sum = 0;

    for (size_t i = 0; i < N; i++)
        sum += x[i * STEPS + a] * x[i * STEPS + b];
    return sum / N;
}

static void every_step_is_standard_and_correlates_as_said(void **state)
{
    static const size_t seasons[] = {1, 4, 7, 12, 52};
    double *x = malloc(N * STEPS * sizeof *x);

    (void)state;
    for (size_t s = 0; s < 5; s++) {
        assert_ok(fc_scores_draw(7 + s, seasons[s], N, STEPS, x));
        for (size_t a = 0; a < STEPS; a++)
            for (size_t b = 0; b <= a; b++) {
                const double expected = fc_scores_correlation(seasons[s], a, b);

                assert_true(fabs(moment(x, a, b) - expected) < 0.035);
            }
    }
    free(x);
}

static void correlation_falls_with_distance_and_is_one_at_none(void **state)
{
    (void)state;
    assert_close(fc_scores_correlation(12, 3, 3), 1, 0);
    assert_close(fc_scores_correlation(1, 0, 3), 0.5, 1e-15);
    assert_close(fc_scores_correlation(4, 8, 1), 0.88 * sqrt(2.0 / 9.0), 1e-14);
    for (size_t h = 1; h < 20; h++)
        assert_true(fc_scores_correlation(12, 0, h + 1) < fc_scores_correlation(12, 0, h));
}

static void a_seed_gives_the_same_bytes_and_another_others(void **state)
{
    double a[60], b[60];

    (void)state;
    assert_ok(fc_scores_draw(UINT64_C(0x123456789abcdef0), 12, 10, 6, a));
    assert_ok(fc_scores_draw(UINT64_C(0x123456789abcdef0), 12, 10, 6, b));
    assert_memory_equal(a, b, sizeof a);
    assert_ok(fc_scores_draw(UINT64_C(0x123456789abcdef1), 12, 10, 6, b));
    assert_memory_not_equal(a, b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_is_standard_and_correlates_as_said),
        cmocka_unit_test(correlation_falls_with_distance_and_is_one_at_none),
        cmocka_unit_test(a_seed_gives_the_same_bytes_and_another_others),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
