/* test_calendar_published.c - weeks and years of weeks against those that standards and companies
 * publish (../shared/material/calendar, skipped where absent). */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "forecast/calendar/calendar.h"
#include "tests/unit/assert.h"

#define FISCAL "../shared/material/calendar/fiscal_5253.json"
#define ISO_WEEKS "../shared/material/calendar/iso_weeks.csv"
#define ISO_LONG_YEARS "../shared/material/calendar/iso_53_week_years_1899_2105.json"

static const fc_calendar iso_weeks = {FC_WEEK, FC_GREGORIAN, 1, 1};
static const fc_calendar nrf = {FC_YEAR, FC_454, 2, 7};

static fc_date day(const char *text)
{
    fc_date date = FC_DATE_NONE;

    assert_true(fc_date_parse(text, &date));
    return date;
}

static void weeks_are_those_of_iso_8601(void **state)
{
    FILE *file = fopen(ISO_WEEKS, "r");
    char line[128];
    size_t n = 0;

    (void)state;
    if (!file)
        skip();
    while (fgets(line, sizeof line, file)) {
        int year, week, weekday;
        char expected[32], label[FC_LABEL_SIZE];

        if (sscanf(line + strcspn(line, ","), ",%d,%d,%d", &year, &week, &weekday) != 3)
            continue; /* the header */
        line[10] = '\0';
        snprintf(expected, sizeof expected, "%04d-W%02d", year, week);
        fc_calendar_label(&iso_weeks, fc_calendar_period(&iso_weeks, day(line)), label);
        assert_string_equal(label, expected);
        assert_int_equal(fc_date_weekday(day(line)), weekday);
        n++;
    }
    fclose(file);
    assert_int_equal(n, 2120);
}

static json_t *load(const char *path)
{
    json_t *root = json_load_file(path, 0, NULL);

    if (!root)
        skip();
    return root;
}

/* Whether the year named `year` has 53 weeks. */
static bool is_long(const fc_calendar *calendar, int year)
{
    const fc_calendar weeks = fc_calendar_with(calendar, FC_WEEK);
    char label[FC_LABEL_SIZE];
    fc_unit unit;
    fc_period period;

    snprintf(label, sizeof label, "%04d-W53", year);
    return fc_calendar_parse(&weeks, label, &unit, &period);
}

static void assert_long_years(const fc_calendar *calendar, const json_t *list, int from, int to)
{
    for (int year = from; year <= to; year++) {
        bool expected = false;

        for (size_t i = 0; i < json_array_size(list); i++)
            expected |= json_integer_value(json_array_get(list, i)) == year;
        assert_int_equal(is_long(calendar, year), expected);
    }
}

static void years_of_53_weeks_are_those_published(void **state)
{
    json_t *iso = load(ISO_LONG_YEARS), *fiscal = load(FISCAL);
    const json_t *retail = json_object_get(fiscal, "nrf_454");
    const fc_calendar iso_years = {FC_YEAR, FC_445, 1, 1};
    const fc_date end = day(json_string_value(json_object_get(retail, "fy2023_end")));

    (void)state;
    assert_long_years(&iso_weeks, iso, 1899, 2105);
    assert_long_years(&iso_years, iso, 1899, 2105);
    assert_long_years(&nrf, json_object_get(retail, "fiscal_years_with_53_weeks"), 2000, 2023);
    assert_int_equal(fc_calendar_end(&nrf, fc_calendar_period(&nrf, end)), end);
    json_decref(iso);
    json_decref(fiscal);
}

/* Every listed date ends a period of the calendar, and each is the period after the one before. */
static void assert_ends(const fc_calendar *calendar, const json_t *ends)
{
    fc_period last = FC_PERIOD_NONE;

    assert_true(json_array_size(ends) > 0);
    for (size_t i = 0; i < json_array_size(ends); i++) {
        const fc_date end = day(json_string_value(json_array_get(ends, i)));
        const fc_period period = fc_calendar_period(calendar, end);

        assert_int_equal(fc_calendar_end(calendar, period), end);
        assert_true(i == 0 || period == last + 1);
        last = period;
    }
}

static void years_end_on_the_nearest_day_where_companies_end_theirs(void **state)
{
    static const char *const weekdays[] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
    json_t *fiscal = load(FISCAL), *rules = json_object_get(fiscal, "fiscal_year_ends");
    const fc_calendar micron = {FC_QUARTER, FC_445, 9, 5};
    size_t checked = 0;

    (void)state;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        const char *last = json_string_value(json_object_get(rule, "weekday"));
        const int month = (int)json_integer_value(json_object_get(rule, "month"));
        fc_calendar years = {FC_YEAR, FC_445, month % 12 + 1, 0};

        if (strcmp(json_string_value(json_object_get(rule, "variation")), "nearest") != 0)
            continue;
        for (int d = 0; d < 7; d++)
            if (strcmp(weekdays[d], last) == 0)
                years.week_start = (d + 1) % 7 + 1;
        assert_ends(&years, json_object_get(rule, "year_ends"));
        checked++;
    }
    assert_int_equal(checked, 3);
    assert_ends(&micron, json_object_get(json_object_get(fiscal, "quarters"),
                                         "Micron_quarter_ends_nearest_Thu_Aug_extra_week_Q4"));
    json_decref(fiscal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_are_those_of_iso_8601),
        cmocka_unit_test(years_of_53_weeks_are_those_published),
        cmocka_unit_test(years_end_on_the_nearest_day_where_companies_end_theirs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
