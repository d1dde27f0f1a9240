/* test_intermittent.c - intermittent demand against definitions and an independent reference. */
#include "forecast/intermittent.h"
#include "forecast/model.h"
#include "tests/unit/reference.h"

enum { MAX_N = 64 };

static double y[MAX_N], fitted[MAX_N];

static size_t read_demand(const char *series)
{
    char path[64];
    reference data;
    size_t n;

    snprintf(path, sizeof path, "reference/intermittent_%s.csv", series);
    data = reference_open(path);
    n = reference_series(&data, NULL, NULL, "value", y, MAX_N);
    reference_close(&data);
    return n;
}

static void agrees_with_the_reference_to_twelve_digits(void **state)
{
    reference expected = reference_open("reference/intermittent_ref.csv");

    (void)state;
    for (size_t row = 1; row < expected.n_rows; row++) {
        const size_t n = read_demand(reference_text(&expected, row, "series"));
        const double alpha = reference_number(&expected, row, "alpha");
        const double beta = reference_number(&expected, row, "beta");
        const bool tsb = reference_is(&expected, row, "method", "tsb");
        const double factor = reference_is(&expected, row, "method", "sba") ? 1 - alpha / 2
                              : reference_is(&expected, row, "method", "sbj")
                                  ? 1 - alpha / (2 - alpha)
                                  : 1;
        const fc_demand demand = tsb ? fc_intermittent_tsb(y, n, alpha, beta, fitted)
                                     : fc_intermittent_croston(y, n, alpha, factor, fitted);

        assert_close(demand.rate, reference_number(&expected, row, "forecast"), 1e-11);
        assert_close(demand.size, reference_number(&expected, row, "size"), 1e-11);
        assert_close(tsb ? 1 / demand.interval : demand.interval,
                     reference_number(&expected, row, "interval_or_prob"), 1e-11);
    }
    reference_close(&expected);
}

static void models_use_a_tenth(void **state)
{
    static const struct {
        const char *model;
        double forecast;
    } expected[] = {{"croston", 0.818981508261},
                    {"sba", 0.778032432848},
                    {"sbj", 0.775877218353},
                    {"tsb", 0.650621572268}};
    const fc_series train = {.key = "i1", .y = y, .n = read_demand("i1"), .season_length = 1};
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    for (size_t i = 0; i < 4; i++) {
        fc_model *model;
        double mean[3];

        assert_ok(fc_model_fit(fc_model_find(expected[i].model), &train, scratch, &model));
        assert_ok(fc_model_forecast(model, 3, mean));
        for (size_t h = 0; h < 3; h++)
            assert_close(mean[h], expected[i].forecast, 1e-11);
        fc_model_free(model);
    }
    fc_scratch_free(scratch);
}

static void the_interval_counts_to_the_last_demand(void **state)
{
    static const double some[] = {0, 0, 4.5, 0, 2.25, 0, 0, 7.75, 0, 0, 0};
    static const double none[] = {0, 0, 0};

    (void)state;
    assert_int_equal(fc_intermittent_interval(some, 11), 3); /* 8 / 3 */
    assert_int_equal(fc_intermittent_interval(none, 3), 1);
}

/* A demand every third period: sums over three periods are constant, and so is the rate. */
static void sums_over_the_interval_take_the_rhythm_out(void **state)
{
    fc_scratch *scratch;
    double rate;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    for (size_t t = 0; t < 20; t++) {
        y[t] = t % 3 == 1 ? 5.25 : 0;
        fitted[t] = 0;
    }
    assert_ok(fc_intermittent_aggregate(y, 20, 3, 1, &rate, fitted, scratch));
    assert_close(rate, 1.75, 1e-12);
    assert_true(isnan(fitted[1]));
    assert_close(fitted[2], 1.75, 1e-9);
    fc_scratch_free(scratch);
}

/* A missing period says nothing: neither that time passed nor that nothing was sold. */
static void missing_periods_are_skipped(void **state)
{
    static const double whole[] = {0, 3.5, 0, 0, 2.75, 0, 6.5, 0};
    static const double gaps[] = {0, NAN, 3.5, 0, NAN, NAN, 0, 2.75, 0, 6.5, NAN, 0};

    (void)state;
    assert_close(fc_intermittent_croston(gaps, 12, 0.1, 1, fitted).rate,
                 fc_intermittent_croston(whole, 8, 0.1, 1, fitted).rate, 1e-14);
    assert_close(fc_intermittent_tsb(gaps, 12, 0.1, 0.1, fitted).rate,
                 fc_intermittent_tsb(whole, 8, 0.1, 0.1, fitted).rate, 1e-14);
}

/* Demand in every third period or so, drawn by a linear congruence. */
static fc_series now_and_then(double *values, size_t n, size_t m)
{
    uint32_t seed = 77;

    for (size_t t = 0; t < n; t++) {
        seed = seed * 1664525 + 1013904223;
        values[t] = seed >> 16 < 21845 ? 2.5 + (double)(seed >> 28) : 0;
    }
    return (fc_series){.key = "i", .y = values, .n = n, .season_length = m};
}

static void rare_demand_is_intermittent_with_and_without_a_season(void **state)
{
    double values[364];

    (void)state;
    for (size_t m = 1; m <= 52; m += 3) {
        const fc_series series = now_and_then(values, 364, m);

        assert_true(fc_intermittent_is(&series));
    }
}

static void closed_sundays_are_not_intermittent(void **state)
{
    double values[140];
    fc_series series = now_and_then(values, 140, 7);

    (void)state;
    for (size_t t = 0; t < 140; t++)
        values[t] = t % 7 < 5 ? 41.7 + (double)(t % 3) : 0; /* mean interval 1.4 */
    assert_false(fc_intermittent_is(&series));
    series.season_length = 1;
    assert_true(fc_intermittent_is(&series));
}

static void the_boundary_lies_at_1_32(void **state)
{
    double values[132];
    const fc_series series = now_and_then(values, 132, 1);

    (void)state;
    for (size_t t = 0; t < 132; t++)
        values[t] = t < 100;
    assert_true(fc_intermittent_is(&series));
    values[100] = NAN;
    assert_false(fc_intermittent_is(&series));
    values[101] = 1;
    assert_false(fc_intermittent_is(&series));
}

static void zeros_and_nothing_are_not_intermittent(void **state)
{
    double values[12] = {0};
    fc_series series = {.key = "z", .y = values, .n = 12, .season_length = 4};

    (void)state;
    assert_false(fc_intermittent_is(&series));
    for (size_t t = 0; t < 12; t++)
        values[t] = NAN;
    assert_false(fc_intermittent_is(&series));
    series.n = 0;
    assert_false(fc_intermittent_is(&series));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_reference_to_twelve_digits),
        cmocka_unit_test(models_use_a_tenth),
        cmocka_unit_test(the_interval_counts_to_the_last_demand),
        cmocka_unit_test(sums_over_the_interval_take_the_rhythm_out),
        cmocka_unit_test(missing_periods_are_skipped),
        cmocka_unit_test(rare_demand_is_intermittent_with_and_without_a_season),
        cmocka_unit_test(closed_sundays_are_not_intermittent),
        cmocka_unit_test(the_boundary_lies_at_1_32),
        cmocka_unit_test(zeros_and_nothing_are_not_intermittent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
