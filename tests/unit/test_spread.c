/* test_spread.c - scale and shape of forecast errors, and how far a model thinks it may err. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model.h"
#include "forecast/ranges/spread_private.h"
#include "tests/unit/assert.h"

enum { N = 72, HORIZON = 12, PATHS = 4000 };

static double y[N];

static fc_series monthly(double unit)
{
    uint32_t seed = 5;

    for (size_t t = 0; t < N; t++) {
        seed = seed * 1664525u + 1013904223u;
        y[t] = unit * (90 + 0.6 * (double)t + 25 * sin((double)t * 0.5236) +
                       18 * ((seed >> 8) / 16777216.0 - 0.5));
    }
    return (fc_series){.key = "y", .y = y, .n = N, .season_length = 12};
}

static void scale_of(const char *name, const fc_series *series, size_t horizon, double *scale)
{
    double deviation[48], disagreement[48];
    fc_spread_facts facts;
    fc_scratch *scratch;
    fc_model *model;

    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_model_fit(fc_model_find(name), series, scratch, &model));
    assert_ok(fc_model_deviation(model, horizon, deviation, disagreement));
    assert_true(fc_spread_look_at(series, fc_model_residuals(model), &facts));
    fc_spread_scale(
        fc_spread_row_of(series->season_length, fc_model_name(model), !isnan(disagreement[0])),
        &facts, horizon, deviation, disagreement, scale);
    fc_model_free(model);
    fc_scratch_free(scratch);
}

static void every_season_and_model_has_its_row(void **state)
{
    static const size_t seasons[] = {0, 1, 2, 4, 7, 12, 13, 24, 52, 365};
    static const char *const names[] = {"auto", "fast", "naive", "snaive"};

    (void)state;
    for (size_t s = 0; s < 10; s++) {
        const fc_spread_row *other = fc_spread_row_of(seasons[s], "ets", false);

        assert_null(other->model);
        assert_ptr_equal(fc_spread_row_of(seasons[s], "comb", true), other);
        assert_ptr_equal(fc_spread_row_of(seasons[s], "auto", false), other);
        for (size_t k = 0; k < 4; k++) {
            const fc_spread_row *row = fc_spread_row_of(seasons[s], names[k], k < 2);

            assert_true(row->longest_season >= seasons[s]);
            assert_string_equal(row->model, names[k]);
            assert_true(row->quantile[0] < -1 && row->quantile[FC_SPREAD_QUANTILES - 1] > 1);
        }
    }
}

static void features_do_not_depend_on_where_zero_lies(void **state)
{
    double one[FC_SPREAD_FEATURES], other[FC_SPREAD_FEATURES], residuals[N], units[2];
    fc_series series = monthly(1);
    fc_spread_facts facts;

    (void)state;
    for (size_t t = 0; t < N; t++)
        residuals[t] = t < 12 ? NAN : sin((double)t) * (t % 12 == 3 ? 9 : 2);
    assert_true(fc_spread_look_at(&series, residuals, &facts));
    units[0] = fc_spread_features(&facts, 5, 6.125, 8.5, 1.75, one);
    for (size_t t = 0; t < N; t++)
        y[t] += 30000;
    assert_true(fc_spread_look_at(&series, residuals, &facts));
    units[1] = fc_spread_features(&facts, 5, 6.125, 8.5, 1.75, other);
    assert_close(units[1], units[0], 0);
    for (size_t k = 0; k < FC_SPREAD_FEATURES; k++)
        assert_close(other[k], one[k], 1e-9);
}

/* N is whole years, so that step 3 is the season of the large residuals. */
static void errors_are_larger_in_the_season_that_had_large_ones(void **state)
{
    double x[FC_SPREAD_FEATURES], residuals[N];
    const fc_series series = monthly(1);
    fc_spread_facts facts;

    (void)state;
    for (size_t t = 0; t < N; t++)
        residuals[t] = t % 12 == 3 ? -6 : 1;
    assert_true(fc_spread_look_at(&series, residuals, &facts));
    assert_close(facts.residual, 17.0 / 12, 1e-12);
    fc_spread_features(&facts, 3, 2.5, 2.5, NAN, x);
    assert_close(x[FC_SPREAD_PHASE], log((6 * 6 + 4 * facts.residual) / (6 + 4) / facts.residual),
                 1e-12);
    assert_close(x[FC_SPREAD_TAIL], log(facts.residual / 2.5), 1e-12);
    assert_close(x[FC_SPREAD_DISAGREEMENT], 0, 0);
    fc_spread_features(&facts, 4, 2.5, 2.5, NAN, x);
    assert_true(x[FC_SPREAD_PHASE] < 0);
}

static void quantiles_rise_with_the_score_and_meet_the_table(void **state)
{
    (void)state;
    for (size_t r = 0; r < fc_spread_rows; r++) {
        const fc_spread_row *row = &fc_spread_table[r];

        for (double z = -4; z < 4; z += 0.11)
            assert_true(fc_spread_quantile(row, z) < fc_spread_quantile(row, z + 0.1));
        for (size_t k = 0; k < FC_SPREAD_QUANTILES; k++)
            assert_close(fc_spread_quantile(row, fc_spread_score[k]), row->quantile[k], 1e-9);
    }
}

static void the_scale_is_in_the_unit_of_the_series(void **state)
{
    static const char *const names[] = {"auto", "ets", "snaive"};
    double one[HORIZON], other[HORIZON];

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        fc_series series = monthly(1);

        scale_of(names[k], &series, HORIZON, one);
        series = monthly(1024);
        scale_of(names[k], &series, HORIZON, other);
        for (size_t h = 0; h < HORIZON; h++) {
            assert_true(one[h] > 0.5 && one[h] < 50);
            assert_close(other[h], 1024 * one[h], 1e-6);
        }
    }
}

/* A random walk's as the root of the steps; those around a mean not at all. */
static void beyond_what_was_learned_errors_grow_as_the_model_says(void **state)
{
    const fc_series series = monthly(1);
    double walk[48], mean[48];

    (void)state;
    scale_of("naive", &series, 48, walk);
    scale_of("mean", &series, 48, mean);
    for (size_t h = 24; h < 48; h++) {
        assert_close(walk[h], walk[23] * sqrt((double)(h + 1) / 24), 1e-12);
        assert_close(mean[h], mean[23], 1e-12);
    }
}

static void a_series_that_stands_still_has_no_errors(void **state)
{
    const fc_series series = {.key = "c", .y = y, .n = 30, .season_length = 12};
    double scale[3];

    (void)state;
    for (size_t t = 0; t < 30; t++)
        y[t] = 2.385;
    scale_of("auto", &series, 3, scale);
    assert_true(scale[0] == 0 && scale[1] == 0 && scale[2] == 0);
}

static void too_little_history_tells_nothing(void **state)
{
    const double short_one[] = {3.5, NAN, 4.25}, nothing[] = {0, 0, 0, 0},
                 one_sale[] = {0, 0, 7, 0};
    fc_spread_facts facts;

    (void)state;
    assert_false(fc_spread_look_at(&(fc_series){"s", short_one, 3, 12, 0}, NULL, &facts));
    assert_false(fc_spread_look_at(&(fc_series){"s", nothing, 4, 12, 0}, NULL, &facts));
    assert_false(fc_spread_look_at(&(fc_series){"s", NULL, 0, 1, 0}, NULL, &facts));
    assert_true(fc_spread_look_at(&(fc_series){"s", one_sale, 4, 1, 0}, NULL, &facts));
    assert_close(facts.level, 7.0 / 3, 1e-15);
    assert_close(facts.change, 14.0 / 3, 1e-15);
    assert_close(facts.n, 4, 0);
}

/* Slow twin: the spread of simulated futures. */
static void a_models_own_deviation_is_that_of_its_futures(void **state)
{
    static const char *const names[] = {"naive",     "ses",    "holt",  "ets",
                                        "arima-css", "snaive", "theta", "dotm"};
    static double paths[PATHS * HORIZON];
    const fc_series series = monthly(1);
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    for (size_t k = 0; k < 8; k++) {
        double deviation[HORIZON], disagreement[HORIZON];
        fc_model *model;

        assert_ok(fc_model_fit(fc_model_find(names[k]), &series, scratch, &model));
        assert_ok(fc_model_deviation(model, HORIZON, deviation, disagreement));
        assert_ok(fc_model_simulate(model, 3, PATHS, HORIZON, paths));
        for (size_t h = 0; h < HORIZON; h++) {
            double mean = 0, squares = 0;

            for (size_t p = 0; p < PATHS; p++)
                mean += paths[p * HORIZON + h] / PATHS;
            for (size_t p = 0; p < PATHS; p++)
                squares += pow(paths[p * HORIZON + h] - mean, 2) / PATHS;
            assert_true(isnan(disagreement[h]));
            assert_close(deviation[h], sqrt(squares), 0.2);
        }
        fc_model_free(model);
    }
    fc_scratch_free(scratch);
}

static void only_combinations_disagree(void **state)
{
    const fc_series series = monthly(1);
    double deviation[3], disagreement[3];
    fc_scratch *scratch;
    fc_model *model;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_model_fit(fc_model_find("comb"), &series, scratch, &model));
    assert_ok(fc_model_deviation(model, 3, deviation, disagreement));
    for (size_t h = 0; h < 3; h++)
        assert_true(disagreement[h] > 0 && disagreement[h] < 30);
    fc_model_free(model);
    fc_scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_season_and_model_has_its_row),
        cmocka_unit_test(features_do_not_depend_on_where_zero_lies),
        cmocka_unit_test(errors_are_larger_in_the_season_that_had_large_ones),
        cmocka_unit_test(quantiles_rise_with_the_score_and_meet_the_table),
        cmocka_unit_test(the_scale_is_in_the_unit_of_the_series),
        cmocka_unit_test(beyond_what_was_learned_errors_grow_as_the_model_says),
        cmocka_unit_test(a_series_that_stands_still_has_no_errors),
        cmocka_unit_test(too_little_history_tells_nothing),
        cmocka_unit_test(a_models_own_deviation_is_that_of_its_futures),
        cmocka_unit_test(only_combinations_disagree),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
