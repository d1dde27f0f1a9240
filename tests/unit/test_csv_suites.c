/* test_csv_suites.c - other people's CSV files with their answers: the same fields, or a clean
 * refusal. */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analysis/read/records.h"
#include "tests/unit/assert.h"

#define MATERIAL "../shared/material/"

static an_records *records;
static an_problems *problems;

static fc_status read_records(const char *path)
{
    const an_text_options plain = {0};

    an_records_free(records);
    an_problems_free(problems);
    problems = NULL;
    assert_ok(an_problems_new(&problems));
    return an_records_read(path, &plain, problems, &records);
}

static int forget(void **state)
{
    (void)state;
    an_records_free(records);
    an_problems_free(problems);
    records = NULL;
    problems = NULL;
    return 0;
}

static const char *cell(size_t row, size_t column) /* row 0 is the header */
{
    return row ? an_records_field(records, row - 1, column) : an_records_header(records, column);
}

/* One row of the answer: a list of fields, or an object with the header's names. */
static bool is_row(const json_t *answer, size_t row)
{
    for (size_t c = 0; c < an_records_n_columns(records); c++) {
        const json_t *field = json_is_object(answer) ? json_object_get(answer, cell(0, c))
                                                     : json_array_get(answer, c);

        if (!json_is_string(field) || strcmp(json_string_value(field), cell(row, c)) != 0)
            return false;
    }
    return true;
}

static bool is_answer(const char *path)
{
    json_t *answer = json_load_file(path, 0, NULL);
    const bool objects = json_is_object(json_array_get(answer, 0));
    const size_t first = objects ? 1 : 0, n = json_array_size(answer);
    bool same = answer && (n == an_records_size(records) + (objects ? 0 : 1) ||
                           (n == 0 && an_records_size(records) == 0));

    for (size_t i = 0; same && i < n; i++)
        same = is_row(json_array_get(answer, i), i + first);
    json_decref(answer);
    return same;
}

/* Where we differ on purpose, and why. */
static const struct {
    const char *name, *reason;
} DIFFERENT[] = {
    {"leading-space", "blanks outside quotes do not count"},
    {"trailing-space", "blanks outside quotes do not count"},
    {"empty-one-column", "a blank line is no record"},
    {"all-empty", "a file of blank lines is empty"},
    {"newlines_crlf", "the copy at hand has lost the CR that its answer has"},
};

enum { N_DIFFERENT_SPECTRUM = 1, N_DIFFERENT_TEST_DATA = 4 };

static bool is_different(const char *name)
{
    for (size_t i = 0; i < sizeof DIFFERENT / sizeof *DIFFERENT; i++)
        if (strcmp(DIFFERENT[i].name, name) == 0)
            return true;
    return false;
}

/* Files without an answer are malformed: refused, or all their rows set aside. */
static size_t judge(const char *files, const char *answers)
{
    DIR *folder = opendir(files);
    const struct dirent *entry;
    size_t judged = 0;

    while (folder && (entry = readdir(folder))) {
        const size_t n = strlen(entry->d_name);
        char name[64], path[320], answer[320];
        fc_status status;

        if (n < 5 || strcmp(entry->d_name + n - 4, ".csv") != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)n - 4, entry->d_name);
        snprintf(path, sizeof path, "%s/%s.csv", files, name);
        snprintf(answer, sizeof answer, "%s/%s.json", answers, name);
        if (is_different(name))
            continue;
        status = read_records(path);
        if (access(answer, R_OK) != 0) {
            if (status == FC_OK && an_records_size(records) > 0)
                fail_msg("%s is taken", name);
        } else if (status != FC_OK) {
            fail_msg("%s: %s", name, fc_error_message());
        } else if (!is_answer(answer)) {
            fail_msg("%s: other fields", name);
        }
        judged++;
    }
    if (folder)
        closedir(folder);
    return judged;
}

static void csv_spectrum_is_read_as_it_says(void **state)
{
    const size_t n = judge(MATERIAL "csv_spectrum/csvs", MATERIAL "csv_spectrum/json");

    (void)state;
    if (n == 0)
        skip();
    assert_int_equal(n, 11 - N_DIFFERENT_SPECTRUM);
}

static void csv_test_data_is_read_as_it_says(void **state)
{
    const size_t n = judge(MATERIAL "csv_test_data/csv", MATERIAL "csv_test_data/json");

    (void)state;
    if (n == 0)
        skip();
    assert_int_equal(n, 25 - N_DIFFERENT_TEST_DATA);
}

static void assert_cell(const char *file, size_t row, size_t column, const char *expected)
{
    char path[256];

    snprintf(path, sizeof path, MATERIAL "%s", file);
    assert_ok(read_records(path));
    assert_string_equal(cell(row, column), expected);
}

static void oddities_of_csvkit_and_commons_csv_are_read_or_refused(void **state)
{
    (void)state;
    if (access(MATERIAL "csvkit_csv", R_OK) != 0)
        skip();
    assert_cell("csvkit_csv/test_utf16_big.csv", 2, 2, "ʤ");
    assert_cell("csvkit_csv/test_utf16_little.csv", 2, 2, "ʤ");
    assert_cell("csvkit_csv/test_utf8_bom.csv", 0, 0, "foo");
    assert_cell("csvkit_csv/mac_newlines.csv", 2, 0, "Once upon\ra time");
    assert_cell("csvkit_csv/dummy.tsv", 1, 2, "3");
    assert_cell("csvkit_csv/optional_quote_characters.csv", 1, 1, "2");
    assert_cell("csvkit_csv/test_skip_lines.csv", 0, 0, "a");
    assert_cell("commons_csv/CSVFileParser/bom.csv", 0, 0, "Date");
    assert_cell("commons_csv/CSVFileParser/bom.csv", 1, 4, "221.51");
    assert_cell("commons_csv/CSV-196/japanese.csv", 1, 2,
                "きちんと節分近くには咲いてる。自然の力ってすごいな～");
    assert_int_equal(read_records(MATERIAL "csvkit_csv/null_byte.csv"), FC_EDATA);
    assert_int_equal(read_records(MATERIAL "csvkit_csv/test_latin1.csv"), FC_EDATA);
    assert_int_equal(read_records(MATERIAL "csvkit_csv/dummy.csv.gz"), FC_EDATA);
    assert_int_equal(read_records(MATERIAL "csvkit_csv/test.xls"), FC_EDATA);
    assert_ok(read_records(MATERIAL "csvkit_csv/bad.csv"));
    assert_int_equal(an_records_size(records), 1);
    assert_int_equal(an_problems_count(problems, AN_SET_ASIDE), 2);
}

static void a_workbook_is_read_as_the_same_table_in_csv(void **state)
{
    fc_status status;

    (void)state;
    if (access(MATERIAL "csvkit_csv/dummy.xlsx", R_OK) != 0)
        skip();
    status = read_records(MATERIAL "csvkit_csv/dummy.xlsx");
    if (status == FC_EUNAVAILABLE)
        skip();
    assert_int_equal(status, FC_OK);
    assert_string_equal(cell(0, 1), "b");
    assert_string_equal(cell(1, 2), "3");
    assert_ok(read_records(MATERIAL "csvkit_csv/test.xlsx"));
    assert_string_equal(cell(1, 1), "1971-01-01");
}

/* Every file there is, whatever it holds: an answer or a message, and no crash. */
static void no_file_of_the_material_goes_without_an_answer(void **state)
{
    static const char *const FOLDERS[] = {"csvkit_csv",          "commons_csv/CSVFileParser",
                                          "commons_csv/CSV-213", "commons_csv/CSV-248",
                                          "commons_csv/CSV-254", "commons_csv/CSV-290",
                                          "encodings/files",     "csv_injection"};

    (void)state;
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        char folder_path[256], path[600];
        DIR *folder;
        const struct dirent *entry;

        snprintf(folder_path, sizeof folder_path, MATERIAL "%s", FOLDERS[i]);
        folder = opendir(folder_path);
        while (folder && (entry = readdir(folder))) {
            snprintf(path, sizeof path, "%s/%s", folder_path, entry->d_name);
            if (read_records(path) != FC_OK)
                assert_true(strlen(fc_error_message()) > 10);
        }
        if (folder)
            closedir(folder);
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        CASE(csv_spectrum_is_read_as_it_says),
        CASE(csv_test_data_is_read_as_it_says),
        CASE(oddities_of_csvkit_and_commons_csv_are_read_or_refused),
        CASE(a_workbook_is_read_as_the_same_table_in_csv),
        CASE(no_file_of_the_material_goes_without_an_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
