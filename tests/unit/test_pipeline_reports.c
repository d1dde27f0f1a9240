/* test_pipeline_reports.c - stages, velocity, coverage, hygiene, calibration, worked out by hand.
 */
#include "analysis/pipeline/shrink.h"
#include "tests/unit/pipeline_case.h"

static const char DEALS[] =
    "id,name,owner,region,stage,amount,probability,created,offer_entered,close_date,closed,"
    "last_activity\n"
    "A,a,Ann,East,Closed Won,1000.5,100%,2026-01-01,2026-01-11,,2026-01-31,2026-01-30\n"
    "B,b,Ann,East,Closed Lost,400,0%,2026-01-01,2026-01-21,,2026-02-10,2026-02-09\n"
    "C,c,Bo,West,Closed Lost,300,0%,2026-01-05,,,2026-01-25,2026-01-20\n"
    "D,d,Bo,West,Closed Won,2000.25,100%,2026-01-10,2026-01-30,,2026-03-11,2026-03-10\n"
    "E,e,Bo,West,Offer,500,60%,2026-02-01,2026-03-01,2026-03-20,,2026-03-30\n"
    "F,f,Ann,East,Talk,,20%,2026-03-01,,2026-03-31,,2026-03-02\n"
    "G,g,Ann,East,Talk,250,20%,2026-03-31,,2026-05-31,,2026-03-31\n";

static void stages_count_ways_and_days(void **state)
{
    static const char *const TALK[] = {"*", "Talk"}, *const OFFER[] = {"*", "Offer"};
    const an_deals_options o = plain_deals();
    size_t r;

    (void)state;
    assert_ok(read_deals(DEALS, &o));
    assert_int_equal(deals->as_of, day_of("2026-03-31"));
    assert_ok(report_on(an_report_stages, &NO_OPTIONS));
    r = row_of(TALK, 2);
    assert_close(cell(r, "entered"), 7, 0);
    assert_close(cell(r, "advanced"), 4, 0);
    assert_close(cell(r, "lost"), 1, 0);
    assert_close(cell(r, "lost_amount"), 300, 0);
    assert_close(cell(r, "open"), 2, 0);
    assert_close(cell(r, "stay_days"), (10 + 20 + 20 + 20 + 28 + 30 + 0) / 7.0, 1e-14);
    assert_close(cell(r, "conversion"), 4 / 7.0, 1e-14);
    assert_close(cell(r, "leakage"), 1 / 7.0, 1e-14);
    assert_string_equal(an_table_cell_text(table, r, column_of("bottleneck")), "");
    r = row_of(OFFER, 2);
    assert_close(cell(r, "entered"), 4, 0);
    assert_close(cell(r, "stay_days"), (20 + 20 + 40 + 30) / 4.0, 1e-14);
    assert_string_equal(an_table_cell_text(table, r, column_of("bottleneck")), "yes");
    assert_close(cell(r, "win_rate"), (2 + 50 * 4 / 7.0) / (3 + 50), 1e-14);
}

static void stages_say_where_ways_are_unknown(void **state)
{
    static const char EXPORT[] = "id,stage,status,amount,created,closed\n"
                                 "A,Talk,Won,1000,2026-01-01,2026-03-31\n"
                                 "B,Talk,Lost,600,2026-01-01,2026-02-10\n"
                                 "C,Offer,Open,700,2026-01-01,\n";
    const an_deals_options o = plain_deals();
    size_t n;

    (void)state;
    assert_ok(read_deals(EXPORT, &o));
    assert_ok(report_on(an_report_stages, &NO_OPTIONS));
    n = an_table_n_notes(table);
    assert_true(isnan(cell(0, "stay_days")));
    assert_non_null(strstr(an_table_note_at(table, n - 2), "only the stage is known"));
}

static void forecast_without_a_win_says_so(void **state)
{
    static const char EXPORT[] =
        "id,stage,amount,created,close_date\nA,Talk,5,2026-01-01,2026-05-01\n";
    an_deals_options o = plain_deals();
    size_t n;

    (void)state;
    o.as_of = day_of("2026-04-01");
    assert_ok(read_deals(EXPORT, &o));
    assert_ok(report_on(an_report_forecast, &NO_OPTIONS));
    n = an_table_n_notes(table);
    assert_non_null(strstr(an_table_note_at(table, n - 4), "no deal was won yet"));
    assert_non_null(strstr(an_table_note_at(table, n - 2), "2026-01-01, 90 days before"));
    assert_ok(report_on(an_report_stages, &NO_OPTIONS));
    assert_true(isnan(cell(0, "win_rate")));
}

static void velocity_follows_from_its_parts(void **state)
{
    static const char *const WHOLE[] = {"*"};
    const an_deals_options o = plain_deals();
    an_pipeline_options options = NO_OPTIONS;
    size_t r;

    (void)state;
    assert_ok(read_deals(DEALS, &o));
    assert_ok(report_on(an_report_velocity, &options));
    r = row_of(WHOLE, 1);
    assert_close(cell(r, "open"), 3, 0);
    assert_close(cell(r, "won"), 2, 0);
    assert_close(cell(r, "win_rate"), 0.5, 1e-14);
    assert_close(cell(r, "average_deal"), (1000.5 + 2000.25) / 2, 1e-14);
    assert_close(cell(r, "cycle_days"), (30 + 60) / 2.0, 1e-14);
    assert_close(cell(r, "lost_cycle_days"), (40 + 20) / 2.0, 1e-14);
    /* 0+ 20 30 30+ 40 58+ 60: 1 - 1/6, then x 4/5, then x 2/3 = 0.444 at 40 */
    assert_close(cell(r, "median_days_to_end"), 40, 0);
    assert_close(cell(r, "velocity_per_day"), 3 * 0.5 * 1500.375 / 45, 1e-14);
    options.win_rate = AN_WIN_ALL;
    assert_ok(report_on(an_report_velocity, &options));
    assert_close(cell(r, "win_rate"), 2 / 7.0, 1e-14);
    options.win_rate = AN_WIN_COHORT;
    options.since = day_of("2026-01-05");
    assert_ok(report_on(an_report_velocity, &options));
    assert_close(cell(r, "win_rate"), 0.5, 1e-14);
}

static void coverage_asks_for_what_the_win_rate_needs(void **state)
{
    static const char *const APRIL[] = {"*", "2026-04"};
    const an_deals_options o = plain_deals();
    size_t r;

    (void)state;
    assert_ok(read_deals(DEALS, &o));
    assert_ok(report_on(an_report_coverage, &NO_OPTIONS));
    r = row_of(APRIL, 2);
    assert_close(cell(r, "open"), 500, 0);
    assert_close(cell(r, "open_deals"), 2, 0);
    assert_close(cell(r, "win_rate"), 3000.75 / 3700.75, 1e-14);
    assert_close(cell(r, "required"), 3700.75 / 3000.75, 1e-14);
    assert_true(isnan(cell(r, "coverage")));
}

/* Won 1000 and one at the mean of 800, of 3200 that ended. */
static void coverage_counts_deals_without_amount_with_the_mean(void **state)
{
    static const char EXPORT[] = "id,stage,amount,created,closed\n"
                                 "A,Closed Won,1000,2026-01-01,2026-03-31\n"
                                 "B,Closed Lost,600,2026-01-01,2026-02-10\n"
                                 "C,Closed Won,-900,2026-01-01,2026-02-10\n"
                                 "D,Closed Lost,,2026-01-01,2026-02-10\n";
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals(EXPORT, &o));
    assert_ok(report_on(an_report_coverage, &NO_OPTIONS));
    assert_close(cell(0, "win_rate"), 1800 / 3200.0, 1e-14);
    assert_non_null(strstr(an_table_note_at(table, 2), "2 deals of the win rate"));
}

static void hygiene_names_the_deals(void **state)
{
    static const char *const E[] = {"", "E"}, *const F[] = {"", "F"};
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals(DEALS, &o));
    assert_ok(report_on(an_report_hygiene, &NO_OPTIONS));
    assert_int_equal(an_table_rows(table), 3);
    assert_string_equal(an_table_cell_text(table, row_of(E, 2), column_of("issue")),
                        "past close date");
    assert_close(cell(row_of(E, 2), "number"), 11, 0);
    assert_string_equal(an_table_cell_text(table, row_of(F, 2), column_of("issue")), "no amount");
    assert_string_equal(an_table_cell_text(table, row_of(F, 2) + 1, column_of("issue")),
                        "default close date");
    assert_non_null(strstr(an_table_note_at(table, 0), "past close date: 1 of 3 open deals"));
}

static void calibration_holds_stated_against_actual(void **state)
{
    static const char *const OFFER[] = {"*", "60-70%"}, *const TALK[] = {"*", "20-30%"};
    const an_deals_options o = plain_deals();
    size_t r;

    (void)state;
    assert_ok(read_deals(DEALS, &o));
    assert_ok(report_on(an_report_calibration, &NO_OPTIONS));
    r = row_of(OFFER, 2);
    assert_close(cell(r, "deals"), 4, 0);
    assert_close(cell(r, "counted"), 3, 0);
    assert_close(cell(r, "actual"), 2 / 3.0, 1e-14);
    assert_close(cell(r, "difference"), 2 / 3.0 - 0.6, 1e-12);
    r = row_of(TALK, 2);
    assert_close(cell(r, "counted"), 4, 0);
    assert_close(cell(r, "won"), 2, 0);
}

static void groups_are_drawn_to_the_common_share_as_chance_explains(void **state)
{
    static const an_share SAME[] = {{50, 100}, {51, 100}, {49, 100}};
    static const an_share APART[] = {{90, 100}, {10, 100}, {50, 100}};
    static const an_share SOME[] = {{60, 100}, {40, 100}, {50, 100}};
    static const double EVENTS[] = {120, 80, 100}, EXPECTED[] = {100, 100, 100};

    (void)state;
    assert_close(an_shrink_strength(SAME, 3), 50, 0);
    assert_close(an_shrink_strength(APART, 3), 5, 0);
    /* spread 2, within .25: rho = (2 - .5) / (.25 (300 - 100 - 2)) = 1.5 / 49.5 */
    assert_close(an_shrink_strength(SOME, 3), 32, 1e-12);
    assert_close(an_shrink_strength(SOME, 1), 50, 0);
    assert_close(an_shrink((an_share){3, 4}, 0.2, 8), (3 + 1.6) / 12, 1e-15);
    assert_close(an_shrink((an_share){0, 0}, 0.2, 8), 0.2, 1e-15);
    /* ((400 - 100) + (400 - 100) + (0 - 100)) / 30000 = 1 / 60 */
    assert_close(an_shrink_events(EVENTS, EXPECTED, 3), 60, 1e-12);
    assert_close(an_shrink_events(EXPECTED, EXPECTED, 3), 1e6, 0);
}

static void means_of_groups_are_drawn_to_one(void **state)
{
    static const double VALUES[] = {1.25, 0.7, 1.1, 1.35, 0.62, 1.0};
    static const double EVEN[] = {1.3, 0.9, 1.1, 0.7, 1.1, 0.9};
    static const size_t GROUPS[] = {0, 1, 2, 0, 1, 2};
    double factor[3], sum = 0;

    (void)state;
    an_shrink_means(VALUES, GROUPS, 6, factor, 3);
    /* by the definition, in Python 3.11 */
    assert_close(factor[0], 1.2431197514213543, 1e-12);
    assert_close(factor[1], 0.7186366921752866, 1e-12);
    assert_close(factor[2], 1.038243556403359, 1e-12);
    an_shrink_means(EVEN, GROUPS, 6, factor, 3);
    for (size_t g = 0; g < 3; g++) /* groups that differ by chance do not */
        assert_close(factor[g], 1, 0);
    an_shrink_means(VALUES, GROUPS, 3, factor, 3);
    for (size_t g = 0; g < 3; g++) /* one value a group tells nothing of chance */
        assert_close(factor[g], 1, 0);
    an_shrink_means(VALUES, GROUPS, 0, factor, 3);
    for (size_t g = 0; g < 3; g++)
        sum += factor[g];
    assert_close(sum, 3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(stages_count_ways_and_days, forget_reports),
        cmocka_unit_test_teardown(velocity_follows_from_its_parts, forget_reports),
        cmocka_unit_test_teardown(stages_say_where_ways_are_unknown, forget_reports),
        cmocka_unit_test_teardown(forecast_without_a_win_says_so, forget_reports),
        cmocka_unit_test_teardown(coverage_asks_for_what_the_win_rate_needs, forget_reports),
        cmocka_unit_test_teardown(coverage_counts_deals_without_amount_with_the_mean,
                                  forget_reports),
        cmocka_unit_test_teardown(hygiene_names_the_deals, forget_reports),
        cmocka_unit_test_teardown(calibration_holds_stated_against_actual, forget_reports),
        cmocka_unit_test(groups_are_drawn_to_the_common_share_as_chance_explains),
        cmocka_unit_test(means_of_groups_are_drawn_to_one),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
