/* review_case.h - a small company with a slipping cell, its plan, and the review of its year. */
#ifndef TESTS_UNIT_REVIEW_CASE_H
#define TESTS_UNIT_REVIEW_CASE_H

#include "analysis/review/review.h"

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/assert.h"

enum {
    N_CELLS = 4,
    YEAR_START = 2025 * 12,
    FIRST = 2023 * 12,
    LAST_COMPLETE = YEAR_START + 6,
    HORIZON = 5
};

static const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};

static const struct {
    const char *keys[2];
    double monthly, price;
} cells[N_CELLS] = {{{"East", "Kettle"}, 9400, 19.9},
                    {{"East", "Toaster"}, 6100, 34.5},
                    {{"West", "Kettle"}, 3700, 19.9},
                    {{"West", "Toaster"}, 2900, 34.5}};

/* Sales from 2023-01 to 2025-07; West's kettles lose two fifths from 2025-03 on. */
typedef struct {
    an_sales sales;
    an_problems *problems;
    fc_forecasts *forecasts;
    an_plan *plan;
    an_review *review;
    char plan_path[32];
} fixture;

static inline double season(int month)
{
    return month == 11 ? 1.9 : 1 + 0.05 * (month % 4);
}

/* What a cell sells in a month: a little off, always in the same way. */
static inline double sold(size_t cell, fc_period period)
{
    const int month = period % 12;
    const double off = 1 + 0.04 * sin(7.3 * (double)cell + 2.9 * period);
    const double slip = cell == 2 && period >= YEAR_START + 2 ? 0.6 : 1;

    return round(cells[cell].monthly * season(month) * off * slip * 100) / 100;
}

static inline void add_row(fixture *f, size_t cell, fc_period period, double amount)
{
    size_t number;

    assert_ok(fc_panel_cell(f->sales.panel, cells[cell].keys, NULL, &number));
    assert_ok(fc_panel_add(f->sales.panel, number, period,
                           (double[]){amount, amount / cells[cell].price}));
}

static inline void make_hierarchy(fixture *f)
{
    const fc_dimension dimensions[] = {{0, 1}, {1, 1}};

    assert_ok(fc_panel_sort(f->sales.panel));
    assert_ok(fc_hierarchy_new(f->sales.panel, dimensions, 2, &f->sales.hierarchy));
}

static inline void forecast_levels(fixture *f, fc_levels levels)
{
    const fc_forecast_options options = {.levels = levels,
                                         .model = "snaive",
                                         .horizon = HORIZON,
                                         .last = LAST_COMPLETE,
                                         .n_paths = 400,
                                         .seed = 11};

    assert_ok(fc_forecasts_run(f->sales.hierarchy, &months, &options, &f->forecasts));
}

static inline void forecast(fixture *f)
{
    forecast_levels(f, FC_LEVELS_ALL);
}

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);

    f->sales = (an_sales){.calendar = months,
                          .n_keys = 2,
                          .key_names = {"region", "product"},
                          .has_quantity = true,
                          .last_complete = LAST_COMPLETE};
    assert_ok(an_problems_new(&f->problems));
    assert_ok(fc_panel_new(2, AN_N_MEASURES, &f->sales.panel));
    for (size_t c = 0; c < N_CELLS; c++)
        for (fc_period p = FIRST; p <= LAST_COMPLETE; p++)
            add_row(f, c, p, sold(c, p));
    strcpy(f->plan_path, "/tmp/test_review_XXXXXX");
    assert_int_equal(close(mkstemp(f->plan_path)), 0);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;

    unlink(f->plan_path);
    an_review_free(f->review);
    an_plan_free(f->plan);
    fc_forecasts_free(f->forecasts);
    fc_hierarchy_free(f->sales.hierarchy);
    fc_panel_free(f->sales.panel);
    an_problems_free(f->problems);
    free(f);
    return 0;
}

static inline void plan(fixture *f, const char *text)
{
    FILE *file = fopen(f->plan_path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_ok(an_plan_read(f->plan_path, &(an_plan_options){.year = "2025"}, &f->sales,
                           f->forecasts, f->problems, &f->plan));
}

/* Each cell and month of 2025 at `factor` times what it sells in such a month. */
static inline void plan_cells(fixture *f, double factor)
{
    char text[4096];
    int n = snprintf(text, sizeof text, "region,product,period,plan\n");

    for (size_t c = 0; c < N_CELLS; c++)
        for (int m = 0; m < 12; m++)
            n += snprintf(text + n, sizeof text - (size_t)n, "%s,%s,2025-%02d,%.2f\n",
                          cells[c].keys[0], cells[c].keys[1], m + 1,
                          factor * cells[c].monthly * season(m));
    plan(f, text);
}

static inline fc_status review_with(fixture *f, const an_review_options *options)
{
    an_review_free(f->review);
    return an_review_new(&f->sales, f->forecasts, f->plan, options, &f->review);
}

static inline void review(fixture *f)
{
    assert_ok(review_with(f, &(an_review_options){.year = "2025"}));
}

static inline void review_of_cells(fixture *f, double factor)
{
    make_hierarchy(f);
    forecast(f);
    plan_cells(f, factor);
    review(f);
}

static inline size_t node(const fixture *f, const char *region, const char *product)
{
    return fc_hierarchy_find(f->sales.hierarchy, (const char *[]){region, product});
}

static inline const an_review_row *row(const fixture *f, const char *region, const char *product,
                                       an_scope scope, const char *period)
{
    const an_review_row *found = an_review_find(f->review, node(f, region, product), scope, period);

    assert_non_null(found);
    return found;
}

static inline void assert_why(const an_review_row *r, const char *words)
{
    if (!strstr(r->why, words))
        fail_msg("'%s' does not say '%s'", r->why, words);
}

static inline void assert_not_why(const an_review_row *r, const char *words)
{
    if (strstr(r->why, words))
        fail_msg("'%s' says '%s'", r->why, words);
}

#endif
