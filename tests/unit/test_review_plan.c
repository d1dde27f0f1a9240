/* test_review_plan.c - plans of a part, of longer periods and of larger nodes: what is judged by
 * them.
 */
#include "tests/unit/review_case.h"

/* Only kettles are planned: the total has no plan, and is explained by changes on last year alone.
 */
static void a_gap_to_plan_is_no_part_of_a_change_on_last_year(void **state)
{
    fixture *f = *state;
    const an_review_row *total, *east;

    make_hierarchy(f);
    forecast(f);
    plan(f, "product,year,plan\nKettle,2025,1000000\n");
    review(f);
    total = row(f, "*", "*", AN_SCOPE_YEAR, NULL);
    east = row(f, "*", "Kettle", AN_SCOPE_YEAR, NULL);
    assert_true(isnan(total->gap) && east->gap < -500000);
    assert_why(total, "no plan; -");
    assert_why(total, "on last year; West carries ");
    assert_not_why(total, "alone");
}

/* Toasters are in no plan: they are not counted among those that a gap is spread over. */
static void parts_without_a_plan_are_not_counted(void **state)
{
    fixture *f = *state;
    size_t c;

    for (c = 0; c < 5; c++) {
        static const char *const names[] = {"A", "B", "C", "D", "Unplanned"};

        for (fc_period p = FIRST; p <= LAST_COMPLETE; p++) {
            size_t number;

            assert_ok(
                fc_panel_cell(f->sales.panel, (const char *[]){"South", names[c]}, NULL, &number));
            assert_ok(
                fc_panel_add(f->sales.panel, number, p, (double[]){c < 4 ? 1000.5 : 10.25, 10}));
        }
    }
    make_hierarchy(f);
    forecast(f);
    plan(f, "region,product,year,plan\nSouth,A,2025,13000\nSouth,B,2025,13000\n"
            "South,C,2025,13000\nSouth,D,2025,13000\nEast,*,2025,200000\nWest,*,2025,70000\n");
    review(f);
    assert_why(row(f, "South", "*", AN_SCOPE_YEAR, NULL), "spread over 4 of 4 by product");
}

/* A plan by quarter has no months to be below: streaks count quarters, and months say whose share
 * they are. */
static void a_plan_by_quarter_is_judged_by_quarters(void **state)
{
    fixture *f = *state;
    char text[1024];
    int n = snprintf(text, sizeof text, "region,product,period,plan\n");

    make_hierarchy(f);
    forecast(f);
    for (size_t c = 0; c < N_CELLS; c++)
        for (int q = 1; q <= 4; q++)
            n += snprintf(text + n, sizeof text - (size_t)n, "%s,%s,2025-Q%d,%.2f\n",
                          cells[c].keys[0], cells[c].keys[1], q, 4 * cells[c].monthly);
    plan(f, text);
    review(f);
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL),
               "below plan 2 quarters in a row, since 2025-Q1");
    assert_not_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL), "months in a row");
    assert_why(row(f, "West", "Kettle", AN_SCOPE_MONTH, "2025-06"), "a share of the quarter's");
    assert_not_why(row(f, "West", "Kettle", AN_SCOPE_QUARTER, "2025-Q2"), "a share of");
    assert_false(an_review_is_planned_by(f->review, 0, AN_SCOPE_MONTH));
    assert_false(an_review_is_planned_by(f->review, 0, AN_SCOPE_TO_DATE)); /* ends with July */
    assert_true(an_review_is_planned_by(f->review, 0, AN_SCOPE_QUARTER));
}

/* Regions are planned, their products get shares. */
static void a_share_of_a_larger_plan_is_called_that(void **state)
{
    fixture *f = *state;

    make_hierarchy(f);
    forecast(f);
    plan(f, "region,year,plan\nEast,2025,190000\nWest,2025,90000\n");
    review(f);
    assert_why(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL), "its plan is a share of a larger");
    assert_not_why(row(f, "West", "*", AN_SCOPE_YEAR, NULL), "a share of");
    assert_why(row(f, "West", "*", AN_SCOPE_QUARTER, "2025-Q2"), "a share of the year's");
    assert_not_why(row(f, "West", "*", AN_SCOPE_YEAR, NULL), "in a row");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_gap_to_plan_is_no_part_of_a_change_on_last_year),
        TEST(parts_without_a_plan_are_not_counted),
        TEST(a_plan_by_quarter_is_judged_by_quarters),
        TEST(a_share_of_a_larger_plan_is_called_that),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
