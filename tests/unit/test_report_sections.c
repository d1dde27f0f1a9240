/* test_report_sections.c - what the archive and the measures tell, in every form of the report. */
#include "analysis/report/section.h"

#include <omp.h>

#include "analysis/report/measures.h"
#include "tests/unit/report_case.h"

/* A year's outlook that moved by sixteen causes of odd amounts, none of which is round. */
static an_memory made_up(an_movement *total)
{
    an_memory m = {.run = 9, .before = 7, .movements = total, .n_movements = 1, .n_steps = 2};

    strcpy(m.known, "2026-03");
    strcpy(m.first, "2026-01");
    strcpy(m.last, "2026-12");
    strcpy(m.steps[0], "analyst");
    strcpy(m.steps[1], "<b>manager");
    *total = (an_movement){.name = "*\t*", .before = 5432109.87, .has_plan = true};
    total->after = total->before;
    for (int i = 0; i < AN_N_CAUSES; i++) {
        total->causes[i] = 7654.321 * (i % 3 - 1) + 1234.567 * i;
        total->after += total->causes[i];
    }
    total->steps[0] = -4999.5;
    total->steps[1] = 15000.25;
    total->after += total->steps[0] + total->steps[1];
    total->plan_before = 6e6;
    total->plan_after = 6.12e6;
    return m;
}

static void accuracy_of(an_table **table)
{
    static const an_column columns[] = {
        {"lead", AN_TEXT},           {"step", AN_TEXT},   {"person", AN_TEXT}, {"n", AN_COUNT},
        {"wape", AN_SHARE},          {"bias", AN_SHARE},  {"fva", AN_SHARE},   {"months", AN_COUNT},
        {"months_needed", AN_COUNT}, {"verdict", AN_TEXT}};
    static const char *const rows[][5] = {{"all", "naive", "*", "", "0.118"},
                                          {"all", "statistical", "*", "adds value", "0.092"},
                                          {"all", "analyst", "*", "takes value away", "0.101"},
                                          {"all", "final", "*", "no difference", "0.101"},
                                          {"1", "final", "*", "not yet known", "0.087"},
                                          {"all", "analyst", "Li Na", "not yet known", "0.077"}};

    assert_ok(an_table_new(columns, sizeof columns / sizeof *columns, table));
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        for (int c = 0; c < 3; c++)
            an_table_text(*table, rows[r][c]);
        an_table_number(*table, 24);
        an_table_number(*table, strtod(rows[r][4], NULL));
        an_table_number(*table, -0.013);
        an_table_number(*table, r ? 0.026 : NAN);
        an_table_number(*table, 24);
        an_table_number(*table, r ? 19 : NAN);
        an_table_text(*table, rows[r][3]);
        an_table_end(*table);
    }
    assert_ok(an_table_status(*table));
}

/* A report with all of it. */
typedef struct {
    reviewed r;
    an_movement total;
    an_memory memory;
    an_table *measures;
} told;

static void tell(told *t, const char *lang)
{
    review_company(&t->r, lang);
    t->memory = made_up(&t->total);
    accuracy_of(&t->memory.accuracy);
    assert_ok(an_report_measures(t->r.sales, t->r.plan, lang, &t->measures));
    t->r.input.memory = &t->memory;
    t->r.input.measures = t->measures;
}

static void end_told(told *t)
{
    an_table_free(t->measures);
    an_table_free(t->memory.accuracy);
    forget(&t->r);
}

static void steps_lead_from_one_total_to_the_other_as_they_are_shown(void **state)
{
    static const char *const units[] = {"1", "k", "m", "万"};
    told t;

    (void)state;
    tell(&t, "en");
    for (size_t u = 0; u < 4; u++) {
        const an_report_options options = {.lang = "en", .unit = units[u]};
        an_section list[AN_SECTIONS];
        double sum = 0;
        an_view view;

        assert_ok(an_view_open(&t.r.input, &options, &view));
        assert_int_equal(an_section_moved(&view, list), 1);
        assert_true(list[0].n_rows >= 3);
        for (size_t row = 0; row + 1 < list[0].n_rows; row++) {
            char plain[64], *to = plain;

            for (const char *c = list[0].cells[2 * row + 1]; *c; c++)
                if (*c != ',')
                    *to++ = *c;
            *to = '\0';
            sum += strtod(plain, NULL);
            if (row > 0 && list[0].small == AN_SMALL_STEP && row > 1)
                assert_close(list[0].values[2 * row], list[0].values[2 * row - 1], 0);
        }
        {
            char plain[64], *to = plain;

            for (const char *c = list[0].cells[2 * list[0].n_rows - 1]; *c; c++)
                if (*c != ',')
                    *to++ = *c;
            *to = '\0';
            assert_true(fabs(sum - strtod(plain, NULL)) < 1e-6);
        }
        an_view_close(&view);
    }
    end_told(&t);
}

static void *written(const told *t, const char *lang, char kind, size_t *size)
{
    const an_report_options options = {.lang = lang};
    char *text;
    FILE *out = open_memstream(&text, size);

    if (kind == 'p')
        assert_ok(an_report_page(&t->r.input, &options, out));
    else if (kind == 'h')
        assert_ok(an_report_html(&t->r.input, &options, NULL, out));
    else
        assert_ok(an_report_xlsx(&t->r.input, &options, out));
    fclose(out);
    return text;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("lacks '%s'", part);
}

static void the_page_tells_them_within_eighty_columns(void **state)
{
    static const char *const langs[] = {"en", "zh"};
    size_t size;

    (void)state;
    for (size_t l = 0; l < 2; l++) {
        told t;
        char *text, *line, *rest;

        tell(&t, langs[l]);
        text = written(&t, langs[l], 'p', &size);
        if (l == 0) {
            assert_has(text, "\nWhy the outlook of 2026 moved since 2026-03\n");
            assert_has(text, "since run 7 of the archive");
            assert_has(text, "The plan itself changed by +");
            assert_has(text, "\nHow good past forecasts were\n");
            assert_has(text, "takes value away");
            assert_has(text, "\nLi Na, analyst ");
            assert_has(text, "\nYear to date ");
            assert_null(strstr(text, "\nFinal ")); /* it is what the analyst said */
        }
        for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
            assert_true(an_width(line) <= 80);
            assert_true(line[strlen(line) - 1] != ' ');
        }
        free(text);
        end_told(&t);
    }
}

static void the_html_has_a_small_chart_in_each_row(void **state)
{
    told t;
    char *text;
    size_t size, charts = 0;

    (void)state;
    tell(&t, "en");
    text = written(&t, "en", 'h', &size);
    assert_has(text, "<h2 id=\"moved\">");
    assert_has(text, "<h2 id=\"record\">");
    assert_has(text, "<h2 id=\"figures\">");
    assert_has(text, "href=\"#record\"");
    assert_has(text, "&lt;b&gt;manager");
    assert_null(strstr(text, "<b>manager"));
    assert_null(strstr(text, "nan"));
    for (const char *at = text; (at = strstr(at, "<svg class=\"small\"")); at++)
        charts++;
    assert_true(charts > 3 + 2 + 8); /* regions, products, steps */
    free(text);
    end_told(&t);
}

/* Nothing was archived, nothing measured: as it was. */
static void without_them_nothing_is_told(void **state)
{
    reviewed r;
    an_section list[AN_SECTIONS];
    an_view view;

    (void)state;
    review_company(&r, "en");
    assert_ok(an_view_open(&r.input, &(an_report_options){.lang = "en"}, &view));
    assert_int_equal(an_sections_make(&view, list), 0);
    an_view_close(&view);
    forget(&r);
}

static void the_workbook_is_the_same_on_any_number_of_threads(void **state)
{
    const int threads = omp_get_max_threads();
    told t;
    void *one, *more;
    size_t size_one, size_more;

    (void)state;
    omp_set_num_threads(1);
    tell(&t, "en");
    one = written(&t, "en", 'x', &size_one);
    end_told(&t);
    omp_set_num_threads(3);
    tell(&t, "en");
    more = written(&t, "en", 'x', &size_more);
    end_told(&t);
    omp_set_num_threads(threads);
    assert_int_equal(size_one, size_more);
    assert_memory_equal(one, more, size_one);
    free(one);
    free(more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_lead_from_one_total_to_the_other_as_they_are_shown),
        cmocka_unit_test(the_page_tells_them_within_eighty_columns),
        cmocka_unit_test(the_html_has_a_small_chart_in_each_row),
        cmocka_unit_test(without_them_nothing_is_told),
        cmocka_unit_test(the_workbook_is_the_same_on_any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
