/* test_date.c - days against the C library, a slow twin and the edges of the calendar. */
#include <string.h>
#include <time.h>

#include "forecast/calendar/date.h"
#include "tests/unit/assert.h"

static fc_date day(int year, int month, int d)
{
    fc_date date = FC_DATE_NONE;

    assert_true(fc_date_make(year, month, d, &date));
    return date;
}

static void days_count_from_1970(void **state)
{
    (void)state;
    assert_int_equal(day(1970, 1, 1), 0);
    assert_int_equal(day(1969, 12, 31), -1);
    assert_int_equal(day(2026, 3, 15), 20527);
    assert_int_equal(day(1, 1, 1), -719162);
    assert_int_equal(day(9999, 12, 31), 2932896);
}

static void every_day_of_ten_thousand_years_splits_into_what_made_it(void **state)
{
    fc_date expected = day(1, 1, 1);

    (void)state;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int d = 1; d <= 31; d++) {
                fc_date date;
                int y, m, dd;

                if (!fc_date_make(year, month, d, &date))
                    continue;
                assert_int_equal(date, expected);
                fc_date_split(date, &y, &m, &dd);
                if (y != year || m != month || dd != d ||
                    fc_date_weekday(date) != (date + 719162) % 7 + 1)
                    fail_msg("%04d-%02d-%02d comes back as %04d-%02d-%02d", year, month, d, y, m,
                             dd);
                expected++;
            }
    assert_int_equal(expected, day(9999, 12, 31) + 1);
}

static void agrees_with_the_c_library(void **state)
{
    (void)state;
    for (fc_date date = -141428; date < 141428; date += 787) {
        const time_t seconds = (time_t)date * 86400;
        struct tm tm;
        char text[11], expected[32];

        gmtime_r(&seconds, &tm);
        strftime(expected, sizeof expected, "%Y-%m-%d", &tm);
        fc_date_format(date, text);
        assert_string_equal(text, expected);
        assert_int_equal(fc_date_weekday(date), tm.tm_wday == 0 ? 7 : tm.tm_wday);
    }
}

static void refuses_days_that_do_not_exist(void **state)
{
    static const int none[][3] = {{2025, 2, 29}, {2025, 2, 30}, {1900, 2, 29}, {2026, 4, 31},
                                  {2026, 13, 1}, {2026, 0, 1},  {2026, 1, 0},  {2026, 1, 32},
                                  {0, 12, 31},   {10000, 1, 1}, {-5, 1, 1}};
    fc_date date;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(fc_date_make(none[i][0], none[i][1], none[i][2], &date));
    assert_true(fc_date_make(2000, 2, 29, &date));
}

static void reads_back_what_it_writes_and_nothing_else(void **state)
{
    static const char *const none[] = {
        "",          "2026",       "2026-3-15",  "2026-03-15 ", " 2026-03-15", "2026/03/15",
        "2026-03-1", "2026-02-30", "+026-03-15", "2026-03-15T", "20260315",    "2026-03-"};
    fc_date date;
    char text[11];

    (void)state;
    assert_true(fc_date_parse("2026-03-15", &date));
    assert_int_equal(date, day(2026, 3, 15));
    fc_date_format(day(867, 5, 9), text);
    assert_string_equal(text, "0867-05-09");
    assert_true(fc_date_parse(text, &date));
    assert_int_equal(date, day(867, 5, 9));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(fc_date_parse(none[i], &date));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(every_day_of_ten_thousand_years_splits_into_what_made_it),
        cmocka_unit_test(agrees_with_the_c_library),
        cmocka_unit_test(refuses_days_that_do_not_exist),
        cmocka_unit_test(reads_back_what_it_writes_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
