/* test_year.c - the shape of the year in days: found where it is, not where it is not. */
#include "forecast/calendar/year.h"
#include "tests/unit/assert.h"

enum { YEARS = 4, N = YEARS * 365 + 1, WEEK = 7 };

static double y[N];
static fc_scratch *scratch;

static int make_scratch(void **state)
{
    (void)state;
    return fc_scratch_new(&scratch) == FC_OK ? 0 : -1;
}

static int free_scratch(void **state)
{
    (void)state;
    fc_scratch_free(scratch);
    return 0;
}

/* Between -0.5 and 0.5. */
static double noise(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed / 4294967296.0 - 0.5;
}

static double wave(double t)
{
    return sin(2 * M_PI * t / 365.25);
}

/* Days with a week, a year of this height and noise of 40 % around `level`. */
static fc_series days(double level, double height)
{
    static const double week[WEEK] = {1.2, 1.1, 1, 1.05, 1.15, 0.9, 0.6};
    uint32_t seed = 11;

    for (size_t t = 0; t < N; t++)
        y[t] = level +
               100 * (week[t % WEEK] * (1 + height * wave((double)t)) + 0.4 * noise(&seed) - 1);
    return (fc_series){.key = "d", .y = y, .n = N, .season_length = WEEK};
}

static void finds_the_height_of_each_season(void **state)
{
    const fc_series series = days(100, 0.3);
    fc_year year;

    (void)state;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    assert_true(year.found);
    assert_true(year.multiplicative);
    for (size_t t = N; t < N + 400; t += 10)
        assert_close(fc_year_restore(&year, t, 1), 1 + 0.3 * wave((double)t), 0.05);
}

static void adds_where_values_are_not_positive(void **state)
{
    const fc_series series = days(0, 0.3);
    fc_year year;

    (void)state;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    assert_true(year.found);
    assert_false(year.multiplicative);
    for (size_t t = N; t < N + 400; t += 10)
        assert_true(fabs(fc_year_restore(&year, t, 0) - 30 * wave((double)t)) < 5);
}

static void what_is_removed_is_restored(void **state)
{
    const fc_series series = days(100, 0.3);
    fc_year year;

    (void)state;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    for (size_t t = 0; t < 2 * N; t += 17) {
        assert_close(fc_year_restore(&year, t, fc_year_remove(&year, t, 23.85)), 23.85, 1e-14);
        assert_true(fabs(fc_year_remove(&year, t + 1, 1) - fc_year_remove(&year, t, 1)) < 0.02);
    }
}

static void a_year_that_does_not_come_again_is_none(void **state)
{
    fc_series series = days(100, 0);
    fc_year year;
    double level = 0;
    uint32_t seed = 5;

    (void)state;
    for (size_t t = 0; t < N; t++) /* white noise by month: 0.4 to both sides, each anew */
        y[t] = 100 + (level = t % 30 == 0 ? 80 * noise(&seed) : level);
    assert_ok(fc_year_estimate(&series, &year, scratch));
    for (size_t t = N; t < N + 365; t++)
        assert_close(fc_year_restore(&year, t, 1), 1, 0.2);
}

static void little_history_other_seasons_and_constants_have_none(void **state)
{
    fc_series series = days(100, 0.3);
    fc_year year;

    (void)state;
    series.n = 2 * 365;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    assert_false(year.found);
    assert_true(fc_year_restore(&year, 3, 2.385) == 2.385);
    series.n = N;
    series.season_length = 12;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    assert_false(year.found);
    series.season_length = WEEK;
    for (size_t t = 0; t < N; t++)
        y[t] = 7.25;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    assert_false(year.found);
}

static void missing_days_change_little(void **state)
{
    const fc_series series = days(100, 0.3);
    fc_year year, other;

    (void)state;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    for (size_t t = 3; t < N; t += 11)
        y[t] = NAN;
    for (size_t t = 500; t < 560; t++)
        y[t] = NAN;
    assert_ok(fc_year_estimate(&series, &other, scratch));
    for (size_t k = 0; k < FC_YEAR_PARTS; k++)
        assert_close(other.index[k], year.index[k], 0.05);
}

/* Winters without any demand: summands below nothing become a ratio above it. */
static void summands_become_ratios_of_mean_one(void **state)
{
    const fc_series series = days(100, 0);
    fc_year year;
    double sum = 0;

    (void)state;
    for (size_t t = 0; t < N; t++) /* summers only, two days a week */
        y[t] = t % WEEK < 2 && wave((double)t) > 0.1 ? 60 * wave((double)t) : 0;
    assert_ok(fc_year_estimate(&series, &year, scratch));
    assert_true(year.found);
    assert_false(year.multiplicative);
    fc_year_to_ratios(&year, &series);
    assert_true(year.found);
    assert_true(year.multiplicative);
    for (size_t k = 0; k < FC_YEAR_PARTS; k++) {
        assert_true(year.index[k] > 0.05 && year.index[k] < 4);
        sum += year.index[k];
    }
    assert_close(sum, FC_YEAR_PARTS, 1e-12);
    assert_true(fc_year_restore(&year, N + 91, 1) > 2);
    assert_true(fc_year_restore(&year, N + 274, 1) < 0.3);
    assert_true(fc_year_remove(&year, 40, 0) == 0);
}

static void ratios_of_nothing_are_none(void **state)
{
    const fc_series series = days(0, 0.3);
    fc_year year = {.found = true, .n = N};

    (void)state;
    for (size_t t = 0; t < N; t++)
        y[t] = t % 2 ? NAN : 0;
    fc_year_to_ratios(&year, &series);
    assert_false(year.found);
    assert_true(fc_year_restore(&year, 5, 2.385) == 2.385);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_height_of_each_season),
        cmocka_unit_test(adds_where_values_are_not_positive),
        cmocka_unit_test(what_is_removed_is_restored),
        cmocka_unit_test(a_year_that_does_not_come_again_is_none),
        cmocka_unit_test(little_history_other_seasons_and_constants_have_none),
        cmocka_unit_test(missing_days_change_little),
        cmocka_unit_test(summands_become_ratios_of_mean_one),
        cmocka_unit_test(ratios_of_nothing_are_none),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
