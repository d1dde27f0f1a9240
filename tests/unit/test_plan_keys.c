/* test_plan_keys.c - plans at any node, also such as the sales do not have. */
#include "tests/unit/plan_case.h"

static void keys_are_found_by_role_and_by_their_values(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "territory,品类,period,plan\nEast,Kettle,2026-01,77.7\n"));
    assert_close(planned(f, "East", "Kettle", "2026-01"), 77.7, 0);
    assert_ok(read_plan(f, "Gebiet,period,plan\nEast,2026-01,66.6\nWest,2026-01,55.5\n"));
    assert_close(planned(f, "West", "*", "2026-01"), 55.5, 0);
    assert_true(told(f, "column 'Gebiet' is taken for region, whose values it holds"));
}

/* The plan is by product and channel, the sales by region and product: the channels add up. */
static void keys_that_the_sales_are_not_told_apart_by_add_up(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f,
        "product,channel,period,plan\nKettle,Online,2026-01,400.2\nKettle,Dealer,2026-01,900.3\n"));
    assert_close(planned(f, "*", "Kettle", "2026-01"), 1300.5, 1e-15);
}

static void a_row_over_all_channels_counts_and_its_parts_are_checked(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f, "product,channel,period,plan\nKettle,*,2026-01,1400\nKettle,Online,2026-01,400\n"
           "Kettle,Dealer,2026-01,900\n"));
    assert_close(planned(f, "*", "Kettle", "2026-01"), 1400, 0);
    assert_true(told(
        f, "*/Kettle is planned at 1400.00, but the rows that break this down add up to 1300.00"));
}

static void a_planned_node_without_sales_counts_in_the_totals(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f, "region,product,period,plan\nEast,Kettle,2026-01,1000\nEest,Kettle,2026-01,250.5\n"
           "West,Juicer,2026-01,40\nEast,Toaster,2026-01,0\nWest,Kettle,2026-01,0\n"
           "West,Toaster,2026-01,0\n"));
    assert_close(planned(f, "*", "*", "2026-01"), 1290.5, 1e-15);
    assert_close(planned(f, "*", "Kettle", "2026-01"), 1250.5, 1e-15);
    assert_close(planned(f, "West", "*", "2026-01"), 40, 1e-15);
    assert_true(told(
        f, "no sales of region 'Eest' (nearest: 'East'); its plan, 250.50, counts in the totals"));
    assert_true(told(f, "no sales of product 'Juicer'"));
    assert_true(
        told(f, "2 of 6 planned nodes have no sales; their plan, 290.50, counts in the totals"));
}

static void a_new_region_as_a_whole_takes_its_share_of_the_total(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,period,plan\n*,2026-01,1000\nNorth,2026-01,200\n"));
    assert_close(planned(f, "*", "*", "2026-01"), 1000, 0);
    assert_close(planned(f, "East", "*", "2026-01"), 600, 1e-12);
}

static void an_empty_key_sums_over_it_and_is_told(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,product,period,plan\nEast,,2026-01,100\n,,2026-01,150\n"));
    assert_close(planned(f, "East", "*", "2026-01"), 100, 0);
    assert_close(planned(f, "*", "*", "2026-01"), 150, 0);
    assert_true(told(f, "an empty key is read as a plan over all of its values; write * where that "
                        "is meant, else fill it in (rows like this: 2)"));
    assert_ok(read_plan(f, "region,product,period,plan\nEast,*,2026-01,100\n"));
    assert_int_equal(an_problems_count(f->problems, AN_WARNING),
                     4); /* and twice that 11 months have no plan, once that the West has none */
}

/* A total row beside the regions is the plan of all, not of a region called so. */
static void a_row_called_total_sums_over_the_key(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f, "region,period,plan\nEast,2026-01,100.5\nWest,2026-01,80\nTotal,2026-01,180.5\n"));
    assert_close(planned(f, "*", "*", "2026-01"), 180.5, 0);
    assert_true(told(f, "a total is read as a plan over all values (rows like this: 1)"));
    assert_ok(read_plan(f, "区域,1月\nEast,100.5\n合计,300\n"));
    assert_close(planned(f, "West", "*", "2026-01"), 199.5, 1e-12);
}

/* The sales are those of kettles only; so is the plan then. */
static void conditions_on_the_sales_hold_for_the_plan(void **state)
{
    static const an_where kettles[] = {{"product", "Kettle"}, {"channel", "Online"}};
    fixture *f = *state;

    assert_ok(read_with(
        f, "region,product,period,plan\nEast,Kettle,2026-01,100\nEast,Toaster,2026-01,70\n",
        &(an_plan_options){.where = kettles, .n_where = 2}));
    assert_close(planned(f, "East", "Kettle", "2026-01"), 100, 0);
    assert_true(isnan(planned(f, "East", "Toaster", "2026-01")));
    assert_true(told(f, "no column 'channel', of which --where leaves out sales"));
    assert_true(told(f, "1 rows plan what --where leaves out"));
    assert_int_equal(read_with(f, "region,product,period,plan\nEast,Toaster,2026-01,70\n",
                               &(an_plan_options){.where = kettles, .n_where = 1}),
                     FC_EDATA);
}

/* Fans sell in the West only, kettles in both regions. */
static void a_nested_key_alone_finds_its_parent_where_it_has_one(void **state)
{
    fixture *f = *state;
    FILE *sales = fopen(f->sales_path, "a");

    assert_non_null(sales);
    fprintf(sales, "2025-12-20,West,Fan,50,1\n");
    assert_int_equal(fclose(sales), 0);
    fc_forecasts_free(f->forecasts);
    an_sales_free(f->sales);
    forecast(f, "region/product");
    assert_int_equal(read_plan(f, "product,period,plan\nKettle,2026-01,100\n"), FC_EDATA);
    assert_ok(read_plan(f, "product,period,plan\nKettle,2026-01,100\nFan,2026-01,44\n"));
    assert_close(planned(f, "West", "Fan", "2026-01"), 44, 0);
    assert_true(told(f,
                     "product 'Kettle' lies in no region, or in several: its plan, 100.00, is set "
                     "aside; tell its region"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(keys_are_found_by_role_and_by_their_values),
        TEST(keys_that_the_sales_are_not_told_apart_by_add_up),
        TEST(a_row_over_all_channels_counts_and_its_parts_are_checked),
        TEST(a_planned_node_without_sales_counts_in_the_totals),
        TEST(a_new_region_as_a_whole_takes_its_share_of_the_total),
        TEST(an_empty_key_sums_over_it_and_is_told),
        TEST(a_row_called_total_sums_over_the_key),
        TEST(conditions_on_the_sales_hold_for_the_plan),
        TEST(a_nested_key_alone_finds_its_parent_where_it_has_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
