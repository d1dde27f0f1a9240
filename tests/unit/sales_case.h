/* sales_case.h - one small sales file, read; what came of it stays until the next. */
#ifndef TESTS_UNIT_SALES_CASE_H
#define TESTS_UNIT_SALES_CASE_H

#include "analysis/read/sales.h"
#include "tests/unit/written.h"

static const an_sales_options MONTHS = {
    .calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1}, .as_of = FC_DATE_NONE};

static an_problems *problems;
static an_sales *sales;

static int forget(void **state)
{
    (void)state;
    an_sales_free(sales);
    an_problems_free(problems);
    sales = NULL;
    problems = NULL;
    return 0;
}

static fc_status read_file(const char *file, const an_sales_options *options)
{
    forget(NULL);
    assert_ok(an_problems_new(&problems));
    return an_sales_read(&file, 1, options, problems, &sales);
}

static inline fc_status read_text(const char *text, const an_sales_options *options)
{
    write_text("sales.csv", text);
    return read_file("sales.csv", options);
}

/* The sum of a node, given by its keys, in a period given by its label. */
static inline double sum_of(const char *const *keys, const char *label, size_t measure)
{
    const size_t node = fc_hierarchy_find(sales->hierarchy, keys);
    fc_period period;
    fc_unit unit;
    double sum = 0;

    assert_true(node != SIZE_MAX);
    assert_true(fc_calendar_parse(&sales->calendar, label, &unit, &period));
    fc_hierarchy_values(sales->hierarchy, node, measure, period, 1, &sum);
    return sum;
}

#define assert_amount(label, expected, ...) \
    assert_close(sum_of((const char *const[]){__VA_ARGS__}, label, AN_AMOUNT), expected, 1e-15)

static inline void assert_rows(size_t kept, size_t aside, size_t filtered)
{
    assert_int_equal(sales->rows_kept, kept);
    assert_int_equal(sales->rows_aside, aside);
    assert_int_equal(sales->rows_filtered, filtered);
    assert_int_equal(sales->rows, kept + aside + filtered);
}

/* The i-th problem, as it is printed. */
static inline void assert_problem(size_t i, const char *expected)
{
    char text[512];

    assert_true(i < an_problems_size(problems));
    an_problem_text(an_problems_at(problems, i), text, sizeof text);
    assert_string_equal(text, expected);
}

#endif
