/* test_calibration.c - whether ranges and chances came true: scores, bins, and whole backtests. */
#include <gsl/gsl_errno.h>
#include <omp.h>
#include <stdio.h>

#include "forecast/backtest.h"
#include "tests/unit/company.h"

/* Slow twin: E|X - y| - E|X - X'| / 2 over all pairs. */
static void crps_agrees_with_its_definition(void **state)
{
    static const double x[] = {-1.5, 0.25, 0.25, 2.385, 7.1};
    static const double actuals[] = {-3, -1.5, 0.1, 2.385, 4, 9.75};

    (void)state;
    for (size_t k = 0; k < 6; k++) {
        double expected = 0;

        for (size_t i = 0; i < 5; i++) {
            expected += fabs(x[i] - actuals[k]) / 5;
            for (size_t j = 0; j < 5; j++)
                expected -= fabs(x[i] - x[j]) / 50;
        }
        assert_close(fc_crps(x, 5, actuals[k]), expected, 1e-13);
    }
    assert_close(fc_crps(x, 1, 2), 3.5, 1e-15);
}

static void outcomes_are_counted_in_their_ranges(void **state)
{
    double paths[101];
    fc_calibration c = {.periods = 1};

    (void)state;
    for (size_t i = 0; i < 101; i++)
        paths[i] = (double)i;
    for (double actual = 0; actual < 100.5; actual += 1)
        fc_calibration_outcome(&c, paths, 101, actual);
    assert_int_equal(c.n, 101);
    assert_int_equal(c.inside50, 51);
    assert_int_equal(c.inside80, 81);
    assert_int_equal(c.inside95, 95);
    assert_close(c.size, 5050, 1e-15);
}

static void chances_fall_into_tenths(void **state)
{
    (void)state;
    assert_int_equal(fc_calibration_bin_of(0), 0);
    assert_int_equal(fc_calibration_bin_of(0.0999), 0);
    assert_int_equal(fc_calibration_bin_of(0.55), 5);
    assert_int_equal(fc_calibration_bin_of(1), 9);
}

/* With one chance a bin the decomposition is exact. */
static void the_brier_score_is_the_sum_of_its_parts(void **state)
{
    static const double chances[] = {0.05, 0.31, 0.62, 0.97};
    static const size_t n[] = {40, 30, 50, 20}, met[] = {4, 8, 33, 20};
    fc_calibration c = {.periods = 3}, twice = {.periods = 3};

    (void)state;
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < n[k]; i++)
            fc_calibration_target(&c, chances[k], i < met[k]);
    const fc_brier b = fc_calibration_brier(&c);

    assert_close(b.brier, b.reliability - b.resolution + b.uncertainty, 1e-12);
    assert_close(b.uncertainty, 65.0 / 140 * 75 / 140, 1e-13);
    assert_true(b.reliability > 0 && b.reliability < 0.01);
    fc_calibration_add(&twice, &c);
    fc_calibration_add(&twice, &c);
    assert_int_equal(twice.n_targets, 280);
    assert_int_equal(twice.bins[6].met, 66);
    assert_close(fc_calibration_brier(&twice).brier, b.brier, 1e-13);
}

static void nothing_judged_is_not_a_number(void **state)
{
    const fc_calibration none = {.periods = 1};

    (void)state;
    assert_true(isnan(fc_calibration_brier(&none).brier));
    assert_true(isnan(fc_calibration_crps(&none)));
}

static void scopes_follow_the_season(void **state)
{
    fc_calibration scopes[FC_CALIBRATION_SCOPES];

    (void)state;
    assert_int_equal(fc_calibration_scopes(12, 12, scopes), 3);
    assert_true(scopes[0].periods == 1 && scopes[1].periods == 3 && scopes[2].periods == 12);
    assert_int_equal(fc_calibration_scopes(12, 24, scopes), 4);
    assert_true(scopes[2].periods == 12 && scopes[3].periods == 24);
    assert_int_equal(fc_calibration_scopes(4, 8, scopes), 3);
    assert_true(scopes[1].periods == 4 && scopes[2].periods == 8);
    assert_int_equal(fc_calibration_scopes(7, 91, scopes), 3);
    assert_true(scopes[1].periods == 7 && scopes[2].periods == 91);
    assert_int_equal(fc_calibration_scopes(1, 5, scopes), 2);
    assert_int_equal(scopes[1].periods, 5);
    assert_int_equal(fc_calibration_scopes(12, 1, scopes), 1);
    assert_int_equal(fc_calibration_scopes(12, 3, scopes), 2);
    assert_int_equal(scopes[1].periods, 3);
}

static void run_backtest(fixture *f, fc_backtest **backtest)
{
    static const char *const models[] = {"ses", "snaive"};
    fc_backtest_options options = {.forecast = defaults(6),
                                   .models = models,
                                   .n_models = 2,
                                   .windows = 4,
                                   .step = 3,
                                   .calibrate = true,
                                   .growth = 0.05};

    assert_ok(fc_panel_sort(f->panel));
    assert_ok(fc_hierarchy_new(f->panel, region_by_product, 2, &f->hierarchy));
    assert_ok(fc_backtest_run(f->hierarchy, &months, &options, backtest));
}

static void a_backtest_judges_every_node_and_sum(void **state)
{
    fixture f = {0};
    fc_backtest *backtest;
    size_t n;

    (void)state;
    add_company(&f, 48);
    run_backtest(&f, &backtest);
    for (size_t m = 0; m < 2; m++) {
        const fc_calibration *c = fc_backtest_calibration(backtest, m, &n);

        assert_int_equal(n, 3);
        assert_int_equal(c[0].n, 20 * 4 * 6);
        assert_int_equal(c[1].n, 20 * 4 * 2);
        assert_int_equal(c[2].n, 20 * 4);
        for (size_t s = 0; s < 3; s++) {
            size_t targets = 0;

            for (size_t k = 0; k < FC_CALIBRATION_BINS; k++)
                targets += c[s].bins[k].n;
            assert_int_equal(targets, c[s].n_targets);
            assert_int_equal(c[s].n_targets, c[s].n);
            assert_true(c[s].inside50 <= c[s].inside80 && c[s].inside80 <= c[s].inside95);
            assert_true(c[s].inside95 > c[s].n / 2);
            assert_true(fc_calibration_crps(&c[s]) > 0 && fc_calibration_crps(&c[s]) < 0.5);
        }
    }
    fc_backtest_free(backtest);
    close_fixture(&f);
}

static void any_number_of_threads_judges_the_same(void **state)
{
    const int before = omp_get_max_threads();
    fc_calibration one[3];

    (void)state;
    for (int threads = 1; threads <= 4; threads += 3) {
        fixture f = {0};
        fc_backtest *backtest;
        size_t n;

        omp_set_num_threads(threads);
        add_company(&f, 48);
        run_backtest(&f, &backtest);
        const fc_calibration *c = fc_backtest_calibration(backtest, 0, &n);

        if (threads == 1)
            memcpy(one, c, sizeof one);
        else
            assert_memory_equal(one, c, sizeof one);
        fc_backtest_free(backtest);
        close_fixture(&f);
    }
    omp_set_num_threads(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crps_agrees_with_its_definition),
        cmocka_unit_test(outcomes_are_counted_in_their_ranges),
        cmocka_unit_test(chances_fall_into_tenths),
        cmocka_unit_test(the_brier_score_is_the_sum_of_its_parts),
        cmocka_unit_test(nothing_judged_is_not_a_number),
        cmocka_unit_test(scopes_follow_the_season),
        cmocka_unit_test(a_backtest_judges_every_node_and_sum),
        cmocka_unit_test(any_number_of_threads_judges_the_same),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
