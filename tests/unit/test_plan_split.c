/* test_plan_split.c - amounts are cut by weights and add up to the cent. */
#include "analysis/plan/plan_split.h"

#include <stdlib.h>

#include "tests/unit/assert.h"

static void assert_parts(int64_t cents, const double *weights, size_t n, const int64_t *expected)
{
    int64_t parts[8];

    assert_ok(an_plan_split(cents, weights, n, parts));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(parts[i], expected[i]);
}

/* 100.00 by 1:1:1 leaves a cent, which goes to the first of equals. */
static void a_cent_left_over_goes_to_the_first_of_equals(void **state)
{
    (void)state;
    assert_parts(10000, (double[]){2.5, 2.5, 2.5}, 3, (int64_t[]){3334, 3333, 3333});
}

static void cents_left_over_go_to_the_largest_fractions(void **state)
{
    (void)state; /* quotas 14.38, 28.72, 56.90 */
    assert_parts(100, (double[]){14.38, 28.72, 56.9}, 3, (int64_t[]){14, 29, 57});
}

static void without_weights_the_parts_are_equal(void **state)
{
    (void)state;
    assert_parts(1003, (double[]){0, 0, 0, 0}, 4, (int64_t[]){251, 251, 251, 250});
}

static void a_zero_weight_gets_nothing(void **state)
{
    (void)state;
    assert_parts(77777, (double[]){3, 0, 4}, 3, (int64_t[]){33333, 0, 44444});
}

static void a_negative_amount_is_cut_as_a_positive_one(void **state)
{
    (void)state;
    assert_parts(-10000, (double[]){1, 1, 1}, 3, (int64_t[]){-3334, -3333, -3333});
}

static void one_part_is_the_whole(void **state)
{
    (void)state;
    assert_parts(123456789012345, (double[]){0.37}, 1, (int64_t[]){123456789012345});
}

static void parts_always_add_up_and_are_within_a_cent(void **state)
{
    enum { MOST = 700 };
    double *weights = calloc(MOST, sizeof *weights);
    int64_t *parts = calloc(MOST, sizeof *parts);

    (void)state;
    srand(418);
    for (int round = 0; round < 300; round++) {
        const size_t n = 1 + (size_t)rand() % MOST;
        const int64_t cents = (int64_t)rand() * (rand() % 100000);
        double total = 0;
        int64_t sum = 0;

        for (size_t i = 0; i < n; i++)
            total += weights[i] = rand() % 4 == 0 ? 0 : exp(rand() % 23 - 9.0) * rand();
        assert_ok(an_plan_split(cents, weights, n, parts));
        for (size_t i = 0; i < n; i++) {
            sum += parts[i];
            if (total > 0)
                assert_true(fabs((double)parts[i] - (double)cents * weights[i] / total) < 1.01);
        }
        assert_int_equal(sum, cents);
    }
    free(weights);
    free(parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cent_left_over_goes_to_the_first_of_equals),
        cmocka_unit_test(cents_left_over_go_to_the_largest_fractions),
        cmocka_unit_test(without_weights_the_parts_are_equal),
        cmocka_unit_test(a_zero_weight_gets_nothing),
        cmocka_unit_test(a_negative_amount_is_cut_as_a_positive_one),
        cmocka_unit_test(one_part_is_the_whole),
        cmocka_unit_test(parts_always_add_up_and_are_within_a_cent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
