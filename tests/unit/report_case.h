/* report_case.h - a small company, reviewed for real, and everything that a report borrows. */
#ifndef TESTS_UNIT_REPORT_CASE_H
#define TESTS_UNIT_REPORT_CASE_H

#include "analysis/report/report.h"
#include "analysis/review/review_horizon.h"
#include "tests/unit/written.h"

/* Everything a report borrows. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_forecasts *forecasts;
    an_plan *plan;
    an_review *review;
    an_report_input input;
} reviewed;

static const char hostile[] = "<b>\"Q\" & Co";

/* Three regions by two products, from 2023 to April 2026; West slips from January 2026 on. */
static inline void write_company(void)
{
    static const char *const regions[] = {"East", "West", "\"<b>\"\"Q\"\" & Co\""};
    static const char *const products[] = {"lamp", "desk"};
    FILE *sales = fopen("sales.csv", "w"), *plan = fopen("plan.csv", "w");

    assert_true(sales && plan);
    fputs("date,region,product,amount\n", sales);
    fputs("region,product,period,plan\n", plan);
    for (int m = 0; m < 48; m++)
        for (int c = 0; c < 6; c++) {
            const int year = 2023 + m / 12, month = m % 12 + 1;
            const double season = 1 + 0.3 * ((m % 12) - 5.5) / 5.5;
            const double level = (41700 + 9100 * c) * season;
            const double slip = c / 2 == 1 && m >= 36 ? 0.81 : 1;

            if (m < 40) /* a sale on the first and on the last day: the month is whole */
                for (int day = 1; day <= 28; day += 27)
                    fprintf(sales, "%d-%02d-%02d,%s,%s,%.2f\n", year, month,
                            day == 1 ? 1 : (month == 2 ? 28 : 30), regions[c / 2], products[c % 2],
                            level * slip / 2 + 17.3 * ((m * 7 + c * 5) % 11));
            if (year == 2026)
                fprintf(plan, "%s,%s,%d-%02d,%.2f\n", regions[c / 2], products[c % 2], year, month,
                        level);
        }
    assert_int_equal(fclose(sales), 0);
    assert_int_equal(fclose(plan), 0);
}

static inline void review_company(reviewed *r, const char *lang)
{
    static const char *const files[] = {"sales.csv"};
    const an_sales_options reading = {
        .calendar = {FC_MONTH, FC_GREGORIAN, 1, 1}, .as_of = FC_DATE_NONE, .detail = true};
    const an_plan_options planning = {0};
    const an_review_options options = {.lang = lang};
    fc_forecast_options core = {.n_paths = 200};

    write_company();
    assert_ok(an_problems_new(&r->problems));
    assert_ok(an_sales_read(files, 1, &reading, r->problems, &r->sales));
    core.last = r->sales->last_complete;
    assert_ok(an_review_horizon(r->sales, NULL, &core.horizon));
    assert_ok(fc_forecasts_run(r->sales->hierarchy, &r->sales->calendar, &core, &r->forecasts));
    assert_ok(an_plan_read("plan.csv", &planning, r->sales, r->forecasts, r->problems, &r->plan));
    assert_ok(an_review_new(r->sales, r->forecasts, r->plan, &options, &r->review));
    r->input = (an_report_input){.sales = r->sales,
                                 .forecasts = r->forecasts,
                                 .plan = r->plan,
                                 .review = r->review,
                                 .problems = r->problems};
}

static inline void forget(reviewed *r)
{
    an_review_free(r->review);
    an_plan_free(r->plan);
    fc_forecasts_free(r->forecasts);
    an_sales_free(r->sales);
    an_problems_free(r->problems);
}

#endif
