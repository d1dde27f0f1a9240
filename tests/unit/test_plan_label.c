/* test_plan_label.c - periods as plans write them. */
#include "analysis/plan/plan_label.h"

#include <string.h>

#include "tests/unit/assert.h"

static const fc_calendar gregorian = {FC_MONTH, FC_GREGORIAN, 1, 1};
static const an_text_options plain = {0};

static an_plan_label read_label(const an_plan_labels *labels, const char *text)
{
    an_plan_label label;
    const char *why = "";

    if (!an_plan_label_read(labels, text, &label, &why))
        fail_msg("'%s': %s", text, why);
    return label;
}

static void assert_period(const char *text, fc_unit unit, const char *expected)
{
    const an_plan_labels labels = {&gregorian, &plain, false, FC_MONTH};
    const an_plan_label label = read_label(&labels, text);
    const fc_calendar cut = fc_calendar_with(&gregorian, unit);
    char shown[FC_LABEL_SIZE];

    assert_int_equal(label.kind, AN_LABEL_PERIOD);
    assert_int_equal(label.unit, unit);
    fc_calendar_label(&cut, label.period, shown);
    assert_string_equal(shown, expected);
}

static void months_are_read_in_many_spellings(void **state)
{
    static const char *const spellings[] = {"2026-03",    "2026/3",     "Mar 2026", "March 2026",
                                            "mar-26",     "2026 MARCH", "03/2026",  "2026年3月",
                                            "2026年三月", "Mar'26"};

    (void)state;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_period(spellings[i], FC_MONTH, "2026-03");
    assert_period("Sept 2025", FC_MONTH, "2025-09");
    assert_period("2025年十二月", FC_MONTH, "2025-12");
}

static void quarters_weeks_and_years_are_read(void **state)
{
    (void)state;
    assert_period("2026-Q3", FC_QUARTER, "2026-Q3");
    assert_period("Q3 2026", FC_QUARTER, "2026-Q3");
    assert_period("FY2026 Q3", FC_QUARTER, "2026-Q3");
    assert_period("2026年第三季度", FC_QUARTER, "2026-Q3");
    assert_period("2026年3季度", FC_QUARTER, "2026-Q3");
    assert_period("Week 7 2026", FC_WEEK, "2026-W07");
    assert_period("2026-W07", FC_WEEK, "2026-W07");
    assert_period("2026", FC_YEAR, "2026");
    assert_period("2026年", FC_YEAR, "2026");
}

static void assert_part(const char *text, fc_unit unit, int part)
{
    const an_plan_labels labels = {&gregorian, &plain, false, FC_MONTH};
    const an_plan_label label = read_label(&labels, text);

    assert_int_equal(label.kind, AN_LABEL_PART);
    assert_int_equal(label.unit, unit);
    assert_int_equal(label.part, part);
}

static void a_part_of_a_year_waits_for_its_year(void **state)
{
    (void)state;
    assert_part("Q2", FC_QUARTER, 2);
    assert_part("Nov", FC_MONTH, 11);
    assert_part("11月", FC_MONTH, 11);
    assert_part("十一月", FC_MONTH, 11);
    assert_part("第二季度", FC_QUARTER, 2);
    assert_part("W31", FC_WEEK, 31);
}

static void a_part_finds_its_period_in_a_year(void **state)
{
    const an_plan_label second = {.kind = AN_LABEL_PART, .unit = FC_QUARTER, .part = 2};
    const an_plan_label fifth = {.kind = AN_LABEL_PART, .unit = FC_QUARTER, .part = 5};
    const fc_calendar quarters = fc_calendar_with(&gregorian, FC_QUARTER);
    fc_period period;
    char shown[FC_LABEL_SIZE];

    (void)state;
    assert_true(an_plan_label_in_year(&gregorian, &second, 2027, &period));
    fc_calendar_label(&quarters, period, shown);
    assert_string_equal(shown, "2027-Q2");
    assert_false(an_plan_label_in_year(&gregorian, &fifth, 2027, &period));
}

static void a_number_is_a_month_only_in_a_column_of_months(void **state)
{
    const an_plan_labels of_months = {&gregorian, &plain, true, FC_MONTH};
    const an_plan_label label = read_label(&of_months, "7");

    (void)state;
    assert_int_equal(label.kind, AN_LABEL_PART);
    assert_int_equal(label.part, 7);
}

static void days_stay_dates(void **state)
{
    const an_plan_labels labels = {&gregorian, &plain, false, FC_MONTH};
    const an_plan_label label = read_label(&labels, "2026-04-01");
    char shown[11];

    (void)state;
    assert_int_equal(label.kind, AN_LABEL_DATE);
    fc_date_format(label.date, shown);
    assert_string_equal(shown, "2026-04-01");
}

static void what_is_no_period_is_refused(void **state)
{
    static const char *const wrong[] = {"",       "total",    "Q5 2026", "2026-13", "Mar Apr 2026",
                                        "2026 Q", "Mrz 2026", "Q2 Q3",   "25",      "2026-02-30"};
    const an_plan_labels labels = {&gregorian, &plain, false, FC_MONTH};
    an_plan_label label;
    const char *why;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (an_plan_label_read(&labels, wrong[i], &label, &why))
            fail_msg("'%s' was read", wrong[i]);
}

static void columns_tell_their_unit_by_name(void **state)
{
    static const struct {
        const char *column;
        fc_unit unit;
    } names[] = {{"quarter_start", FC_QUARTER},
                 {"Month", FC_MONTH},
                 {"月份", FC_MONTH},
                 {"季度", FC_QUARTER},
                 {"年月", FC_MONTH},
                 {"FiscalYear", FC_YEAR},
                 {"年度", FC_YEAR},
                 {"week", FC_WEEK}};
    fc_unit unit;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(an_plan_label_unit(names[i].column, &unit));
        assert_int_equal(unit, names[i].unit);
    }
    assert_false(an_plan_label_unit("date", &unit));
    assert_false(an_plan_label_unit("日期", &unit));
}

static fc_date date(const char *text)
{
    fc_date d;

    assert_true(fc_date_parse(text, &d));
    return d;
}

static void spacing_tells_quarters_from_months(void **state)
{
    const fc_date quarters[] = {date("2025-10-01"), date("2026-01-01"), date("2026-04-01")};
    const fc_date months[] = {date("2025-12-01"), date("2026-01-01"), date("2026-02-01")};
    const fc_date weeks[] = {date("2026-03-02"), date("2026-03-09")};
    fc_unit unit;

    (void)state;
    assert_true(an_plan_label_spacing(&gregorian, quarters, 3, &unit));
    assert_int_equal(unit, FC_QUARTER);
    assert_true(an_plan_label_spacing(&gregorian, months, 3, &unit));
    assert_int_equal(unit, FC_MONTH);
    assert_true(an_plan_label_spacing(&gregorian, weeks, 2, &unit));
    assert_int_equal(unit, FC_WEEK);
}

/* January and July could be half years, or months with holes: nobody guesses. */
static void spacing_with_holes_tells_nothing(void **state)
{
    const fc_date halves[] = {date("2026-01-01"), date("2026-07-01")};
    fc_unit unit;

    (void)state;
    assert_false(an_plan_label_spacing(&gregorian, halves, 2, &unit));
    assert_false(an_plan_label_spacing(&gregorian, halves, 1, &unit));
}

/* With a year that starts in February, January opens no quarter. */
static void spacing_knows_the_fiscal_year(void **state)
{
    const fc_calendar fiscal = {FC_MONTH, FC_GREGORIAN, 2, 1};
    const fc_date quarters[] = {date("2026-02-01"), date("2026-05-01")};
    const fc_date others[] = {date("2026-01-01"), date("2026-04-01")};
    fc_unit unit;

    (void)state;
    assert_true(an_plan_label_spacing(&fiscal, quarters, 2, &unit));
    assert_int_equal(unit, FC_QUARTER);
    assert_false(an_plan_label_spacing(&fiscal, others, 2, &unit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_read_in_many_spellings),
        cmocka_unit_test(quarters_weeks_and_years_are_read),
        cmocka_unit_test(a_part_of_a_year_waits_for_its_year),
        cmocka_unit_test(a_part_finds_its_period_in_a_year),
        cmocka_unit_test(a_number_is_a_month_only_in_a_column_of_months),
        cmocka_unit_test(days_stay_dates),
        cmocka_unit_test(what_is_no_period_is_refused),
        cmocka_unit_test(columns_tell_their_unit_by_name),
        cmocka_unit_test(spacing_tells_quarters_from_months),
        cmocka_unit_test(spacing_with_holes_tells_nothing),
        cmocka_unit_test(spacing_knows_the_fiscal_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
