/* test_apportion.c - an amount is cut by weights within bounds: exact, and no unit is better moved.
 */
#include "analysis/target/apportion.h"

#include <stdbool.h>
#include <stdlib.h>

#include "tests/unit/assert.h"

#define NO AN_APPORTION_MOST

static void assert_cut(int64_t amount, const an_apportion_part *parts, size_t n,
                       const int64_t *expected)
{
    int64_t amounts[8];

    assert_ok(an_apportion(amount, parts, n, NULL, amounts));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(amounts[i], expected[i]);
}

static void largest_remainders_get_what_is_left_over(void **state)
{
    (void)state; /* quotas 14.38, 28.72, 56.90 */
    assert_cut(100, (an_apportion_part[]){{14.38, 0, NO}, {28.72, 0, NO}, {56.9, 0, NO}}, 3,
               (int64_t[]){14, 29, 57});
}

/* 8333 is above 7000; what is left keeps the proportions of the others, 2:1. */
static void a_part_at_its_bound_leaves_the_others_in_proportion(void **state)
{
    (void)state;
    assert_cut(10000, (an_apportion_part[]){{10, 0, 7000}, {1.2, 0, NO}, {0.6, 0, NO}}, 3,
               (int64_t[]){7000, 2000, 1000});
    assert_cut(10000, (an_apportion_part[]){{10, 0, NO}, {1.2, 2500, NO}, {0.8, 0, NO}}, 3,
               (int64_t[]){6944, 2500, 556});
}

static void a_lock_is_a_bound_on_both_sides(void **state)
{
    (void)state;
    assert_cut(999, (an_apportion_part[]){{3, 0, NO}, {5, 100, 100}, {6, 0, NO}}, 3,
               (int64_t[]){300, 100, 599});
}

static void a_part_without_weight_gets_only_what_nobody_else_can_take(void **state)
{
    (void)state;
    assert_cut(50, (an_apportion_part[]){{0, 0, NO}, {2, 0, NO}}, 2, (int64_t[]){0, 50});
    assert_cut(50, (an_apportion_part[]){{0, 0, NO}, {2, 0, 30}}, 2, (int64_t[]){20, 30});
    assert_cut(50, (an_apportion_part[]){{0, 5, 25}, {2, 0, 30}}, 2, (int64_t[]){20, 30});
    assert_cut(7, (an_apportion_part[]){{0, 0, NO}, {0, 0, NO}, {0, 0, NO}}, 3,
               (int64_t[]){3, 2, 2});
}

static void a_negative_amount_is_cut_as_a_positive_one(void **state)
{
    (void)state;
    assert_cut(-100, (an_apportion_part[]){{3, -NO, 0}, {1, -NO, 0}}, 2, (int64_t[]){-75, -25});
    assert_cut(-100, (an_apportion_part[]){{3, -60, 0}, {1, -NO, 0}}, 2, (int64_t[]){-60, -40});
}

static void one_part_is_the_whole(void **state)
{
    (void)state;
    assert_cut(123456789012345678, (an_apportion_part[]){{0.37, 0, NO}}, 1,
               (int64_t[]){123456789012345678});
}

static void bounds_that_do_not_hold_the_amount_are_a_mistake_of_the_caller(void **state)
{
    int64_t amounts[2];

    (void)state;
    assert_fails(an_apportion(100, (an_apportion_part[]){{1, 0, 40}, {1, 0, 50}}, 2, NULL, amounts),
                 FC_EINTERNAL, "apportion: the bounds of 2 parts do not hold the amount");
}

/* Three twelfths a year in four quarters: each cell alone would put all into the first ones. */
static void what_rounding_takes_it_gives_back_later(void **state)
{
    const an_apportion_part parts[] = {{1.1, 0, NO}, {1, 0, NO}, {1, 0, NO}, {0.9, 0, NO}};
    double carry[4] = {0};
    int64_t sums[4] = {0}, amounts[4];

    (void)state;
    for (int cell = 0; cell < 40; cell++) {
        assert_ok(an_apportion(1, parts, 4, carry, amounts));
        for (int i = 0; i < 4; i++)
            sums[i] += amounts[i];
    }
    assert_int_equal(sums[0], 11);
    assert_int_equal(sums[1], 10);
    assert_int_equal(sums[2], 10);
    assert_int_equal(sums[3], 9);
}

/* Moving a unit from a part to another, where bounds let it, must not bring both nearer to one
 * multiple of their weights. */
static void assert_no_unit_is_better_moved(const an_apportion_part *parts, const int64_t *x,
                                           size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j && x[i] > parts[i].lo && x[j] < parts[j].hi && parts[i].weight > 0 &&
                parts[j].weight > 0)
                assert_true((double)(x[i] - 1) / parts[i].weight <=
                            (double)(x[j] + 1) / parts[j].weight + 1e-9);
}

static void cuts_are_exact_within_bounds_and_in_proportion(void **state)
{
    enum { MOST = 60 };
    an_apportion_part parts[MOST];
    int64_t x[MOST];

    (void)state;
    srand(77);
    for (int round = 0; round < 3000; round++) {
        const size_t n = 1 + (size_t)rand() % MOST;
        int64_t amount = 0, sum = 0;

        for (size_t i = 0; i < n; i++) {
            const int64_t some = rand() % 5000; /* a solution, around which the bounds lie */

            amount += some;
            parts[i].weight = rand() % 5 ? exp(rand() % 9 - 4.0) * (1 + rand() % 1000) : 0;
            parts[i].lo = rand() % 3 ? 0 : some - rand() % (1 + (int)some);
            parts[i].hi = rand() % 3 ? NO : some + rand() % 3000;
        }
        assert_ok(an_apportion(amount, parts, n, NULL, x));
        for (size_t i = 0; i < n; i++) {
            sum += x[i];
            assert_true(x[i] >= parts[i].lo && x[i] <= parts[i].hi);
        }
        assert_int_equal(sum, amount);
        assert_no_unit_is_better_moved(parts, x, n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(largest_remainders_get_what_is_left_over),
        cmocka_unit_test(a_part_at_its_bound_leaves_the_others_in_proportion),
        cmocka_unit_test(a_lock_is_a_bound_on_both_sides),
        cmocka_unit_test(a_part_without_weight_gets_only_what_nobody_else_can_take),
        cmocka_unit_test(a_negative_amount_is_cut_as_a_positive_one),
        cmocka_unit_test(one_part_is_the_whole),
        cmocka_unit_test(bounds_that_do_not_hold_the_amount_are_a_mistake_of_the_caller),
        cmocka_unit_test(what_rounding_takes_it_gives_back_later),
        cmocka_unit_test(cuts_are_exact_within_bounds_and_in_proportion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
