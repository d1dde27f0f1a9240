/* test_kpi.c - the measures of a small company, each worked out by hand. */
#include "analysis/kpi/kpi.h"

#include "analysis/kpi/measure.h"
#include "tests/unit/sales_case.h"

/* 2023-01 to 2025-06, all on the 10th. East sells A to c1 by r1: 100 a month (10 pieces), from 2024
 * 110 (10), from 2025 132 (12); and B to c2 at 50 (2) up to 2024-03. West sells A to c3 by r2 from
 * 2025-02: 77 (5.5). */
static fc_forecasts *forecasts;
static an_plan *plan;
static an_kpi_data data;

enum { FIRST = 2023 * 12, LAST = 2025 * 12 + 5 };

static void add_line(char *text, const char *rest, int period)
{
    sprintf(text + strlen(text), "%d-%02d-10,%s\n", period / 12, period % 12 + 1, rest);
}

static void read_company(void)
{
    static char text[8192];
    an_sales_options options = MONTHS;

    strcpy(text, "date,region,product,customer,rep,amount,quantity\n");
    for (int p = FIRST; p <= LAST; p++) {
        add_line(text,
                 p < 2024 * 12   ? "East,A,c1,r1,100,10"
                 : p < 2025 * 12 ? "East,A,c1,r1,110,10"
                                 : "East,A,c1,r1,132,12",
                 p);
        if (p <= 2024 * 12 + 2)
            add_line(text, "East,B,c2,r1,50,2", p);
        if (p >= 2025 * 12 + 1)
            add_line(text, "West,A,c3,r2,77,5.5", p);
    }
    options.by = "region";
    options.detail = true;
    assert_ok(read_text(text, &options));
}

static void read_plan(void)
{
    char text[1024] = "region,period,plan\n";

    for (int m = 1; m <= 12; m++)
        sprintf(text + strlen(text), "East,2025-%02d,120\nWest,2025-%02d,60\n", m, m);
    write_text("plan.csv", text);
    assert_ok(fc_forecasts_run(
        sales->hierarchy, &sales->calendar,
        &(fc_forecast_options){
            .model = "naive", .horizon = 6, .last = sales->last_complete, .n_paths = 10},
        &forecasts));
    assert_ok(an_plan_read("plan.csv", &(an_plan_options){.year = "2025"}, sales, forecasts,
                           problems, &plan));
}

static int open_company(void **state)
{
    (void)state;
    read_company();
    read_plan();
    assert_ok(an_kpi_data_make(sales, plan, "en", &data));
    return 0;
}

static int close_company(void **state)
{
    an_kpi_data_clear(&data);
    an_plan_free(plan);
    fc_forecasts_free(forecasts);
    plan = NULL;
    forecasts = NULL;
    return forget(state);
}

static double measure_at(const char *region, const char *name, int period)
{
    const size_t node = fc_hierarchy_find(sales->hierarchy, &region);
    an_kpi_view view;

    assert_non_null(an_kpi_find(name));
    assert_ok(an_kpi_view_make(&data, node, sales->last_complete + (fc_period)(period - LAST),
                               FC_DATE_NONE, &view));
    return an_kpi_find(name)->value(&view);
}

static double measure(const char *region, const char *name)
{
    return measure_at(region, name, LAST);
}

static void growth_compares_with_the_year_before(void **state)
{
    (void)state;
    assert_close(measure("*", "sales"), 209, 1e-15);
    assert_close(measure("*", "quantity"), 17.5, 1e-15);
    assert_close(measure("*", "average_price"), 209 / 17.5, 1e-15);
    assert_close(measure("*", "yoy"), 0.9, 1e-14);
    assert_close(measure("*", "yoy_restated"), 0.9, 1e-14);
    assert_close(measure("*", "yoy_per_working_day"), 209 / 21.0 / (110 / 20.0) - 1, 1e-14);
    assert_close(measure("*", "period_growth"), 0, 1e-15);
    assert_close(measure_at("*", "period_growth", 2024 * 12 + 3), 110 / 160.0 - 1, 1e-14);
    assert_close(measure("*", "mat"), 1837, 1e-15);
    assert_close(measure("*", "mat_growth"), 1837 / 1710.0 - 1, 1e-14);
    assert_close(measure("*", "cagr"), 1837 / 1710.0 - 1, 1e-14);
}

static void growth_on_nothing_is_not_defined(void **state)
{
    (void)state;
    assert_true(isnan(measure("West", "yoy")));
    assert_true(isnan(measure("West", "mat_growth")));
    assert_true(isnan(measure_at("*", "mat", FIRST + 10)));
    assert_true(isnan(measure_at("*", "customers", FIRST + 10)));
}

/* East grows by a fifth, West, all the rest, by a tenth. */
static void growth_is_held_against_the_rest_of_the_territory(void **state)
{
    an_sales_options options = MONTHS;
    char text[4096] = "date,region,amount\n";

    assert_true(isnan(measure("East", "growth_against_peers"))); /* the rest came from nothing */
    assert_true(isnan(measure("*", "growth_against_peers")));
    for (int p = FIRST; p < FIRST + 24; p++) {
        add_line(text, p < FIRST + 12 ? "East,100" : "East,120", p);
        add_line(text, p < FIRST + 12 ? "West,50" : "West,55", p);
    }
    close_company(state);
    options.detail = true;
    assert_ok(read_text(text, &options));
    assert_ok(an_kpi_data_make(sales, NULL, "en", &data));
    assert_close(measure("East", "growth_against_peers"), 0.1, 1e-13);
    assert_close(measure("West", "growth_against_peers"), -0.1, 1e-13);
    close_company(state);
    open_company(state);
}

static void sums_to_date_and_run_rates(void **state)
{
    (void)state;
    assert_close(measure("*", "mtd"), 209, 1e-15);
    assert_close(measure("*", "qtd"), 627, 1e-15);
    assert_close(measure("*", "ytd"), 1177, 1e-15);
    assert_close(measure("*", "sales_per_working_day"), 1177 / 129.0, 1e-14);
    assert_close(measure("*", "run_rate_year"), 1177 / 129.0 * 261, 1e-14);
    assert_close(measure("*", "annualised"), 2508, 1e-14);
}

/* The 10th of June 2025 is the seventh of 21 working days: all of it is the first third. */
static void a_month_sold_in_one_day_is_not_linear(void **state)
{
    (void)state;
    assert_close(measure("*", "linearity"), 1 / 3.0, 1e-14);
    assert_close(measure("*", "last_third_share"), 0, 1e-15);
}

static void attainment_and_pace(void **state)
{
    (void)state;
    assert_close(measure("*", "attainment"), 209 / 180.0, 1e-14);
    assert_close(measure("*", "attainment_to_date"), 1177 / 1080.0, 1e-14);
    assert_close(measure("*", "attainment_year"), 1177 / 2160.0, 1e-14);
    assert_close(measure("West", "gap_to_date"), 25, 1e-13);
    assert_close(measure("*", "pace_linear"), 1177 / 2160.0 / (129 / 261.0), 1e-14);
    assert_close(measure("*", "pace_seasonal"), 1177 / 2160.0 / ((900 / 1800.0 + 810 / 1470.0) / 2),
                 1e-14);
    assert_close(measure("*", "required_run_rate"), (2160 - 1177) / 132.0, 1e-14);
    assert_close(measure("*", "run_rate_difficulty"), (2160 - 1177) / 132.0 / (1177 / 129.0),
                 1e-14);
    assert_close(measure("*", "children_at_plan"), 1, 1e-15);
    assert_close(measure("*", "plan_mismatch"), 0, 1e-9);
    assert_true(isnan(measure_at("*", "attainment", 2024 * 12)));
}

static void customers_come_and_go(void **state)
{
    const double hhi = (1452.0 * 1452 + 385.0 * 385) / (1837.0 * 1837);

    (void)state;
    assert_close(measure("*", "customers"), 2, 1e-15);
    assert_close(measure("*", "top1_share"), 1452 / 1837.0, 1e-14);
    assert_close(measure("*", "top10_share"), 1, 1e-14);
    assert_close(measure("*", "hhi"), hhi, 1e-14);
    assert_close(measure("*", "gini"), 3289 / 1837.0 - 1.5, 1e-13);
    assert_close(measure("*", "churn"), 0.5, 1e-15);
    assert_close(measure("*", "repurchase"), 1, 1e-15);
    assert_close(measure("*", "new_customers"), 0, 1e-15);
    assert_close(measure("*", "quiet_customers"), 1, 1e-15);
    assert_close(measure_at("*", "new_customers", 2025 * 12 + 1), 1, 1e-15);
    assert_close(measure_at("*", "new_customer_share", 2025 * 12 + 1), 77 / 209.0, 1e-14);
    assert_close(measure_at("*", "returning_share", 2025 * 12 + 1), 132 / 209.0, 1e-14);
    assert_close(measure_at("*", "repurchase", 2025 * 12 + 1), 1 / 3.0, 1e-15);
}

static void the_bridge_explains_the_change(void **state)
{
    (void)state;
    assert_close(measure("*", "bridge_change"), 367, 1e-13);
    assert_close(measure("*", "bridge_volume"), 132, 1e-13);
    assert_close(measure("*", "bridge_price"), 0, 1e-9);
    assert_close(measure("*", "bridge_mix"), 0, 1e-9);
    assert_close(measure("*", "bridge_new"), 385, 1e-13);
    assert_close(measure("*", "bridge_ended"), -150, 1e-13);
    assert_close(measure_at("*", "bridge_change", 2024 * 12 + 5), -90, 1e-12);
    assert_close(measure_at("*", "bridge_price", 2024 * 12 + 5), 60, 1e-12);
    assert_close(measure_at("*", "bridge_volume", 2024 * 12 + 5), -75, 1e-12);
    assert_close(measure_at("*", "bridge_mix", 2024 * 12 + 5), -75, 1e-12);
    assert_true(isnan(measure_at("*", "bridge_change", FIRST + 5)));
}

static void shares_classes_and_people(void **state)
{
    const double mean = 1837 / 159.5, square = (1452.0 * 1452 / 132 + 385.0 * 385 / 27.5) / 159.5;

    (void)state;
    assert_close(measure("East", "share_of_total"), 1452 / 1837.0, 1e-14);
    assert_close(measure("West", "share_of_parent"), 385 / 1837.0, 1e-14);
    assert_close(measure("East", "abc"), 1, 1e-15);
    assert_close(measure("West", "abc"), 1, 1e-15); /* it crosses the line of 80 % */
    assert_close(measure("East", "xyz"), 1, 1e-15);
    assert_true(isnan(measure("West", "xyz")));
    assert_close(measure("*", "price_dispersion"), sqrt(square - mean * mean) / mean, 1e-12);
    assert_true(isnan(measure("East", "price_dispersion")));
    assert_close(measure("*", "reps"), 2, 1e-15);
    assert_close(measure("*", "productivity"), 1837 / 17.0, 1e-14);
}

static void gini_of_equals_is_zero_and_of_one_owner_nearly_one(void **state)
{
    double alike[] = {3.7, 3.7, 3.7}, owner[] = {0, 812.4, 0, 0}, none[] = {0, 0};

    (void)state;
    assert_close(an_kpi_gini(alike, 3), 0, 1e-14);
    assert_close(an_kpi_gini(owner, 4), 0.75, 1e-14);
    assert_true(isnan(an_kpi_gini(none, 2)));
    assert_close(an_kpi_gini((double[]){5.2}, 1), 0, 1e-15);
}

/* Every number of the table is one: nothing undefined is printed. */
static void the_table_holds_defined_measures_only(void **state)
{
    an_table *table;

    (void)state;
    assert_ok(an_kpi_table(sales, plan, &(an_kpi_options){.lang = "zh"}, &table));
    assert_true(an_table_rows(table) > 100);
    assert_int_equal(an_table_n_columns(table), 7);
    for (size_t r = 0; r < an_table_rows(table); r++) {
        assert_true(isfinite(an_table_cell_number(table, r, 3)));
        assert_true(strlen(an_table_cell_text(table, r, 6)) > 5);
    }
    an_table_free(table);
}

static void an_unknown_measure_is_refused(void **state)
{
    an_table *table;

    (void)state;
    assert_fails(an_kpi_table(sales, plan,
                              &(an_kpi_options){.only = (const char *[]){"profit"}, .n_only = 1},
                              &table),
                 FC_EUSAGE, "--kpi: no measure 'profit'; gapcast kpi SALES lists them");
}

static void names_are_told_apart_and_defined(void **state)
{
    (void)state;
    for (size_t i = 0; i < an_kpi_count(); i++) {
        const an_kpi_measure *m = an_kpi_at(i);

        assert_ptr_equal(an_kpi_find(m->name), m);
        assert_true(m->definition && m->definition_zh && m->value);
    }
    assert_null(an_kpi_find("profit"));
}

/* One row: nearly nothing is defined, and nothing fails. Returns alone: neither. */
static void a_company_of_one_row(void **state)
{
    static const char *const FILES[] = {"date,customer,amount,quantity\n2025-03-04,c,12.5,2\n",
                                        "date,customer,amount,quantity\n2025-03-04,c,-7.25,-1\n",
                                        "date,amount\n2025-03-04,0\n"};

    close_company(state);
    for (size_t i = 0; i < 3; i++) {
        an_sales_options options = MONTHS;
        an_table *table;

        options.detail = true;
        assert_ok(read_text(FILES[i], &options));
        assert_ok(an_kpi_table(sales, NULL, &(an_kpi_options){0}, &table));
        assert_true(an_table_rows(table) > 0);
        an_table_free(table);
    }
    open_company(state);
}

static int begin(void **state)
{
    return written_begin(state) || open_company(state);
}

static int end(void **state)
{
    return close_company(state) || written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growth_compares_with_the_year_before),
        cmocka_unit_test(growth_on_nothing_is_not_defined),
        cmocka_unit_test(growth_is_held_against_the_rest_of_the_territory),
        cmocka_unit_test(sums_to_date_and_run_rates),
        cmocka_unit_test(a_month_sold_in_one_day_is_not_linear),
        cmocka_unit_test(attainment_and_pace),
        cmocka_unit_test(customers_come_and_go),
        cmocka_unit_test(the_bridge_explains_the_change),
        cmocka_unit_test(shares_classes_and_people),
        cmocka_unit_test(gini_of_equals_is_zero_and_of_one_owner_nearly_one),
        cmocka_unit_test(the_table_holds_defined_measures_only),
        cmocka_unit_test(an_unknown_measure_is_refused),
        cmocka_unit_test(names_are_told_apart_and_defined),
        cmocka_unit_test(a_company_of_one_row),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
