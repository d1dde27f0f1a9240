/* test_persistence.c - noise does not live on, what walks does. */
#include <stdlib.h>

#include "forecast/ranges/persistence.h"
#include "tests/unit/assert.h"

enum { N = 48, STEPS = 12 };

/* Of a level of 40, with the deviation at the first step and its growth. */
static double of(size_t season, double first, double growth, size_t horizon)
{
    double y[N], deviation[STEPS];
    const fc_series series = {.key = "s", .y = y, .n = N, .season_length = season};

    for (size_t t = 0; t < N; t++)
        y[t] = t % 2 ? 36.5 : 43.5;
    for (size_t h = 0; h < STEPS; h++)
        deviation[h] = first * pow((double)(h + 1), growth);
    return fc_persistence_of(&series, horizon, deviation);
}

static void the_formula_is_that_of_the_header(void **state)
{
    (void)state;
    assert_close(of(12, 4, 0.2, 12), 1 / (1 + exp(2.14 - 4.55 * 0.2 + 0.87 * log(0.1))), 1e-12);
    assert_close(of(12, 10, 0.5, 12), 1 / (1 + exp(2.14 - 4.55 * 0.5 + 0.87 * log(0.25))), 1e-12);
}

static void it_rises_with_growth_and_falls_with_noise(void **state)
{
    (void)state;
    for (double growth = 0; growth < 0.55; growth += 0.1)
        for (double first = 0.5; first < 200; first *= 3) {
            assert_true(of(12, first, growth + 0.05, 12) > of(12, first, growth, 12));
            assert_true(of(12, 1.5 * first, growth, 12) < of(12, first, growth, 12));
        }
    assert_true(of(7, 60, 0.01, 12) < 0.1);
    assert_true(of(12, 1, 0.5, 12) > 0.9);
}

static void the_extremes_are_bounded(void **state)
{
    (void)state;
    assert_close(of(12, 1e-30, 0, 12), of(12, 40 * exp(-5), 0, 12), 1e-12);
    assert_close(of(12, 1e30, 0, 12), of(12, 40 * exp(2), 0, 12), 1e-12);
    assert_close(of(12, 4, 9, 12), of(12, 4, 0.6, 12), 1e-12);
    assert_close(of(12, 4, -3, 12), of(12, 4, 0, 12), 1e-12);
}

static void where_nothing_can_be_told_errors_walk(void **state)
{
    static const double zeros[STEPS];
    const fc_series empty = {.key = "s", .y = zeros, .n = STEPS, .season_length = 12};

    (void)state;
    assert_close(of(12, 4, 0.2, 1), 1, 0);
    assert_close(of(12, 0, 0, 12), 1, 0);
    assert_close(fc_persistence_of(&empty, STEPS, (const double[STEPS]){1, 1}), 1, 0);
}

/* The last season's level counts, unless almost nothing came in it; and gaps do not. */
static void the_level_is_that_of_the_last_season(void **state)
{
    double y[N], deviation[4] = {2, 2, 2, 2};
    const fc_series series = {.key = "s", .y = y, .n = N, .season_length = 4};

    (void)state;
    for (size_t t = 0; t < N; t++)
        y[t] = t < N - 4 ? 100 : -20;
    y[N - 2] = NAN;
    assert_close(fc_persistence_of(&series, 4, deviation), 1 / (1 + exp(2.14 + 0.87 * log(0.1))),
                 1e-12);
    for (size_t t = N - 4; t < N; t++)
        y[t] = 0;
    assert_close(fc_persistence_of(&series, 4, deviation),
                 1 / (1 + exp(2.14 + 0.87 * log(2 / (10.0 * (N - 4) / N)))), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula_is_that_of_the_header),
        cmocka_unit_test(it_rises_with_growth_and_falls_with_noise),
        cmocka_unit_test(the_extremes_are_bounded),
        cmocka_unit_test(where_nothing_can_be_told_errors_walk),
        cmocka_unit_test(the_level_is_that_of_the_last_season),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
