/* test_records.c - small files as text fields with their lines. */
#include "analysis/read/records.h"

#include "analysis/read/value.h"
#include "tests/unit/written.h"

static an_records *records;
static an_problems *problems;

static int forget(void **state)
{
    (void)state;
    an_records_free(records);
    an_problems_free(problems);
    records = NULL;
    problems = NULL;
    return 0;
}

static fc_status read_text(const char *text, const an_text_options *options)
{
    forget(NULL);
    write_text("plan.csv", text);
    assert_ok(an_problems_new(&problems));
    return an_records_read("plan.csv", options, problems, &records);
}

static const an_text_options PLAIN = {0};

static void fields_lines_and_columns_are_given(void **state)
{
    (void)state;
    assert_ok(read_text(
        "region;period; plan \n\nEast;2026-01;\"1;5\"\n\"a\nb\";2026-02;\nWest;2026-03;7", &PLAIN));
    assert_string_equal(an_records_file(records), "plan.csv");
    assert_int_equal(an_records_header_line(records), 1);
    assert_int_equal(an_records_size(records), 3);
    assert_int_equal(an_records_n_columns(records), 3);
    assert_string_equal(an_records_header(records, 2), "plan");
    assert_string_equal(an_records_field(records, 0, 2), "1;5");
    assert_string_equal(an_records_field(records, 1, 0), "a\nb");
    assert_string_equal(an_records_field(records, 1, 2), "");
    assert_string_equal(an_records_field(records, 2, 2), "7");
    assert_int_equal(an_records_line(records, 0), 3);
    assert_int_equal(an_records_line(records, 1), 4);
    assert_int_equal(an_records_line(records, 2), 6);
    assert_int_equal(an_records_options(records)->delimiter, ';');
}

static void columns_are_found_by_name_and_by_role(void **state)
{
    size_t column;

    (void)state;
    assert_ok(read_text("大区,月份,目标,Note\n华东,2026-01,5,x\n", &PLAIN));
    assert_int_equal(an_records_column(records, NULL, "region"), 0);
    assert_int_equal(an_records_column(records, NULL, "period"), 1);
    assert_int_equal(an_records_column(records, NULL, "plan"), 2);
    assert_int_equal(an_records_column(records, "note", NULL), 3);
    assert_int_equal(an_records_column(records, "Plan", "period"), 2);
    assert_int_equal(an_records_column(records, "nothing", "plan"), 2);
    assert_int_equal(an_records_column(records, NULL, "customer"), SIZE_MAX);
    assert_int_equal(an_records_column(records, "nothing", NULL), SIZE_MAX);
    assert_ok(an_records_find(records, NULL, "plan", "--plan-column", &column));
    assert_int_equal(column, 2);
    assert_fails(
        an_records_find(records, "nota", NULL, "", &column), FC_EDATA,
        "plan.csv:1: no column 'nota'; did you mean 'Note'? columns are: 大区, 月份, 目标, Note");
}

static void ragged_records_are_set_aside_and_blank_ones_are_none(void **state)
{
    char text[128];

    (void)state;
    assert_ok(read_text("a,b,c\n1,2\n,,\n1,2,3,4\n5,6,7\n", &PLAIN));
    assert_int_equal(an_records_size(records), 1);
    assert_int_equal(an_problems_size(problems), 2);
    an_problem_text(an_problems_at(problems, 0), text, sizeof text);
    assert_string_equal(text, "plan.csv:2: 2 fields, where the header has 3");
    an_problem_text(an_problems_at(problems, 1), text, sizeof text);
    assert_string_equal(text, "plan.csv:4: 4 fields, where the header has 3");
}

static void titles_above_the_header_are_left_out(void **state)
{
    (void)state;
    assert_ok(read_text("Plan of 2026\n\nregion,plan\nEast,5\n", &PLAIN));
    assert_string_equal(an_records_header(records, 1), "plan");
    assert_int_equal(an_records_header_line(records), 3);
    assert_int_equal(an_records_size(records), 1);
    assert_int_equal(an_problems_count(problems, AN_NOTE), 1);
}

static void one_column_has_no_titles(void **state)
{
    (void)state;
    assert_ok(read_text("name\nfoo\nbar\n", &PLAIN));
    assert_string_equal(an_records_header(records, 0), "name");
    assert_int_equal(an_records_size(records), 2);
}

static void utf16_is_read_by_its_mark(void **state)
{
    static const char little[] = "\xFF\xFE"
                                 "a\0,\0\x4E\x53\n\0"
                                 "1\0,\0"
                                 "2\0";

    (void)state;
    write_bytes("plan.csv", little, sizeof little - 1);
    assert_ok(an_problems_new(&problems));
    assert_ok(an_records_read("plan.csv", &PLAIN, problems, &records));
    assert_string_equal(an_records_header(records, 1), "华");
    assert_string_equal(an_records_field(records, 0, 1), "2");
    assert_int_equal(an_problems_count(problems, AN_NOTE), 1);
}

static void half_a_utf16_character_is_refused(void **state)
{
    static const char little[] = "\xFF\xFE"
                                 "a\0\n\0"
                                 "1\0,";

    (void)state;
    write_bytes("plan.csv", little, sizeof little - 1);
    assert_ok(an_problems_new(&problems));
    assert_fails(an_records_read("plan.csv", &PLAIN, problems, &records), FC_EDATA,
                 "plan.csv:2: the file ends in half a character of UTF-16LE; is it complete?");
}

static void what_is_no_table_is_refused(void **state)
{
    (void)state;
    assert_fails(read_text("", &PLAIN), FC_EDATA, "plan.csv: the file is empty");
    assert_fails(read_text("a,b\n1,\"x\n", &PLAIN), FC_EDATA,
                 "plan.csv:2: a quoted field of the record that starts here is never closed");
    assert_int_equal(read_text("a,b\n1,2\n", &(an_text_options){.date_format = "never"}),
                     FC_EUSAGE);
    assert_int_equal(an_records_read("missing.csv", &PLAIN, problems, &records), FC_ENOINPUT);
    assert_null(records);
}

/* More than one block of a megabyte, so that records straddle the cuts. */
static void a_large_file_is_whole(void **state)
{
    enum { N = 120000 };
    char *text = malloc(40 * N), *p = text;

    (void)state;
    p += sprintf(p, "id,text\n");
    for (int i = 0; i < N; i++)
        p += sprintf(p, "%d,\"line\n%d, \"\"x\"\"\"\n", i, i * 7);
    assert_ok(read_text(text, &PLAIN));
    assert_int_equal(an_records_size(records), N);
    for (size_t i = 0; i < N; i += 997) {
        char expected[64];

        snprintf(expected, sizeof expected, "line\n%zu, \"x\"", 7 * i);
        assert_string_equal(an_records_field(records, i, 1), expected);
        assert_int_equal(an_records_line(records, i), 2 + 2 * i);
    }
    free(text);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        CASE(fields_lines_and_columns_are_given),
        CASE(columns_are_found_by_name_and_by_role),
        CASE(ragged_records_are_set_aside_and_blank_ones_are_none),
        CASE(titles_above_the_header_are_left_out),
        CASE(one_column_has_no_titles),
        CASE(utf16_is_read_by_its_mark),
        CASE(half_a_utf16_character_is_refused),
        CASE(what_is_no_table_is_refused),
        CASE(a_large_file_is_whole),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
