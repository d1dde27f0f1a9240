/* test_counted.c - what of a sales file is added up: amounts, margins, or rows. */
#include "tests/unit/sales_case.h"

static an_sales_options counting(an_counted counted, const char *cost)
{
    an_sales_options options = MONTHS;

    options.counted = counted;
    options.cost = cost;
    return options;
}

static void a_margin_is_the_amount_less_the_cost(void **state)
{
    const an_sales_options margin = counting(AN_COUNT_MARGIN, NULL);

    (void)state;
    assert_ok(read_text("date,region,amount,cost\n"
                        "2026-01-03,East,12.5,9.25\n"
                        "2026-01-29,East,-2.25,-1\n"
                        "2026-01-30,West,7,8.5\n",
                        &margin));
    assert_amount("2026-01", 2, "East");
    assert_amount("2026-01", -1.5, "West");
}

static void a_cost_of_a_piece_is_multiplied(void **state)
{
    const an_sales_options margin = counting(AN_COUNT_MARGIN, NULL);

    (void)state;
    assert_ok(read_text("日期,区域,金额,数量,单位成本\n2026-01-03,华东,12.5,3,2.5\n", &margin));
    assert_amount("2026-01", 5, "华东");
    assert_int_equal(read_text("date,amount,unit cost\n2026-01-03,12.5,3\n", &margin), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "'unit cost' is of a piece"));
}

static void a_column_of_margins_is_taken_as_it_is(void **state)
{
    const an_sales_options margin = counting(AN_COUNT_MARGIN, NULL),
                           named = counting(AN_COUNT_MARGIN, "landed");
    const char *text = "date,region,amount,landed,profit\n2026-01-03,East,12.5,2.25,3.125\n";

    (void)state;
    assert_ok(read_text(text, &margin));
    assert_amount("2026-01", 3.125, "East");
    assert_ok(read_text(text, &named));
    assert_amount("2026-01", 10.25, "East");
}

static void without_a_cost_there_is_no_margin(void **state)
{
    const an_sales_options margin = counting(AN_COUNT_MARGIN, NULL),
                           named = counting(AN_COUNT_MARGIN, "landed");

    (void)state;
    assert_int_equal(read_text("date,amount\n2026-01-03,12.5\n", &margin), FC_EDATA);
    assert_string_equal(fc_error_message(),
                        "sales.csv:1: no column is called margin, cost or unit cost, so there is "
                        "no margin; name the cost by --cost COL");
    assert_int_equal(read_text("date,amount,cost\n2026-01-03,12.5,1\n", &named), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "no column is called landed"));
}

static void a_cost_that_is_no_number_sets_its_row_aside(void **state)
{
    const an_sales_options margin = counting(AN_COUNT_MARGIN, NULL);

    (void)state;
    assert_ok(read_text("date,region,amount,cost\n"
                        "2026-01-03,East,12.5,\n"
                        "2026-01-04,East,12.5,1e100\n"
                        "2026-01-05,East,-1e100,1e100\n"
                        "2026-01-29,East,5,1\n",
                        &margin));
    assert_rows(2, 2, 0);
    assert_problem(0, "sales.csv:2: column 'cost': is empty");
    assert_problem(1, "sales.csv:4: column 'cost': makes a margin larger than any amount can be");
}

static void rows_are_counted_without_any_amount(void **state)
{
    const an_sales_options visits = counting(AN_COUNT_ROWS, NULL);

    (void)state;
    assert_ok(read_text("date,rep,customer\n"
                        "2026-01-03,Lin,Jinma\n2026-01-03,Lin,Baijia\n2026-02-03,Bo,Jinma\n",
                        &(an_sales_options){.counted = visits.counted,
                                            .by = "rep",
                                            .calendar = MONTHS.calendar,
                                            .as_of = FC_DATE_NONE}));
    assert_amount("2026-01", 2, "Lin");
    assert_amount("2026-02", 1, "*");
    assert_false(sales->has_quantity);
    assert_int_equal(read_text("date,rep\n2026-01-03,Lin\n", &MONTHS), FC_EDATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_margin_is_the_amount_less_the_cost, forget),
        cmocka_unit_test_teardown(a_cost_of_a_piece_is_multiplied, forget),
        cmocka_unit_test_teardown(a_column_of_margins_is_taken_as_it_is, forget),
        cmocka_unit_test_teardown(without_a_cost_there_is_no_margin, forget),
        cmocka_unit_test_teardown(a_cost_that_is_no_number_sets_its_row_aside, forget),
        cmocka_unit_test_teardown(rows_are_counted_without_any_amount, forget),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
