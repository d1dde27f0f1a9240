/* test_unitroot.c - KPSS against R, differences against R's choices. */
#include "forecast/arima/unitroot.h"
#include "tests/unit/reference.h"

enum { MAX_N = 1200 };

static double y[MAX_N];

static void kpss_agrees_with_r(void **state)
{
    reference data = reference_open("material/unit_root/data/macrodata.csv");
    const size_t n = reference_series(&data, NULL, NULL, "realgdp", y, MAX_N);

    (void)state;
    assert_true(fabs(fc_unitroot_kpss(y, n, false, 3) - 5.0169) < 0.0015);
    assert_true(fabs(fc_unitroot_kpss(y, n, true, 3) - 1.1828) < 0.0015);
    reference_close(&data);
}

static void kpss_of_three_values_by_hand(void **state)
{
    static const double values[] = {2.5, 4.0, 7.0}; /* mean 4.5: -2, -0.5, 2.5 */

    (void)state;
    assert_close(fc_unitroot_kpss(values, 3, false, 0), (4 + 6.25) / (3 * 10.5), 1e-14);
    assert_close(fc_unitroot_kpss(values, 3, false, 1), (4 + 6.25) / (3 * (10.5 + 1 - 1.25)),
                 1e-14);
    assert_close(fc_unitroot_kpss(values, 3, true, 0), (0.0625 + 0.0625) / (3 * 0.375), 1e-12);
}

static void a_constant_series_does_not_wander(void **state)
{
    static const double values[] = {3.75, 3.75, 3.75, 3.75};

    (void)state;
    assert_close(fc_unitroot_kpss(values, 4, false, 1), 0, 0);
    assert_false(fc_unitroot_wanders(values, 4));
    assert_false(fc_unitroot_wanders(values, 1));
}

/* R's auto.arima: seasonal difference first, then ordinary ones. */
static void takes_the_differences_r_takes(void **state)
{
    static const struct {
        const char *name;
        size_t m, d, D;
    } sets[] = {{"AirPassengers", 12, 1, 1}, {"USAccDeaths", 12, 1, 1}, {"UKgas", 4, 1, 1},
                {"co2", 12, 1, 1},           {"gas", 12, 1, 1},         {"woolyrnq", 4, 0, 1},
                {"ldeaths", 12, 0, 1},       {"nottem", 12, 0, 1},      {"JohnsonJohnson", 4, 1, 1},
                {"lynx", 1, 0, 0},           {"Nile", 1, 1, 0},         {"WWWusage", 1, 1, 0},
                {"gold", 1, 1, 0},           {"LakeHuron", 1, 1, 0}};
    reference series = reference_open("reference/series.csv");
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        size_t n = reference_series(&series, "series", sets[i].name, "value", y, MAX_N);
        bool seasonal = false;
        size_t d = 0;

        if (sets[i].m > 1)
            assert_ok(fc_unitroot_seasonal(y, n, sets[i].m, &seasonal, scratch));
        assert_int_equal(seasonal, sets[i].D);
        if (seasonal)
            n = fc_unitroot_difference(y, n, sets[i].m);
        for (; fc_unitroot_wanders(y, n); d++)
            n = fc_unitroot_difference(y, n, 1);
        if (d != sets[i].d)
            fail_msg("%s takes %zu differences, not %zu", sets[i].name, d, sets[i].d);
    }
    fc_scratch_free(scratch);
    reference_close(&series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kpss_agrees_with_r),
        cmocka_unit_test(kpss_of_three_values_by_hand),
        cmocka_unit_test(a_constant_series_does_not_wander),
        cmocka_unit_test(takes_the_differences_r_takes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
