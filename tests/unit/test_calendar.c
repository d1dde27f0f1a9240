/* test_calendar.c - periods tile the days, and labels come back. */
#include <stdio.h>
#include <string.h>

#include "forecast/calendar/calendar.h"
#include "tests/unit/assert.h"

static const fc_calendar iso_weeks = {FC_WEEK, FC_GREGORIAN, 1, 1};
static const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};
static const fc_calendar nrf = {FC_YEAR, FC_454, 2, 7};

static fc_date day(const char *text)
{
    fc_date date = FC_DATE_NONE;

    assert_true(fc_date_parse(text, &date));
    return date;
}

static void assert_period(const fc_calendar *calendar, const char *date, const char *label,
                          const char *start, const char *end)
{
    const fc_period period = fc_calendar_period(calendar, day(date));
    char text[FC_LABEL_SIZE];

    fc_calendar_label(calendar, period, text);
    assert_string_equal(text, label);
    fc_date_format(fc_calendar_start(calendar, period), text);
    assert_string_equal(text, start);
    fc_date_format(fc_calendar_end(calendar, period), text);
    assert_string_equal(text, end);
}

/* Runs `check` for every unit, scheme, fiscal start and first day of the week. */
static void for_every_calendar(void (*check)(const fc_calendar *))
{
    for (int unit = FC_DAY; unit <= FC_YEAR; unit++)
        for (int scheme = FC_GREGORIAN; scheme <= FC_544; scheme++)
            for (int start = 1; start <= 12; start++)
                for (int week = 1; week <= 7; week++) {
                    const fc_calendar calendar = {(fc_unit)unit, (fc_scheme)scheme, start, week};

                    check(&calendar);
                }
}

static void check_tiling(const fc_calendar *calendar)
{
    const fc_period first = fc_calendar_period(calendar, day("1995-11-20"));
    fc_date next = fc_calendar_start(calendar, first);

    for (fc_period period = first; next < day("2031-02-01"); period++) {
        const fc_date start = fc_calendar_start(calendar, period);
        const fc_date end = fc_calendar_end(calendar, period);

        assert_int_equal(start, next);
        assert_true(end >= start);
        assert_int_equal(fc_calendar_period(calendar, start), period);
        assert_int_equal(fc_calendar_period(calendar, start + (end - start) / 2), period);
        assert_int_equal(fc_calendar_period(calendar, end), period);
        next = end + 1;
    }
}

static void periods_tile_the_days(void **state)
{
    (void)state;
    for_every_calendar(check_tiling);
}

static void check_labels(const fc_calendar *calendar)
{
    const fc_period first = fc_calendar_period(calendar, day("2013-12-20"));
    char last[FC_LABEL_SIZE] = "";

    for (fc_period period = first; period < first + 380; period++) {
        char label[FC_LABEL_SIZE];
        fc_unit unit;
        fc_period back;

        fc_calendar_label(calendar, period, label);
        assert_true(fc_calendar_parse(calendar, label, &unit, &back));
        assert_int_equal(unit, calendar->unit);
        assert_int_equal(back, period);
        assert_true(strcmp(label, last) > 0); /* labels sort as periods do */
        memcpy(last, label, sizeof last);
    }
}

static void labels_come_back_and_sort(void **state)
{
    (void)state;
    for_every_calendar(check_labels);
}

static void a_year_holds_whole_quarters_and_months(void **state)
{
    (void)state;
    for (int scheme = FC_GREGORIAN; scheme <= FC_544; scheme++)
        for (int start = 1; start <= 12; start++) {
            const fc_calendar years = {FC_YEAR, (fc_scheme)scheme, start, 7};
            const fc_calendar quarters = fc_calendar_with(&years, FC_QUARTER);
            const fc_calendar ms = fc_calendar_with(&years, FC_MONTH);
            const fc_period year = fc_calendar_period(&years, day("2024-10-17"));
            const fc_period month = fc_calendar_period(&ms, fc_calendar_start(&years, year));

            for (fc_period m = month; m < month + 12; m++) {
                assert_int_equal(fc_calendar_within(&years, &ms, m), year);
                assert_int_equal(
                    fc_calendar_within(&years, &quarters, fc_calendar_within(&quarters, &ms, m)),
                    year);
            }
            assert_int_equal(fc_calendar_within(&years, &ms, month - 1), year - 1);
            assert_int_equal(fc_calendar_within(&years, &ms, month + 12), year + 1);
        }
}

static void names_gregorian_periods(void **state)
{
    const fc_calendar april = {FC_QUARTER, FC_GREGORIAN, 4, 1};
    const fc_calendar april_years = fc_calendar_with(&april, FC_YEAR);
    const fc_calendar april_months = fc_calendar_with(&april, FC_MONTH);
    const fc_calendar sunday_weeks = {FC_WEEK, FC_GREGORIAN, 1, 7};

    (void)state;
    assert_period(&months, "2024-02-11", "2024-02", "2024-02-01", "2024-02-29");
    assert_period(&april, "2026-03-31", "2026-Q4", "2026-01-01", "2026-03-31");
    assert_period(&april, "2026-04-01", "2027-Q1", "2026-04-01", "2026-06-30");
    assert_period(&april_years, "2026-03-31", "2026", "2025-04-01", "2026-03-31");
    assert_period(&april_months, "2026-03-31", "2026-03", "2026-03-01", "2026-03-31");
    assert_period(&iso_weeks, "2027-01-01", "2026-W53", "2026-12-28", "2027-01-03");
    assert_period(&iso_weeks, "2026-03-15", "2026-W11", "2026-03-09", "2026-03-15");
    assert_period(&sunday_weeks, "2026-03-15", "2026-W11", "2026-03-15", "2026-03-21");
    assert_period(&sunday_weeks, "2026-01-03", "2025-W53", "2025-12-28", "2026-01-03");
}

static void names_years_of_weeks_as_the_nrf_does(void **state)
{
    const fc_calendar ms = fc_calendar_with(&nrf, FC_MONTH),
                      weeks = fc_calendar_with(&nrf, FC_WEEK);
    const fc_calendar quarters = fc_calendar_with(&nrf, FC_QUARTER);
    const fc_calendar july = {FC_YEAR, FC_445, 7, 1};

    (void)state;
    assert_period(&nrf, "2023-07-04", "2023", "2023-01-29", "2024-02-03");
    assert_period(&ms, "2023-01-29", "2023-02", "2023-01-29", "2023-02-25");
    assert_period(&ms, "2023-03-31", "2023-03", "2023-02-26", "2023-04-01");
    assert_period(&ms, "2024-02-03", "2024-01", "2023-12-31", "2024-02-03");
    assert_period(&quarters, "2024-01-15", "2023-Q4", "2023-10-29", "2024-02-03");
    assert_period(&weeks, "2023-01-29", "2023-W01", "2023-01-29", "2023-02-04");
    assert_period(&weeks, "2024-02-03", "2023-W53", "2024-01-28", "2024-02-03");
    assert_period(&july, "2025-09-01", "2026", "2025-06-30", "2026-06-28");
}

static void reads_the_ways_people_write_periods(void **state)
{
    static const struct {
        const char *text;
        fc_unit unit;
        const char *start;
    } cases[] = {
        {"2026Q1", FC_QUARTER, "2026-01-01"},  {"2026-Q4", FC_QUARTER, "2026-10-01"},
        {"2026/03", FC_MONTH, "2026-03-01"},   {"2026-3", FC_MONTH, "2026-03-01"},
        {"2026年3月", FC_MONTH, "2026-03-01"}, {"2026年第1季度", FC_QUARTER, "2026-01-01"},
        {"2026年", FC_YEAR, "2026-01-01"},     {"2026", FC_YEAR, "2026-01-01"},
        {"2026-W11", FC_WEEK, "2026-03-09"},   {"2026年第11周", FC_WEEK, "2026-03-09"},
        {"2026-W53", FC_WEEK, "2026-12-28"},   {"2026年3月5日", FC_DAY, "2026-03-05"},
        {"2026-03-15", FC_DAY, "2026-03-15"},  {"2026/3/5", FC_DAY, "2026-03-05"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fc_unit unit;
        fc_period period;

        assert_true(fc_calendar_parse(&months, cases[i].text, &unit, &period));
        assert_int_equal(unit, cases[i].unit);
        const fc_calendar cut = fc_calendar_with(&months, unit);

        assert_int_equal(fc_calendar_start(&cut, period), day(cases[i].start));
    }
}

static void refuses_what_is_no_period(void **state)
{
    static const char *const none[] = {
        "",         "26",       "2026-13",  "2026-00",    "2026-Q5",       "2026-Q0",
        "2025-W53", "2026-W54", "2026-W00", "2026-02-30", "2026-",         "2026Q",
        " 2026",    "2026 ",    "2026-03-", "Q1 2026",    "March",         "20263",
        "2026-003", "0000",     "0000-01",  "2026年13月", "2026年第5季度", "２０２６"};
    fc_unit unit;
    fc_period period;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (fc_calendar_parse(&months, none[i], &unit, &period))
            fail_msg("'%s' was read", none[i]);
}

static void units_have_names_and_seasons(void **state)
{
    static const size_t seasons[] = {7, 52, 12, 4, 1};
    fc_unit unit;

    (void)state;
    for (int u = FC_DAY; u <= FC_YEAR; u++) {
        const fc_calendar cut = fc_calendar_with(&months, (fc_unit)u);

        assert_true(fc_unit_parse(fc_unit_name((fc_unit)u), &unit));
        assert_int_equal(unit, u);
        assert_int_equal(fc_calendar_season_length(&cut), seasons[u]);
    }
    assert_false(fc_unit_parse("fortnight", &unit));
}

static void a_week_belongs_to_the_month_of_its_fourth_day(void **state)
{
    (void)state;
    /* 2026-W14 is 30 March to 5 April: its Thursday is 2 April. */
    assert_int_equal(
        fc_calendar_within(&months, &iso_weeks, fc_calendar_period(&iso_weeks, day("2026-03-30"))),
        fc_calendar_period(&months, day("2026-04-01")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_tile_the_days),
        cmocka_unit_test(labels_come_back_and_sort),
        cmocka_unit_test(a_year_holds_whole_quarters_and_months),
        cmocka_unit_test(names_gregorian_periods),
        cmocka_unit_test(names_years_of_weeks_as_the_nrf_does),
        cmocka_unit_test(reads_the_ways_people_write_periods),
        cmocka_unit_test(refuses_what_is_no_period),
        cmocka_unit_test(units_have_names_and_seasons),
        cmocka_unit_test(a_week_belongs_to_the_month_of_its_fourth_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
