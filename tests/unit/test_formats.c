/* test_formats.c - one table in every format: exact, aligned, harmless. */
#include <jansson.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/format/format.h"
#include "analysis/format/guard.h"
#include "analysis/read/records.h"
#include "tests/unit/assert.h"

static const an_print_options plain = {.lang = "en"};

/* What a format writes; freed by the caller. */
static char *written(const char *format, const an_table *table, const an_print_options *options,
                     size_t *size)
{
    char *text;
    FILE *out = open_memstream(&text, size);

    assert_non_null(out);
    assert_ok(an_format_find(format)->write(table, options, out));
    fclose(out);
    return text;
}

static void assert_written(const char *format, const an_table *table, const char *expected)
{
    size_t size;
    char *text = written(format, table, &plain, &size);

    assert_string_equal(text, expected);
    free(text);
}

static an_table *sample(void)
{
    static const an_column columns[] = {{"region", AN_TEXT},     {"plan", AN_MONEY},
                                        {"gap_pct", AN_PERCENT}, {"p_attain", AN_SHARE},
                                        {"rank", AN_COUNT},      {"mase", AN_NUMBER}};
    an_table *table;

    assert_ok(an_table_new(columns, 6, &table));
    an_table_text(table, "华东, \"East\"");
    an_table_number(table, 1234567.125);
    an_table_number(table, -3.14159);
    an_table_number(table, 0.123);
    an_table_number(table, 1);
    an_table_number(table, 0.1 + 0.2);
    an_table_end(table);
    an_table_text(table, "a|b_c *");
    an_table_number(table, NAN);
    an_table_number(table, INFINITY);
    an_table_number(table, 1);
    an_table_number(table, 1e6);
    an_table_number(table, -0.0);
    an_table_end(table);
    an_table_note(table, "gap = outlook - plan");
    assert_ok(an_table_status(table));
    return table;
}

/* One text cell in one column. */
static an_table *single(const char *text)
{
    static const an_column column = {"product", AN_TEXT};
    an_table *table;

    assert_ok(an_table_new(&column, 1, &table));
    an_table_text(table, text);
    an_table_end(table);
    return table;
}

static void every_format_can_be_found_by_name_and_ending(void **state)
{
    (void)state;
    for (size_t i = 0; i < an_format_count(); i++) {
        const an_format *format = an_format_at(i);
        char path[32];

        assert_ptr_equal(an_format_find(format->name), format);
        snprintf(path, sizeof path, "out/Q3%s", format->ending);
        assert_ptr_equal(an_format_by_ending(path), format);
        assert_true(strlen(format->summary) > 0);
    }
    assert_null(an_format_find("parquet"));
    assert_null(an_format_by_ending("report.pdf"));
    assert_null(an_format_by_ending(".csv"));
    assert_string_equal(an_format_by_ending("A.CSV")->name, "csv");
}

static void csv_is_exact_and_quoted_where_needed(void **state)
{
    an_table *table = sample();

    (void)state;
    assert_written("csv", table,
                   "region,plan,gap_pct,p_attain,rank,mase\n"
                   "\"华东, \"\"East\"\"\",1234567.125,-3.14159,0.123,1,0.30000000000000004\n"
                   "a|b_c *,,,1,1000000,0\n");
    an_table_free(table);
}

/* Made in blocks side by side; the slow twin is each number by itself. */
static void long_csv_keeps_its_order(void **state)
{
    enum { ROWS = 3501, ROOM = 32 };
    static const an_column columns[] = {{"i", AN_COUNT}, {"root", AN_NUMBER}};
    char *expected = malloc(ROWS * ROOM), *at = stpcpy(expected, "i,root\n");
    an_table *table;

    (void)state;
    assert_ok(an_table_new(columns, 2, &table));
    for (int i = 0; i < ROWS; i++) {
        char number[AN_EXACT_SIZE];

        an_table_number(table, i);
        an_table_number(table, sqrt(i));
        an_table_end(table);
        an_format_exact(sqrt(i), number);
        at += sprintf(at, "%d,%s\n", i, number);
    }
    for (int threads = 1; threads <= 4; threads += 3) {
        omp_set_num_threads(threads);
        assert_written("csv", table, expected);
    }
    an_table_free(table);
    free(expected);
}

static void csv_quotes_blanks_that_a_reader_would_trim(void **state)
{
    an_table *table = single(" x ");

    (void)state;
    assert_written("csv", table, "product\n\" x \"\n");
    an_table_free(table);
}

static void exact_numbers_read_back_bit_by_bit(void **state)
{
    uint64_t bits = 0x9e3779b97f4a7c15;
    char text[AN_EXACT_SIZE];
    double number;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        an_format_exact(number, text);
        assert_true(strtod(text, NULL) == number);
    }
    an_format_exact(0.1, text);
    assert_string_equal(text, "0.1");
    an_format_exact(NAN, text);
    assert_string_equal(text, "");
}

static void csv_disarms_formulas_and_the_reader_gets_the_key_back(void **state)
{
    static const char *const texts[][2] = {
        {"=1+1", "'=1+1"},     {"@SUM(A1)", "'@SUM(A1)"},
        {"-x", "'-x"},         {"+", "'+"},
        {"\t=1", "\"'\t=1\""}, {"  =cmd|' /C calc'!A0", "\"'  =cmd|' /C calc'!A0\""},
        {"=a,b", "\"'=a,b\""}, {"'=1", "''=1"},
        {"＝1+1", "'＝1+1"},   {"-5", "-5"},
        {"+1.5e3", "+1.5e3"},  {"'quoted'", "'quoted'"},
        {"华东", "华东"},      {"*", "*"},
        {"-", "'-"},           {"-5-", "'-5-"},
        {"'-5", "''-5"},       {"", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        an_table *table = single(texts[i][0]);
        char expected[64], guarded[64];

        snprintf(expected, sizeof expected, "product\n%s\n", texts[i][1]);
        assert_written("csv", table, expected);
        snprintf(guarded, sizeof guarded, "%s%s", an_guard_needed(texts[i][0]) ? "'" : "",
                 texts[i][0]);
        assert_string_equal(an_guard_removed(guarded), texts[i][0]);
        an_table_free(table);
    }
}

static void a_key_comes_back_through_our_reader(void **state)
{
    static const char *const keys[] = {"=1+1",    "'=1",   "''", "-",
                                       "a,\"b\"", "@x\ty", "-5", "O'Neill"};
    const an_text_options options = {0};
    char path[] = P_tmpdir "/formats-XXXXXX";
    const int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        static const an_column columns[] = {{"product", AN_TEXT}, {"plan", AN_MONEY}};
        FILE *out = fopen(path, "w");
        an_problems *problems;
        an_records *records;
        an_table *table;

        assert_non_null(out);
        assert_ok(an_table_new(columns, 2, &table));
        an_table_text(table, keys[i]);
        an_table_number(table, 2.385);
        assert_ok(an_format_csv.write(table, &plain, out));
        fclose(out);
        assert_ok(an_problems_new(&problems));
        assert_ok(an_records_read(path, &options, problems, &records));
        assert_string_equal(an_records_field(records, 0, 0), keys[i]);
        an_records_free(records);
        an_problems_free(problems);
        an_table_free(table);
    }
    close(file);
    remove(path);
}

static void json_can_be_parsed_and_keeps_notes(void **state)
{
    an_table *table = sample();
    size_t size;
    char *text = written("json", table, &plain, &size);
    json_error_t error;
    json_t *json = json_loads(text, 0, &error), *row;

    (void)state;
    if (!json)
        fail_msg("line %d: %s", error.line, error.text);
    row = json_array_get(json_object_get(json, "rows"), 0);
    assert_string_equal(json_string_value(json_object_get(row, "region")), "华东, \"East\"");
    assert_close(json_number_value(json_object_get(row, "plan")), 1234567.125, 0);
    assert_close(json_number_value(json_object_get(row, "mase")), 0.1 + 0.2, 0);
    row = json_array_get(json_object_get(json, "rows"), 1);
    assert_true(json_is_null(json_object_get(row, "plan")));
    assert_true(json_is_null(json_object_get(row, "gap_pct")));
    assert_int_equal(json_array_size(json_object_get(json, "notes")), 1);
    json_decref(json);
    free(text);
    an_table_free(table);
}

static void json_of_no_rows_is_still_json(void **state)
{
    static const an_column column = {"a\"\\\n\x01", AN_TEXT};
    an_table *table;

    (void)state;
    assert_ok(an_table_new(&column, 1, &table));
    assert_written("json", table, "{\"rows\": [],\n \"notes\": []}\n");
    an_table_text(table, "\x1b");
    assert_written(
        "json", table,
        "{\"rows\": [\n  {\"a\\\"\\\\\\u000a\\u0001\": \"\\u001b\"}\n ],\n \"notes\": []}\n");
    an_table_free(table);
}

static void a_table_aligns_chinese_and_numbers(void **state)
{
    an_table *table = sample();

    (void)state;
    assert_written("table", table,
                   "region           plan  gap_pct  p_attain       rank   mase\n"
                   "------------  -------  -------  --------  ---------  -----\n"
                   "华东, \"East\"  1,234.6    -3.1%     12.3%          1  0.300\n"
                   "a|b_c *                           100.0%  1,000,000  0.000\n"
                   "\n"
                   "amounts in thousands\n"
                   "gap = outlook - plan\n");
    an_table_free(table);
}

static void a_table_colours_what_is_below_zero_only_when_asked(void **state)
{
    const an_print_options options = {.lang = "en", .unit = "1", .colour = true};
    an_table *table = sample();
    size_t size;
    char *text = written("table", table, &options, &size);

    (void)state;
    assert_non_null(strstr(text, "\033[38;5;166m  -3.1%\033[0m"));
    free(text);
    text = written("table", table, &plain, &size);
    assert_null(strchr(text, '\033'));
    free(text);
    an_table_free(table);
}

static void an_unknown_unit_is_refused_in_words(void **state)
{
    const an_print_options options = {.lang = "en", .unit = "dozen"};
    an_table *table = sample();

    (void)state;
    assert_fails(an_format_find("table")->write(table, &options, stdout), FC_EUSAGE,
                 "unit 'dozen': no such unit; use 1, k, m, 万 or 亿");
    an_table_free(table);
}

static void markdown_escapes_what_it_would_take_for_its_own(void **state)
{
    an_table *table = sample();

    (void)state;
    assert_written("md", table,
                   "| region | plan | gap_pct | p_attain | rank | mase |\n"
                   "| --- | ---: | ---: | ---: | ---: | ---: |\n"
                   "| 华东, \"East\" | 1,234.6 | -3.1% | 12.3% | 1 | 0.300 |\n"
                   "| a\\|b_c \\* |  |  | 100.0% | 1,000,000 | 0.000 |\n"
                   "\n"
                   "amounts in thousands\n"
                   "\n"
                   "gap = outlook - plan\n");
    an_table_free(table);
}

static void a_workbook_is_the_same_bytes_twice(void **state)
{
    an_table *table = sample();
    size_t size, again;
    char *first = written("xlsx", table, &plain, &size);
    char *second = written("xlsx", table, &plain, &again);

    (void)state;
    assert_memory_equal(first, "PK\x03\x04", 4);
    assert_int_equal(size, again);
    assert_memory_equal(first, second, size);
    free(first);
    free(second);
    an_table_free(table);
}

static void a_full_disk_is_told(void **state)
{
    an_table *table = sample();

    (void)state;
    for (size_t i = 0; i < an_format_count(); i++) {
        FILE *full = fopen("/dev/full", "w");

        if (!full)
            skip();
        setvbuf(full, NULL, _IONBF, 0);
        assert_fails(an_format_at(i)->write(table, &plain, full), FC_EIO,
                     "writing failed: No space left on device; make room or give another place");
        fclose(full);
    }
    an_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_can_be_found_by_name_and_ending),
        cmocka_unit_test(csv_is_exact_and_quoted_where_needed),
        cmocka_unit_test(long_csv_keeps_its_order),
        cmocka_unit_test(csv_quotes_blanks_that_a_reader_would_trim),
        cmocka_unit_test(exact_numbers_read_back_bit_by_bit),
        cmocka_unit_test(csv_disarms_formulas_and_the_reader_gets_the_key_back),
        cmocka_unit_test(a_key_comes_back_through_our_reader),
        cmocka_unit_test(json_can_be_parsed_and_keeps_notes),
        cmocka_unit_test(json_of_no_rows_is_still_json),
        cmocka_unit_test(a_table_aligns_chinese_and_numbers),
        cmocka_unit_test(a_table_colours_what_is_below_zero_only_when_asked),
        cmocka_unit_test(an_unknown_unit_is_refused_in_words),
        cmocka_unit_test(markdown_escapes_what_it_would_take_for_its_own),
        cmocka_unit_test(a_workbook_is_the_same_bytes_twice),
        cmocka_unit_test(a_full_disk_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
