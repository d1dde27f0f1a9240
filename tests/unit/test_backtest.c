/* test_backtest.c - past forecasts are those that would have been made, and nothing looks ahead. */
#include "forecast/backtest.h"
#include "tests/unit/company.h"

static const char *const two_models[] = {"ses", "snaive"};

static fc_backtest *run(fixture *f, fc_backtest_options options)
{
    fc_backtest *backtest = NULL;

    if (!f->hierarchy) {
        assert_ok(fc_panel_sort(f->panel));
        assert_ok(fc_hierarchy_new(f->panel, region_by_product, 2, &f->hierarchy));
    }
    assert_ok(fc_backtest_run(f->hierarchy, &months, &options, &backtest));
    return backtest;
}

static fc_backtest_options settings(size_t horizon, size_t windows, size_t step)
{
    return (fc_backtest_options){.forecast = defaults(horizon),
                                 .models = two_models,
                                 .n_models = 2,
                                 .windows = windows,
                                 .step = step};
}

static void each_window_is_the_forecast_of_its_day(void **state)
{
    fc_forecast_options then = defaults(4);
    fixture f = {0};
    fc_backtest *b;

    (void)state;
    add_company(&f, 40);
    b = run(&f, settings(4, 3, 2));
    assert_int_equal(fc_backtest_windows(b), 3);
    then.model = "ses";
    for (size_t w = 0; w < 3; w++) {
        then.last = fc_backtest_origin(b, w);
        assert_int_equal(then.last, 600 + 39 - 4 - 2 * (2 - (fc_period)w));
        assert_ok(try_run(&f, then));
        for (size_t i = 0; i < 20; i++)
            for (size_t h = 0; h < 4; h++) {
                const fc_accuracy_case *c = fc_backtest_cases(b, 0, i, h) + w;
                double lo[4], hi[4], actual;

                assert_close(c->forecast, fc_forecasts_mean(f.forecasts, i)[h], 0);
                assert_ok(fc_forecasts_interval(f.forecasts, i, 0.80, lo, hi));
                assert_close(c->lo80, lo[h], 0);
                assert_close(c->hi80, hi[h], 0);
                fc_hierarchy_values(f.hierarchy, i, 0, then.last + 1 + (fc_period)h, 1, &actual);
                assert_close(c->actual, actual, 1e-12);
            }
    }
    fc_backtest_free(b);
    close_fixture(&f);
}

static void the_seasonal_naive_model_has_no_skill_over_itself(void **state)
{
    fixture f = {0};
    fc_backtest *b;

    (void)state;
    add_company(&f, 40);
    b = run(&f, settings(14, 5, 1));
    for (size_t i = 0; i < 20; i++)
        for (size_t h = 0; h < 14; h++) {
            const fc_accuracy a = fc_backtest_accuracy(b, 1, i, h);

            assert_int_equal(a.n, 5);
            assert_true(fabs(a.skill) < 1e-9);
        }
    assert_true(fc_backtest_overall(b, 0).n == 20 * 14 * 5);
    assert_true(fabs(fc_backtest_overall(b, 1).skill) < 1e-9);
    fc_backtest_free(b);
    close_fixture(&f);
}

/* The scale is the seasonal naive error before the origin. */
static void errors_are_scaled_by_the_history_before_the_origin(void **state)
{
    fixture f = {0};
    fc_backtest *b;
    double y[30], scale = 0;

    (void)state;
    add_company(&f, 30);
    b = run(&f, settings(3, 1, 1));
    fc_hierarchy_values(f.hierarchy, 0, 0, 600, 30, y);
    for (size_t t = 12; t < 27; t++)
        scale += fabs(y[t] - y[t - 12]) / 15;
    assert_close(fc_backtest_cases(b, 0, 0, 0)->scale, scale, 1e-12);
    assert_close(fc_backtest_cases(b, 0, 0, 2)->naive, y[27 + 2 - 12], 0);
    fc_backtest_free(b);
    close_fixture(&f);
}

static void what_came_later_changes_no_forecast(void **state)
{
    fixture f = {0}, changed = {0};
    fc_backtest *b, *other;

    (void)state;
    add_company(&f, 36);
    add_company(&changed, 36);
    add(&changed, "East", "desk", 635, 1e5);
    add(&changed, "West", "sofa", 634, 77.5);
    b = run(&f, settings(6, 1, 1));
    other = run(&changed, settings(6, 1, 1));
    for (size_t h = 0; h < 6; h++)
        assert_close(fc_backtest_cases(other, 0, 0, h)->forecast,
                     fc_backtest_cases(b, 0, 0, h)->forecast, 1e-12);
    assert_true(fc_backtest_cases(other, 0, 0, 5)->actual >
                fc_backtest_cases(b, 0, 0, 5)->actual + 9e4);
    fc_backtest_free(b);
    fc_backtest_free(other);
    close_fixture(&f);
    close_fixture(&changed);
}

/* A node that had not begun has no case; its parents have. */
static void nodes_count_from_when_they_began(void **state)
{
    fixture f = {0};
    fc_backtest *b;
    size_t late;

    (void)state;
    add_company(&f, 30);
    for (fc_period p = 625; p < 630; p++)
        add(&f, "North", "sofa", p, 12.5 + p % 3);
    b = run(&f, settings(3, 6, 1));
    late = node(&f, "North", "sofa");
    assert_int_equal(fc_backtest_accuracy(b, 0, late, 0).n, 2); /* known by 625 and by 626 */
    assert_int_equal(fc_backtest_accuracy(b, 0, 0, 0).n, 6);
    fc_backtest_free(b);
    close_fixture(&f);
}

static void a_short_panel_has_fewer_windows(void **state)
{
    fc_backtest_options options = settings(5, 12, 3);
    fc_backtest *b = NULL;
    fixture f = {0};

    (void)state;
    add_company(&f, 13);
    b = run(&f, options);
    assert_int_equal(fc_backtest_windows(b), 3);
    assert_int_equal(fc_backtest_origin(b, 0), 601);
    fc_backtest_free(b);
    options.forecast.horizon = 13;
    assert_fails(fc_backtest_run(f.hierarchy, &months, &options, &b), FC_EDATA,
                 "a backtest of 13 periods needs more than that; there are 13; "
                 "give a shorter --horizon");
    assert_null(b);
    close_fixture(&f);
}

static void an_unknown_model_is_refused(void **state)
{
    static const char *const unknown[] = {"nosuch"};
    fc_backtest_options options = settings(2, 2, 1);
    fc_backtest *b = NULL;
    fixture f = {0};

    (void)state;
    add_company(&f, 20);
    options.models = unknown;
    options.n_models = 1;
    assert_ok(fc_panel_sort(f.panel));
    assert_ok(fc_hierarchy_new(f.panel, region_by_product, 2, &f.hierarchy));
    assert_int_equal(fc_backtest_run(f.hierarchy, &months, &options, &b), FC_EUSAGE);
    close_fixture(&f);
}

/* The first window is shorter than a season. */
static void tells_what_another_model_made(void **state)
{
    static const char *const models[] = {"snaive", "naive"};
    fc_backtest_options options = settings(1, 4, 1);
    fixture f = {0};
    fc_backtest *b;

    (void)state;
    add_company(&f, 15); /* origins after 11, 12, 13 and 14 months */
    options.models = models;
    b = run(&f, options);
    assert_non_null(strstr(fc_backtest_made_by(b, 0, 0, 0), "(too short for snaive)"));
    for (size_t w = 1; w < 4; w++)
        assert_null(fc_backtest_made_by(b, 0, 0, w));
    for (size_t w = 0; w < 4; w++)
        assert_null(fc_backtest_made_by(b, 1, 0, w));
    fc_backtest_free(b);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_window_is_the_forecast_of_its_day),
        cmocka_unit_test(the_seasonal_naive_model_has_no_skill_over_itself),
        cmocka_unit_test(errors_are_scaled_by_the_history_before_the_origin),
        cmocka_unit_test(what_came_later_changes_no_forecast),
        cmocka_unit_test(nodes_count_from_when_they_began),
        cmocka_unit_test(a_short_panel_has_fewer_windows),
        cmocka_unit_test(an_unknown_model_is_refused),
        cmocka_unit_test(tells_what_another_model_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
