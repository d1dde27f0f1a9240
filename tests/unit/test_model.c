/* test_model.c - what every model of the table must keep to, and what the driver does for it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "forecast/model.h"
#include "tests/unit/scratch.h"

enum { SEASON = 4, LONGEST = 60, HORIZON = 11 };

/* A growing, seasonal, noisy series that is the same everywhere: noise from a linear congruence. */
static void fill(double *y, size_t n)
{
    static const double season[SEASON] = {1.13, 0.87, 0.95, 1.05};
    uint32_t noise = 12345;

    for (size_t t = 0; t < n; t++) {
        noise = noise * 1664525u + 1013904223u;
        y[t] = (213.7 + 2.3 * (double)t) * season[t % SEASON] *
               (1 + 0.06 * ((double)(noise >> 8) / (1 << 24) - 0.5));
    }
}

static fc_series series_of(const double *y, size_t n)
{
    return (fc_series){.key = "q", .y = y, .n = n, .season_length = SEASON};
}

static void run(const fc_model_type *type, const fc_series *train, double *mean, char text[64])
{
    fc_model *model;

    assert_ok(fc_model_fit(type, train, scratch, &model));
    assert_ok(fc_model_forecast(model, HORIZON, mean));
    fc_model_describe(model, text, 64);
    fc_model_free(model);
}

static void assert_all_finite(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_true(isfinite(values[i]));
}

#define EACH_MODEL(type)                                 \
    const fc_model_type *type = fc_model_at(0);          \
    for (size_t i_model = 0; i_model < fc_model_count(); \
         type = fc_model_at(++i_model % fc_model_count()))

static void every_row_says_what_it_is(void **state)
{
    (void)state;
    EACH_MODEL(type)
    {
        assert_true(strlen(type->summary) > 10);
        assert_true(strlen(type->source) > 5);
        assert_ptr_equal(fc_model_find(type->name), type);
        if (type->alias)
            assert_ptr_equal(fc_model_find(type->alias), type);
    }
    assert_null(fc_model_find("nosuch"));
}

static void the_same_series_gives_the_same_bytes(void **state)
{
    double y[LONGEST], first[HORIZON], again[HORIZON];
    char text[64], same[64];

    (void)state;
    fill(y, LONGEST);
    const fc_series train = series_of(y, LONGEST);
    EACH_MODEL(type)
    {
        run(type, &train, first, text);
        run(type, &train, again, same);
        assert_memory_equal(first, again, sizeof first);
        assert_string_equal(text, same);
    }
}

static void forecasts_scale_with_the_series(void **state)
{
    static const double factors[] = {1e12, 1e-9, 37.21};
    double y[LONGEST], scaled[LONGEST], mean[HORIZON], other[HORIZON];
    char text[64];

    (void)state;
    fill(y, LONGEST);
    const fc_series train = series_of(y, LONGEST), times = series_of(scaled, LONGEST);
    EACH_MODEL(type)
    {
        run(type, &train, mean, text);
        for (size_t f = 0; f < 3; f++) {
            for (size_t t = 0; t < LONGEST; t++)
                scaled[t] = y[t] * factors[f];
            run(type, &times, other, text);
            for (size_t i = 0; i < HORIZON; i++)
                assert_close(other[i] / factors[f], mean[i], 1e-4);
        }
    }
}

static void deviations_of(const fc_model_type *type, const fc_series *train, double *deviation,
                          double *disagreement)
{
    fc_model *model;

    assert_ok(fc_model_fit(type, train, scratch, &model));
    assert_ok(fc_model_deviation(model, HORIZON, deviation, disagreement));
    fc_model_free(model);
}

/* Sales in cents, in units or in hundreds of millions have the same ranges, seen in their unit. */
static void deviations_scale_with_the_series(void **state)
{
    static const double factors[] = {1e-6, 1e-4, 1e-2, 37.21, 1e6, 1e9};
    double y[LONGEST], scaled[LONGEST];
    double deviation[HORIZON], disagreement[HORIZON], other[HORIZON], others[HORIZON];

    (void)state;
    fill(y, LONGEST);
    const fc_series train = series_of(y, LONGEST), times = series_of(scaled, LONGEST);
    EACH_MODEL(type)
    {
        deviations_of(type, &train, deviation, disagreement);
        for (size_t f = 0; f < sizeof factors / sizeof *factors; f++) {
            for (size_t t = 0; t < LONGEST; t++)
                scaled[t] = y[t] * factors[f];
            deviations_of(type, &times, other, others);
            for (size_t i = 0; i < HORIZON; i++) {
                assert_close(other[i] / factors[f], deviation[i], 1e-3);
                if (!isnan(disagreement[i]))
                    assert_close(others[i] / factors[f], disagreement[i], 1e-3);
            }
        }
    }
}

static void any_length_gives_a_forecast_or_says_how_much_is_needed(void **state)
{
    double y[LONGEST], mean[HORIZON];
    fc_model *model;

    (void)state;
    fill(y, LONGEST);
    EACH_MODEL(type)
    {
        for (size_t n = 1; n <= 3 * SEASON + 3; n++) {
            const fc_series train = series_of(y, n);
            const fc_status status = fc_model_fit(type, &train, scratch, &model);
            if (status == FC_EDATA) {
                assert_null(model);
                assert_non_null(strstr(fc_error_message(), "q: model "));
                assert_true(n < type->min_n || (double)n < type->min_seasons * SEASON);
                continue;
            }
            assert_ok(status);
            assert_ok(fc_model_forecast(model, HORIZON, mean));
            assert_all_finite(mean, HORIZON);
            fc_model_free(model);
        }
    }
}

static void constants_stay_constant(void **state)
{
    static const double constants[] = {0, 1234.56, -7.5, 1e12, 1e-9};
    double y[LONGEST], mean[HORIZON];
    char text[64];

    (void)state;
    EACH_MODEL(type)
    {
        for (size_t c = 0; c < 5; c++) {
            for (size_t t = 0; t < LONGEST; t++)
                y[t] = constants[c];
            const fc_series train = series_of(y, LONGEST);
            run(type, &train, mean, text);
            assert_string_equal(text, "constant");
            for (size_t i = 0; i < HORIZON; i++)
                assert_true(mean[i] == constants[c]);
        }
    }
}

static void zeros_and_negative_values_are_no_trouble(void **state)
{
    double y[LONGEST], mean[HORIZON];
    char text[64];

    (void)state;
    fill(y, LONGEST);
    const fc_series train = series_of(y, LONGEST);
    EACH_MODEL(type)
    {
        for (size_t t = 0; t < LONGEST; t += 3)
            y[t] = 0;
        run(type, &train, mean, text);
        assert_all_finite(mean, HORIZON);
        for (size_t i = 0; i < HORIZON; i++)
            assert_true(mean[i] >= 0);
        for (size_t t = 1; t < LONGEST; t += 3)
            y[t] = -y[t];
        run(type, &train, mean, text);
        assert_all_finite(mean, HORIZON);
        fill(y, LONGEST);
    }
}

static void missing_values_change_little(void **state)
{
    static const size_t missing[] = {0, 1, 17, 18, 31, 40, LONGEST - 1};
    double y[LONGEST], mean[HORIZON], other[HORIZON];
    char text[64];

    (void)state;
    EACH_MODEL(type)
    {
        fill(y, LONGEST);
        const fc_series train = series_of(y, LONGEST);
        run(type, &train, mean, text);
        for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
            y[missing[i]] = NAN;
        run(type, &train, other, text);
        for (size_t i = 0; i < HORIZON; i++)
            assert_close(other[i], mean[i], 0.3);
    }
}

static void futures_are_spread_around_the_forecast(void **state)
{
    enum { PATHS = 400 };
    double y[LONGEST], mean[HORIZON], *paths = malloc(PATHS * HORIZON * sizeof *paths);
    double *again = malloc(PATHS * HORIZON * sizeof *again);

    (void)state;
    fill(y, LONGEST);
    const fc_series train = series_of(y, LONGEST);
    EACH_MODEL(type)
    {
        fc_model *model;
        assert_ok(fc_model_fit(type, &train, scratch, &model));
        assert_ok(fc_model_forecast(model, HORIZON, mean));
        assert_ok(fc_model_simulate(model, 42, PATHS, HORIZON, paths));
        assert_ok(fc_model_simulate(model, 42, PATHS, HORIZON, again));
        assert_memory_equal(paths, again, PATHS * HORIZON * sizeof *paths);
        for (size_t i = 0; i < HORIZON; i++) {
            double average = 0, spread = 0;
            for (size_t p = 0; p < PATHS; p++)
                average += paths[p * HORIZON + i] / PATHS;
            for (size_t p = 0; p < PATHS; p++)
                spread += pow(paths[p * HORIZON + i] - average, 2) / PATHS;
            assert_true(fabs(average - mean[i]) < 0.08 * mean[i]);
            assert_true(sqrt(spread) > 0.002 * mean[i] && sqrt(spread) < mean[i]);
        }
        fc_model_free(model);
    }
    free(again);
    free(paths);
}

static void says_the_same(fc_model *model, const fc_model *settled)
{
    enum { MOST = 96 };
    fc_parameter list[MOST], kept[MOST];
    char text[96], kept_text[96];
    const size_t n = fc_model_parameters(model, list, MOST);

    assert_int_equal(fc_model_parameters(settled, kept, MOST), n);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(kept[i].name, list[i].name);
        assert_true(kept[i].value == list[i].value);
    }
    assert_int_equal(fc_model_parameters(settled, kept, 1), n > 0);
    fc_model_describe(model, text, sizeof text);
    fc_model_describe(settled, kept_text, sizeof kept_text);
    assert_string_equal(kept_text, text);
}

static void a_settled_model_says_what_it_said(void **state)
{
    double y[LONGEST];

    (void)state;
    for (size_t kind = 0; kind < 3; kind++) {
        EACH_MODEL(type)
        {
            fc_model *model, *settled;
            fill(y, LONGEST);
            for (size_t t = 0; kind == 1 && t < LONGEST; t++)
                y[t] = 2.385;
            if (kind == 2)
                y[0] = y[1] = y[20] = NAN;
            const fc_series train = series_of(y, LONGEST);
            assert_ok(fc_model_fit(type, &train, scratch, &model));
            assert_ok(fc_model_fit(type, &train, scratch, &settled));
            assert_ok(fc_model_settle(settled, kind == 2));
            if (kind == 2)
                assert_memory_equal(fc_model_residuals(settled), fc_model_residuals(model),
                                    sizeof y);
            says_the_same(model, settled);
            fc_model_free(model);
            fc_model_free(settled);
        }
    }
}

static void residuals_are_what_was_left(void **state)
{
    double y[LONGEST];

    (void)state;
    fill(y, LONGEST);
    y[20] = NAN;
    const fc_series train = series_of(y, LONGEST);
    EACH_MODEL(type)
    {
        fc_model *model;
        double squares = 0, count = 0;
        assert_ok(fc_model_fit(type, &train, scratch, &model));
        const double *residuals = fc_model_residuals(model);
        assert_true(isnan(residuals[20]));
        for (size_t t = SEASON; t < LONGEST; t++)
            if (!isnan(residuals[t])) {
                squares += residuals[t] * residuals[t];
                count++;
            }
        assert_true(count > LONGEST / 2);
        assert_true(sqrt(squares / count) < 100);
        fc_model_free(model);
    }
}

static void refuses_a_short_series(void **state)
{
    static const double y[] = {41.7, 24.0, 32.3};
    const fc_series train = series_of(y, 3);
    fc_model *model;

    (void)state;
    assert_int_equal(fc_model_fit(fc_model_find("snaive"), &train, scratch, &model), FC_EDATA);
    assert_null(model);
    assert_string_equal(fc_error_message(), "q: model snaive needs 4 observations, got 3");
}

static void refuses_what_is_infinite_or_empty(void **state)
{
    static const double infinite[] = {41.7, INFINITY, 32.3}, empty[] = {NAN, NAN};
    fc_series train = series_of(infinite, 3);
    fc_model *model;

    (void)state;
    assert_fails(fc_model_fit(fc_model_find("naive"), &train, scratch, &model), FC_EDATA,
                 "q: value 2 is infinite");
    train = series_of(empty, 2);
    assert_fails(fc_model_fit(fc_model_find("auto"), &train, scratch, &model), FC_EDATA,
                 "q: model auto needs 1 observation, got 0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_says_what_it_is),
        cmocka_unit_test(the_same_series_gives_the_same_bytes),
        cmocka_unit_test(forecasts_scale_with_the_series),
        cmocka_unit_test(deviations_scale_with_the_series),
        cmocka_unit_test(any_length_gives_a_forecast_or_says_how_much_is_needed),
        cmocka_unit_test(constants_stay_constant),
        cmocka_unit_test(zeros_and_negative_values_are_no_trouble),
        cmocka_unit_test(missing_values_change_little),
        cmocka_unit_test(futures_are_spread_around_the_forecast),
        cmocka_unit_test(a_settled_model_says_what_it_said),
        cmocka_unit_test(residuals_are_what_was_left),
        cmocka_unit_test(refuses_a_short_series),
        cmocka_unit_test(refuses_what_is_infinite_or_empty),
    };
    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
