/* test_plan_refused.c - what a plan file may not be, and what is told of it. */
#include "tests/unit/plan_case.h"

static void a_plan_of_unknown_nodes_only_is_refused(void **state)
{
    assert_refused(*state, "region,period,plan\nEest,2026-01,100\nNorth,2026-01,100\n",
                   ":2: no sales of region 'Eest' (nearest: 'East'), nor of any other of the "
                   "plan's nodes; check "
                   "its key columns and --by");
}

static void a_plan_of_another_year_is_refused(void **state)
{
    assert_refused(*state, "region,period,plan\nEast,2023-01,100\nEast,2024-01,100\n",
                   ": it plans 2023 to 2024 and not 2026; give the plan of 2026, or review another "
                   "year with --for");
}

static void what_is_planned_twice_is_refused_with_both_lines(void **state)
{
    assert_refused(*state,
                   "region,product,period,plan\nEast,Kettle,2026-01,100\nWest,Kettle,2026-01,90\n"
                   "East,Kettle,Jan 2026,110\n",
                   ":4: East/Kettle is planned for 2026-01 here and in line 2; keep one, or review "
                   "by the keys in "
                   "which they differ");
}

static void a_column_that_is_missing_is_named(void **state)
{
    fixture *f = *state;

    assert_int_equal(read_plan(f, "region,period,value\nEast,2026-01,100\n"), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "--plan-amount"));
    assert_int_equal(read_plan(f, "region,when,plan\nEast,2026-01,100\n"), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "--plan-period"));
    assert_ok(read_with(f, "region,when,value\nEast,2026-01,100\n",
                        &(an_plan_options){.amount = "value", .period = "when"}));
    assert_close(planned(f, "East", "*", "2026-01"), 100, 0);
}

static void rows_that_cannot_be_used_are_set_aside(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f,
        "region,period,plan\nEast,2026-01,100\nEast,2026-02,plenty\nEast,someday,100\nEast,,5\n"));
    assert_int_equal(an_problems_count(f->problems, AN_SET_ASIDE), 3);
    assert_close(planned(f, "East", "*", "2026-01"), 100, 0);
}

static void an_empty_plan_is_none_and_zero_is_zero(void **state)
{
    fixture *f = *state;

    assert_ok(
        read_plan(f, "region,period,plan\nEast,2026-01,\nWest,2026-01,0\nWest,2026-02,-20\n"));
    assert_true(isnan(planned(f, "East", "*", "2026-01")));
    assert_close(planned(f, "West", "*", "2026-01"), 0, 0);
    assert_close(planned(f, "West", "*", "2026-02"), -20, 0);
    assert_true(told(f, "a negative plan, -20, is kept as it is"));
}

static void a_plan_without_amounts_is_refused(void **state)
{
    assert_refused(*state, "region,period,plan\nEast,2026-01,\n",
                   ": no amount in it can be used as a plan");
}

static void cells_that_sell_without_a_plan_are_told(void **state)
{
    fixture *f = *state;

    f->sales->last_complete -= 12; /* the sales of 2025 are of the year that is reviewed */
    assert_ok(read_with(f, "region,product,year,plan\nEast,Kettle,2025,100\n",
                        &(an_plan_options){.year = "2025"}));
    assert_true(told(f, "it plans 45% of the year's sales: 3 of 4 cells, such as East/Toaster"));
    assert_ok(read_with(f,
                        "region,product,year,plan\n*,*,2025,300\nEast,Kettle,2025,100\n"
                        "East,Toaster,2025,100\nWest,Kettle,2025,100\n",
                        &(an_plan_options){.year = "2025"}));
    assert_false(told(f, "without a plan"));
}

static void amounts_too_large_to_add_up_are_refused(void **state)
{
    fixture *f = *state;

    assert_int_equal(read_plan(f, "region,period,plan\nEast,2026-01,9e15\nWest,2026-01,9e15\n"),
                     FC_EDATA);
}

/* The encoding was named for the sales. */
static void a_plan_in_utf8_needs_no_encoding(void **state)
{
    fixture *f = *state;
    const an_plan_options options = {.text.encoding = "gb18030"};

    assert_ok(read_with(f, "区域,月份,目标\nEast,2026-01,100\n", &options));
    assert_close(planned(f, "East", "*", "2026-01"), 100, 0);
    assert_ok(read_with(f, "\xc7\xf8\xd3\xf2,\xd4\xc2\xb7\xdd,\xc4\xbf\xb1\xea\nEast,2026-01,88\n",
                        &options));
    assert_close(planned(f, "East", "*", "2026-01"), 88, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_plan_of_unknown_nodes_only_is_refused),
        TEST(a_plan_of_another_year_is_refused),
        TEST(what_is_planned_twice_is_refused_with_both_lines),
        TEST(a_column_that_is_missing_is_named),
        TEST(rows_that_cannot_be_used_are_set_aside),
        TEST(an_empty_plan_is_none_and_zero_is_zero),
        TEST(a_plan_without_amounts_is_refused),
        TEST(cells_that_sell_without_a_plan_are_told),
        TEST(amounts_too_large_to_add_up_are_refused),
        TEST(a_plan_in_utf8_needs_no_encoding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
