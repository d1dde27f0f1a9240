/* test_forecasts_edges.c - forecasts of what is short, new, ended, silent, negative or huge. */
#include <gsl/gsl_errno.h>

#include "forecast/panel/lifecycle.h"
#include "tests/unit/company.h"

static void ended_and_new_nodes_are_told_apart(void **state)
{
    fixture f = {0};

    (void)state;
    add_company(&f, 36);
    for (fc_period p = 0; p < 27; p++)
        add(&f, "West", "bed", 600 + p, 33.0 + (p * 7) % 11);
    add(&f, "West", "lamp", 620, 5.5);
    add(&f, "South", "sofa", 635, 71.3);
    add(&f, "North", "sofa", 634, 21.3);
    add(&f, "North", "sofa", 635, 27.7);
    assert_ok(try_run(&f, defaults(4)));
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "West", "bed")), "ended");
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "West", "*")), "ended");
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "West", "lamp")), "ended");
    for (size_t h = 0; h < 4; h++)
        assert_true(fc_forecasts_mean(f.forecasts, node(&f, "West", "*"))[h] == 0.0);
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "South", "sofa")), "naive (new)");
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "North", "sofa")), "naive (new)");
    assert_true(fc_forecasts_mean(f.forecasts, node(&f, "South", "sofa"))[0] > 0.0);
    double lo[4], hi[4];

    assert_ok(fc_forecasts_interval(f.forecasts, node(&f, "South", "sofa"), 0.8, lo, hi));
    assert_true(hi[3] - lo[3] > hi[0] - lo[0] && hi[0] > lo[0]);
    assert_coherent(&f);
    assert_sound(&f);
    close_fixture(&f);
}

static void a_season_of_silence_is_no_end(void **state)
{
    double y[40] = {0.0};
    fc_series series = {"ice", y, 40, 12, 600};

    (void)state;
    for (size_t t = 0; t < 31; t++)
        y[t] = t % 12 < 4 ? 17.5 : 0.0; /* eight silent months every year */
    assert_int_equal(fc_lifecycle(&series, FC_MONTH), FC_LIFE_GOES_ON);
    for (size_t t = 0; t < 40; t++)
        y[t] = t < 33 ? 3.1 + (double)t : 0.0;
    assert_int_equal(fc_lifecycle(&series, FC_MONTH), FC_LIFE_ENDED);
    assert_int_equal(fc_lifecycle(&series, FC_WEEK), FC_LIFE_GOES_ON);
    y[33] = NAN;
    assert_int_equal(fc_lifecycle(&series, FC_MONTH), FC_LIFE_ENDED);
    y[39] = 0.5;
    assert_int_equal(fc_lifecycle(&series, FC_MONTH), FC_LIFE_GOES_ON);
    series.n = 2;
    assert_int_equal(fc_lifecycle(&series, FC_MONTH), FC_LIFE_NEW);
    series.n = 0;
    assert_int_equal(fc_lifecycle(&series, FC_MONTH), FC_LIFE_NONE);
}

static fc_life life_of(const fc_panel_days *days, fc_date until, fc_unit unit)
{
    const double y[] = {31.4, 15.9, 26.5, 35.8};
    const fc_series series = {"mop", y, 4, 1, 50};
    const fc_panel_rhythm rhythm = fc_panel_days_rhythm(days, until);

    return fc_lifecycle_by_days(&series, unit, &rhythm, until);
}

static void three_silent_months_of_a_daily_seller_are_an_end_whatever_the_period(void **state)
{
    fc_panel_days daily = {0}, monthly = {0}, seasonal = {0}, joined = {0};
    fc_panel_rhythm rhythm;

    (void)state;
    for (fc_date d = 19000; d < 20000; d++) /* Sundays and a week of holidays are closed */
        if (d % 7 != 3 && (d < 19400 || d > 19406))
            assert_ok(fc_panel_days_add(&daily, d));
    for (fc_date d = 20000; d >= 18500; d -= 30)
        assert_ok(fc_panel_days_add(&monthly, d));
    for (fc_date d = 19000; d < 20000; d++)
        if (d % 365 < 120)
            assert_ok(fc_panel_days_add(&seasonal, d));
    rhythm = fc_panel_days_rhythm(&daily, 30000);
    assert_int_equal(rhythm.first, 19000);
    assert_int_equal(rhythm.last, 19999);
    assert_true(rhythm.longest == 7 || rhythm.longest == 8);
    for (fc_unit unit = FC_DAY; unit <= FC_YEAR; unit++) {
        assert_int_equal(life_of(&daily, 19999 + 92, unit), FC_LIFE_ENDED);
        assert_int_equal(life_of(&daily, 19999 + 60, unit), FC_LIFE_GOES_ON);
        assert_int_equal(life_of(&daily, 19500, unit), FC_LIFE_GOES_ON);
        assert_int_equal(life_of(&monthly, 20000 + 180, unit), FC_LIFE_GOES_ON);
        assert_int_equal(life_of(&monthly, 20000 + 240, unit), FC_LIFE_ENDED);
        assert_int_equal(life_of(&seasonal, 19855 + 244, unit), FC_LIFE_GOES_ON);
    }
    assert_ok(fc_panel_days_join(&joined, &monthly));
    assert_ok(fc_panel_days_join(&joined, &daily));
    assert_ok(fc_panel_days_add(&joined, -3));
    rhythm = fc_panel_days_rhythm(&joined, 30000);
    assert_int_equal(rhythm.first, -3);
    assert_int_equal(rhythm.last, 20000);
    assert_int_equal(fc_panel_days_rhythm(&joined, -4).n, 0);
    fc_panel_days_free(&daily);
    fc_panel_days_free(&monthly);
    fc_panel_days_free(&seasonal);
    fc_panel_days_free(&joined);
}

static void gaps_are_zero_or_missing(void **state)
{
    fc_forecast_options options = defaults(3);
    fixture f = {0};

    (void)state;
    for (fc_period p = 0; p < 20; p++)
        if (p % 5 != 3)
            add(&f, "East", "bed", 600 + p, 50.0 + p * 1.5);
    assert_ok(try_run(&f, options));
    assert_true(fc_forecasts_history(f.forecasts, 0).y[3] == 0.0);
    assert_sound(&f);
    options.gaps_missing = true;
    assert_ok(try_run(&f, options));
    assert_true(isnan(fc_forecasts_history(f.forecasts, 0).y[3]));
    assert_true(fc_forecasts_history(f.forecasts, 0).y[4] == 56.0);
    assert_true(fc_forecasts_mean(f.forecasts, 0)[0] > 60.0);
    assert_sound(&f);
    close_fixture(&f);
}

static void says_when_a_series_is_too_short_for_the_model(void **state)
{
    fc_forecast_options options = defaults(3);
    fixture f = {0};

    (void)state;
    for (fc_period p = 0; p < 30; p++)
        add(&f, "East", "bed", 600 + p, 50.0 + (p * 5) % 13);
    for (fc_period p = 25; p < 30; p++)
        add(&f, "East", "desk", 600 + p, 20.0 + (p * 5) % 13);
    options.model = "snaive";
    assert_ok(try_run(&f, options));
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "East", "bed")), "snaive");
    assert_non_null(strstr(fc_forecasts_model(f.forecasts, node(&f, "East", "desk")),
                           " (too short for snaive)"));
    assert_sound(&f);
    close_fixture(&f);
}

static void survives_every_kind_of_history(void **state)
{
    fixture f = {0};

    (void)state;
    for (fc_period p = 0; p < 30; p++) {
        add(&f, "zero", "all", 600 + p, 0.0);
        add(&f, "same", "all", 600 + p, 12.25);
        add(&f, "below", "all", 600 + p, -30.0 - (p * 7) % 5);
        add(&f, "returns", "some", 600 + p, p % 6 == 5 ? -4.0 : 9.0 + p % 4);
        add(&f, "huge", "all", 600 + p, 1e95 * (1.0 + (p * 3) % 7));
        add(&f, "tiny", "all", 600 + p, 1e-95 * (1.0 + (p * 3) % 7));
        if (p % 9 == 2)
            add(&f, "rare", "all", 600 + p, 41.7);
    }
    add(&f, "single", "early", 600, 8.5);
    add(&f, "single", "late", 629, 8.5);
    for (size_t horizon = 1; horizon <= 25; horizon += 24) {
        assert_ok(try_run(&f, defaults(horizon)));
        assert_coherent(&f);
        assert_sound(&f);
    }
    close_fixture(&f);
}

static void one_row_is_enough(void **state)
{
    fixture f = {0};

    (void)state;
    add(&f, "East", "bed", 600, 12.5);
    assert_ok(try_run(&f, defaults(2)));
    assert_true(fc_forecasts_mean(f.forecasts, 0)[1] == 12.5);
    assert_coherent(&f);
    assert_sound(&f);
    close_fixture(&f);
}

static void a_total_without_keys_is_forecast(void **state)
{
    const fc_forecast_options options = defaults(3);
    fixture f = {0};
    size_t cell;

    (void)state;
    assert_ok(fc_panel_new(0, 1, &f.panel));
    assert_ok(fc_panel_cell(f.panel, NULL, NULL, &cell));
    for (fc_period p = 0; p < 9; p++)
        assert_ok(fc_panel_add(f.panel, cell, p, &(double){30.0 + (p * 5) % 7}));
    assert_ok(fc_hierarchy_new(f.panel, NULL, 0, &f.hierarchy));
    assert_ok(fc_forecasts_run(f.hierarchy, &months, &options, &f.forecasts));
    assert_string_equal(fc_forecasts_reconciler(f.forecasts), "none");
    assert_sound(&f);
    close_fixture(&f);
}

static void refuses_what_no_forecast_can_be_made_of(void **state)
{
    fc_forecast_options options = defaults(0);
    fixture f = {0};

    (void)state;
    add(&f, "East", "bed", 600, 12.5);
    assert_fails(try_run(&f, options), FC_EUSAGE, "the horizon is 0; ask for at least one period");
    options = defaults(3);
    options.model = "crystal-ball";
    assert_fails(try_run(&f, options), FC_EUSAGE, "there is no model 'crystal-ball'");
    options = defaults(3);
    options.reconciler = "peace";
    assert_fails(try_run(&f, options), FC_EUSAGE, "there is no reconciliation method 'peace'");
    options = defaults(3);
    options.last = 599;
    assert_fails(try_run(&f, options), FC_EDATA,
                 "no row lies in a complete period; there is nothing to forecast from");
    assert_null(f.forecasts);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ended_and_new_nodes_are_told_apart),
        cmocka_unit_test(a_season_of_silence_is_no_end),
        cmocka_unit_test(three_silent_months_of_a_daily_seller_are_an_end_whatever_the_period),
        cmocka_unit_test(gaps_are_zero_or_missing),
        cmocka_unit_test(says_when_a_series_is_too_short_for_the_model),
        cmocka_unit_test(survives_every_kind_of_history),
        cmocka_unit_test(one_row_is_enough),
        cmocka_unit_test(a_total_without_keys_is_forecast),
        cmocka_unit_test(refuses_what_no_forecast_can_be_made_of),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
