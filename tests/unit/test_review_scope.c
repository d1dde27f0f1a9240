/* test_review_scope.c - the periods of a review, working days, and ranges of sums. */
#include "analysis/review/review_scope.h"

#include <stdlib.h>
#include <string.h>

#include "forecast/ranges/quantile_range.h"
#include "tests/unit/assert.h"

typedef struct {
    an_review_slot *slots;
    size_t n;
} list;

static fc_period period_of(const fc_calendar *calendar, const char *label)
{
    fc_period period;
    fc_unit unit;

    assert_true(fc_calendar_parse(calendar, label, &unit, &period));
    return period;
}

static list slots_of(const fc_calendar *calendar, const char *year, const char *last_complete)
{
    list l;

    assert_ok(an_review_scope_slots(calendar, period_of(calendar, year),
                                    period_of(calendar, last_complete), &l.slots, &l.n));
    return l;
}

static size_t count(const list *l, an_scope scope)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++)
        n += l->slots[i].scope == scope;
    return n;
}

static void a_year_of_months_has_eighteen_slots(void **state)
{
    const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};
    list l = slots_of(&months, "2026", "2026-07");

    (void)state;
    assert_int_equal(l.n, 18);
    assert_string_equal(l.slots[0].label, "2026-01");
    assert_string_equal(l.slots[13].label, "2026-Q2");
    assert_int_equal(l.slots[13].first, period_of(&months, "2026-04"));
    assert_int_equal(l.slots[13].last, period_of(&months, "2026-06"));
    assert_string_equal(l.slots[16].label, "2026");
    assert_int_equal(l.slots[17].scope, AN_SCOPE_TO_DATE);
    assert_string_equal(l.slots[17].label, "2026-07");
    assert_int_equal(l.slots[17].last, period_of(&months, "2026-07"));
    free(l.slots);
}

static void before_the_first_complete_period_nothing_is_to_date(void **state)
{
    const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};
    list l = slots_of(&months, "2026", "2025-12");

    (void)state;
    assert_int_equal(l.n, 17);
    assert_int_equal(count(&l, AN_SCOPE_TO_DATE), 0);
    free(l.slots);
}

static void a_year_that_is_over_is_to_date_as_a_whole(void **state)
{
    const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};
    list l = slots_of(&months, "2024", "2026-02");

    (void)state;
    assert_string_equal(l.slots[17].label, "2024-12");
    free(l.slots);
}

static void quarters_have_no_months(void **state)
{
    const fc_calendar quarters = {FC_QUARTER, FC_GREGORIAN, 1, 1};
    list l = slots_of(&quarters, "2026", "2026-Q1");

    (void)state;
    assert_int_equal(count(&l, AN_SCOPE_MONTH), 0);
    assert_int_equal(count(&l, AN_SCOPE_QUARTER), 4);
    assert_int_equal(l.n, 6);
    free(l.slots);
}

/* The week of 2025-12-29 has its fourth day in January: it is a week of 2026. */
static void weeks_belong_to_the_month_of_their_fourth_day(void **state)
{
    const fc_calendar weeks = {FC_WEEK, FC_GREGORIAN, 1, 1};
    list l = slots_of(&weeks, "2026", "2026-W10");
    size_t n = 0;

    (void)state;
    assert_int_equal(count(&l, AN_SCOPE_MONTH), 12);
    assert_int_equal(fc_calendar_start(&weeks, l.slots[0].first), 20451); /* 2025-12-29 */
    for (size_t i = 0; i < 12; i++) {
        n += (size_t)(l.slots[i].last - l.slots[i].first) + 1;
        if (i > 0)
            assert_int_equal(l.slots[i].first, l.slots[i - 1].last + 1);
    }
    assert_int_equal(n, 53); /* 2026 has 53 ISO weeks */
    assert_string_equal(l.slots[17].label, "2026-W10");
    free(l.slots);
}

static void a_fiscal_year_has_its_own_months(void **state)
{
    const fc_calendar fiscal = {FC_MONTH, FC_GREGORIAN, 4, 1};
    list l = slots_of(&fiscal, "2026", "2025-06");

    (void)state;
    assert_int_equal(count(&l, AN_SCOPE_MONTH), 12);
    assert_string_equal(l.slots[0].label, "2025-04");
    assert_string_equal(l.slots[11].label, "2026-03");
    free(l.slots);
}

static void a_retail_year_of_53_weeks_has_twelve_months(void **state)
{
    const fc_calendar weeks = {FC_WEEK, FC_445, 2, 7};
    list l = slots_of(&weeks, "2023", "2023-W20");
    size_t n = 0;

    (void)state;
    assert_int_equal(count(&l, AN_SCOPE_MONTH), 12);
    for (size_t i = 0; i < 12; i++)
        n += (size_t)(l.slots[i].last - l.slots[i].first) + 1;
    assert_int_equal(n, 53);
    free(l.slots);
}

static fc_date date(const char *text)
{
    fc_date d;

    assert_true(fc_date_parse(text, &d));
    return d;
}

static void working_days_are_monday_to_friday(void **state)
{
    (void)state;
    assert_int_equal(an_review_scope_workdays(date("2026-03-01"), date("2026-03-31")), 22);
    assert_int_equal(an_review_scope_workdays(date("2026-02-01"), date("2026-02-28")), 20);
    assert_int_equal(an_review_scope_workdays(date("2026-03-07"), date("2026-03-08")),
                     0); /* a weekend */
    assert_int_equal(an_review_scope_workdays(date("2026-03-06"), date("2026-03-06")), 1);
    assert_int_equal(an_review_scope_workdays(date("2026-03-06"), date("2026-03-05")), 0);
}

/* Slow twin: day by day. */
static void working_days_agree_with_counting(void **state)
{
    (void)state;
    for (fc_date first = 20000; first < 20008; first++)
        for (fc_date last = first; last < first + 40; last++) {
            size_t n = 0;

            for (fc_date d = first; d <= last; d++)
                n += fc_date_weekday(d) <= 5;
            assert_int_equal(an_review_scope_workdays(first, last), n);
        }
}

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double sorted_quantile(const double *sorted, size_t n, double q)
{
    const double place = q * (double)(n - 1);
    const size_t k = (size_t)place;

    return k + 1 < n ? sorted[k] + (place - (double)k) * (sorted[k + 1] - sorted[k]) : sorted[k];
}

/* Slow twin: sorted. Few distinct values make ties. */
static void ranges_agree_with_sorting(void **state)
{
    enum { MOST = 400 };
    double x[MOST], sorted[MOST], lo, hi;

    (void)state;
    srand(31);
    for (int round = 0; round < 2000; round++) {
        const size_t n = 1 + (size_t)rand() % MOST;
        const int distinct = 1 + rand() % 500;

        for (size_t i = 0; i < n; i++)
            x[i] = sorted[i] = rand() % distinct - 17.25;
        qsort(sorted, n, sizeof *sorted, compare_doubles);
        fc_quantile_range(x, n, 0.1, 0.9, &lo, &hi);
        assert_close(lo, sorted_quantile(sorted, n, 0.1), 1e-12);
        assert_close(hi, sorted_quantile(sorted, n, 0.9), 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_months_has_eighteen_slots),
        cmocka_unit_test(before_the_first_complete_period_nothing_is_to_date),
        cmocka_unit_test(a_year_that_is_over_is_to_date_as_a_whole),
        cmocka_unit_test(quarters_have_no_months),
        cmocka_unit_test(weeks_belong_to_the_month_of_their_fourth_day),
        cmocka_unit_test(a_fiscal_year_has_its_own_months),
        cmocka_unit_test(a_retail_year_of_53_weeks_has_twelve_months),
        cmocka_unit_test(working_days_are_monday_to_friday),
        cmocka_unit_test(working_days_agree_with_counting),
        cmocka_unit_test(ranges_agree_with_sorting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
