/* test_auto.c - which combination the automatic choice makes of days. */
#include <string.h>

#include "forecast/model.h"
#include "tests/unit/assert.h"
#include "tests/unit/scratch.h"

enum { N = 200, WEEK = 7 };

/* Sum of twelve uniform numbers, less 6: of variance 1. */
static double noise(uint32_t *seed)
{
    double sum = -6;

    for (int i = 0; i < 12; i++) {
        *seed = *seed * 1664525 + 1013904223;
        sum += *seed / 4294967296.0;
    }
    return sum;
}

/* How auto describes itself on days that keep this share of every shock and show such a week. */
static void describe_auto(double kept, double week, char text[80])
{
    double y[N], level = 100;
    uint32_t seed = 7;

    for (size_t t = 0; t < N; t++) {
        const double shock = noise(&seed);
        y[t] = level + shock + (t % WEEK < 5 ? week : 0);
        level += kept * shock;
    }
    y[50] = NAN;
    const fc_series train = {.key = "d", .y = y, .n = N, .season_length = WEEK};
    fc_model *model;
    assert_ok(fc_model_fit(fc_model_find("auto"), &train, scratch, &model));
    fc_model_describe(model, text, 80);
    fc_model_free(model);
}

static void days_that_wander_are_forecast_near_the_last(void **state)
{
    char text[80];

    (void)state;
    describe_auto(1, 0, text);
    assert_string_equal(text, "mean(naive,ses,dotm)");
}

static void days_with_a_week_or_a_level_are_not(void **state)
{
    char text[80];

    (void)state;
    describe_auto(1, 5, text);
    assert_null(strstr(text, "naive"));
    describe_auto(0, 0, text);
    assert_null(strstr(text, "naive"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_that_wander_are_forecast_near_the_last),
        cmocka_unit_test(days_with_a_week_or_a_level_are_not),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
