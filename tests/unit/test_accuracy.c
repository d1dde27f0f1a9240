/* test_accuracy.c - measures by hand, and the test of skill. */
#include "forecast/accuracy.h"
#include "tests/unit/assert.h"

#include <string.h>

/* Errors 2, -3, 1.5; naive errors 4, -1, 2.5. */
static const fc_accuracy_case three[] = {
    {.actual = 10,
     .forecast = 8,
     .lo80 = 6,
     .hi80 = 9,
     .lo95 = 5,
     .hi95 = 12,
     .naive = 6,
     .scale = 2.5,
     .square = 8},
    {.actual = 0,
     .forecast = 3,
     .lo80 = 1,
     .hi80 = 5,
     .lo95 = 0.5,
     .hi95 = 6,
     .naive = 1,
     .scale = 2.5,
     .square = 8},
    {.actual = 7.5,
     .forecast = 6,
     .lo80 = 5,
     .hi80 = 8,
     .lo95 = 4,
     .hi95 = 9,
     .naive = 5,
     .scale = 0,
     .square = 0},
};

static void measures_are_what_they_say(void **state)
{
    fc_accuracy a;

    (void)state;
    fc_accuracy_of(three, 3, &a);
    assert_int_equal(a.n, 3);
    assert_int_equal(a.n_scaled, 2);
    assert_close(a.me, 0.5 / 3, 1e-14);
    assert_close(a.mae, 6.5 / 3, 1e-14);
    assert_close(a.rmse, sqrt((4 + 9 + 2.25) / 3), 1e-14);
    assert_close(a.mpe, 100 * (0.2 + 0.2) / 2, 1e-14);
    assert_close(a.mape, 100 * (0.2 + 0.2) / 2, 1e-14);
    assert_close(a.wape, 6.5 / 17.5, 1e-14);
    assert_close(a.accuracy, 11 / 17.5, 1e-14);
    assert_close(a.smape, (400 / 18.0 + 200 + 300 / 13.5) / 3, 1e-14);
    assert_close(a.bias, 0.5 / 17.5, 1e-14);
    assert_close(a.cfe, 0.5, 1e-14);
    assert_close(a.tracking, 0.5 / (6.5 / 3), 1e-14);
    assert_close(a.mase, (2 / 2.5 + 3 / 2.5) / 2, 1e-14);
    assert_close(a.rmsse, sqrt((4 / 8.0 + 9 / 8.0) / 2), 1e-14);
    assert_close(a.skill, 1 - 6.5 / 7.5, 1e-14);
    assert_close(a.fva, 1 / 17.5, 1e-14);
}

static void intervals_are_scored_by_width_and_misses(void **state)
{
    fc_accuracy a;

    (void)state;
    fc_accuracy_of(three, 3, &a);
    assert_close(a.coverage80, 1 / 3.0, 1e-14);
    assert_close(a.coverage95, 2 / 3.0, 1e-14);
    assert_close(a.winkler80, (3 + 10 * 1 + 4 + 10 * 1 + 3) / 3.0, 1e-14);
    assert_close(a.winkler95, (7 + 5.5 + 40 * 0.5 + 5) / 3, 1e-14);
    assert_close(a.msis95, (7 / 2.5 + (5.5 + 20) / 2.5) / 2, 1e-14);
    /* (hi - lo) alpha / 2 and misses, of both levels, over four bounds */
    assert_close(
        a.pinball,
        ((3 * 0.1 + 1 + 7 * 0.025) + (4 * 0.1 + 1 + 5.5 * 0.025 + 0.5) + (3 * 0.1 + 5 * 0.025)) /
            12,
        1e-14);
}

static void distributions_are_scored_where_all_have_one(void **state)
{
    fc_accuracy_case cases[3];
    fc_accuracy a;

    (void)state;
    memcpy(cases, three, sizeof three);
    fc_accuracy_of(cases, 3, &a);
    assert_true(isnan(a.crps));
    for (size_t i = 0; i < 3; i++) {
        cases[i].has_crps = true;
        cases[i].crps = 1.25 + (double)i;
    }
    fc_accuracy_of(cases, 3, &a);
    assert_close(a.crps, 2.25, 1e-14);
}

static void what_is_not_known_is_left_out(void **state)
{
    fc_accuracy_case cases[4];
    fc_accuracy a, b;

    (void)state;
    memcpy(cases, three, sizeof three);
    cases[3] = (fc_accuracy_case){.actual = NAN, .forecast = 1e6};
    fc_accuracy_of(three, 3, &a);
    fc_accuracy_of(cases, 4, &b);
    assert_close(b.mae, a.mae, 0);
    assert_int_equal(b.n, 3);
}

static void nothing_to_divide_by_is_not_a_number(void **state)
{
    const fc_accuracy_case zero = {.actual = 0, .forecast = 0};
    fc_accuracy a;

    (void)state;
    fc_accuracy_of(&zero, 1, &a);
    assert_close(a.smape, 0, 0);
    assert_close(a.mae, 0, 0);
    assert_true(isnan(a.mape) && isnan(a.wape) && isnan(a.bias) && isnan(a.mase));
    assert_true(isnan(a.skill) && isnan(a.tracking));
    fc_accuracy_of(&zero, 0, &a);
    assert_true(isnan(a.mae) && isnan(a.coverage80));
}

static void every_measure_has_a_name_and_a_definition(void **state)
{
    fc_accuracy a;

    (void)state;
    fc_accuracy_of(three, 3, &a);
    for (size_t i = 0; i < fc_accuracy_count(); i++) {
        const fc_accuracy_measure *measure = fc_accuracy_at(i);

        assert_true(strlen(measure->name) > 1 && strlen(measure->definition) > 10);
        if (!strcmp(measure->name, "mase"))
            assert_close(fc_accuracy_value(&a, measure), a.mase, 0);
    }
}

/* Differences of absolute errors: d = -1, -2, 0.5, -1.5, mean -1, sum of squares around it 3.5. */
static void skill_is_tested_by_the_corrected_statistic(void **state)
{
    static const double forecast_error[] = {1, 2, 3, 0.5};
    static const double naive_error[] = {2, 4, 2.5, 2};
    fc_accuracy_case cases[4];
    double statistic, variance;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        cases[i] = (fc_accuracy_case){
            .actual = 0, .forecast = forecast_error[i], .naive = -naive_error[i]};
    /* One origin apart: dv = (3.5 / 4) / 4, corrected by sqrt((4 + 1 - 2) / 4). */
    statistic = 1 / sqrt(3.5 / 16) * sqrt(0.75);
    /* Student's distribution with 3 degrees of freedom has a closed form. */
    assert_close(
        fc_accuracy_test(cases, 4, 0),
        1 - 2 / M_PI *
                (atan(statistic / sqrt(3)) + statistic / sqrt(3) / (1 + statistic * statistic / 3)),
        1e-9);
    /* Overlapping by one: products of neighbours 0 * -1 + -1 * 1.5 + 1.5 * -0.5 = -2.25 make the
     * variance negative, so the errors count as uncorrelated. */
    variance = 3.5 + 2 * (0 - 1.5 - 0.75);
    assert_true(variance < 0);
    assert_close(fc_accuracy_test(cases, 4, 1), fc_accuracy_test(cases, 4, 0), 0);
}

static void too_few_or_equal_cases_prove_nothing(void **state)
{
    fc_accuracy_case cases[5] = {{0}};

    (void)state;
    for (size_t i = 0; i < 5; i++)
        cases[i] =
            (fc_accuracy_case){.actual = 1.5, .forecast = 2 + (double)i, .naive = 2 + (double)i};
    assert_true(isnan(fc_accuracy_test(cases, 5, 0)));
    cases[0].naive = 7.5;
    assert_true(isnan(fc_accuracy_test(cases, 2, 0)));
    assert_true(fc_accuracy_test(cases, 5, 0) > 0.3);
    assert_false(isnan(fc_accuracy_test(cases, 5, 3)));
    assert_true(isnan(fc_accuracy_test(cases, 5, 4)));
    assert_true(isnan(fc_accuracy_test(cases, 5, 51)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_what_they_say),
        cmocka_unit_test(intervals_are_scored_by_width_and_misses),
        cmocka_unit_test(distributions_are_scored_where_all_have_one),
        cmocka_unit_test(what_is_not_known_is_left_out),
        cmocka_unit_test(nothing_to_divide_by_is_not_a_number),
        cmocka_unit_test(every_measure_has_a_name_and_a_definition),
        cmocka_unit_test(skill_is_tested_by_the_corrected_statistic),
        cmocka_unit_test(too_few_or_equal_cases_prove_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
