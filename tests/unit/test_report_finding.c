/* test_report_finding.c - titles state what hand-made data show, in both languages. */
#include "analysis/report/finding.h"

#include <string.h>

#include "tests/unit/assert.h"

static const an_report_options options;

static an_view view_in(const char *lang)
{
    static const an_report_input no_input = {0};
    an_view view = {.in = &no_input,
                    .options = &options,
                    .lang = lang,
                    .year = "2026",
                    .until = "2026-06",
                    .cut = AN_SCOPE_MONTH,
                    .n_periods = 12,
                    .n_past = 6,
                    .n_worst = 1};

    assert_true(an_unit_parse("m", lang, 60.6e6, &view.unit));
    return view;
}

static an_review_row year_row(double outlook, double plan)
{
    return (an_review_row){.plan = plan,
                           .outlook = outlook,
                           .gap = outlook - plan,
                           .gap_pct = 100 * (outlook - plan) / plan,
                           .p_attain = .034,
                           .required_run_rate = 0.47e6};
}

static void assert_year(const char *lang, const an_review_row *row, const char *expected)
{
    an_view view = view_in(lang);

    view.total[AN_SCOPE_YEAR] = row;
    assert_string_equal(an_finding_year(&view), expected);
    an_pool_free(&view.pool);
}

static void the_year_says_where_it_is_heading(void **state)
{
    an_review_row row = year_row(57.931e6, 60.6e6);

    (void)state;
    assert_year("en", &row, "2026 is heading for 57.93 m, 4.4% under plan");
    assert_year("zh", &row, "2026 年预计完成 57.93 m，比计划低 4.4%");
    row = year_row(62.31e6, 60.6e6);
    assert_year("en", &row, "2026 is heading for 62.31 m, 2.8% over plan");
    row = year_row(60.71e6, 60.6e6);
    assert_year("en", &row, "2026 is heading for 60.71 m, in line with plan");
    row = year_row(57.931e6, -5.76e6);
    row.gap_pct = NAN;
    assert_year("en", &row, "2026 is heading for 57.93 m, +63.69 m against a plan of -5.76 m");
    assert_year("zh", &row, "2026 年预计完成 57.93 m，计划为 -5.76 m，相差 +63.69 m");
    row.plan = NAN;
    assert_year("en", &row, "2026 is heading for 57.93 m; the plan does not cover all of it");
    assert_year("en", NULL, "2026: nothing to review");
}

/* What is compared in one sentence is in one unit. */
static void two_rates_have_one_unit(void **state)
{
    an_view view = view_in("en");

    (void)state;
    assert_string_equal(an_view_rate(&view, 202820, 93103), "202.82 k");
    assert_string_equal(an_view_rate(&view, 93103, 202820), "93.10 k");
    assert_string_equal(an_view_rate(&view, 93103, NAN), "93,103");
    an_pool_free(&view.pool);
}

static void a_year_that_is_over_has_closed(void **state)
{
    an_view view = view_in("en");
    const an_review_row row = year_row(57.931e6, 60.6e6);

    (void)state;
    view.total[AN_SCOPE_YEAR] = &row;
    view.n_past = 12;
    assert_string_equal(an_finding_year(&view), "2026 closed at 57.93 m, 4.4% under plan");
    assert_string_equal(an_finding_fan(&view), "2026 closed at 57.93 m, 4.4% under plan");
    an_pool_free(&view.pool);
}

static void the_fan_tells_the_chance(void **state)
{
    an_view view = view_in("en");
    an_review_row row = year_row(57.931e6, 60.6e6);

    (void)state;
    view.total[AN_SCOPE_YEAR] = &row;
    assert_string_equal(an_finding_fan(&view),
                        "The plan of 60.60 m for 2026 has a chance of 3% to be reached");
    row.p_attain = .0004;
    assert_string_equal(an_finding_fan(&view),
                        "The plan of 60.60 m for 2026 has a chance of <1% to be reached");
    an_pool_free(&view.pool);
}

static void assert_heat(const double *values, size_t n_past, const char *expected)
{
    static const char *const rows[] = {"Southwest"};
    static const char *const columns[] = {"2026-01", "2026-02", "2026-03", "2026-04", "2026-05"};
    const an_chart_heat heat = {.n_rows = 1,
                                .n_columns = 5,
                                .row_labels = rows,
                                .column_labels = columns,
                                .values = values};
    an_view view = view_in("en");

    view.n_past = n_past;
    assert_string_equal(an_finding_heat(&view, &heat, -1.73e6), expected);
    an_pool_free(&view.pool);
}

static void the_heat_map_says_since_when(void **state)
{
    (void)state;
    assert_heat((double[]){-4.1, -7.3, -2.2, -9.6, -14.8}, 5,
                "Southwest is below plan in every month of 2026");
    assert_heat((double[]){3.1, 0.2, -2.2, -9.6, -14.8}, 3,
                "Southwest stays below plan from 2026-03 on");
    assert_heat((double[]){-3.1, 0.2, -2.2, NAN, 4.8}, 5,
                "Southwest is below plan in 2 of 5 periods of 2026");
    assert_heat((double[]){-9.1, 0.2, -2.2, -9.6, -14.8}, 2, /* only forecasts at the end */
                "Southwest is below plan in 4 of 5 periods of 2026");
}

static void assert_bridge(const char *lang, double start, const double *steps, size_t n,
                          const char *expected)
{
    static const char *const labels[] = {"East", "North", "Southwest", "Central"};
    an_chart_bridge bridge = {
        .start = start, .end = start, .labels = labels, .steps = steps, .n = n};
    an_view view = view_in(lang);

    for (size_t i = 0; i < n; i++)
        bridge.end += steps[i];
    assert_string_equal(an_finding_bridge(&view, &bridge), expected);
    an_pool_free(&view.pool);
}

static void the_bridge_names_who_explains_the_gap(void **state)
{
    (void)state;
    assert_bridge("en", 100, (double[]){.31, -1.41, -4.3}, 3,
                  "Southwest alone explains four fifths of the 5.4% shortfall");
    assert_bridge("zh", 100, (double[]){.31, -1.41, -4.3}, 3,
                  "仅Southwest就占了 5.4% 缺口的五分之四");
    assert_bridge("en", 100, (double[]){2.1, -1.1, -6.4}, 3,
                  "Southwest alone loses more than the whole 5.4% shortfall; others make up for "
                  "part of it");
    assert_bridge("en", 100, (double[]){.2, -.13, -5.47}, 3,
                  "Southwest alone explains the whole 5.4% shortfall");
    assert_bridge("en", 100, (double[]){-1.3, -1.4, -1.9, -.8}, 4,
                  "Southwest has the largest part of the 5.4% shortfall: a third");
    assert_bridge("en", 100, (double[]){4.1, 2.2, -.9}, 3, "East brings 75.9% of the 5.4% surplus");
    assert_bridge("en", 100, (double[]){4.1, -1.1, -2.9}, 3,
                  "Gains, most of all in East, make up for losses, most of all in Southwest");
}

static void the_ranking_counts_what_is_clear(void **state)
{
    static const double lo[] = {-9.1, -4.2, -1.7, 2.3}, hi[] = {-4.4, 0.6, 3.9, 6.2};
    static const char *const labels[] = {"Southwest", "North", "East", "South"};
    an_chart_rank rank = {.n = 4, .labels = labels, .lo = lo, .hi = hi};
    an_view view = view_in("en");

    (void)state;
    assert_string_equal(an_finding_rank(&view, &rank),
                        "1 of 4 is clearly under plan, 1 clearly over");
    rank.n = 3;
    assert_string_equal(an_finding_rank(&view, &rank),
                        "Of 3, only Southwest is clearly under plan");
    rank = (an_chart_rank){.n = 2, .labels = labels + 1, .lo = lo + 1, .hi = hi + 1};
    assert_string_equal(an_finding_rank(&view, &rank), "None of the 2 is clearly off plan");
    rank = (an_chart_rank){.n = 1, .labels = labels + 3, .lo = lo + 3, .hi = hi + 3};
    assert_string_equal(an_finding_rank(&view, &rank), "1 of 1 is clearly over plan");
    an_pool_free(&view.pool);
}

static void small_multiples_tell_an_outlier_from_a_trend(void **state)
{
    static const char *const labels[] = {"Southwest", "North", "East"};
    an_view view = view_in("en");
    an_chart_small small = {
        .n_panels = 3, .labels = labels, .gap_pct = (double[]){-14.2, -3.3, 1.7}};

    (void)state;
    assert_string_equal(an_finding_small(&view, &small),
                        "Southwest is the outlier; 2 of 3 are more than 3% under plan");
    small.gap_pct = (double[]){-5.2, -4.3, 1.7};
    assert_string_equal(an_finding_small(&view, &small),
                        "2 of 3 end the year more than 3% under plan");
    small.gap_pct = (double[]){-1.2, -.3, 1.7};
    assert_string_equal(an_finding_small(&view, &small),
                        "All 3 end the year within 3% of plan or above it");
    an_pool_free(&view.pool);
}

static void the_pace_names_the_few(void **state)
{
    static const char *const labels[] = {"Southwest", "North", "East", "South"};
    static const double expected[] = {46.1, 47.2, 45.9, 46.3};
    an_view view = view_in("en");
    an_chart_bullet bullet = {.n = 4, .labels = labels, .expected_pct = expected};

    (void)state;
    bullet.attained_pct = (double[]){33.8, 41.0, 48.2, 44.1};
    assert_string_equal(an_finding_bullet(&view, &bullet),
                        "Only East is on pace at the end of 2026-06");
    bullet.attained_pct = (double[]){33.8, 48.8, 48.2, 44.1};
    assert_string_equal(an_finding_bullet(&view, &bullet),
                        "Only North and East are on pace at the end of 2026-06");
    bullet.attained_pct = (double[]){33.8, 48.8, 48.2, 47.1};
    assert_string_equal(an_finding_bullet(&view, &bullet),
                        "3 of 4 are on pace at the end of 2026-06");
    bullet.attained_pct = (double[]){33.8, 42.8, 41.2, 44.1};
    assert_string_equal(an_finding_bullet(&view, &bullet),
                        "None of the 4 is on pace at the end of 2026-06");
    bullet.attained_pct = expected;
    assert_string_equal(an_finding_bullet(&view, &bullet),
                        "All 4 are on pace at the end of 2026-06");
    an_pool_free(&view.pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_says_where_it_is_heading),
        cmocka_unit_test(a_year_that_is_over_has_closed),
        cmocka_unit_test(two_rates_have_one_unit),
        cmocka_unit_test(the_fan_tells_the_chance),
        cmocka_unit_test(the_heat_map_says_since_when),
        cmocka_unit_test(the_bridge_names_who_explains_the_gap),
        cmocka_unit_test(the_ranking_counts_what_is_clear),
        cmocka_unit_test(small_multiples_tell_an_outlier_from_a_trend),
        cmocka_unit_test(the_pace_names_the_few),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
