/* test_report.c - a small company reviewed for real: the table, the page, the page for a browser,
 * the workbook. */
#include "analysis/report/report.h"

#include "analysis/text/text.h"
#include "tests/unit/report_case.h"

/* The page of a language; the caller's to free. */
static char *page(const char *lang, bool colour)
{
    const an_report_options options = {.lang = lang, .colour = colour};
    reviewed r;
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    review_company(&r, lang);
    assert_ok(an_report_page(&r.input, &options, out));
    fclose(out);
    forget(&r);
    return text;
}

static void the_table_has_the_columns_of_the_interface(void **state)
{
    static const char *const names[] = {
        "region",   "product",           "scope",   "period", "plan",
        "actual",   "forecast_rest",     "outlook", "gap",    "gap_pct",
        "p_attain", "required_run_rate", "rank",    "status", "why"};
    const an_report_options options = {.lang = "zh"};
    reviewed r;
    an_table *table;

    (void)state;
    review_company(&r, "zh");
    assert_ok(an_report_table(&r.input, &options, &table));
    assert_int_equal(an_table_n_columns(table), sizeof names / sizeof *names);
    for (size_t c = 0; c < an_table_n_columns(table); c++)
        assert_string_equal(an_table_column(table, c)->name, names[c]);
    assert_int_equal(an_table_rows(table), an_review_size(r.review));
    assert_true(an_table_n_notes(table) > 0);
    for (size_t i = 0; i < an_table_rows(table); i++) {
        const double plan = an_table_cell_number(table, i, 4),
                     gap = an_table_cell_number(table, i, 8);

        assert_close(an_table_cell_number(table, i, 5) + an_table_cell_number(table, i, 6),
                     an_table_cell_number(table, i, 7), 1e-12);
        assert_close(an_table_cell_number(table, i, 7) - plan, gap, 1e-9);
    }
    an_table_free(table);
    forget(&r);
}

static void the_page_names_the_slipping_region_first(void **state)
{
    char *text = page("en", false);
    const char *first = strstr(text, " 1. ");

    (void)state;
    assert_memory_equal(text, "2026 is heading for ", 20);
    assert_non_null(first);
    assert_memory_equal(first, " 1. West ", 9);
    assert_non_null(strstr(text, "gap = outlook - plan: a shortfall is negative"));
    assert_non_null(strstr(text, "All 480 rows were used."));
    assert_null(strchr(text, '\033'));
    free(text);
}

static void a_shortfall_is_told_once(void **state)
{
    char *text = page("en", false);

    (void)state; /* West / lamp and West / desk lie inside West */
    assert_null(strstr(text, "West / "));
    free(text);
}

static void the_page_fits_eighty_columns_in_both_languages(void **state)
{
    static const char *const languages[] = {"en", "zh"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char *text = page(languages[i], false), *rest = NULL;

        for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
            if (an_width(line) > 80)
                fail_msg("%zu columns: %s", an_width(line), line);
            assert_int_not_equal(line[strlen(line) - 1], ' ');
        }
        free(text);
    }
}

static void colour_is_only_used_when_asked_for(void **state)
{
    char *text = page("zh", true);

    (void)state;
    assert_non_null(strstr(text, "\033[38;5;166m"));
    free(text);
}

static void an_unknown_unit_is_refused(void **state)
{
    const an_report_options options = {.lang = "en", .unit = "dozen"};
    reviewed r;

    (void)state;
    review_company(&r, "en");
    assert_fails(an_report_page(&r.input, &options, stdout), FC_EUSAGE,
                 "unit 'dozen': no such unit; use 1, k, m, 万 or 亿");
    forget(&r);
}

static void the_html_page_is_whole_and_names_are_only_text(void **state)
{
    const an_report_options options = {.lang = "en"};
    reviewed r;
    an_pictures *pictures;
    an_output_set *files;
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fc_status status;

    (void)state;
    review_company(&r, "en");
    assert_true(fc_hierarchy_find(r.sales->hierarchy, (const char *const[]){hostile, "*"}) !=
                SIZE_MAX);
    assert_ok(an_output_set_new(&files));
    status = an_report_charts(&r.input, &options, ".", files, &pictures);
    if (status == FC_EUNAVAILABLE)
        skip();
    assert_ok(status);
    assert_ok(an_report_html(&r.input, &options, pictures, out));
    fclose(out);
    assert_memory_equal(text, "<!DOCTYPE html>\n<html lang=\"en\">", 32);
    assert_string_equal(text + size - 8, "</html>\n");
    assert_non_null(strstr(text, "&lt;b&gt;&quot;Q&quot; &amp; Co"));
    assert_null(strstr(text, "<b>"));
    assert_null(strstr(text, "<script"));
    assert_int_equal(access("fan.svg", F_OK), -1); /* not before all are put in place */
    assert_ok(an_output_set_commit(files));
    assert_int_equal(access("fan.svg", F_OK), 0);
    assert_int_equal(access(".fan.svg", F_OK), -1); /* taken into the page */
    an_pictures_free(pictures);
    free(text);
    forget(&r);
}

static void the_workbook_is_the_same_bytes_twice(void **state)
{
    const an_report_options options = {.lang = "zh"};
    reviewed r;
    char *text[2];
    size_t size[2];

    (void)state;
    review_company(&r, "zh");
    for (int i = 0; i < 2; i++) {
        FILE *out = open_memstream(&text[i], &size[i]);

        assert_ok(an_report_xlsx(&r.input, &options, out));
        fclose(out);
    }
    assert_memory_equal(text[0], "PK\x03\x04", 4);
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(text[0], text[1], size[0]);
    free(text[0]);
    free(text[1]);
    forget(&r);
}

static void a_full_disk_is_told(void **state)
{
    const an_report_options options = {.lang = "en"};
    FILE *full = fopen("/dev/full", "w");
    reviewed r;

    (void)state;
    if (!full)
        skip();
    setvbuf(full, NULL, _IONBF, 0);
    review_company(&r, "en");
    assert_fails(an_report_page(&r.input, &options, full), FC_EIO,
                 "writing failed: No space left on device; make room or give another place");
    assert_fails(an_report_xlsx(&r.input, &options, full), FC_EIO,
                 "writing failed: No space left on device; make room or give another place");
    fclose(full);
    forget(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_the_columns_of_the_interface),
        cmocka_unit_test(the_page_names_the_slipping_region_first),
        cmocka_unit_test(a_shortfall_is_told_once),
        cmocka_unit_test(the_page_fits_eighty_columns_in_both_languages),
        cmocka_unit_test(colour_is_only_used_when_asked_for),
        cmocka_unit_test(an_unknown_unit_is_refused),
        cmocka_unit_test(the_html_page_is_whole_and_names_are_only_text),
        cmocka_unit_test(the_workbook_is_the_same_bytes_twice),
        cmocka_unit_test(a_full_disk_is_told),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
