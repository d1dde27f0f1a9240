/* test_chart_words.c - user text of a chart: cleaned, measured, cut, wrapped, quoted. */
#include "analysis/chart/words.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

static const an_font plain = {14, false}, bold = {14, true};

static void cleans_what_no_reader_can_see(void **state)
{
    static const char *const cases[][2] = {
        {"华东 HK & Macau", "华东 HK & Macau"},
        {"two\r\nlines\tand a tab", "two lines and a tab"},
        {"  blanks   add up", "blanks add up"},
        {"\033[31mred\033[0m \a\b\177", "[31mred[0m "},
        {"caf\xE9 au lait", "caf\xEF\xBF\xBD au lait"}, /* Latin-1 */
        {"\xE4\xB8", "\xEF\xBF\xBD"},                   /* half a character */
        {"\xED\xA0\x80!", "\xEF\xBF\xBD!"},             /* a surrogate */
        {"a\xE2\x80\xAE"
         "b",
         "ab"}, /* right-to-left override */
        {"a\xEF\xBF\xBE"
         "b",
         "a\xEF\xBF\xBD"
         "b"}, /* U+FFFE, no character in XML */
        {"", ""},
    };
    char clean[AN_WORDS_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_words_clean(cases[i][0], clean);
        assert_string_equal(clean, cases[i][1]);
    }
    an_words_clean(NULL, clean);
    assert_string_equal(clean, "");
}

static void keeps_only_what_a_line_can_show(void **state)
{
    char text[4 * AN_WORDS_SIZE + 1], clean[AN_WORDS_SIZE];

    (void)state;
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "中", 4);
    an_words_clean(text, clean);
    assert_in_range(strlen(clean), AN_WORDS_SIZE - 10, AN_WORDS_SIZE - 1);
    assert_int_equal(strlen(clean) % 3, 0);
}

static void measures_latin_and_chinese(void **state)
{
    (void)state;
    assert_close(an_words_width("中文", plain), 28, 1e-12);
    assert_close(an_words_width("+12%", plain), 14 * (0.555 * 3 + 0.921), 1e-12);
    assert_close(an_words_width("中文", bold) / an_words_width("中文", plain), 1.06, 1e-12);
    assert_close(an_words_width("e\xCC\x81", plain), an_words_width("e", plain), 1e-12);
    assert_close(an_words_width("", plain), 0, 0);
}

static void cuts_between_characters(void **state)
{
    char text[AN_WORDS_SIZE];

    (void)state;
    strcpy(text, "Northeast");
    an_words_fit(text, plain, 200);
    assert_string_equal(text, "Northeast");
    an_words_fit(text, plain, 50);
    assert_string_equal(text, "Nort…");
    strcpy(text, "西南大区销售");
    an_words_fit(text, plain, 60);
    assert_string_equal(text, "西南大…");
    strcpy(text, "cafe\xCC\x81 noir"); /* the accent is a character of its own */
    an_words_fit(text, plain, an_words_width("cafe…", plain) + 1);
    assert_string_equal(text, "cafe\xCC\x81…");
    an_words_fit(text, plain, 5);
    assert_string_equal(text, "");
}

static void never_exceeds_the_width_given(void **state)
{
    (void)state;
    for (double width = 0; width < 300; width += 7.3) {
        char text[AN_WORDS_SIZE] = "Mixed 混合 labels, with 100% of everything 和更多文字";

        an_words_fit(text, bold, width);
        assert_true(an_words_width(text, bold) <= width);
    }
}

static void wraps_where_the_language_allows(void **state)
{
    an_lines lines;

    (void)state;
    assert_true(an_words_wrap("South carries four fifths of the gap", plain, 100, 3, &lines));
    assert_int_equal(lines.n, 3);
    assert_string_equal(lines.line[0], "South carries");
    assert_string_equal(lines.line[1], "four fifths of");
    assert_string_equal(lines.line[2], "the gap");
    assert_true(an_words_wrap("西南区每月未完成计划。", plain, 90, 2, &lines));
    assert_string_equal(lines.line[0], "西南区每月未");
    assert_string_equal(lines.line[1], "完成计划。");
    assert_true(an_words_wrap("", plain, 90, 2, &lines));
    assert_int_equal(lines.n, 0);
}

static void cuts_the_last_line_and_words_that_are_too_long(void **state)
{
    an_lines lines;

    (void)state;
    assert_false(an_words_wrap("South carries four fifths of all the gap", plain, 100, 2, &lines));
    assert_string_equal(lines.line[1], "four fifths of…");
    assert_false(an_words_wrap("Donaudampfschifffahrt ends", plain, 70, 2, &lines));
    assert_string_equal(lines.line[1], "ends");
    assert_true(an_words_width(lines.line[0], plain) <= 70);
}

static void quotes_what_could_end_or_escape(void **state)
{
    char *text;
    size_t n;
    FILE *out = open_memstream(&text, &n);

    (void)state;
    assert_non_null(out);
    an_words_quote("it's `id` \"q\" \\n $(x) 中", out);
    fclose(out);
    assert_string_equal(text, "\"it's `id` \\042q\\042 \\134n $(x) 中\"");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cleans_what_no_reader_can_see),
        cmocka_unit_test(keeps_only_what_a_line_can_show),
        cmocka_unit_test(measures_latin_and_chinese),
        cmocka_unit_test(cuts_between_characters),
        cmocka_unit_test(never_exceeds_the_width_given),
        cmocka_unit_test(wraps_where_the_language_allows),
        cmocka_unit_test(cuts_the_last_line_and_words_that_are_too_long),
        cmocka_unit_test(quotes_what_could_end_or_escape),
    };

    return cmocka_run_group_tests_name("words of charts", tests, NULL, NULL);
}
