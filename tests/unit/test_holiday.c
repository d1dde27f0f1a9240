/* test_holiday.c - the days of the holiday table, and which days are worked. */
#include <stdio.h>
#include <string.h>

#include "forecast/calendar/calendar.h"
#include "forecast/calendar/holiday.h"
#include "forecast/calendar/workdays.h"
#include "tests/unit/reference.h"

static fc_date day(const char *text)
{
    fc_date date = 0;

    assert_true(fc_date_parse(text, &date));
    return date;
}

static const fc_holiday *find(const char *name, const char *country)
{
    for (size_t i = 0; i < fc_holiday_count(); i++)
        if (!strcmp(fc_holiday_at(i)->name, name) && fc_holiday_in(fc_holiday_at(i), country))
            return fc_holiday_at(i);
    fail_msg("no %s in %s", name, country);
    return NULL;
}

static void assert_first(const char *name, const char *country, int year, const char *expected)
{
    char text[11], begin[16], end[16];
    fc_date date[2];

    snprintf(begin, sizeof begin, "%04d-01-01", year);
    snprintf(end, sizeof end, "%04d-12-31", year);
    assert_int_equal(fc_holiday_days(find(name, country), day(begin), day(end), date, 2), 1);
    fc_date_format(date[0], text);
    assert_string_equal(text, expected);
}

static void days_of_the_table_lie_where_they_were(void **state)
{
    (void)state;
    assert_first("chinese-new-year", "cn", 2026, "2026-02-16"); /* the eve */
    assert_first("chinese-new-year", "sg", 2026, "2026-02-17");
    assert_first("dragon-boat", "cn", 2024, "2024-06-10");
    assert_first("mid-autumn", "cn", 2023, "2023-09-29");
    assert_first("national-day", "cn", 2025, "2025-10-01");
    assert_first("qingming", "cn", 2024, "2024-04-04");
    assert_first("618", "cn", 2025, "2025-06-01");
    assert_first("singles-day", "cn", 2025, "2025-11-01");
    assert_first("thanksgiving", "us", 2024, "2024-11-28");
    assert_first("black-friday", "gb", 2025, "2025-11-28");
    assert_first("cyber-monday", "us", 2025, "2025-12-01");
    assert_first("memorial-day", "us", 2024, "2024-05-27");
    assert_first("super-bowl", "us", 2010, "2010-02-14");
    assert_first("good-friday", "de", 2024, "2024-03-29");
    assert_first("whit-monday", "fr", 2024, "2024-05-20");
    assert_first("diwali", "in", 2025, "2025-10-20");
    assert_first("ramadan", "ae", 2025, "2025-03-01");
}

/* The Islamic year is shorter than ours: 1997 and 2030 have two first days of Ramadan. */
static void a_year_may_have_a_day_twice(void **state)
{
    const fc_holiday *ramadan = find("ramadan", "sa");
    fc_date date[40];

    (void)state;
    assert_int_equal(fc_holiday_days(ramadan, day("2030-01-01"), day("2030-12-31"), date, 40), 2);
    assert_int_equal(fc_holiday_days(ramadan, day("1990-01-01"), day("2022-12-31"), date, 40), 34);
}

static void easter_is_that_of_the_published_table(void **state)
{
    reference r = reference_open("material/calendar/easter.csv");
    size_t n = 0;

    (void)state;
    for (size_t i = 1; i < r.n_rows; i++) {
        const char *expected = reference_text(&r, i, "date");
        char text[11];

        if (!reference_is(&r, i, "calendar", "western_easter_dates"))
            continue;
        fc_date_format(fc_easter(atoi(expected)), text);
        assert_string_equal(text, expected);
        n++;
    }
    reference_close(&r);
    assert_true(n >= 50);
}

static void countries_are_known_by_their_code(void **state)
{
    (void)state;
    assert_true(fc_holiday_country("cn") && fc_holiday_country("de") && fc_holiday_country("sa"));
    assert_false(fc_holiday_country("xx") || fc_holiday_country("") || fc_holiday_country("c"));
    assert_false(fc_holiday_country("n ") || fc_holiday_country("us gb"));
}

static int count(const char *countries, const char *first, const char *last)
{
    fc_workdays *w;
    int n;

    assert_ok(fc_workdays_new(countries, day("2000-01-01"), day("2035-12-31"), NULL, 0, &w));
    n = fc_workdays_count(w, day(first), day(last));
    fc_workdays_free(w);
    return n;
}

/* China: 2025 has 248 and 2024 has 251 working days by the notices; weekends worked included. */
static void working_days_are_counted_as_announced(void **state)
{
    (void)state;
    assert_int_equal(count("cn", "2025-01-01", "2025-12-31"), 248);
    assert_int_equal(count("cn", "2024-01-01", "2024-12-31"), 251);
    assert_int_equal(count("cn", "2026-02-01", "2026-02-28"), 16);
    assert_int_equal(count("cn", "2025-02-08", "2025-02-08"), 1); /* a Saturday, worked */
    assert_int_equal(count("us", "2021-07-04", "2021-07-05"), 0); /* Sunday's Monday */
    assert_int_equal(count("us", "2020-07-03", "2020-07-03"), 0); /* Saturday's Friday */
    assert_int_equal(count("gb", "2021-12-25", "2021-12-28"), 0); /* both move on */
    assert_int_equal(count("de", "2021-12-25", "2021-12-28"), 2); /* nothing moves */
    assert_int_equal(count("", "2024-02-01", "2024-02-29"), 21);
    assert_int_equal(count("sa", "2024-05-03", "2024-05-04"), 0); /* Friday, Saturday */
}

/* Every announced year: each weekend worked is a weekend, each day off long known. */
static void announced_years_are_sound(void **state)
{
    int first, last;

    (void)state;
    fc_official_years(&first, &last);
    for (int year = first; year <= last; year++) {
        int worked = 0, off = 0;
        char text[16];

        snprintf(text, sizeof text, "%04d-01-01", year);
        for (fc_date d = day(text), end = d + 365; d < end; d++) {
            bool known;
            const int arranged = fc_official_day(d, &known);

            assert_true(known || d == end - 1);
            if (arranged < 0)
                assert_true(fc_date_weekday(d) >= 6);
            worked += arranged < 0;
            off += arranged > 0;
        }
        assert_true(off >= 22 && off <= 34 && worked >= 5 && worked <= 12);
    }
}

/* Working days a year, counted from the notices' sentences by Python's datetime: Monday to Friday,
 * less what is off, and the weekends worked. */
static void working_days_of_every_announced_year(void **state)
{
    static const int days[] = {252, 251, 251, 249, 251, 250, 250, 250, 249, 250, 250, 249,
                               250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248};
    int first, last;

    (void)state;
    fc_official_years(&first, &last);
    assert_int_equal(first, 2004);
    assert_int_equal(last - first + 1, sizeof days / sizeof *days);
    for (int year = first; year <= last; year++) {
        char from[16], to[16];

        snprintf(from, sizeof from, "%d-01-01", year);
        snprintf(to, sizeof to, "%d-12-31", year);
        assert_int_equal(count("cn", from, to), days[year - first]);
    }
}

static void own_days_win(void **state)
{
    const fc_own_day own[] = {
        {day("2026-03-04"), false}, {day("2026-03-07"), true}, {day("2050-01-01"), true}};
    fc_workdays *w;

    (void)state;
    assert_ok(fc_workdays_new("cn", day("2026-03-01"), day("2026-03-31"), own, 3, &w));
    assert_false(fc_workdays_is(w, day("2026-03-04")));
    assert_true(fc_workdays_is(w, day("2026-03-07")));
    assert_int_equal(fc_workdays_count(w, day("2026-03-01"), day("2026-03-31")), 22);
    fc_workdays_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_the_table_lie_where_they_were),
        cmocka_unit_test(a_year_may_have_a_day_twice),
        cmocka_unit_test(easter_is_that_of_the_published_table),
        cmocka_unit_test(countries_are_known_by_their_code),
        cmocka_unit_test(working_days_are_counted_as_announced),
        cmocka_unit_test(announced_years_are_sound),
        cmocka_unit_test(working_days_of_every_announced_year),
        cmocka_unit_test(own_days_win),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
