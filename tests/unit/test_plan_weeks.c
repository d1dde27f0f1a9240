/* test_plan_weeks.c - a plan by calendar month for sales by week, or by months of weeks: what sells
 * exactly its plan has no gap. */
#include <math.h>

#include "analysis/review/review.h"
#include "tests/unit/plan_case.h"

static const double DAILY = 10; /* sold and planned */

static const fc_calendar weeks = {FC_WEEK, FC_GREGORIAN, 1, 1},
                         months_445 = {FC_MONTH, FC_445, 1, 1};

static fc_date day(int year, int month, int d)
{
    fc_date date;

    assert_true(fc_date_make(year, month, d, &date));
    return date;
}

/* Sales of 2024 and 2025, the same every day, cut by `calendar`. */
static void start(fixture *f, const fc_calendar *calendar, size_t horizon)
{
    const char *const files[] = {f->sales_path};
    const an_sales_options options = {
        .by = "region,product", .calendar = *calendar, .as_of = FC_DATE_NONE, .threads = 1};
    const fc_forecast_options core = {
        .model = "snaive", .horizon = horizon, .n_paths = 100, .last = FC_PERIOD_NONE};
    FILE *file = fopen(f->sales_path, "w");

    assert_non_null(file);
    fprintf(file, "date,region,product,amount\n");
    for (fc_date d = day(2024, 1, 1); d <= day(2025, 12, 28); d++) {
        char text[11];

        fc_date_format(d, text);
        fprintf(file, "%s,East,Kettle,%.2f\n", text, DAILY);
    }
    assert_int_equal(fclose(file), 0);
    fc_forecasts_free(f->forecasts);
    an_sales_free(f->sales);
    assert_ok(an_sales_read(files, 1, &options, f->problems, &f->sales));
    assert_ok(fc_forecasts_run(f->sales->hierarchy, &f->sales->calendar, &core, &f->forecasts));
}

/* A plan of 10 a day for each calendar month from 2025-12 to 2027-01, as "2026-03" or by dates. */
static void plan_months(const char *end, char *text, size_t size)
{
    size_t n = (size_t)snprintf(text, size, "region,product,period,plan\n");

    for (int i = 11; i < 25; i++) {
        const int year = 2025 + i / 12, month = i % 12 + 1;
        const fc_date first = day(year, month, 1), next = day(year + month / 12, month % 12 + 1, 1);

        n += (size_t)snprintf(text + n, size - n, "East,Kettle,%d-%02d%s,%.2f\n", year, month, end,
                              DAILY * (next - first));
    }
}

/* In 2026 the last month of weeks has a week more than the one a year before that shapes it. */
static void assert_even(const fixture *f)
{
    const fc_calendar *calendar = &f->sales->calendar;

    for (fc_period p = fc_calendar_period(calendar, day(2026, 1, 8));
         p <= fc_calendar_period(calendar, day(2026, 10, 20)); p++)
        for (size_t node = 0; node < fc_hierarchy_size(f->sales->hierarchy); node++)
            assert_close(
                an_plan_value(f->plan, node, p),
                DAILY * (fc_calendar_end(calendar, p) - fc_calendar_start(calendar, p) + 1), 1e-12);
}

static void a_week_in_two_months_has_its_plan_from_both(void **state)
{
    fixture *f = *state;
    char text[2048];

    start(f, &weeks, 60);
    plan_months("", text, sizeof text);
    assert_ok(read_plan(f, text));
    assert_even(f);
    assert_true(told(f, "a week that lies in two months has its plan from both, by days"));
}

static void calendar_months_are_brought_onto_months_of_weeks(void **state)
{
    const an_plan_options gregorian = {.has_scheme = true, .scheme = FC_GREGORIAN};
    fixture *f = *state;
    char text[2048];

    start(f, &months_445, 14);
    plan_months("", text, sizeof text);
    assert_ok(read_with(f, text, &gregorian));
    assert_even(f);
    assert_ok(read_plan(f, text)); /* the months of the sales: as they stand */
    assert_close(an_plan_value(f->plan, 0, fc_calendar_period(&months_445, day(2026, 3, 10))), 310,
                 1e-12);
    assert_true(told(f, "if they are calendar months, give --plan-calendar gregorian"));
}

static void dates_of_calendar_months_are_seen(void **state)
{
    fixture *f = *state;
    char text[2048];

    start(f, &months_445, 14);
    plan_months("-01", text, sizeof text);
    assert_ok(read_plan(f, text));
    assert_even(f);
    assert_true(told(f, "its dates begin calendar months"));
}

static void what_is_planned_stays_planned_but_for_weeks_at_its_ends(void **state)
{
    fixture *f = *state;
    fc_period first, last;
    double sum = 0;

    start(f, &weeks, 60);
    assert_ok(read_plan(f, "region,product,period,plan\nEast,Kettle,2026-01,317.43\n"
                           "East,Kettle,2026-02,95.10\nEast,Kettle,2026-03,211.07\n"));
    an_plan_span(f->plan, &first, &last);
    for (fc_period p = first + 1; p <= last; p++)
        sum += an_plan_value(f->plan, 0, p);
    /* 2026-01-01 is a Thursday: its week has four days of the plan, which stand for seven; the last
     * week has two, which stand for none. */
    assert_int_equal(first, fc_calendar_period(&weeks, day(2025, 12, 29)));
    assert_int_equal(last, fc_calendar_period(&weeks, day(2026, 3, 29)));
    sum += an_plan_value(f->plan, 0, first) * 4 / 7;
    assert_true(sum < 317.43 + 95.10 + 211.07 && sum > 317.43 + 95.10 + 211.07 * 28 / 31);
    assert_true(told(f, "2026-W01 has 4 of its 7 days in the plan: their plan per day stands"));
    assert_true(told(f, "2026-W14 has 2 of its 7 days in the plan, too few to speak for it"));
}

/* A plan of DAILY for every day of the periods that touch the year. */
static void plan_year(const fc_calendar *own, int year, char *text, size_t size)
{
    const fc_period first = fc_calendar_period(own, day(year, 1, 1));
    const fc_period last = fc_calendar_period(own, day(year, 12, 31));
    size_t n = (size_t)snprintf(text, size, "period,plan\n");

    for (fc_period p = first; p <= last; p++) {
        char label[FC_LABEL_SIZE];

        fc_calendar_label(own, p, label);
        n += (size_t)snprintf(text + n, size - n, "%s,%.2f\n", label,
                              DAILY * (fc_calendar_end(own, p) - fc_calendar_start(own, p) + 1));
    }
}

/* Reviews the sales, DAILY every day, by a plan of the same in periods of `plan_unit`. */
static void check_flat(fixture *f, const fc_calendar *calendar, const an_plan_options *options,
                       int year, fc_unit plan_unit)
{
    const char *const files[] = {f->sales_path};
    const fc_calendar own = {plan_unit, FC_GREGORIAN, 1, calendar->week_start};
    const an_sales_options sales = {
        .by = "", .calendar = *calendar, .as_of = FC_DATE_NONE, .threads = 1};
    fc_forecast_options core = {.model = "naive", .horizon = 1, .n_paths = 10};
    char text[8192], name[8];
    an_plan_options given = *options;
    an_review *review;

    plan_year(&own, year, text, sizeof text);
    an_plan_free(f->plan);
    f->plan = NULL;
    fc_forecasts_free(f->forecasts);
    an_sales_free(f->sales);
    assert_ok(an_sales_read(files, 1, &sales, f->problems, &f->sales));
    core.last = f->sales->last_complete;
    core.has_first = f->sales->first_incomplete;
    core.first = f->sales->first_complete;
    assert_ok(fc_forecasts_run(f->sales->hierarchy, &f->sales->calendar, &core, &f->forecasts));
    snprintf(name, sizeof name, "%d", year);
    given.year = name;
    assert_ok(read_with(f, text, &given));
    assert_ok(an_review_new(f->sales, f->forecasts, f->plan, &(an_review_options){.year = name},
                            &review));
    for (size_t i = 0; i < an_review_size(review); i++) {
        const an_review_row *row = an_review_at(review, i);

        if (!(fabs(row->gap) < 1e-6 * row->outlook))
            fail_msg("%d, unit %d, scheme %d, week start %d, plan by %d: %s has a gap of %g of %g",
                     year, calendar->unit, calendar->scheme, calendar->week_start, plan_unit,
                     row->period, row->gap, row->plan);
    }
    an_review_free(review);
}

static void what_sells_its_plan_every_day_has_no_gap_on_any_calendar(void **state)
{
    static const fc_unit plans[] = {FC_WEEK, FC_MONTH, FC_QUARTER, FC_YEAR};
    static const fc_calendar calendars[] = {
        {FC_DAY, FC_GREGORIAN, 1, 1},  {FC_WEEK, FC_GREGORIAN, 1, 1},
        {FC_WEEK, FC_GREGORIAN, 1, 7}, {FC_MONTH, FC_GREGORIAN, 1, 1},
        {FC_MONTH, FC_445, 1, 1},      {FC_MONTH, FC_454, 1, 7},
        {FC_MONTH, FC_544, 1, 1},      {FC_WEEK, FC_445, 1, 7},
        {FC_QUARTER, FC_445, 1, 1},
    };
    const an_plan_options gregorian = {.has_scheme = true, .scheme = FC_GREGORIAN};
    fixture *f = *state;
    FILE *file = fopen(f->sales_path, "w");

    assert_non_null(file);
    fprintf(file, "date,amount\n");
    for (fc_date d = day(2018, 12, 1); d <= day(2027, 1, 31); d++) {
        char text[11];

        fc_date_format(d, text);
        fprintf(file, "%s,%.2f\n", text, DAILY);
    }
    assert_int_equal(fclose(file), 0);
    for (size_t c = 0; c < sizeof calendars / sizeof *calendars; c++)
        for (int year = 2020; year <= 2026; year++)
            for (size_t u = 0; u < 4; u++)
                check_flat(f, &calendars[c], &gregorian, year, plans[u]);
}

static void a_month_is_no_plan_of_a_quarter(void **state)
{
    static const fc_calendar quarters = {FC_QUARTER, FC_GREGORIAN, 1, 1};
    const an_plan_options options = {.year = "2026"};
    fixture *f = *state;

    start(f, &quarters, 4);
    assert_int_equal(
        read_with(f, "region,product,period,plan\nEast,Kettle,2026-01,317.43\n", &options),
        FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "it plans no quarter as a whole"));
    assert_ok(read_with(f,
                        "region,product,period,plan\nEast,Kettle,2026-01,310\n"
                        "East,Kettle,2026-02,280\nEast,Kettle,2026-04,300\n"
                        "East,Kettle,2026-05,310\nEast,Kettle,2026-06,300\n",
                        &options));
    assert_true(told(f, "2026-Q1 has 59 of its 90 days in the plan, too few to speak for it"));
    assert_true(isnan(an_plan_value(f->plan, 0, fc_calendar_period(&quarters, day(2026, 1, 1)))));
    assert_close(an_plan_value(f->plan, 0, fc_calendar_period(&quarters, day(2026, 4, 1))), 910,
                 1e-12);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_week_in_two_months_has_its_plan_from_both),
        TEST(calendar_months_are_brought_onto_months_of_weeks),
        TEST(dates_of_calendar_months_are_seen),
        TEST(what_is_planned_stays_planned_but_for_weeks_at_its_ends),
        TEST(a_month_is_no_plan_of_a_quarter),
        TEST(what_sells_its_plan_every_day_has_no_gap_on_any_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
