/* test_text.c - words in two languages, money, and widths of mixed text. */
#include "analysis/text/text.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/text/text_words.h"
#include "tests/unit/assert.h"

static const char *money(double amount, const char *unit_name, const char *lang, double largest)
{
    static char text[64];
    an_unit unit;

    assert_true(an_unit_parse(unit_name, lang, largest, &unit));
    an_money(amount, unit, text, sizeof text);
    return text;
}

static void both_languages_have_the_same_ids_in_order(void **state)
{
    (void)state;
    assert_int_equal(an_n_words_en, an_n_words_zh);
    for (size_t i = 0; i < an_n_words_en; i++) {
        assert_string_equal(an_words_en[i].id, an_words_zh[i].id);
        if (i > 0 && strcmp(an_words_en[i - 1].id, an_words_en[i].id) >= 0)
            fail_msg("%s is not in order", an_words_en[i].id);
    }
}

/* The places of a text as a set of bits: {1} and {3|row|rows} give 0b101. */
static unsigned places(const char *text)
{
    unsigned set = 0;

    while ((text = strchr(text, '{')) != NULL) {
        assert_in_range(text[1], '1', '9');
        assert_true(text[2] == '}' || text[2] == '|');
        assert_non_null(strchr(text, '}'));
        set |= 1U << (text[1] - '1');
        text++;
    }
    return set;
}

static void both_languages_fill_places_with_the_same_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < an_n_words_en; i++) {
        /* plurals may leave a number out in one language, but never ask for one more */
        const unsigned en = places(an_words_en[i].text), zh = places(an_words_zh[i].text);

        if (en != zh)
            fail_msg("%s: places differ", an_words_en[i].id);
    }
}

static void an_unknown_language_speaks_english(void **state)
{
    (void)state;
    assert_true(an_lang_known("en"));
    assert_true(an_lang_known("zh"));
    assert_false(an_lang_known("fr"));
    assert_false(an_lang_known(NULL));
    assert_string_equal(an_text("zh", "sheet-notes"), "说明");
    assert_string_equal(an_text("fr", "sheet-notes"), "Notes");
    assert_string_equal(an_text(NULL, "sheet-notes"), "Notes");
}

static void money_is_shown_in_the_unit_asked_for(void **state)
{
    (void)state;
    assert_string_equal(money(12345678, "m", "en", 12345678), "12.35 m");
    assert_string_equal(money(-4120.4, "1", "en", 9876), "-4,120");
    assert_string_equal(money(12345000, "万", "zh", 12345000), "1,234.5万");
    assert_string_equal(money(454237000, "k", "en", 454237000), "454,237 k");
    assert_string_equal(money(454237000, "亿", "en", 454237000), "4.54亿");
    assert_string_equal(money(41.7, "1", "en", 73.2), "41.70");
}

static void a_readable_unit_is_picked_by_the_largest_amount(void **state)
{
    (void)state;
    assert_string_equal(money(3917, NULL, "en", 86420), "3,917");
    assert_string_equal(money(3917, NULL, "en", 486420), "3.92 k");
    assert_string_equal(money(-4.9e6, NULL, "en", 4.54e8), "-4.90 m");
    assert_string_equal(money(-4.9e6, NULL, "zh", 4.54e8), "-490万");
    assert_string_equal(money(4.937e9, NULL, "zh", -4.937e9), "49.37亿");
    assert_string_equal(money(86420, NULL, "zh", 86420), "86,420");
}

static void an_amount_that_is_no_number_is_not_shown(void **state)
{
    (void)state;
    assert_string_equal(money(NAN, NULL, "en", NAN), "");
    assert_string_equal(money(INFINITY, "k", "en", 7000), "");
    assert_int_equal(strlen(money(1.7e308, "1", "en", 1.7e308)), 63); /* cut, not overrun */
}

static void an_unknown_unit_is_refused(void **state)
{
    an_unit unit;

    (void)state;
    assert_false(an_unit_parse("dozen", "en", 12, &unit));
    assert_false(an_unit_parse("", "en", 12, &unit));
}

static void rounding_to_nothing_leaves_no_sign(void **state)
{
    char text[32];

    (void)state;
    assert_string_equal(money(-3.1, "m", "en", 454e6), "0.00 m");
    an_percent(-0.04, true, text, sizeof text);
    assert_string_equal(text, "0.0%");
}

static void percentages_have_one_decimal_and_a_sign_on_request(void **state)
{
    char text[32];

    (void)state;
    an_percent(3.14, true, text, sizeof text);
    assert_string_equal(text, "+3.1%");
    an_percent(3.14, false, text, sizeof text);
    assert_string_equal(text, "3.1%");
    an_percent(-1234.56, true, text, sizeof text);
    assert_string_equal(text, "-1,234.6%");
    an_percent(NAN, true, text, sizeof text);
    assert_string_equal(text, "");
}

static void chinese_takes_two_columns_in_any_locale(void **state)
{
    (void)state;
    assert_int_equal(an_width("港澳 HK"), 7);
    assert_int_equal(an_width("e\u0301"), 1); /* a combining accent takes none */
    assert_int_equal(an_width(""), 0);
    assert_int_equal(an_width("a\xff"), 2); /* a byte that is no text counts */
}

static const char *padded(const char *text, size_t width, bool right)
{
    static char out[64];

    an_pad(text, width, right, out, sizeof out);
    assert_int_equal(an_width(out), width);
    return out;
}

static void padding_aligns_mixed_text(void **state)
{
    (void)state;
    assert_string_equal(padded("华东", 6, false), "华东  ");
    assert_string_equal(padded("17.3", 6, true), "  17.3");
    assert_string_equal(padded("Southwest", 9, true), "Southwest");
}

static void a_long_text_is_cut_with_an_ellipsis_between_characters(void **state)
{
    (void)state;
    assert_string_equal(padded("Southwest", 6, false), "South…");
    assert_string_equal(padded("西南大区", 6, false), "西南… ");
    assert_string_equal(padded("x", 0, false), "");
}

static void a_name_cannot_drive_the_terminal(void **state)
{
    (void)state;
    assert_string_equal(padded("a\033[2Jb\n", 8, false), "a [2Jb  ");
    assert_string_equal(padded("a\u202eb", 4, false), "a b ");
}

static void a_small_buffer_is_never_overrun(void **state)
{
    char out[8];

    (void)state;
    an_pad("西南大区", 8, false, out, sizeof out);
    assert_string_equal(out, "西南");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_have_the_same_ids_in_order),
        cmocka_unit_test(both_languages_fill_places_with_the_same_values),
        cmocka_unit_test(an_unknown_language_speaks_english),
        cmocka_unit_test(money_is_shown_in_the_unit_asked_for),
        cmocka_unit_test(a_readable_unit_is_picked_by_the_largest_amount),
        cmocka_unit_test(an_amount_that_is_no_number_is_not_shown),
        cmocka_unit_test(an_unknown_unit_is_refused),
        cmocka_unit_test(rounding_to_nothing_leaves_no_sign),
        cmocka_unit_test(percentages_have_one_decimal_and_a_sign_on_request),
        cmocka_unit_test(chinese_takes_two_columns_in_any_locale),
        cmocka_unit_test(padding_aligns_mixed_text),
        cmocka_unit_test(a_long_text_is_cut_with_an_ellipsis_between_characters),
        cmocka_unit_test(a_name_cannot_drive_the_terminal),
        cmocka_unit_test(a_small_buffer_is_never_overrun),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
