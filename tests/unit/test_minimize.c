/* test_minimize.c - the search finds known minima, inside the box and on its walls. */
#include <math.h>

#include "forecast/minimize.h"
#include "tests/unit/assert.h"

static double rosenbrock(const double *x, void *context)
{
    const double a = 1.37 - x[0], b = x[1] - x[0] * x[0];

    ++*(size_t *)context;
    return a * a + 100 * b * b;
}

static double bowl_with_a_hole(const double *x, void *context)
{
    ++*(size_t *)context;
    return x[0] < 0.25 ? NAN : (x[0] - 0.1) * (x[0] - 0.1);
}

static void finds_the_end_of_a_curved_valley(void **state)
{
    size_t calls = 0;
    fc_unknown x[] = {{-1.2, 0.4, -5, 5}, {1, 0.4, -5, 5}};

    (void)state;
    assert_true(fc_minimize(rosenbrock, &calls, x, 2, 2000, 1e-14) < 1e-9);
    assert_true(fabs(x[0].value - 1.37) < 1e-4);
    assert_true(fabs(x[1].value - 1.37 * 1.37) < 1e-4);
}

static void finds_a_minimum_on_the_wall(void **state)
{
    size_t calls = 0;
    fc_unknown x[] = {{0.2, 0.7, -5, 0.75}, {0.3, 0.2, -5, 5}};

    (void)state;
    fc_minimize(rosenbrock, &calls, x, 2, 2000, 1e-14);
    assert_true(fabs(x[0].value - 0.75) < 1e-6);
    assert_true(fabs(x[1].value - 0.75 * 0.75) < 1e-4);
}

static void steps_back_where_the_first_step_leaves_the_box(void **state)
{
    size_t calls = 0;
    fc_unknown x[] = {{0.9, 0.5, 0, 1}, {0.98, 0.1, 0, 1}};

    (void)state;
    fc_minimize(rosenbrock, &calls, x, 2, 2000, 1e-14);
    assert_true(fabs(x[0].value - 1) < 1e-6);
    assert_true(fabs(x[1].value - 1) < 1e-6);
}

static void takes_what_is_not_a_number_for_the_worst(void **state)
{
    size_t calls = 0;
    fc_unknown x[] = {{0.83, -0.9, -2, 2}};

    (void)state;
    fc_minimize(bowl_with_a_hole, &calls, x, 1, 500, 1e-12);
    assert_true(x[0].value >= 0.25 && x[0].value < 0.26);
}

static void stops_in_time(void **state)
{
    size_t calls = 0;
    fc_unknown x[] = {{-1.2, 0.4, -5, 5}, {1, 0.4, -5, 5}};

    (void)state;
    fc_minimize(rosenbrock, &calls, x, 2, 40, 0);
    assert_in_range(calls, 40, 44);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_end_of_a_curved_valley),
        cmocka_unit_test(finds_a_minimum_on_the_wall),
        cmocka_unit_test(steps_back_where_the_first_step_leaves_the_box),
        cmocka_unit_test(takes_what_is_not_a_number_for_the_worst),
        cmocka_unit_test(stops_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
