/* test_clean.c - which values count as outliers, which changes as steps, and what becomes of them.
 */
#include "forecast/season/clean.h"

#include <string.h>

#include "tests/unit/assert.h"

enum { N = 96, MONTHS = 12 };

static double y[N], clean[N];
static fc_clean found;
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

/* Months around `level` with a season and noise of 4 %. */
static fc_series months(double level)
{
    uint32_t seed = 21;

    for (size_t t = 0; t < N; t++) {
        seed = seed * 1664525 + 1013904223;
        y[t] = level + 200 * (1 + 0.2 * sin(2 * M_PI * (double)t / MONTHS) +
                              0.04 * (seed / 4294967296.0 - 0.5));
    }
    return (fc_series){.key = "c", .y = y, .n = N, .season_length = MONTHS};
}

static void nothing_is_found_in_a_quiet_series(void **state)
{
    const fc_series series = months(0);

    (void)state;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_outliers, 0);
    assert_int_equal(found.n_shifts, 0);
    assert_memory_equal(clean, y, sizeof y);
}

static void an_outlier_is_replaced_by_what_was_to_be_expected(void **state)
{
    static const size_t places[] = {2, 30, 61, N - 3};
    static const double factors[] = {0.1, 1.7, 10, 1000};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++) {
            const fc_series series = months(0);
            const double expected = y[places[i]];

            y[places[i]] *= factors[k];
            assert_ok(fc_clean_find(&series, clean, &found, scratch));
            assert_int_equal(found.n_outliers, 1);
            assert_int_equal(found.outlier[0], places[i]);
            assert_int_equal(found.n_shifts, 0);
            assert_close(clean[places[i]], expected, 0.06);
        }
}

static void negative_series_are_cleaned_likewise(void **state)
{
    const fc_series series = months(-200);
    const double expected = y[40];

    (void)state;
    y[40] -= 400;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_false(found.relative);
    assert_int_equal(found.n_outliers, 1);
    assert_true(fabs(clean[40] - expected) < 15);
}

static void what_comes_every_year_is_no_outlier(void **state)
{
    const fc_series series = months(0);

    (void)state;
    for (size_t t = 11; t < N; t += MONTHS)
        y[t] *= 3;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_outliers, 0);
    for (size_t t = 11; t < N; t += MONTHS)
        y[t] /= 3;
    y[26] *= 3; /* a feast that moves by a month */
    y[39] *= 3;
    y[50] *= 3;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_outliers, 0);
}

static void the_newest_values_are_left_alone(void **state)
{
    const fc_series series = months(0);

    (void)state;
    y[N - 1] *= 5;
    y[N - 2] *= 5;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_outliers, 0);
    assert_memory_equal(clean, y, sizeof y);
}

static void a_step_moves_what_lies_before_it(void **state)
{
    fc_series series = months(0);
    double level[N];

    (void)state;
    memcpy(level, y, sizeof y);
    for (size_t t = 0; t < 50; t++)
        y[t] *= 0.4;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_shifts, 1);
    assert_int_equal(found.shift[0], 50);
    assert_close(found.step[0], 2.5, 0.03);
    assert_int_equal(found.n_outliers, 0);
    for (size_t t = 0; t < N; t++) {
        assert_close(clean[t], level[t], 0.05);
        assert_close(fc_clean_restore(&found, t, clean[t]), y[t], 1e-12);
    }
    for (size_t t = 0; t < N; t++)
        y[t] -= 150; /* not all positive: steps are summands */
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_shifts, 1);
    assert_false(found.relative);
    assert_close(fc_clean_restore(&found, 7, clean[7]), y[7], 1e-12);
}

static void a_trend_has_no_step(void **state)
{
    const fc_series series = months(0);

    (void)state;
    for (size_t t = 0; t < N; t++)
        y[t] *= pow(1.05, (double)t);
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_shifts, 0);
    assert_int_equal(found.n_outliers, 0);
}

static void any_length_and_gaps_are_no_trouble(void **state)
{
    (void)state;
    for (size_t n = 1; n <= N; n++) {
        fc_series series = months(0);

        series.n = n;
        for (size_t t = 1; t < n; t += 7)
            y[t] = NAN;
        y[n / 2] *= 20;
        assert_ok(fc_clean_find(&series, clean, &found, scratch));
        for (size_t t = 0; t < n; t++)
            assert_int_equal(isnan(clean[t]), isnan(y[t]));
        if (n < 15)
            assert_int_equal(found.n_outliers + found.n_shifts, 0);
    }
}

static void the_unit_does_not_matter(void **state)
{
    static const double units[] = {1e-9, 1e12};
    const fc_series series = months(0);
    double once[N];

    (void)state;
    y[33] *= 4;
    assert_ok(fc_clean_find(&series, once, &found, scratch));
    for (size_t k = 0; k < 2; k++) {
        months(0);
        y[33] *= 4;
        for (size_t t = 0; t < N; t++)
            y[t] *= units[k];
        assert_ok(fc_clean_find(&series, clean, &found, scratch));
        assert_int_equal(found.n_outliers, 1);
        assert_close(clean[33] / units[k], once[33], 1e-9);
    }
}

static void constants_and_zeros_have_neither(void **state)
{
    const fc_series series = months(0);

    (void)state;
    for (size_t t = 0; t < N; t++)
        y[t] = t == 40 ? 7.25 : 0;
    assert_ok(fc_clean_find(&series, clean, &found, scratch));
    assert_int_equal(found.n_outliers + found.n_shifts, 0);
    assert_memory_equal(clean, y, sizeof y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_in_a_quiet_series),
        cmocka_unit_test(an_outlier_is_replaced_by_what_was_to_be_expected),
        cmocka_unit_test(negative_series_are_cleaned_likewise),
        cmocka_unit_test(what_comes_every_year_is_no_outlier),
        cmocka_unit_test(the_newest_values_are_left_alone),
        cmocka_unit_test(a_step_moves_what_lies_before_it),
        cmocka_unit_test(a_trend_has_no_step),
        cmocka_unit_test(any_length_and_gaps_are_no_trouble),
        cmocka_unit_test(the_unit_does_not_matter),
        cmocka_unit_test(constants_and_zeros_have_neither),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
