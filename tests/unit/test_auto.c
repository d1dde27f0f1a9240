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

static void describe(const double *y, size_t n, size_t m, char text[128])
{
    const fc_series train = {.key = "a", .y = y, .n = n, .season_length = m};
    fc_model *model;

    assert_ok(fc_model_fit(fc_model_find("auto"), &train, scratch, &model));
    fc_model_describe(model, text, 128);
    fc_model_free(model);
}

static void rare_demand_is_forecast_by_its_rate(void **state)
{
    double y[60], mean[6];
    char text[128];
    uint32_t seed = 3;
    const fc_series train = {.key = "a", .y = y, .n = 60, .season_length = 12};
    fc_model *model;

    (void)state;
    for (size_t t = 0; t < 60; t++)
        y[t] = noise(&seed) > 0.5 ? 12 : 0; /* a third of the months */
    describe(y, 60, 12, text);
    assert_string_equal(text, "mean(tsb,imapa,mean,ets-sa)");
    assert_ok(fc_model_fit(fc_model_find("auto"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, 6, mean));
    for (size_t i = 0; i < 6; i++)
        assert_true(mean[i] > 1.5 && mean[i] < 7);
    fc_model_free(model);
}

/* Three years of days, of which the summer is higher. */
static void a_year_of_days_is_told_and_followed(void **state)
{
    enum { DAYS = 3 * 365, AHEAD = 183 };
    static double y[DAYS], mean[AHEAD];
    const fc_series train = {.key = "a", .y = y, .n = DAYS, .season_length = WEEK};
    char text[128];
    uint32_t seed = 9;
    fc_model *model;

    (void)state;
    for (size_t t = 0; t < DAYS; t++)
        y[t] = 100 + 30 * sin(2 * M_PI * (double)t / 365.25) + (t % WEEK < 5 ? 20 : 0) +
               5 * noise(&seed);
    assert_ok(fc_model_fit(fc_model_find("auto"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, AHEAD, mean));
    fc_model_describe(model, text, 128);
    assert_non_null(strstr(text, ", year"));
    for (size_t i = 0; i < AHEAD; i++) {
        const double t = (double)(DAYS + i);

        assert_close(mean[i],
                     100 + 30 * sin(2 * M_PI * t / 365.25) + ((DAYS + i) % WEEK < 5 ? 20 : 0),
                     0.15);
    }
    fc_model_free(model);
}

/* Sold on every fourth day, three times as often a lot in summer as in winter. */
static void a_year_of_sparse_days_is_followed(void **state)
{
    enum { DAYS = 3 * 365, AHEAD = 364 };
    static double y[DAYS], mean[AHEAD];
    const fc_series train = {.key = "s", .y = y, .n = DAYS, .season_length = WEEK};
    double summer = 0, winter = 0;
    char text[128];
    uint32_t seed = 7;
    fc_model *model;

    (void)state;
    for (size_t t = 0; t < DAYS; t++)
        y[t] = noise(&seed) > 0.25 ? 20 + 14 * sin(2 * M_PI * (double)t / 365.25) : 0;
    assert_ok(fc_model_fit(fc_model_find("auto"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, AHEAD, mean));
    fc_model_describe(model, text, 128);
    assert_non_null(strstr(text, "tsb"));
    assert_non_null(strstr(text, ", year"));
    for (size_t i = 0; i < AHEAD; i++)
        *(i < AHEAD / 2 ? &summer : &winter) += mean[i];
    assert_true(summer > 1.8 * winter && summer < 4 * winter);
    fc_model_free(model);
}

enum { MONTHS = 12, HISTORY = 96, HORIZON = 12 };

static void months(double *y)
{
    uint32_t seed = 21;

    for (size_t t = 0; t < HISTORY; t++)
        y[t] = 200 * (1 + 0.2 * sin(2 * M_PI * (double)t / MONTHS) + 0.02 * noise(&seed));
}

/* Forecasts of auto, its description, and the parameter of this name (0 where there is none). */
static double forecast_auto(const double *y, double *mean, char text[128], const char *name)
{
    const fc_series train = {.key = "a", .y = y, .n = HISTORY, .season_length = MONTHS};
    fc_parameter list[32];
    fc_model *model;
    double value = 0;

    assert_ok(fc_model_fit(fc_model_find("auto"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, HORIZON, mean));
    fc_model_describe(model, text, 128);
    const size_t n = fc_model_parameters(model, list, 32);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i].name, name))
            value = list[i].value;
    fc_model_free(model);
    return value;
}

static void an_outlier_hardly_moves_the_forecast_and_is_told(void **state)
{
    double y[HISTORY], mean[HORIZON], other[HORIZON];
    char text[128];

    (void)state;
    months(y);
    assert_true(forecast_auto(y, mean, text, "outlier at") == 0);
    assert_null(strstr(text, "outlier"));
    y[HISTORY - 4] *= 6;
    assert_true(forecast_auto(y, other, text, "outlier at") == HISTORY - 3);
    assert_non_null(strstr(text, ", outlier"));
    for (size_t i = 0; i < HORIZON; i++)
        assert_close(other[i], mean[i], 0.02);
}

static void a_step_is_followed_and_told(void **state)
{
    double y[HISTORY], mean[HORIZON], other[HORIZON];
    char text[128];

    (void)state;
    months(y);
    forecast_auto(y, mean, text, "shift at");
    assert_null(strstr(text, "shift"));
    for (size_t t = 0; t < HISTORY - 15; t++)
        y[t] *= 0.5;
    assert_true(forecast_auto(y, other, text, "shift at") == HISTORY - 14);
    assert_non_null(strstr(text, ", shift"));
    for (size_t i = 0; i < HORIZON; i++)
        assert_close(other[i], mean[i], 0.04);
    assert_close(forecast_auto(y, other, text, "shift by factor"), 2, 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_that_wander_are_forecast_near_the_last),
        cmocka_unit_test(days_with_a_week_or_a_level_are_not),
        cmocka_unit_test(rare_demand_is_forecast_by_its_rate),
        cmocka_unit_test(a_year_of_days_is_told_and_followed),
        cmocka_unit_test(a_year_of_sparse_days_is_followed),
        cmocka_unit_test(an_outlier_hardly_moves_the_forecast_and_is_told),
        cmocka_unit_test(a_step_is_followed_and_told),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
