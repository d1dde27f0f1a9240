/* test_chart_scale.c - round axes that hold all values, and numbers as charts print them. */
#include "analysis/chart/scale.h"

#include <stdlib.h>

#include "tests/unit/assert.h"

static void assert_scale(an_range range, size_t steps, double lo, double hi, double step)
{
    const an_scale scale = an_scale_make(range, steps);

    assert_close(scale.lo, lo, 1e-12);
    assert_close(scale.hi, hi, 1e-12);
    assert_close(scale.step, step, 1e-12);
}

static void chooses_round_steps(void **state)
{
    (void)state;
    assert_scale((an_range){28.6, 55.3}, 6, 20, 60, 10);
    assert_scale((an_range){-19.8, 8.6}, 8, -20, 10, 5);
    assert_scale((an_range){0, 1.7e-9}, 4, 0, 2e-9, 5e-10);
    assert_scale((an_range){-3.1e12, -2.2e12}, 6, -3.2e12, -2.2e12, 2e11);
}

static void holds_a_point_and_nothing(void **state)
{
    (void)state;
    assert_scale((an_range){73.1, 73.1}, 4, 65, 85, 5);
    assert_scale((an_range){0, 0}, 4, -1, 1, 0.5);
    assert_scale(an_range_empty, 4, 0, 1, 0.5);
}

static double any_number(void)
{
    const double sign = random() % 2 ? 1 : -1;

    return sign * ((double)random() / RAND_MAX) * pow(10, (double)(random() % 40) - 20);
}

/* Property: all of the range is on the axis, in few steps, and each tic is a multiple of the step.
 */
static void holds_any_range_in_few_steps(void **state)
{
    (void)state;
    srandom(20260315);
    for (int i = 0; i < 20000; i++) {
        const double a = any_number(), b = any_number();
        const size_t steps = 2 + (size_t)random() % 9;
        const an_range range = {fmin(a, b), fmax(a, b)};
        const an_scale scale = an_scale_make(range, steps);
        const double slack = 1e-9 * scale.step;

        assert_true(scale.lo <= range.lo + slack && scale.hi >= range.hi - slack);
        assert_in_range(an_scale_count(scale), 2, steps + 1);
        assert_close(scale.lo / scale.step, round(scale.lo / scale.step), 1e-9);
        assert_close(an_scale_tic(scale, an_scale_count(scale) - 1), scale.hi, 1e-9);
    }
}

static void leaves_out_what_is_not_finite(void **state)
{
    const double values[] = {NAN, 3.7, -INFINITY, 12.1, INFINITY, NAN};
    an_range range = an_range_empty;

    (void)state;
    an_range_add(&range, NULL, 9);
    an_range_add(&range, values, 6);
    assert_close(range.lo, 3.7, 0);
    assert_close(range.hi, 12.1, 0);
}

static void places_values_between_the_ends(void **state)
{
    const an_scale scale = {-20, 60, 20};

    (void)state;
    assert_close(an_scale_place(scale, 40, 400, 80), 160, 1e-12);
    assert_close(an_scale_place(scale, 1e9, 400, 80), 80, 1e-12);
    assert_close(an_scale_place(scale, -1e9, 400, 80), 400, 1e-12);
    assert_true(isnan(an_scale_place(scale, NAN, 400, 80)));
}

static void reaches_all_but_far_outliers(void **state)
{
    const double usual[] = {-14.2, 3.1, NAN, 5.9, -2.8, 1.1};
    const double outlier[] = {-14.2, 3.1, 4.7, 5.9, -2.8, 9000.0};

    (void)state;
    assert_close(an_scale_reach(usual, 6, 0), 14.2, 1e-12);
    assert_close(an_scale_reach(outlier, 6, 0), 28.4, 1e-12);
    assert_close(an_scale_reach(usual, 6, 100), 114.2, 1e-12);
    assert_close(an_scale_reach(NULL, 0, 0), 0, 0);
}

static void prints_numbers_for_readers(void **state)
{
    static const struct {
        double value;
        int decimals;
        bool sign;
        const char *text;
    } cases[] = {
        {1234567.89, 1, false, "1,234,567.9"},
        {-1234.5, 0, true, "-1,234"},
        {12.34, 1, true, "+12.3"},
        {-0.04, 1, true, "0"},
        {0, 2, true, "0"},
        {999.96, 1, false, "1,000.0"},
        {3.2e17, 0, true, "+3.2e+17"},
        {-2.5e-12, 13, false, "-2.5e-12"},
        {NAN, 1, true, ""},
        {-INFINITY, 1, true, ""},
    };
    char text[AN_NUMBER_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_number(cases[i].value, cases[i].decimals, cases[i].sign, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void shows_two_or_three_digits(void **state)
{
    (void)state;
    assert_int_equal(an_number_decimals(1234), 0);
    assert_int_equal(an_number_decimals(52.1), 1);
    assert_int_equal(an_number_decimals(4.2), 1);
    assert_int_equal(an_number_decimals(0.042), 3);
    assert_int_equal(an_number_decimals(0), 0);
    assert_int_equal(an_number_decimals(NAN), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses_round_steps),
        cmocka_unit_test(holds_a_point_and_nothing),
        cmocka_unit_test(holds_any_range_in_few_steps),
        cmocka_unit_test(leaves_out_what_is_not_finite),
        cmocka_unit_test(places_values_between_the_ends),
        cmocka_unit_test(reaches_all_but_far_outliers),
        cmocka_unit_test(prints_numbers_for_readers),
        cmocka_unit_test(shows_two_or_three_digits),
    };

    return cmocka_run_group_tests_name("scales of charts", tests, NULL, NULL);
}
