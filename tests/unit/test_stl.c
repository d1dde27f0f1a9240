/* test_stl.c - STL against R, the original Fortran and MSTL of R's forecast package. */
#include "forecast/season/stl.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum { MAX_N = 3600 };

static double y[MAX_N], seasonal[2 * MAX_N], trend[MAX_N], weights[MAX_N];
/* Printed to 12 digits; errors come in where y is much larger than the part compared. */
static void compare_with_r(const reference *expected, const char *name, const char *robust,
                           const fc_stl_options *options, size_t n)
{
    double size = 0;

    assert_ok(fc_stl(options, y, n, seasonal, trend, weights, scratch));
    for (size_t t = 0; t < n; t++)
        size = fmax(size, fabs(y[t]));
    for (size_t row = 1, t = 0; row < expected->n_rows; row++) {
        if (!reference_is(expected, row, "series", name) ||
            !reference_is(expected, row, "robust", robust))
            continue;
        assert_true(fabs(seasonal[t] - reference_number(expected, row, "seasonal")) < 2e-11 * size);
        assert_true(fabs(trend[t] - reference_number(expected, row, "trend")) < 2e-11 * size);
        t++;
    }
}

/* R asks its partial sort for the two middle values of an even number in descending order, which
 * that sort does not promise to give: for some series it then takes other values for the median.
 * Those are not compared with robust weights. */
static void agrees_with_r_in_twelve_digits(void **state)
{
    static const struct {
        const char *name;
        size_t period;
        bool median_is_right;
    } sets[] = {{"AirPassengers", 12, false},
                {"JohnsonJohnson", 4, false},
                {"UKgas", 4, false},
                {"USAccDeaths", 12, false},
                {"co2", 12, true},
                {"gas", 12, false},
                {"ldeaths", 12, true},
                {"nottem", 12, true},
                {"woolyrnq", 4, true}};
    reference series = reference_open("reference/series.csv");
    reference expected = reference_open("reference/stl.csv");

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const size_t m = sets[i].period;
        const fc_stl_options periodic = fc_stl_defaults(m, 0, false);
        const fc_stl_options robust = fc_stl_defaults(m, 0, true);
        const fc_stl_options thirteen = fc_stl_defaults(m, 13, false);
        const size_t n = reference_series(&series, "series", sets[i].name, "value", y, MAX_N);

        compare_with_r(&expected, sets[i].name, "FALSE", &periodic, n);
        compare_with_r(&expected, sets[i].name, "s13", &thirteen, n);
        if (sets[i].median_is_right)
            compare_with_r(&expected, sets[i].name, "TRUE", &robust, n);
    }
    reference_close(&series);
    reference_close(&expected);
}

static void compare_with_fortran(const reference *expected, const char *scenario,
                                 const fc_stl_options *options, size_t n)
{
    assert_ok(fc_stl(options, y, n, seasonal, trend, weights, scratch));
    for (size_t row = 1, t = 0; row < expected->n_rows; row++) {
        if (!reference_is(expected, row, "scenario", scenario))
            continue;
        assert_close(trend[t], reference_number(expected, row, "trend"), 1e-9);
        assert_true(fabs(seasonal[t] - reference_number(expected, row, "season")) < 1e-8);
        assert_true(fabs(weights[t] - reference_number(expected, row, "rw")) < 1e-8);
        t++;
    }
}

static void agrees_with_the_original_fortran(void **state)
{
    reference data = reference_open("material/stl_fortran/data_co2.csv");
    reference expected = reference_open("material/stl_fortran/expected.csv");
    const size_t n = reference_series(&data, NULL, NULL, "co2", y, MAX_N);
    fc_stl_options o = {.period = 12,
                        .seasonal = {35, 1, 4},
                        .trend = {19, 1, 2},
                        .low_pass = {13, 1, 2},
                        .inner = 1,
                        .outer = 2};

    (void)state;
    compare_with_fortran(&expected, "baseline", &o, n);
    compare_with_fortran(&expected, "short", &o, n - 1);
    o.trend.jump = 1;
    compare_with_fortran(&expected, "ntjump-1", &o, n);
    o.low_pass.jump = 1;
    compare_with_fortran(&expected, "nljump-1-ntjump-1", &o, n);
    o.trend.jump = 2;
    compare_with_fortran(&expected, "nljump-1", &o, n);
    reference_close(&data);
    reference_close(&expected);
}

static void stops_when_robustness_has_settled_as_the_easy_fortran_does(void **state)
{
    reference data = reference_open("material/stl_fortran/data_co2.csv");
    reference expected = reference_open("material/stl_fortran/expected.csv");
    const size_t n = reference_series(&data, NULL, NULL, "co2", y, MAX_N);
    fc_stl_options o = fc_stl_defaults(12, 35, false);

    (void)state;
    o.seasonal.degree = 1;
    compare_with_fortran(&expected, "stlez", &o, n);
    o.inner = 1;
    o.outer = 15;
    o.until_stable = true;
    compare_with_fortran(&expected, "stlez-robust", &o, n);
    reference_close(&data);
    reference_close(&expected);
}

static void several_seasons_agree_with_mstl_of_r(void **state)
{
    reference expected = reference_open("material/stl_fortran/mstl_expected.csv");
    const size_t n = reference_series(&expected, NULL, NULL, "Data", y, MAX_N);
    fc_stl_options o[] = {fc_stl_defaults(24, 11, false), fc_stl_defaults(168, 15, false)};

    (void)state;
    for (size_t k = 0; k < 2; k++)
        o[k].seasonal.jump = o[k].trend.jump = o[k].low_pass.jump = 1;
    assert_ok(fc_stl_multiple(o, 2, y, n, seasonal, trend, scratch));
    for (size_t t = 0; t < n; t++) {
        assert_close(trend[t], reference_number(&expected, t + 1, "Trend"), 1e-9);
        assert_close(seasonal[t], reference_number(&expected, t + 1, "Seasonal24"), 1e-7);
        assert_close(seasonal[n + t], reference_number(&expected, t + 1, "Seasonal168"), 1e-7);
    }
    reference_close(&expected);
}

/* A line and a fixed pattern are taken apart without loss, so the season's strength is 1. */
static void takes_a_line_and_a_pattern_apart(void **state)
{
    static const double pattern[] = {3.25, -1.5, 0.75, -2.5};
    const fc_stl_options o = fc_stl_defaults(4, 0, false);

    (void)state;
    for (size_t t = 0; t < 29; t++)
        y[t] = 17.125 + 0.375 * (double)t + pattern[t % 4];
    assert_ok(fc_stl(&o, y, 29, seasonal, trend, weights, scratch));
    for (size_t t = 0; t < 29; t++) {
        assert_true(fabs(seasonal[t] - pattern[t % 4]) < 0.05);
        assert_close(trend[t], 17.125 + 0.375 * (double)t, 0.005);
        assert_close(weights[t], 1, 0);
    }
    assert_true(fc_stl_strength(y, seasonal, trend, 29) > 0.999);
}

static void a_straight_line_has_no_season(void **state)
{
    (void)state;
    for (size_t t = 0; t < 20; t++) {
        y[t] = trend[t] = 4.5 - 0.25 * (double)t;
        seasonal[t] = 0;
    }
    assert_close(fc_stl_strength(y, seasonal, trend, 20), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r_in_twelve_digits),
        cmocka_unit_test(agrees_with_the_original_fortran),
        cmocka_unit_test(stops_when_robustness_has_settled_as_the_easy_fortran_does),
        cmocka_unit_test(several_seasons_agree_with_mstl_of_r),
        cmocka_unit_test(takes_a_line_and_a_pattern_apart),
        cmocka_unit_test(a_straight_line_has_no_season),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
