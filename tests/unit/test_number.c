/* test_number.c - numbers as people write them. */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/value.h"
#include "tests/unit/assert.h"

typedef struct {
    const char *text;
    double number;
} reading;

static void reads(const reading *readings, size_t n, const an_text_options *options)
{
    for (size_t i = 0; i < n; i++) {
        const char *text = readings[i].text, *why = NULL;
        double number = -7e77;

        if (!an_value_number(text, strlen(text), options, &number, &why))
            fail_msg("'%s' is refused: %s", text, why);
        if (memcmp(&number, &readings[i].number, sizeof number) != 0)
            fail_msg("'%s' is %.17g, not %.17g", text, number, readings[i].number);
    }
}

static void refuses(const char *text, const an_text_options *options, const char *reason)
{
    const char *why = "";
    double number;

    if (an_value_number(text, strlen(text), options, &number, &why))
        fail_msg("'%s' is read as %.17g", text, number);
    assert_string_equal(why, reason);
}

static const an_text_options PLAIN = {0};

#define READS(options, ...)                                           \
    do {                                                              \
        static const reading readings[] = {__VA_ARGS__};              \
        reads(readings, sizeof readings / sizeof *readings, options); \
    } while (0)

static void plain_numbers_are_read(void **state)
{
    (void)state;
    READS(&PLAIN, {"1234.5", 1234.5}, {"-0.07", -0.07}, {"+38", 38}, {".25", .25}, {"17.", 17},
          {"007", 7}, {"0", 0}, {"-0", 0}, {"  42.75 ", 42.75}, {"6.02e23", 6.02e23},
          {"1e-3", .001}, {"2E+2", 200});
}

static void thousands_stand_in_groups_of_three(void **state)
{
    (void)state;
    READS(&PLAIN, {"1,234.56", 1234.56}, {"-12,345,678.9", -12345678.9}, {"1 234 567.5", 1234567.5},
          {"1\u00A0234", 1234}, {"12\u202F345.6", 12345.6});
    refuses("1,23", &PLAIN,
            "'1,23' is not grouped by thousands; if ',' is its decimal mark, give --decimal ,");
    refuses("1,2345", &PLAIN,
            "'1,2345' is not grouped by thousands; if ',' is its decimal mark, give --decimal ,");
    refuses("1234,567", &PLAIN,
            "'1234,567' is not grouped by thousands; if ',' is its decimal mark, give --decimal ,");
    refuses("12,34,567", &PLAIN, "'12,34,567' is not grouped by thousands");
    refuses("1,234 567", &PLAIN, "'1,234 567' is no number");
    refuses("0,123", &PLAIN,
            "'0,123' is not grouped by thousands; if ',' is its decimal mark, give --decimal ,");
    refuses("1,,234", &PLAIN, "'1,,234' is no number");
}

static void signs_of_all_kinds_are_read(void **state)
{
    (void)state;
    READS(&PLAIN, {"(123.45)", -123.45}, {"( 1,234 )", -1234}, {"123-", -123},
          {"\u2212"
           "5.5",
           -5.5},
          {"－８８", -88}, {"($1,200)", -1200});
    refuses("(5", &PLAIN, "'(5' is no number");
    refuses("5)", &PLAIN, "'5)' is no number");
    refuses("-(5)", &PLAIN, "'-(5)' is no number");
    refuses("--5", &PLAIN, "'--5' is no number");
    refuses("-5-", &PLAIN, "'-5-' is no number");
}

static void currencies_stand_before_or_behind(void **state)
{
    (void)state;
    READS(&PLAIN, {"¥1,234", 1234}, {"￥88.5", 88.5}, {"$-7.25", -7.25}, {"-$7.25", -7.25},
          {"€ 19", 19}, {"£3", 3}, {"US$ 1,000", 1000}, {"CNY 1,234.5", 1234.5}, {"12 RMB", 12},
          {"99.9元", 99.9}, {"USD5", 5}, {"5 EUR", 5}, {"¥3.5元", 3.5}, {"1.2万 USD", 12000});
    refuses("¥", &PLAIN, "'¥' is no number");
    refuses("$5$", &PLAIN, "'$5$' is no number");
    refuses("5 apples", &PLAIN, "'5 apples' is no number");
}

static void chinese_units_shift_the_point_exactly(void **state)
{
    (void)state;
    READS(&PLAIN, {"1.2万", 12000}, {"1.1亿", 110000000}, {"3亿", 3e8}, {"¥1,234.5万", 12345000},
          {"0.07万元", 700}, {"2万亿", 2e12}, {"-3.3 万", -33000}, {"１２．５万", 125000});
    refuses("万", &PLAIN, "'万' is no number");
}

static void percent_is_a_hundredth(void **state)
{
    (void)state;
    READS(&PLAIN, {"12%", .12}, {"-3.5 %", -.035}, {"110％", 1.1});
    refuses("5元%", &PLAIN, "'5元%' is no number");
    refuses("5万%", &PLAIN, "'5万%' is no number");
}

static void a_decimal_comma_is_told_by_the_option(void **state)
{
    const an_text_options comma = {.decimal = ','};

    (void)state;
    READS(&comma, {"1.234,56", 1234.56}, {"1,5", 1.5}, {"1,234", 1.234}, {"1.234", 1234},
          {"-12.345.678,9", -12345678.9}, {"1 234,5", 1234.5});
    refuses("1,234.56", &comma,
            "'1,234.56' is no number; if '.' is its decimal mark, give --decimal .");
    refuses("1.5", &comma,
            "'1.5' is not grouped by thousands; if '.' is its decimal mark, give --decimal .");
}

static void a_number_that_reads_both_ways_is_refused_behind_semicolons(void **state)
{
    const an_text_options semicolon = {.delimiter = ';'};
    const an_text_options told = {.delimiter = ';', .decimal = '.'};

    (void)state;
    refuses("1,234", &semicolon, "'1,234' may be 1234 or 1.234; give --decimal . or --decimal ,");
    refuses("1.234", &semicolon, "'1.234' may be 1.234 or 1234; give --decimal . or --decimal ,");
    READS(&semicolon, {"1234", 1234}, {"12.5", 12.5}, {"1,234.5", 1234.5}, {"1,234,567", 1234567});
    READS(&told, {"1,234", 1234}, {"1.234", 1.234});
}

static void what_strtod_would_take_by_mistake_is_refused(void **state)
{
    static const char *const texts[] = {"0x10",  "inf",   "-Infinity", "nan",  "NaN(7)", "1e",
                                        "1e+",   "e5",    "1.2.3",     "1..2", ".",      "-",
                                        "1_000", "1'000", "abc",       "1e5x", "１２a"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char reason[64];

        snprintf(reason, sizeof reason, "'%s' is no number", texts[i]);
        refuses(texts[i], &PLAIN, reason);
    }
    refuses("", &PLAIN, "is empty");
    refuses(" \u3000", &PLAIN, "is empty");
    refuses("1e999", &PLAIN, "'1e999' is out of range");
    refuses(".5e-99999999999999999999", &PLAIN, "'.5e-99999999999999999999' is out of range");
    refuses("1e99999999999999999999", &PLAIN, "'1e99999999999999999999' is out of range");
    refuses("9e307万", &PLAIN, "'9e307万' is out of range");
}

static void a_refused_text_is_shown_short_and_clean(void **state)
{
    char text[400];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    text[1] = '\n';
    refuses(text, &PLAIN,
            "'x?xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is no number");
}

/* The nearest double, as strtod gives it, whatever the number of digits. */
static void numbers_are_the_nearest_double(void **state)
{
    uint64_t dice = 20260305;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        char text[64];
        const char *why;
        double number, expected;

        dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        snprintf(text, sizeof text, "%s%" PRIu64 ".%0*" PRIu64, dice & 1 ? "-" : "",
                 (dice >> 20) % (UINT64_C(1) << (dice >> 58)), (int)(dice >> 8 & 7) + 1,
                 dice >> 40 & 0x3FF);
        expected = strtod(text, NULL);
        expected = expected == 0 ? 0 : expected;
        assert_true(an_value_number(text, strlen(text), &PLAIN, &number, &why));
        if (memcmp(&number, &expected, sizeof number) != 0)
            fail_msg("'%s' is %.17g, not %.17g", text, number, expected);
    }
}

static void long_numbers_do_not_follow_the_users_locale(void **state)
{
    const char *text = "123456789012345678.25", *why;
    double number;

    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        skip();
    assert_true(an_value_number(text, strlen(text), &PLAIN, &number, &why));
    setlocale(LC_NUMERIC, "C");
    assert_close(number, 123456789012345678.25, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_numbers_are_read),
        cmocka_unit_test(thousands_stand_in_groups_of_three),
        cmocka_unit_test(signs_of_all_kinds_are_read),
        cmocka_unit_test(currencies_stand_before_or_behind),
        cmocka_unit_test(chinese_units_shift_the_point_exactly),
        cmocka_unit_test(percent_is_a_hundredth),
        cmocka_unit_test(a_decimal_comma_is_told_by_the_option),
        cmocka_unit_test(a_number_that_reads_both_ways_is_refused_behind_semicolons),
        cmocka_unit_test(what_strtod_would_take_by_mistake_is_refused),
        cmocka_unit_test(a_refused_text_is_shown_short_and_clean),
        cmocka_unit_test(numbers_are_the_nearest_double),
        cmocka_unit_test(long_numbers_do_not_follow_the_users_locale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
