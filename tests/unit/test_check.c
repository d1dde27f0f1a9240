/* test_check.c - what `check` tells of sales files. */
#include "analysis/check/check.h"

#include "tests/unit/sales_case.h"

static an_table *table;

static int forget_table(void **state)
{
    an_table_free(table);
    table = NULL;
    return forget(state);
}

static fc_status check_files(const char *const *files, size_t n)
{
    forget_table(NULL);
    assert_ok(an_problems_new(&problems));
    return an_check_run(files, n, &MONTHS, &(an_check_more){0}, problems, &table);
}

static fc_status check_text(const char *text)
{
    const char *file = "sales.csv";

    write_text(file, text);
    return check_files(&file, 1);
}

/* The text of a line of the summary. */
static const char *summary(const char *name)
{
    for (size_t r = 0; r < an_table_rows(table); r++)
        if (strcmp(an_table_cell_text(table, r, 0), "summary") == 0 &&
            strcmp(an_table_cell_text(table, r, 3), name) == 0)
            return an_table_cell_text(table, r, 4);
    fail_msg("no line '%s'", name);
    return NULL;
}

/* The only row of this kind that is not the summary's. */
static void assert_told(const char *kind, size_t line, const char *text)
{
    for (size_t r = 0; r < an_table_rows(table); r++) {
        const double number = an_table_cell_number(table, r, 2);

        if (strcmp(an_table_cell_text(table, r, 0), kind) == 0 &&
            strcmp(an_table_cell_text(table, r, 4), text) == 0 &&
            (line ? number == (double)line : isnan(number)))
            return;
    }
    fail_msg("%s in line %zu is not told: %s", kind, line, text);
}

static void a_clean_file_scores_a_hundred(void **state)
{
    (void)state;
    assert_ok(check_text(
        "date,region,amount\n2026-01-05,East,7\n2026-01-06,West,-2\n2026-02-05,East,0\n"));
    assert_string_equal(summary("score"), "100.0");
    assert_string_equal(summary("rows read"), "3");
    assert_string_equal(summary("rows below zero"), "1");
    assert_string_equal(summary("rows of zero"), "1");
    assert_string_equal(summary("days"), "2026-01-05 to 2026-02-05");
    assert_string_equal(summary("periods"), "2026-01 to 2026-02 (2)");
    assert_string_equal(summary("cells"), "2");
    assert_string_equal(summary("nodes"), "3");
    assert_int_equal(an_problems_count(problems, AN_WARNING), 0);
}

static void rows_set_aside_and_gaps_lower_the_score(void **state)
{
    (void)state;
    assert_ok(
        check_text("date,region,amount\n2026-01-05,East,7\n2026-02-31,East,7\n2026-04-06,East,2\n"
                   "2026-04-07,East,2.5\n"));
    assert_told("set aside", 3, "'2026-02-31' is no day of the calendar");
    assert_string_equal(summary("gaps"), "2 of 4 periods of cells have no row");
    assert_string_equal(summary("score"), "62.5"); /* 100 x 3/4 - 25 x 2/4 */
}

static void a_row_that_comes_again_is_told(void **state)
{
    static const char *const files[] = {"sales.csv", "more.csv"};

    (void)state;
    write_text("more.csv", "date,region,amount\n2026-01-05,East,7\n");
    write_text("sales.csv",
               "date,region,amount\n2026-01-05,East,7\n2026-01-06,East,7\n2026-01-05,East,7\n");
    assert_ok(check_files(files, 2));
    assert_told("warning", 4, "the same as line 2 in every field; it is counted again");
    assert_told("warning", 2,
                "the same as line 2 of sales.csv in every field; it is counted again");
    assert_string_equal(summary("rows with a warning"), "2");
    assert_string_equal(summary("score"), "87.5"); /* 100 - 25 x 2/4 */
}

static void amounts_far_above_the_median_are_told(void **state)
{
    char text[4096] = "date,amount\n", *end = text + strlen(text);

    (void)state;
    for (int i = 0; i < 99; i++)
        end += sprintf(end, "2026-01-%02d,%d\n", i % 28 + 1, 80 + i % 41);
    sprintf(end, "2026-01-05,-1234567\n2026-01-05,9000\n");
    assert_ok(check_text(text));
    assert_told("warning", 101,
                "the amount -1234567 is 12598 times the median of the amounts; is its unit right?");
}

static void days_far_from_the_others_are_told(void **state)
{
    (void)state;
    assert_ok(check_text("date,amount\n2026-01-05,1\n2062-01-06,2\n2026-02-05,3\n1926-02-05,4\n"));
    assert_told("warning", 3,
                "the day 2062-01-06 is 13119 days after any other; is its year right?");
    assert_told("warning", 5,
                "the day 1926-02-05 is 36494 days before any other; is its year right?");
}

static void names_that_differ_only_in_form_are_told(void **state)
{
    (void)state;
    assert_ok(check_text(
        "date,region,amount\n2026-01-05,East,1\n2026-01-05,EAST,2\n2026-01-05,Ｗｅｓｔ,2\n"
        "2026-01-05,West,3\n2026-01-05,North,3\n"));
    assert_told("warning", 0, "'EAST' and 'East' are counted apart; are they the same?");
    assert_told("warning", 0, "'West' and 'Ｗｅｓｔ' are counted apart; are they the same?");
    assert_int_equal(an_problems_count(problems, AN_WARNING), 2);
}

static void a_file_that_cannot_be_used_scores_zero_and_says_why(void **state)
{
    (void)state;
    assert_int_equal(check_text("date,amount\nx,1\n2026-01-05,\"1\n"), FC_EDATA);
    assert_non_null(table);
    assert_string_equal(summary("score"), "0.0");
    assert_told("set aside", 2, "'x' is no date");
    assert_told("error", 3, "a quoted field of the record that starts here is never closed");
}

static void old_duplicates_are_forgotten_and_recent_ones_found(void **state)
{
    enum { N = 300000 };
    const char *file = "sales.csv";
    FILE *out = fopen(file, "w");

    (void)state;
    assert_non_null(out);
    fputs("date,amount\n", out);
    for (int i = 0; i < N; i++)
        fprintf(out, "2026-01-05,%d.25\n", 1000000 + i);
    fprintf(out, "2026-01-05,%d.25\n2026-01-05,%d.25\n", 1000000, 1000000 + N - 200000);
    fclose(out);
    assert_ok(check_files(&file, 1));
    assert_int_equal(an_problems_count(problems, AN_WARNING), 1);
    assert_told("warning", N + 3, "the same as line 100002 in every field; it is counted again");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget_table)
    const struct CMUnitTest tests[] = {
        CASE(a_clean_file_scores_a_hundred),
        CASE(rows_set_aside_and_gaps_lower_the_score),
        CASE(a_row_that_comes_again_is_told),
        CASE(amounts_far_above_the_median_are_told),
        CASE(days_far_from_the_others_are_told),
        CASE(names_that_differ_only_in_form_are_told),
        CASE(a_file_that_cannot_be_used_scores_zero_and_says_why),
        CASE(old_duplicates_are_forgotten_and_recent_ones_found),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
