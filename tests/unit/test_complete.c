/* test_complete.c - when the last period counts as complete. */
#include "analysis/read/complete.h"
#include "tests/unit/assert.h"

static const fc_calendar MONTHS = {FC_MONTH, FC_GREGORIAN, 1, 1};

static an_complete complete;

static int forget(void **state)
{
    (void)state;
    an_complete_free(&complete);
    return 0;
}

static void add(int year, int month, int day)
{
    fc_date date;

    assert_true(fc_date_make(year, month, day, &date));
    assert_ok(an_complete_add(&complete, fc_calendar_period(&MONTHS, date), date));
}

static fc_period month(int year, int number)
{
    fc_date date;

    assert_true(fc_date_make(year, number, 1, &date));
    return fc_calendar_period(&MONTHS, date);
}

static fc_period last(fc_date as_of)
{
    return an_complete_last(&complete, &MONTHS, as_of);
}

static void no_row_has_no_last_period(void **state)
{
    (void)state;
    assert_int_equal(last(FC_DATE_NONE), FC_PERIOD_NONE);
}

static void a_single_period_is_complete_as_nothing_says_otherwise(void **state)
{
    (void)state;
    add(2026, 3, 5);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 3));
}

static void days_missing_at_the_end_may_be_as_many_as_before(void **state)
{
    (void)state;
    add(2026, 1, 28); /* three days missing */
    add(2026, 2, 27);
    add(2026, 3, 28);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 3));
    add(2026, 4, 26); /* four */
    assert_int_equal(last(FC_DATE_NONE), month(2026, 3));
    add(2026, 4, 27);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 4));
}

static void dates_on_the_first_day_are_whole_periods(void **state)
{
    (void)state;
    for (int m = 1; m <= 7; m++)
        add(2026, m, 1);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 7));
}

static void as_of_at_the_end_makes_it_complete(void **state)
{
    fc_date end;

    (void)state;
    add(2026, 1, 31);
    add(2026, 2, 5);
    assert_true(fc_date_make(2026, 2, 28, &end));
    assert_int_equal(last(end - 1), month(2026, 1));
    assert_int_equal(last(end), month(2026, 2));
}

static void periods_come_in_any_order_and_may_be_missing(void **state)
{
    (void)state;
    add(2026, 5, 4);
    add(2024, 2, 20); /* nine days missing: leap year */
    add(2026, 5, 21);
    add(1999, 12, 31);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 5) - 1);
    add(2026, 5, 22);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 5));
}

static void parts_join_to_the_same(void **state)
{
    an_complete other = {0};

    (void)state;
    add(2026, 3, 30);
    add(2026, 4, 12);
    other = complete;
    complete = (an_complete){0};
    add(2025, 11, 2);
    add(2026, 4, 5);
    assert_ok(an_complete_join(&complete, &other));
    an_complete_free(&other);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 4));
    add(2025, 11, 14);
    assert_int_equal(last(FC_DATE_NONE), month(2026, 3));
}

static fc_period first(void)
{
    return an_complete_first(&complete, &MONTHS);
}

static void a_first_period_that_begins_late_is_not_complete(void **state)
{
    (void)state;
    assert_int_equal(first(), FC_PERIOD_NONE);
    add(2025, 3, 17);
    assert_int_equal(first(), month(2025, 3)); /* nothing says otherwise */
    for (int m = 4; m <= 9; m++)
        add(2025, m, m); /* at most eight days missing */
    assert_int_equal(first(), month(2025, 4));
    add(2025, 3, 10);
    assert_int_equal(first(), month(2025, 4)); /* nine */
    add(2025, 3, 9);
    assert_int_equal(first(), month(2025, 3)); /* eight, as in September */
}

static void few_periods_must_say_it_clearly(void **state)
{
    (void)state;
    add(2025, 3, 8); /* seven days missing; three later */
    add(2025, 4, 4);
    add(2025, 5, 2);
    assert_int_equal(first(), month(2025, 3));
    complete.days[month(2025, 3) - complete.base].first++;
    assert_int_equal(first(), month(2025, 4));
}

static void dates_that_stand_for_months_begin_no_late_period(void **state)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    (void)state;
    for (int at = 0; at < 3; at++) { /* on the first day, in the middle, on the last */
        for (int i = 0; i < 9; i++)
            add(2025, i + 1, at == 0 ? 1 : at == 1 ? 15 : days[i]);
        assert_int_equal(first(), month(2025, 1));
        an_complete_free(&complete);
        for (int i = 1; i < 9; i++)
            add(2025, i + 1, at == 0 ? 1 : at == 1 ? 15 : days[i]);
        assert_int_equal(first(), month(2025, 2));
        an_complete_free(&complete);
    }
}

static void a_day_far_from_all_others_is_seen(void **state)
{
    fc_date day;

    (void)state;
    assert_int_equal(an_complete_after_others(&complete, &day), 0);
    add(2025, 3, 7);
    assert_int_equal(an_complete_after_others(&complete, &day), 0);
    assert_int_equal(an_complete_before_others(&complete, &day), 0);
    add(2025, 4, 9);
    add(2026, 6, 30);
    add(2026, 6, 2);
    assert_int_equal(an_complete_after_others(&complete, &day), 419);
    assert_int_equal(fc_calendar_period(&MONTHS, day), month(2026, 6));
    assert_int_equal(an_complete_before_others(&complete, &day), 33);
    assert_int_equal(fc_calendar_period(&MONTHS, day), month(2025, 3));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        CASE(no_row_has_no_last_period),
        CASE(a_single_period_is_complete_as_nothing_says_otherwise),
        CASE(days_missing_at_the_end_may_be_as_many_as_before),
        CASE(dates_on_the_first_day_are_whole_periods),
        CASE(as_of_at_the_end_makes_it_complete),
        CASE(periods_come_in_any_order_and_may_be_missing),
        CASE(parts_join_to_the_same),
        CASE(a_first_period_that_begins_late_is_not_complete),
        CASE(a_day_far_from_all_others_is_seen),
        CASE(few_periods_must_say_it_clearly),
        CASE(dates_that_stand_for_months_begin_no_late_period),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
