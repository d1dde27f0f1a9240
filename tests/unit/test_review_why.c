/* test_review_why.c - who carries a gap, since when, and by price or by volume. */
#include "tests/unit/review_case.h"

static void last_year_is_the_actual_of_the_same_periods(void **state)
{
    fixture *f = *state;

    review_of_cells(f, 1.03);
    assert_close(row(f, "East", "Toaster", AN_SCOPE_MONTH, "2025-09")->last_year,
                 sold(1, YEAR_START - 4), 1e-12);
    assert_ok(review_with(f, &(an_review_options){.year = "2023"}));
    assert_true(isnan(row(f, "East", "Toaster", AN_SCOPE_YEAR, NULL)->last_year));
}

static void the_sentence_names_who_carries_the_gap(void **state)
{
    fixture *f = *state;

    review_of_cells(f, 1.0);
    assert_why(row(f, "*", "*", AN_SCOPE_YEAR, NULL), "West");
    assert_why(row(f, "*", "*", AN_SCOPE_YEAR, NULL), "mostly Kettle (-");
    assert_why(row(f, "West", "*", AN_SCOPE_YEAR, NULL), "Kettle ");
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL),
               "below plan 5 months in a row, since 2025-03");
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL),
               "Jan–Jul against last year: volume -");
}

/* East far ahead, West far behind: no share of what is left, but both amounts. */
static void children_that_offset_each_other_are_given_with_their_amounts(void **state)
{
    fixture *f = *state;
    const an_review_row *total, *west;
    double rest;

    make_hierarchy(f);
    forecast(f);
    plan(f, "region,year,plan\nEast,2025,150000\nWest,2025,150000\n");
    review(f);
    total = row(f, "*", "*", AN_SCOPE_YEAR, NULL);
    west = row(f, "West", "*", AN_SCOPE_YEAR, NULL);
    rest = total->gap - west->gap;
    assert_true(rest > 0 && total->gap < 0);
    assert_why(total, "West alone is at -");
    assert_why(total, ", the others together at +");
}

static void a_lead_is_explained_too(void **state)
{
    fixture *f = *state;

    review_of_cells(f, 0.5);
    assert_int_equal(row(f, "East", "*", AN_SCOPE_YEAR, NULL)->status, AN_STATUS_AHEAD);
    assert_why(row(f, "East", "*", AN_SCOPE_YEAR, NULL), "of the lead");
    assert_why(row(f, "East", "*", AN_SCOPE_YEAR, NULL),
               "above plan 7 months in a row, since 2025-01");
}

/* Nobody below it explains a cell: how far off, in words that no spreadsheet takes for a formula,
 * and what each day must bring, in one unit. */
static void a_leaf_says_more_than_the_column_beside_it(void **state)
{
    fixture *f = *state;
    const an_review_row *cell;

    review_of_cells(f, 1.03);
    cell = row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL);
    assert_why(cell, "% under plan; each working day left must bring ");
    assert_why(row(f, "West", "Kettle", AN_SCOPE_MONTH, "2025-06"), "plan asked ");
    for (size_t i = 0; i < an_review_size(f->review); i++)
        assert_null(strchr("+-=@", an_review_at(f->review, i)->why[0]));
}

/* Both halves of the year, each with what was asked and what came. */
static void the_growth_that_the_plan_asks_stands_beside_what_came(void **state)
{
    fixture *f = *state;
    const an_review_row *year, *gone;
    char expected[128];

    review_of_cells(f, 1.03);
    year = row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL);
    gone = row(f, "West", "Kettle", AN_SCOPE_TO_DATE, NULL);
    snprintf(expected, sizeof expected,
             "plan asks %+.1f%% on last year: Jan–Jul %+.1f%%, %+.1f%% came; Aug–Dec ",
             100 * (year->plan / year->last_year - 1), 100 * (gone->plan / gone->last_year - 1),
             100 * (gone->actual / gone->last_year - 1));
    assert_why(year, expected);
    assert_not_why(gone, "Aug–Dec");
    assert_true(strcmp(year->why, gone->why) != 0);
}

/* More than last year and still less than the plan: growth is no reason for a gap. */
static void what_goes_the_other_way_is_no_reason(void **state)
{
    fixture *f = *state;

    for (fc_period p = YEAR_START; p <= LAST_COMPLETE; p++)
        add_row(f, 0, p, 0.2 * sold(0, p));
    review_of_cells(f, 1.5);
    assert_true(row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL)->gap < 0);
    assert_true(row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL)->actual >
                1.1 * row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL)->last_year);
    assert_not_why(row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL), "volume");
    assert_not_why(row(f, "East", "Kettle", AN_SCOPE_YEAR, NULL), "volume");
}

/* Twice the units for the same money, less than planned. */
static void what_goes_the_other_way_stands_behind_despite(void **state)
{
    fixture *f = *state;

    for (fc_period p = YEAR_START; p <= LAST_COMPLETE; p++) {
        size_t number;

        assert_ok(fc_panel_cell(f->sales.panel, cells[0].keys, NULL, &number));
        assert_ok(
            fc_panel_add(f->sales.panel, number, p, (double[]){0, sold(0, p) / cells[0].price}));
    }
    review_of_cells(f, 1.1);
    assert_true(row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL)->gap < 0);
    assert_why(row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL),
               "Jan–Jul against last year: price -");
    assert_why(row(f, "East", "Kettle", AN_SCOPE_TO_DATE, NULL), ", despite volume +");
}

static void sentences_come_in_chinese(void **state)
{
    fixture *f = *state;

    make_hierarchy(f);
    forecast(f);
    plan_cells(f, 1.0);
    assert_ok(review_with(f, &(an_review_options){.year = "2025", .lang = "zh", .unit = "万"}));
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL),
               "自2025-03起连续5个月低于计划；计划要求同比");
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL), "1月–7月与去年相比：销量-");
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL), "万");
    assert_string_equal(an_status_name(AN_STATUS_BEHIND, "zh"), "落后");
}

static void every_row_has_a_sentence(void **state)
{
    fixture *f = *state;

    f->sales.has_quantity = false;
    review_of_cells(f, 1.03);
    for (size_t i = 0; i < an_review_size(f->review); i++)
        assert_true(strlen(an_review_at(f->review, i)->why) > 5);
}

static void without_any_plan_last_year_is_the_measure(void **state)
{
    fixture *f = *state;

    make_hierarchy(f);
    forecast(f);
    review(f);
    assert_why(row(f, "West", "*", AN_SCOPE_YEAR, NULL), "no plan; -");
    assert_why(row(f, "West", "*", AN_SCOPE_YEAR, NULL), "on last year; Kettle");
    assert_true(isnan(an_review_attainment(f->review)));
}

static void volume_and_price_are_of_the_year_to_date(void **state)
{
    fixture *f = *state;
    an_variance v;
    double change = 0;

    review_of_cells(f, 1.03);
    assert_true(an_review_variance(f->review, node(f, "West", "Kettle"), &v));
    for (fc_period p = YEAR_START; p <= LAST_COMPLETE; p++)
        change += sold(2, p) - sold(2, p - 12);
    assert_close(v.change, change, 1e-10);
    assert_close(v.volume, change, 1e-10); /* its price has not moved */
    f->sales.has_quantity = false;
    review(f);
    assert_false(an_review_variance(f->review, 0, &v));
}

static void the_bridge_adds_up_to_the_gap(void **state)
{
    fixture *f = *state;
    an_review_part *parts;
    size_t n;

    review_of_cells(f, 1.03);
    assert_ok(an_review_bridge(f->review, 0, 0, &parts, &n));
    assert_int_equal(n, 2);
    assert_string_equal(parts[0].name, "West");
    assert_close(parts[0].amount + parts[1].amount, row(f, "*", "*", AN_SCOPE_YEAR, NULL)->gap,
                 1e-9);
    an_review_bridge_free(parts, n);
}

static void the_bridge_shows_what_a_plan_leaves_open(void **state)
{
    fixture *f = *state;
    an_review_part *parts;
    size_t n;

    make_hierarchy(f);
    forecast(f);
    plan(f, "region,year,plan\n*,2025,300000\nEast,2025,190000\nWest,2025,90000\n");
    review(f);
    assert_ok(an_review_bridge(f->review, 0, 0, &parts, &n));
    assert_int_equal(n, 3);
    assert_string_equal(parts[2].name, "not broken down");
    assert_close(parts[2].amount, -20000, 1e-9);
    an_review_bridge_free(parts, n);
    assert_ok(
        an_review_bridge(f->review, node(f, "East", "Kettle"), 0, &parts, &n)); /* nothing below */
    assert_int_equal(n, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(last_year_is_the_actual_of_the_same_periods),
        TEST(the_sentence_names_who_carries_the_gap),
        TEST(children_that_offset_each_other_are_given_with_their_amounts),
        TEST(a_lead_is_explained_too),
        TEST(a_leaf_says_more_than_the_column_beside_it),
        TEST(the_growth_that_the_plan_asks_stands_beside_what_came),
        TEST(what_goes_the_other_way_is_no_reason),
        TEST(what_goes_the_other_way_stands_behind_despite),
        TEST(sentences_come_in_chinese),
        TEST(every_row_has_a_sentence),
        TEST(without_any_plan_last_year_is_the_measure),
        TEST(volume_and_price_are_of_the_year_to_date),
        TEST(the_bridge_adds_up_to_the_gap),
        TEST(the_bridge_shows_what_a_plan_leaves_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
