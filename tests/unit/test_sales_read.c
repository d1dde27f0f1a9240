/* test_sales_read.c - sales files of many forms into the panel. */
#include "tests/unit/sales_case.h"

static const char *const TOTAL[] = {"*", "*"};

static void rows_of_a_period_and_keys_add_up(void **state)
{
    (void)state;
    assert_ok(read_text("date,region,product,amount,quantity\n"
                        "2026-01-03,East,Tea,12.5,5\n"
                        "2026-01-29,East,Tea,-2.25,-1\n"
                        "2026-01-30,West,Tea,7,2\n"
                        "2026-02-28,East,Cup,3.125,1\n",
                        &MONTHS));
    assert_rows(4, 0, 0);
    assert_amount("2026-01", 10.25, "East", "Tea");
    assert_amount("2026-01", 17.25, "*", "*");
    assert_amount("2026-02", 3.125, "*", "Cup");
    assert_close(sum_of(TOTAL, "2026-01", AN_QUANTITY), 6, 0);
    assert_true(sales->has_quantity);
    assert_string_equal(sales->key_names[0], "region");
    assert_string_equal(sales->amount_name, "amount");
    assert_int_equal(an_problems_size(problems), 0);
}

static void columns_are_found_in_chinese(void **state)
{
    (void)state;
    assert_ok(read_text("\xEF\xBB\xBF大区,品类,日期,备注,销售额,数量\n"
                        "华东,茶,2026年3月5日,x,\"¥1,234.5\",3\n"
                        "华东,茶,2026年3月31日,x,0.5万,2\n",
                        &MONTHS));
    assert_amount("2026-03", 6234.5, "华东", "茶");
    assert_string_equal(sales->key_names[0], "大区");
    assert_string_equal(sales->amount_name, "销售额");
}

static void headers_match_whatever_their_case_blanks_and_width(void **state)
{
    (void)state;
    assert_ok(read_text("Order_Date;　ＲＥＧＩＯＮ ;Sales Amount\n2026-03-05;East;5\n", &MONTHS));
    assert_amount("2026-03", 5, "East");
}

static void a_name_of_a_role_finds_its_column(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.by = "product,region";
    assert_ok(read_text("日期,区域,产品,金额\n2026-03-05,华东,茶,5\n", &options));
    assert_amount("2026-03", 5, "茶", "华东");
}

static void columns_can_be_named(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.date = "shipped";
    options.amount = "we`rd \"name\"";
    options.by = "the\\, key,a\\/b";
    assert_ok(read_text(
        "shipped,date,\"we`rd \"\"name\"\"\",\"the, key\",a/b\n2026-03-05,x,5,k,l\n", &options));
    assert_amount("2026-03", 5, "k", "l");
}

static void a_canonical_name_wins_over_an_alias(void **state)
{
    (void)state;
    assert_ok(read_text("order date,date,sales,amount\n1999-01-01,2026-03-05,1,7\n", &MONTHS));
    assert_amount("2026-03", 7, NULL);
}

static void keys_nest_and_cross(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.by = "region/city,product";
    assert_ok(read_text("date,region,city,product,amount\n"
                        "2026-01-05,East,Wuxi,Tea,1.5\n"
                        "2026-01-06,East,Suzhou,Tea,2.25\n"
                        "2026-01-07,West,Xi'an,Cup,4\n",
                        &options));
    assert_int_equal(fc_hierarchy_n_dimensions(sales->hierarchy), 2);
    assert_amount("2026-01", 3.75, "East", "*", "Tea");
    assert_amount("2026-01", 3.75, "*", "*", "Tea");
    assert_amount("2026-01", 4, "West", "Xi'an", "Cup");
}

static void no_keys_give_the_total_alone(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.by = "";
    assert_ok(read_text("date,region,amount\n2026-01-05,East,1.5\n2026-01-06,West,2\n", &options));
    assert_int_equal(fc_hierarchy_size(sales->hierarchy), 1);
    assert_amount("2026-01", 3.5, NULL);
}

static void keys_are_trimmed_and_never_look_like_a_total(void **state)
{
    (void)state;
    assert_ok(read_text(
        "date,region,amount\n"
        "2026-01-05,\" East\u00A0\",1\n2026-01-06,East,2\n2026-01-07,,4\n2026-01-07,\"  \",8\n"
        "2026-01-08,*,16\n",
        &MONTHS));
    assert_amount("2026-01", 3, "East");
    assert_amount("2026-01", 12, "(empty)");
    assert_amount("2026-01", 16, "(*)");
    assert_amount("2026-01", 31, "*");
    assert_problem(
        0, "sales.csv:4: column 'region': is empty in 2 rows, first here; the key is \"(empty)\"");
    assert_problem(1, "sales.csv:6: column 'region': is \"*\" in 1 row, first here; as that names "
                      "totals, the key is "
                      "\"(*)\"");
}

static void quoted_fields_may_hold_anything(void **state)
{
    (void)state;
    assert_ok(read_text("date,region,amount\r\n"
                        "2026-01-05,\"a, \"\"b\"\"\r\nc\",1\r\n"
                        "2026-02-30,d,2\r\n",
                        &MONTHS));
    assert_amount("2026-01", 1, "a, \"b\"\r\nc");
    assert_problem(0, "sales.csv:4: column 'date': '2026-02-30' is no day of the calendar");
}

static void each_delimiter_is_told_from_the_header(void **state)
{
    static const char DELIMITERS[] = ",;\t|";

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char text[128];
        const char d = DELIMITERS[i];

        snprintf(text, sizeof text, "date%c\"region,;|, of\"%camount\n2026-01-05%cEast%c5\n", d, d,
                 d, d);
        assert_ok(read_text(text, &(an_sales_options){.by = "region\\,;|\\, of",
                                                      .calendar = MONTHS.calendar,
                                                      .as_of = FC_DATE_NONE}));
        assert_amount("2026-01", 5, "East");
    }
}

static void old_line_ends_are_read(void **state)
{
    (void)state;
    assert_ok(read_text(
        "date,region,amount\r2026-01-05,East,5\r2026-01-32,East,5\r2026-01-07,East,2", &MONTHS));
    assert_amount("2026-01", 7, "East");
    assert_problem(0, "sales.csv:3: column 'date': '2026-01-32' is no day of the calendar");
}

static void titles_footers_and_totals_are_told(void **state)
{
    (void)state;
    assert_ok(read_text("Sales report, all regions\n\nPrinted on 2026-04-01\n"
                        "Date;Region;Amount\n"
                        "2026-03-05;East;5\n;;\n"
                        "2026-03-06;West;7\n"
                        "合计;;12\n"
                        ";East Total:;5\n"
                        "Confidential Information - Do Not Distribute;;\n"
                        "Copyright (c) 2026\n",
                        &MONTHS));
    assert_rows(2, 0, 0);
    assert_amount("2026-03", 12, "*");
    assert_int_equal(an_problems_size(problems), 6);
    assert_problem(0, "sales.csv:4: the header is here; 2 lines above it are left out");
    assert_problem(1, "sales.csv:6: 1 record, first here, without any value");
    assert_problem(2, "sales.csv:8: a total is left out: it says '合计' and has no date");
    assert_problem(3, "sales.csv:9: a total is left out: it says 'East Total:' and has no date");
    assert_problem(
        4, "sales.csv:10: left out as a footer: 'Confidential Information - Do Not Distribute'");
    assert_problem(5, "sales.csv:11: left out as a footer: 'Copyright (c) 2026'");
}

static void a_footer_followed_by_rows_is_none(void **state)
{
    (void)state;
    assert_ok(read_text(
        "date,region,amount\n2026-03-05,East,5\nnote\n2026-03-06,East,6\nmore\nx,y\nhalf a li",
        &MONTHS));
    assert_rows(2, 4, 0);
    assert_problem(0, "sales.csv:3: only one field is filled: 'note'");
    assert_problem(1, "sales.csv:5: only one field is filled: 'more'");
    assert_problem(2, "sales.csv:6: 2 fields, where the header has 3");
    assert_problem(3, "sales.csv:7: the last line has only 'half a li'; is the file complete?");
}

static void too_many_lines_are_no_footer(void **state)
{
    char text[1024] = "date,region,amount\n2026-03-05,East,5\n", *end = text + strlen(text);

    (void)state;
    for (int i = 0; i < 25; i++)
        end += sprintf(end, "note %d\n", i);
    assert_ok(read_text(text, &MONTHS));
    assert_rows(1, 25, 0);
    assert_problem(0, "sales.csv:3: only one field is filled: 'note 0'");
    assert_problem(10, "sales.csv:13: 1 field, where the header has 3");
    assert_problem(24, "sales.csv:27: 1 field, where the header has 3");
}

static void where_keeps_any_value_of_each_column(void **state)
{
    const an_where where[] = {{"region", "East"}, {"channel", "online"}, {"region", "West"}};
    an_sales_options options = MONTHS;

    (void)state;
    options.where = where;
    options.n_where = 3;
    assert_ok(read_text(
        "date,region,channel,amount\n"
        "2026-03-05,East,online,1\n2026-03-05,West,online,2\n2026-03-05,West,store,4\n"
        "2026-03-05,North,online,8\nbroken,South,online,16\n2026-03-05,Eastern,online,32\n",
        &options));
    assert_rows(2, 0, 4);
    assert_amount("2026-03", 3, "*");
}

static void rows_after_as_of_are_not_used(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    assert_true(fc_date_make(2026, 3, 31, &options.as_of));
    assert_ok(read_text("date,amount\n2026-03-05,1\n2026-03-31,2\n2026-04-01,4\n2026-04-02,8\n",
                        &options));
    assert_rows(2, 0, 2);
    assert_problem(
        0, "sales.csv:4: column 'date': 2 rows, first here, after the day of --as-of are left out");
    assert_false(sales->last_incomplete);
}

static void an_incomplete_last_period_is_left_out_and_told(void **state)
{
    (void)state;
    assert_ok(read_text("date,amount\n2026-01-30,1\n2026-02-27,1\n2026-03-05,1\n", &MONTHS));
    assert_true(sales->last_incomplete);
    assert_problem(0, "sales.csv: 2026-03 is not complete, its last row is of 2026-03-05: it is "
                      "left out of fitting; "
                      "if it is complete, give --as-of with its last day");
    assert_ok(read_text("month,amount\n2026-01,1\n2026-02,1\n2026-03,1\n", &MONTHS));
    assert_false(sales->last_incomplete);
}

static void an_incomplete_first_period_is_left_out_and_told(void **state)
{
    (void)state;
    assert_ok(read_text("date,amount\n2026-01-19,1\n2026-01-30,1\n2026-02-02,1\n2026-02-27,1\n"
                        "2026-03-02,1\n2026-03-30,1\n",
                        &MONTHS));
    assert_true(sales->first_incomplete);
    assert_problem(0, "sales.csv: 2026-01 is not complete, its first row is of 2026-01-19: it is "
                      "left out of fitting, its sales count");
    assert_amount("2026-01", 2, NULL);
    assert_ok(read_text("month,amount\n2026-01,1\n2026-02,1\n2026-03,1\n", &MONTHS));
    assert_false(sales->first_incomplete);
    assert_ok(read_text("date,amount\n2026-01-19,1\n2026-01-30,1\n2026-02-02,1\n2026-02-27,1\n",
                        &MONTHS));
    assert_false(sales->first_incomplete); /* one period alone says nothing */
}

static void several_files_are_one(void **state)
{
    const char *const files[] = {"a.csv", "b.csv"};

    (void)state;
    write_text("a.csv", "date,region,amount\n2026-01-05,East,1\nx,East,1\n");
    write_text("b.csv", "amount;date;region\n2;2026-02-05;West\n4;2026-02-06;East\n4;y;East\n");
    forget(NULL);
    assert_ok(an_problems_new(&problems));
    assert_ok(an_sales_read(files, 2, &MONTHS, problems, &sales));
    assert_rows(3, 2, 0);
    assert_amount("2026-02", 6, "*");
    assert_problem(0, "a.csv:3: column 'date': 'x' is no date");
    assert_problem(1, "b.csv:4: column 'date': 'y' is no date");
}

static void one_proof_settles_a_columns_order(void **state)
{
    (void)state;
    assert_ok(read_text("date,amount\n03/04/2026,1\n25/03/2026,2\n", &MONTHS));
    assert_amount("2026-04", 1, NULL);
    assert_problem(1, "sales.csv:3: column 'date': '25/03/2026' shows how the column is to be "
                      "read: --date-format dmy");
    assert_ok(read_text("date,amount\n03/04/2026,1\n03/25/2026,2\n", &MONTHS));
    assert_amount("2026-03", 3, NULL);
}

static void one_proof_settles_the_decimal_mark_behind_semicolons(void **state)
{
    (void)state;
    assert_ok(read_text("date;amount\n2026-01-05;1.234\n2026-01-06;7,5\n", &MONTHS));
    assert_amount("2026-01", 1241.5, NULL);
    assert_problem(
        0, "sales.csv:3: column 'amount': '7,5' shows how the column is to be read: --decimal ,");
}

static void labels_are_read_on_the_calendar(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.calendar = (fc_calendar){FC_QUARTER, FC_GREGORIAN, 4, 1};
    assert_ok(read_text("quarter,amount\n2026-Q1,5\n2026-Q2,6\n", &options));
    assert_amount("2026-Q1", 5, NULL);
    assert_amount("2026-Q2", 6, NULL);
}

static void lenient_quotes_are_taken_as_they_stand(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.text.lenient_quotes = true;
    assert_ok(read_text("date,product,amount\n2026-01-05,12\" tv,5\n2026-01-05,\"a \"b\" c\",6\n",
                        &options));
    assert_amount("2026-01", 5, "12\" tv");
    assert_amount("2026-01", 6, "a \"b\" c");
}

static void quantities_may_be_empty_but_not_wrong(void **state)
{
    (void)state;
    assert_ok(
        read_text("date,amount,qty\n2026-01-05,5,\n2026-01-05,6,two\n2026-01-06,7,2\n", &MONTHS));
    assert_rows(2, 1, 0);
    assert_problem(
        0, "sales.csv:2: column 'qty': is empty in 1 row, first here; they count as 0 pieces");
    assert_problem(1, "sales.csv:3: column 'qty': 'two' is no number");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        CASE(rows_of_a_period_and_keys_add_up),
        CASE(columns_are_found_in_chinese),
        CASE(headers_match_whatever_their_case_blanks_and_width),
        CASE(a_name_of_a_role_finds_its_column),
        CASE(columns_can_be_named),
        CASE(a_canonical_name_wins_over_an_alias),
        CASE(keys_nest_and_cross),
        CASE(no_keys_give_the_total_alone),
        CASE(keys_are_trimmed_and_never_look_like_a_total),
        CASE(quoted_fields_may_hold_anything),
        CASE(each_delimiter_is_told_from_the_header),
        CASE(old_line_ends_are_read),
        CASE(titles_footers_and_totals_are_told),
        CASE(a_footer_followed_by_rows_is_none),
        CASE(too_many_lines_are_no_footer),
        CASE(where_keeps_any_value_of_each_column),
        CASE(rows_after_as_of_are_not_used),
        CASE(an_incomplete_last_period_is_left_out_and_told),
        CASE(an_incomplete_first_period_is_left_out_and_told),
        CASE(several_files_are_one),
        CASE(one_proof_settles_a_columns_order),
        CASE(one_proof_settles_the_decimal_mark_behind_semicolons),
        CASE(labels_are_read_on_the_calendar),
        CASE(lenient_quotes_are_taken_as_they_stand),
        CASE(quantities_may_be_empty_but_not_wrong),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
