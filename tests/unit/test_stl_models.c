/* test_stl_models.c - seasons by STL with another model for the rest. */
#include "forecast/model.h"
#include "forecast/season/seasons.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum { MAX_N = 1200, H = 12 };

static double y[MAX_N];
static void forecast_with(const char *name, size_t n, size_t season_length, size_t horizon,
                          double *mean, char text[64])
{
    const fc_series train = {.key = "x", .y = y, .n = n, .season_length = season_length};
    fc_model *model;

    assert_ok(fc_model_fit(fc_model_find(name), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, horizon, mean));
    fc_model_describe(model, text, 64);
    fc_model_free(model);
}

/* stlf() with exponential smoothing; the smoothing's parameters are found by another search. */
static void exponential_smoothing_of_the_rest_is_that_of_r(void **state)
{
    static const struct {
        const char *name;
        size_t m;
    } sets[] = {{"AirPassengers", 12}, {"USAccDeaths", 12}, {"UKgas", 4},  {"co2", 12},
                {"gas", 12},           {"woolyrnq", 4},     {"nottem", 12}};
    reference series = reference_open("reference/series.csv");
    reference expected = reference_open("reference/forecasts.csv");

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const size_t n = reference_series(&series, "series", sets[i].name, "value", y, MAX_N);
        double mean[H];
        char text[64];

        forecast_with("stl-ets", n, sets[i].m, H, mean, text);
        for (size_t row = 1; row < expected.n_rows; row++)
            if (reference_is(&expected, row, "series", sets[i].name) &&
                reference_is(&expected, row, "model", "stlf_ets"))
                assert_close(mean[(size_t)reference_number(&expected, row, "h") - 1],
                             reference_number(&expected, row, "mean"), 5e-3);
    }
    reference_close(&series);
    reference_close(&expected);
}

static double weekly_and_yearly(size_t t)
{
    static const double week[] = {3.5, 1.25, 0, -0.75, 2, -4.5, -1.5};

    return 100 + 8 * week[t % 7] + 25 * sin(2 * M_PI * (double)t / 365);
}

static void days_have_weeks_and_years(void **state)
{
    double mean[90], error = 0;
    char text[64];

    (void)state;
    for (size_t t = 0; t < 1000; t++)
        y[t] = weekly_and_yearly(t);
    forecast_with("mstl", 1000, 7, 90, mean, text);
    assert_true(!strncmp(text, "mstl+ets(", 9));
    for (size_t i = 0; i < 90; i++)
        error = fmax(error, fabs(mean[i] - weekly_and_yearly(1000 + i)));
    assert_true(error < 6); /* the week alone leaves the year's 25 */
    forecast_with("stl-ets", 1000, 7, 90, mean, text);
    assert_true(!strncmp(text, "stl+ets(", 8));
}

static void what_is_not_shown_twice_is_no_season(void **state)
{
    double period[FC_SEASONS_MAX];

    (void)state;
    assert_int_equal(fc_seasons_of(1, 500, period), 0);
    assert_int_equal(fc_seasons_of(12, 500, period), 1);
    assert_close(period[0], 12, 0);
    assert_int_equal(fc_seasons_of(7, 730, period), 1);
    assert_int_equal(fc_seasons_of(7, 731, period), 2);
    assert_close(period[1], 365.25, 0);
    assert_int_equal(fc_seasons_of(52, 110, period), 2);
    assert_close(period[0], 13.04464285714, 1e-9);
}

static void without_a_season_only_the_model_inside_is_left(void **state)
{
    double mean[H], plain[H];
    char text[64];

    (void)state;
    for (size_t t = 0; t < 40; t++)
        y[t] = 20 + 0.5 * (double)t + (double)(t * t % 11);
    forecast_with("stl-theta", 40, 1, H, mean, text);
    assert_string_equal(text, "theta");
    forecast_with("theta", 40, 1, H, plain, text);
    for (size_t i = 0; i < H; i++)
        assert_close(mean[i], plain[i], 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponential_smoothing_of_the_rest_is_that_of_r),
        cmocka_unit_test(days_have_weeks_and_years),
        cmocka_unit_test(what_is_not_shown_twice_is_no_season),
        cmocka_unit_test(without_a_season_only_the_model_inside_is_left),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
