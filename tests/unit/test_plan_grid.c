/* test_plan_grid.c - every day lies in one slot, and slots are cut only where the plan goes on. */
#include "analysis/plan/plan_grid.h"

#include "tests/unit/assert.h"

static const fc_calendar weeks = {FC_WEEK, FC_GREGORIAN, 1, 1},
                         months = {FC_MONTH, FC_GREGORIAN, 1, 1},
                         months_445 = {FC_MONTH, FC_445, 1, 1};

static fc_date day(const char *text)
{
    fc_date date;
    fc_unit unit;

    assert_true(fc_calendar_parse(&months, text, &unit, &date) && unit == FC_DAY);
    return date;
}

/* The months from `first` on. */
static size_t month_spans(const char *first, size_t n, an_plan_days *spans)
{
    const fc_period begin = fc_calendar_period(&months, day(first));

    for (size_t i = 0; i < n; i++)
        spans[i] = (an_plan_days){fc_calendar_start(&months, begin + (fc_period)i),
                                  fc_calendar_end(&months, begin + (fc_period)i)};
    return n;
}

static void every_day_lies_in_one_slot_and_shares_add_up(void **state)
{
    const fc_calendar *const calendars[] = {&weeks, &months, &months_445};

    (void)state;
    for (size_t c = 0; c < 3; c++) {
        an_plan_days spans[36];
        an_plan_grid grid;
        double days = 0;

        assert_ok(
            an_plan_grid_make(calendars[c], spans, month_spans("2024-03-01", 36, spans), &grid));
        for (size_t i = 0; i < grid.n; i++) {
            const an_plan_slot *slot = &grid.slots[i];

            for (fc_date d = slot->days.first; d <= slot->days.last; d++)
                assert_int_equal(fc_calendar_period(calendars[c], d), slot->period);
            if (i > 0)
                assert_int_equal(slot->days.first, grid.slots[i - 1].days.last + 1);
            days += slot->share * (fc_calendar_end(calendars[c], slot->period) -
                                   fc_calendar_start(calendars[c], slot->period) + 1);
        }
        assert_close(days, 1095, 1e-12); /* 2024-03-01 to 2027-02-28 */
        an_plan_grid_clear(&grid);
    }
}

static void a_week_in_two_months_is_cut_where_the_plan_goes_on(void **state)
{
    an_plan_days spans[2];
    an_plan_grid grid;
    size_t first, last;

    (void)state;
    assert_ok(an_plan_grid_make(&weeks, spans, month_spans("2026-03-01", 2, spans), &grid));
    an_plan_grid_find(&grid, (an_plan_days){day("2026-03-01"), day("2026-03-31")}, &first, &last);
    /* Sunday the 1st is all that the plan has of its week; Monday and Tuesday the 31st are of
     * March. */
    assert_int_equal(grid.slots[first].days.first, day("2026-02-23"));
    assert_close(grid.slots[first].share, 1 / 7., 1e-15);
    assert_close(grid.slots[first].stretch, 0, 0);
    assert_close(grid.slots[last].stretch, 1, 0);
    assert_int_equal(grid.slots[last].days.last, day("2026-03-31"));
    assert_close(grid.slots[last].share, 2 / 7., 1e-15);
    an_plan_grid_find(&grid, (an_plan_days){day("2026-04-01"), day("2026-04-30")}, &first, &last);
    assert_int_equal(grid.slots[first].days.first, day("2026-04-01"));
    assert_close(grid.slots[first].share, 5 / 7., 1e-15);
    /* The last week of the plan is not cut: its four days of April stand for the others. */
    assert_int_equal(grid.slots[last].days.last, day("2026-05-03"));
    assert_close(grid.slots[last].share, 4 / 7., 1e-15);
    assert_close(grid.slots[last].stretch, 7 / 4., 1e-15);
    an_plan_grid_clear(&grid);
}

static void nothing_is_cut_between_months_that_do_not_meet(void **state)
{
    an_plan_days spans[] = {{day("2026-01-01"), day("2026-01-31")},
                            {day("2026-03-01"), day("2026-03-31")}};
    an_plan_grid grid;

    (void)state;
    assert_ok(an_plan_grid_make(&weeks, spans, 2, &grid));
    assert_int_equal(grid.n, grid.slots[grid.n - 1].period - grid.slots[0].period + 1);
    an_plan_grid_clear(&grid);
}

static void finer_periods_share_a_slot(void **state)
{
    an_plan_days spans[30];
    an_plan_grid grid;
    size_t first, last;

    (void)state;
    for (int i = 0; i < 30; i++)
        spans[i] = (an_plan_days){day("2026-04-01") + i, day("2026-04-01") + i};
    assert_ok(an_plan_grid_make(&months, spans, 30, &grid));
    assert_int_equal(grid.n, 1);
    an_plan_grid_find(&grid, spans[17], &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 0);
    an_plan_grid_clear(&grid);
}

static void days_left_out_of_a_finer_plan_are_no_holes(void **state)
{
    an_plan_days spans[20];
    an_plan_grid grid;

    (void)state;
    for (int i = 0; i < 20; i++) /* working days */
        spans[i] = (an_plan_days){day("2026-04-06") + i / 5 * 7 + i % 5,
                                  day("2026-04-06") + i / 5 * 7 + i % 5};
    assert_ok(an_plan_grid_make(&weeks, spans, 20, &grid));
    assert_int_equal(grid.n, 4);
    for (size_t i = 0; i < grid.n; i++)
        assert_close(grid.slots[i].stretch, 1, 0);
    an_plan_grid_clear(&grid);
}

static void a_lone_week_goes_to_the_month_of_most_of_its_days(void **state)
{
    an_plan_days week = {day("2026-03-30"), day("2026-04-05")};
    an_plan_grid grid;
    size_t first, last;

    (void)state;
    assert_ok(an_plan_grid_make(&months, &week, 1, &grid));
    an_plan_grid_find(&grid, week, &first, &last);
    assert_int_equal(first, last);
    assert_int_equal(grid.slots[first].period, fc_calendar_period(&months, day("2026-04-01")));
    an_plan_grid_clear(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_lies_in_one_slot_and_shares_add_up),
        cmocka_unit_test(a_week_in_two_months_is_cut_where_the_plan_goes_on),
        cmocka_unit_test(nothing_is_cut_between_months_that_do_not_meet),
        cmocka_unit_test(finer_periods_share_a_slot),
        cmocka_unit_test(days_left_out_of_a_finer_plan_are_no_holes),
        cmocka_unit_test(a_lone_week_goes_to_the_month_of_most_of_its_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
