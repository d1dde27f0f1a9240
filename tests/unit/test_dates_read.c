/* test_dates_read.c - days and periods as people write them. */
#include <stdio.h>
#include <string.h>

#include "analysis/read/value.h"
#include "tests/unit/assert.h"

typedef struct {
    const char *text, *day;
} reading;

static void reads(const reading *readings, size_t n, const an_text_options *options)
{
    for (size_t i = 0; i < n; i++) {
        const char *text = readings[i].text, *why = NULL;
        fc_date date = 0;
        char day[11];

        if (!an_value_date(text, strlen(text), options, &date, &why))
            fail_msg("'%s' is refused: %s", text, why);
        fc_date_format(date, day);
        if (strcmp(day, readings[i].day) != 0)
            fail_msg("'%s' is %s, not %s", text, day, readings[i].day);
    }
}

static void refuses(const char *text, const an_text_options *options, const char *reason)
{
    const char *why = "";
    fc_date date;
    char day[11];

    if (an_value_date(text, strlen(text), options, &date, &why)) {
        fc_date_format(date, day);
        fail_msg("'%s' is read as %s", text, day);
    }
    assert_string_equal(why, reason);
}

static const an_text_options PLAIN = {0};

#define READS(options, ...)                                           \
    do {                                                              \
        static const reading readings[] = {__VA_ARGS__};              \
        reads(readings, sizeof readings / sizeof *readings, options); \
    } while (0)

static void days_with_the_year_first_are_read(void **state)
{
    (void)state;
    READS(&PLAIN, {"2026-03-05", "2026-03-05"}, {"2026/3/5", "2026-03-05"},
          {"2026.3.15", "2026-03-15"}, {"20260305", "2026-03-05"}, {" 2026-03-05 ", "2026-03-05"},
          {"2024-02-29", "2024-02-29"}, {"1900-01-01", "1900-01-01"}, {"2190-12-31", "2190-12-31"});
}

static void chinese_days_are_read(void **state)
{
    (void)state;
    READS(&PLAIN, {"2026年3月5日", "2026-03-05"}, {"2026年03月15号", "2026-03-15"},
          {"2026 年 3 月 5 日", "2026-03-05"}, {"２０２６年３月５日", "2026-03-05"},
          {"2026年3月5日 14:30", "2026-03-05"}, {"２０２６－０３－０５", "2026-03-05"});
}

static void english_months_are_read(void **state)
{
    (void)state;
    READS(&PLAIN, {"5 Mar 2026", "2026-03-05"}, {"05-MAR-2026", "2026-03-05"},
          {"March 5, 2026", "2026-03-05"}, {"Sept. 3, 2026", "2026-09-03"},
          {"Mar 5 2026", "2026-03-05"}, {"2026-Mar-05", "2026-03-05"},
          {"Thursday, March 5, 2026", "2026-03-05"}, {"Thu 5 Mar 2026", "2026-03-05"});
    refuses("5 Marz 2026", &PLAIN, "'5 Marz 2026' is no date");
    refuses("31 Apr 2026", &PLAIN, "'31 Apr 2026' is no day of the calendar");
}

static void times_and_zones_are_left_out(void **state)
{
    (void)state;
    READS(&PLAIN, {"2026-03-05T23:59:59+08:00", "2026-03-05"},
          {"2026-03-05T00:30:00Z", "2026-03-05"}, {"2026-03-05 10:00:00.123456", "2026-03-05"},
          {"2026/3/5 0:00", "2026-03-05"}, {"2026-03-05 11:30 PM", "2026-03-05"},
          {"2026-03-05 10:00:00 UTC", "2026-03-05"}, {"2026-03-05 10:00 -0530", "2026-03-05"});
    refuses("2026-03-05 25:00", &PLAIN, "'2026-03-05 25:00' is no date");
    refuses("2026-03-05 10:61", &PLAIN, "'2026-03-05 10:61' is no date");
    refuses("2026-03-05 tea", &PLAIN, "'2026-03-05 tea' is no date");
}

static void periods_are_their_first_day(void **state)
{
    (void)state;
    READS(&PLAIN, {"2026-03", "2026-03-01"}, {"2026/3", "2026-03-01"}, {"2026年3月", "2026-03-01"},
          {"Mar 2026", "2026-03-01"}, {"2026-Q2", "2026-04-01"}, {"2026Q4", "2026-10-01"},
          {"2026年第1季度", "2026-01-01"}, {"2026-W11", "2026-03-09"}, {"2026-W01", "2025-12-29"},
          {"2026", "2026-01-01"}, {"2026年", "2026-01-01"});
    refuses("2026-Q5", &PLAIN, "'2026-Q5' is no date");
    refuses("2026-W54", &PLAIN, "'2026-W54' is no date");
    refuses("202603", &PLAIN, "'202603' is no date");
}

static void periods_follow_the_calendar_in_use(void **state)
{
    const fc_calendar april = {FC_MONTH, FC_GREGORIAN, 4, 1};
    const fc_calendar sunday = {FC_WEEK, FC_GREGORIAN, 1, 7};
    const an_text_options fiscal = {.calendar = &april}, weeks = {.calendar = &sunday};

    (void)state;
    READS(&fiscal, {"2026-Q1", "2025-04-01"}, {"2026-03", "2026-03-01"},
          {"2026-05-17", "2026-05-17"});
    READS(&weeks, {"2026-W11", "2026-03-15"});
}

static void excel_serials_and_epoch_milliseconds_are_read(void **state)
{
    (void)state;
    READS(
        &PLAIN, {"46086", "2026-03-05"}, {"46086.99", "2026-03-05"}, {"20000", "1954-10-03"},
        {"80000", "2119-01-11"}, {"1772668800000", "2026-03-05"}, /* midnight in London */
        {"1772640000000", "2026-03-05"},  /* midnight in Shanghai: 16:00 of the day before in UTC */
        {"1772686800000", "2026-03-05"},  /* midnight in New York: 05:00 in UTC */
        {"1772733599123", "2026-03-05"}); /* some moment: its day in UTC */
    refuses("19999", &PLAIN, "'19999' is no date");
    refuses("80001", &PLAIN, "'80001' is no date");
    refuses("1772668800", &PLAIN, "'1772668800' is no date");
}

static void what_reads_two_ways_is_refused(void **state)
{
    (void)state;
    refuses("03/04/2026", &PLAIN,
            "'03/04/2026' may be 3 April 2026 or 4 March 2026; give --date-format dmy or mdy");
    refuses("3.4.2026 10:00", &PLAIN,
            "'3.4.2026 10:00' may be 3 April 2026 or 4 March 2026; give --date-format dmy or mdy");
    refuses(
        "25/12/26", &PLAIN,
        "'25/12/26' may be 25 December 2026 or 26 December 2025; give --date-format dmy or ymd");
    READS(&PLAIN, {"13/04/2026", "2026-04-13"}, {"04/13/2026", "2026-04-13"},
          {"5-5-2026", "2026-05-05"});
}

static void an_order_makes_them_certain(void **state)
{
    const an_text_options dmy = {.date_format = "dmy"}, mdy = {.date_format = "mdy"},
                          ymd = {.date_format = "ymd"};

    (void)state;
    READS(&dmy, {"03/04/2026", "2026-04-03"}, {"3.4.26", "2026-04-03"},
          {"2026-03-05", "2026-03-05"}, {"2026年3月5日", "2026-03-05"}, {"3/4/70", "1970-04-03"},
          {"3/4/68", "2068-04-03"});
    READS(&mdy, {"03/04/2026", "2026-03-04"}, {"12-31-25", "2025-12-31"});
    READS(&ymd, {"26/3/4", "2026-03-04"}, {"2026/3/4", "2026-03-04"});
    refuses("04/13/2026", &dmy, "'04/13/2026' is no day of the calendar");
    refuses("3/4-2026", &dmy, "'3/4-2026' is no date");
}

static void a_pattern_reads_exactly_what_it_says(void **state)
{
    const an_text_options compact = {.date_format = "%Y%m"}, german = {.date_format = "%d.%m.%y"},
                          words = {.date_format = "%b %d, %Y %H:%M"},
                          percent = {.date_format = "%%%Y"};

    (void)state;
    READS(&compact, {"202603", "2026-03-01"});
    READS(&german, {"05.03.26", "2026-03-05"});
    READS(&words, {"Mar 5, 2026 10:30", "2026-03-05"});
    READS(&percent, {"%2026", "2026-01-01"});
    refuses("2026-03-05", &german, "'2026-03-05' is no date");
    refuses("05.03.26 10:00", &german, "'05.03.26 10:00' is no date");
    refuses("30.02.26", &german, "'30.02.26' is no day of the calendar");
}

static void days_that_are_not_there_are_refused(void **state)
{
    (void)state;
    refuses("2026-02-30", &PLAIN, "'2026-02-30' is no day of the calendar");
    refuses("2026-13-05", &PLAIN, "'2026-13-05' is no day of the calendar");
    refuses("20260431", &PLAIN, "'20260431' is no day of the calendar");
    refuses("2026年2月30日", &PLAIN, "'2026年2月30日' is no day of the calendar");
    refuses("30/02/2026", &PLAIN, "'30/02/2026' is no day of the calendar");
    refuses("2025-02-29", &PLAIN, "'2025-02-29' is no day of the calendar");
    refuses("1899-12-31", &PLAIN, "'1899-12-31' is not in the years 1900 to 2200");
    refuses("2201-01-01", &PLAIN, "'2201-01-01' is not in the years 1900 to 2200");
    refuses("", &PLAIN, "is empty");
    refuses("yesterday", &PLAIN, "'yesterday' is no date");
    refuses("2026-", &PLAIN, "'2026-' is no date");
    refuses("--", &PLAIN, "'--' is no date");
}

static void a_format_is_checked_before_reading(void **state)
{
    (void)state;
    assert_ok(an_value_check_format(NULL));
    assert_ok(an_value_check_format("mdy"));
    assert_ok(an_value_check_format("%d/%m/%Y %H:%M:%S"));
    assert_fails(
        an_value_check_format("%d/%m"), FC_EUSAGE,
        "--date-format: '%d/%m' names no year; give dmy, mdy, ymd or a pattern such as %d/%m/%Y");
    assert_fails(
        an_value_check_format("ydm"), FC_EUSAGE,
        "--date-format: 'ydm' names no year; give dmy, mdy, ymd or a pattern such as %d/%m/%Y");
    assert_fails(an_value_check_format("%Y-%Q"), FC_EUSAGE,
                 "--date-format: '%Y-%Q' has a conversion that is not known; known are "
                 "%Y %y %m %d %b %H %M %S %f %p %Z %%");
    assert_int_equal(an_value_check_format("%Y%"), FC_EUSAGE);
}

/* Every day of two centuries, in every form that has no order. */
static void every_day_is_read_back_from_every_form(void **state)
{
    (void)state;
    for (fc_date date = -25567; date < 84000; date += 7) {
        int year, month, day;
        char text[4][32];

        fc_date_split(date, &year, &month, &day);
        snprintf(text[0], 32, "%04d-%02d-%02d", year, month, day);
        snprintf(text[1], 32, "%d/%d/%d 12:00", year, month, day);
        snprintf(text[2], 32, "%d年%d月%d日", year, month, day);
        snprintf(text[3], 32, "%04d%02d%02d", year, month, day);
        for (int i = 0; i < 4; i++) {
            const char *why;
            fc_date read;

            assert_true(an_value_date(text[i], strlen(text[i]), &PLAIN, &read, &why));
            assert_int_equal(read, date);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_with_the_year_first_are_read),
        cmocka_unit_test(chinese_days_are_read),
        cmocka_unit_test(english_months_are_read),
        cmocka_unit_test(times_and_zones_are_left_out),
        cmocka_unit_test(periods_are_their_first_day),
        cmocka_unit_test(periods_follow_the_calendar_in_use),
        cmocka_unit_test(excel_serials_and_epoch_milliseconds_are_read),
        cmocka_unit_test(what_reads_two_ways_is_refused),
        cmocka_unit_test(an_order_makes_them_certain),
        cmocka_unit_test(a_pattern_reads_exactly_what_it_says),
        cmocka_unit_test(days_that_are_not_there_are_refused),
        cmocka_unit_test(a_format_is_checked_before_reading),
        cmocka_unit_test(every_day_is_read_back_from_every_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
