/* test_plan_origin.c - by which periods and for which nodes the file plans. */
#include "tests/unit/plan_case.h"

static size_t node(const fixture *f, const char *region, const char *product)
{
    return fc_hierarchy_find(f->sales->hierarchy, (const char *[]){region, product});
}

static void a_plan_of_every_cell_and_month_is_nobodys_share(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,product,period,plan\nEast,Kettle,2026-01,900\n"
                           "East,Toaster,2026-01,600\nWest,Kettle,2026-01,300\n"
                           "West,Toaster,2026-01,200\n"));
    for (size_t i = 0; i < fc_hierarchy_size(f->sales->hierarchy); i++) {
        assert_int_equal(an_plan_unit(f->plan, i), FC_MONTH);
        assert_false(an_plan_is_share_of(f->plan, i));
    }
    assert_false(told(f, "by the forecast's shape"));
}

/* Also West, whose year is left over by what stands at the total. */
static void what_is_split_is_told_with_its_nodes(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,product,period,plan\n*,*,2026,30000\nEast,*,2026-Q1,9000\n"
                           "East,*,2026-Q2,9000\nEast,*,2026-Q3,0\nEast,*,2026-Q4,0\n"));
    assert_int_equal(an_plan_unit(f->plan, node(f, "East", "*")), FC_QUARTER);
    assert_int_equal(an_plan_unit(f->plan, node(f, "East", "Kettle")), FC_QUARTER);
    assert_int_equal(an_plan_unit(f->plan, node(f, "West", "*")), FC_YEAR);
    assert_int_equal(an_plan_unit(f->plan, 0), FC_YEAR);
    assert_false(an_plan_is_share_of(f->plan, 0));
    assert_false(an_plan_is_share_of(f->plan, node(f, "East", "*")));
    assert_true(an_plan_is_share_of(f->plan, node(f, "West", "*")));
    assert_true(an_plan_is_share_of(f->plan, node(f, "*", "Kettle")));
    assert_true(told(f, "3 of 9 nodes, such as East/Toaster, are planned by quarter"));
    assert_true(told(f, "are planned by year"));
    assert_true(told(f, "7 of 9 nodes, such as West/Toaster, have no plan of their own"));
}

/* The total's year is cut by the months of the regions below it: that is no split by a forecast. */
static void a_year_above_whole_months_is_planned_by_months(void **state)
{
    fixture *f = *state;
    char text[1024];
    int n = snprintf(text, sizeof text, "region,product,period,plan\n*,*,2026,18000\n");

    for (int m = 1; m <= 12; m++)
        n += snprintf(text + n, sizeof text - (size_t)n,
                      "East,*,2026-%02d,1000\nWest,*,2026-%02d,500\n", m, m);
    assert_ok(read_plan(f, text));
    assert_int_equal(an_plan_unit(f->plan, 0), FC_MONTH);
    assert_false(an_plan_is_share_of(f->plan, 0));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_plan_of_every_cell_and_month_is_nobodys_share),
        TEST(what_is_split_is_told_with_its_nodes),
        TEST(a_year_above_whole_months_is_planned_by_months),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
