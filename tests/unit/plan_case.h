/* plan_case.h - a small company, and a plan for it read from a text. */
#ifndef TESTS_UNIT_PLAN_CASE_H
#define TESTS_UNIT_PLAN_CASE_H

#include "analysis/plan/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/assert.h"

/* Sales of 2024 and 2025 by region and product: East sells three times what West does, Kettle half
 * as much again as Toaster, December twice the other months. */
typedef struct {
    char folder[32], sales_path[64], plan_path[64];
    an_problems *problems;
    an_sales *sales;
    fc_forecasts *forecasts;
    an_plan *plan;
} fixture;

static inline void write_sales(const char *path)
{
    static const struct {
        const char *region, *product;
        double monthly;
    } cells[] = {{"East", "Kettle", 900},
                 {"East", "Toaster", 600},
                 {"West", "Kettle", 300},
                 {"West", "Toaster", 200}};
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fprintf(f, "date,region,product,amount,quantity\n");
    for (int month = 0; month < 24; month++)
        for (size_t i = 0; i < 4; i++)
            fprintf(f, "%d-%02d-15,%s,%s,%.2f,%d\n", 2024 + month / 12, month % 12 + 1,
                    cells[i].region, cells[i].product,
                    cells[i].monthly * (month % 12 == 11 ? 2 : 1), 10);
    fprintf(f, "2025-12-31,East,Kettle,0,0\n");
    assert_int_equal(fclose(f), 0);
}

static inline fc_calendar months(void)
{
    return (fc_calendar){FC_MONTH, FC_GREGORIAN, 1, 1};
}

static inline void forecast(fixture *f, const char *by)
{
    const char *const files[] = {f->sales_path};
    const an_sales_options options = {
        .by = by, .calendar = months(), .as_of = FC_DATE_NONE, .threads = 1};
    const fc_forecast_options core = {
        .model = "snaive", .horizon = 12, .n_paths = 100, .last = FC_PERIOD_NONE};

    assert_ok(an_sales_read(files, 1, &options, f->problems, &f->sales));
    assert_ok(fc_forecasts_run(f->sales->hierarchy, &f->sales->calendar, &core, &f->forecasts));
}

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    strcpy(f->folder, "/tmp/test_plan_XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->sales_path, sizeof f->sales_path, "%s/sales.csv", f->folder);
    snprintf(f->plan_path, sizeof f->plan_path, "%s/plan.csv", f->folder);
    write_sales(f->sales_path);
    assert_ok(an_problems_new(&f->problems));
    forecast(f, "region,product");
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;

    an_plan_free(f->plan);
    fc_forecasts_free(f->forecasts);
    an_sales_free(f->sales);
    an_problems_free(f->problems);
    unlink(f->sales_path);
    unlink(f->plan_path);
    rmdir(f->folder);
    free(f);
    return 0;
}

static inline fc_status read_with(fixture *f, const char *text, const an_plan_options *options)
{
    FILE *file = fopen(f->plan_path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    an_plan_free(f->plan);
    return an_plan_read(f->plan_path, options, f->sales, f->forecasts, f->problems, &f->plan);
}

static inline fc_status read_plan(fixture *f, const char *text)
{
    return read_with(f, text, &(an_plan_options){0});
}

static inline double planned(const fixture *f, const char *region, const char *product,
                             const char *month)
{
    const char *keys[] = {region, product};
    const size_t node = fc_hierarchy_find(f->sales->hierarchy, keys);
    fc_period period;
    fc_unit unit;

    assert_true(node != SIZE_MAX);
    assert_true(fc_calendar_parse(&f->sales->calendar, month, &unit, &period));
    return an_plan_value(f->plan, node, period);
}

static inline double year_of(const fixture *f, const char *region, const char *product)
{
    char month[16];
    double sum = 0;

    for (int i = 1; i <= 12; i++) {
        snprintf(month, sizeof month, "2026-%02d", i);
        sum += planned(f, region, product, month);
    }
    return sum;
}

static inline bool told(const fixture *f, const char *words)
{
    for (size_t i = 0; i < an_problems_size(f->problems); i++)
        if (strstr(an_problems_at(f->problems, i)->text, words))
            return true;
    return false;
}

/* Refused as data, with a message that starts with the file and goes on like this. */
static inline void assert_refused(fixture *f, const char *text, const char *message)
{
    const size_t n = strlen(f->plan_path);

    assert_int_equal(read_plan(f, text), FC_EDATA);
    assert_null(f->plan);
    assert_memory_equal(fc_error_message(), f->plan_path, n);
    assert_string_equal(fc_error_message() + n, message);
}

#endif
