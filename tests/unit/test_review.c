/* test_review.c - what a review has, in which order, and what it refuses. */
#include "tests/unit/review_case.h"

static void an_outlook_is_actual_and_the_rest_of_the_forecast(void **state)
{
    fixture *f = *state;
    const an_review_row *past, *next, *year;

    review_of_cells(f, 1.03);
    past = row(f, "East", "Kettle", AN_SCOPE_MONTH, "2025-07");
    next = row(f, "East", "Kettle", AN_SCOPE_MONTH, "2025-08");
    year = row(f, "East", "Kettle", AN_SCOPE_YEAR, "2025");
    assert_close(past->actual, sold(0, YEAR_START + 6), 1e-12);
    assert_close(past->forecast_rest, 0, 0);
    assert_close(next->actual, 0, 0);
    assert_close(next->forecast_rest, fc_forecasts_mean(f->forecasts, node(f, "East", "Kettle"))[0],
                 1e-12);
    assert_close(year->outlook, year->actual + year->forecast_rest, 1e-15);
    assert_close(year->gap, year->outlook - year->plan, 1e-12);
    assert_close(year->gap_pct, 100 * year->gap / year->plan, 1e-12);
}

static void months_add_up_to_quarters_and_the_year(void **state)
{
    fixture *f = *state;
    double sum = 0, planned = 0;

    review_of_cells(f, 1.03);
    for (size_t i = 0; i < an_review_size(f->review); i++) {
        const an_review_row *r = an_review_at(f->review, i);

        if (r->node == 0 && r->scope == AN_SCOPE_MONTH) {
            sum += r->outlook;
            planned += r->plan;
        }
    }
    assert_close(row(f, "*", "*", AN_SCOPE_YEAR, NULL)->outlook, sum, 1e-12);
    assert_close(row(f, "*", "*", AN_SCOPE_YEAR, NULL)->plan, planned, 1e-12);
    assert_close(row(f, "*", "*", AN_SCOPE_QUARTER, "2025-Q3")->outlook,
                 row(f, "*", "*", AN_SCOPE_MONTH, "2025-07")->outlook +
                     row(f, "*", "*", AN_SCOPE_MONTH, "2025-08")->outlook +
                     row(f, "*", "*", AN_SCOPE_MONTH, "2025-09")->outlook,
                 1e-12);
}

/* Whether the line is missing or its amount. */
static void a_hole_in_the_plan_of_a_cell_is_told_and_no_plan_of_0(void **state)
{
    fixture *f = *state;

    for (int empty = 0; empty < 2; empty++) {
        char text[4096], told[2][512] = {"", ""};
        int n = snprintf(text, sizeof text, "region,product,period,plan\n");

        for (size_t c = 0; c < N_CELLS; c++)
            for (int m = 0; m < 12; m++) {
                const bool hole = c == 3 && m == 2;

                if (hole && !empty)
                    continue;
                n += snprintf(text + n, sizeof text - (size_t)n, "%s,%s,2025-%02d,",
                              cells[c].keys[0], cells[c].keys[1], m + 1);
                n += hole ? snprintf(text + n, sizeof text - (size_t)n, "\n")
                          : snprintf(text + n, sizeof text - (size_t)n, "%.2f\n",
                                     cells[c].monthly * season(m));
            }
        if (empty)
            an_plan_free(f->plan);
        else
            make_hierarchy(f);
        if (!empty)
            forecast(f);
        f->plan = NULL;
        plan(f, text);
        assert_ok(review_with(f, &(an_review_options){.year = "2025"}));
        assert_true(isnan(row(f, "West", "Toaster", AN_SCOPE_MONTH, "2025-03")->gap));
        assert_true(isnan(row(f, "West", "Toaster", AN_SCOPE_QUARTER, "2025-Q1")->gap));
        assert_true(isnan(row(f, "West", "Toaster", AN_SCOPE_YEAR, "2025")->gap));
        assert_int_equal(row(f, "West", "Toaster", AN_SCOPE_YEAR, "2025")->status,
                         AN_STATUS_NO_PLAN);
        assert_false(isnan(row(f, "West", "Toaster", AN_SCOPE_QUARTER, "2025-Q2")->gap));
        assert_false(isnan(row(f, "West", "Kettle", AN_SCOPE_YEAR, "2025")->gap));
        for (size_t i = 0; i < an_problems_size(f->problems); i++) {
            const an_problem *p = an_problems_at(f->problems, i);

            if (strstr(p->text, "has no plan in"))
                an_problem_text(p, told[0], sizeof told[0]);
            if (strstr(p->text, "are empty"))
                an_problem_text(p, told[1], sizeof told[1]);
        }
        assert_non_null(strstr(told[0], "West/Toaster has no plan in 1 month in which others have "
                                        "one, the first of them 2025-03"));
        assert_int_equal(told[1][0] != '\0', empty);
        assert_true(!empty || strstr(told[1], ":40: 1 plan amounts are empty"));
    }
}

static void every_node_has_every_scope(void **state)
{
    fixture *f = *state;

    review_of_cells(f, 1.03);
    assert_int_equal(an_review_size(f->review), 9 * (12 + 4 + 1 + 1));
    assert_string_equal(an_review_year(f->review), "2025");
    assert_int_equal(an_review_now(f->review), LAST_COMPLETE);
    assert_string_equal(row(f, "West", "*", AN_SCOPE_TO_DATE, NULL)->period, "2025-07");
    assert_string_equal(row(f, "West", "*", AN_SCOPE_MONTH, NULL)->period, "2025-07");
    assert_string_equal(row(f, "West", "*", AN_SCOPE_QUARTER, NULL)->period, "2025-Q3");
    assert_null(an_review_find(f->review, 0, AN_SCOPE_MONTH, "2026-01"));
}

static void the_worst_gap_of_a_level_ranks_first(void **state)
{
    fixture *f = *state;
    const an_review_row *before = NULL;

    review_of_cells(f, 1.03);
    for (size_t i = 0; i < an_review_size(f->review); i++) {
        const an_review_row *r = an_review_at(f->review, i);
        const size_t level = fc_hierarchy_level(f->sales.hierarchy, r->node);

        if (before && before->scope == r->scope && strcmp(before->period, r->period) == 0 &&
            fc_hierarchy_level(f->sales.hierarchy, before->node) == level) {
            assert_true(before->gap <= r->gap);
            assert_int_equal(r->rank, before->rank + 1);
        } else {
            assert_int_equal(r->rank, 1);
        }
        before = r;
    }
    assert_int_equal(row(f, "West", "Kettle", AN_SCOPE_YEAR, NULL)->rank, 1);
}

static void nodes_without_a_plan_stand_last_and_have_no_rank(void **state)
{
    fixture *f = *state;
    const an_review_row *r;

    make_hierarchy(f);
    forecast(f);
    plan(f, "region,period,plan\nEast,2025,200000\n");
    review(f);
    r = row(f, "West", "*", AN_SCOPE_YEAR, NULL);
    assert_int_equal(r->rank, 0);
    assert_int_equal(r->status, AN_STATUS_NO_PLAN);
    assert_true(isnan(r->plan) && isnan(r->gap) && isnan(r->p_attain));
    assert_why(r, "no plan; ");
    assert_int_equal(row(f, "East", "*", AN_SCOPE_YEAR, NULL)->rank, 1);
}

static void attainment_is_of_the_year_and_all_nodes(void **state)
{
    fixture *f = *state;
    const an_review_row *year;

    review_of_cells(f, 1.03);
    year = row(f, "*", "*", AN_SCOPE_YEAR, NULL);
    assert_close(an_review_attainment(f->review), 100 * year->outlook / year->plan, 1e-12);
    assert_true(an_review_attainment(f->review) < 100);
}

/* Planned to June only: like is held against like, and called so. */
static void a_year_planned_in_part_is_held_against_that_part(void **state)
{
    fixture *f = *state;
    const an_review_row *year, *first, *second;

    make_hierarchy(f);
    forecast(f);
    plan(f, "region,quarter,plan\nEast,2025-Q1,50000\nEast,2025-Q2,52000\n");
    review(f);
    first = row(f, "East", "*", AN_SCOPE_QUARTER, "2025-Q1");
    second = row(f, "East", "*", AN_SCOPE_QUARTER, "2025-Q2");
    year = row(f, "East", "*", AN_SCOPE_YEAR, NULL);
    assert_string_equal(an_review_year(f->review), "2025-01–2025-06");
    assert_string_equal(year->period, "2025-01–2025-06");
    assert_int_equal(an_review_year_period(f->review), 2025);
    assert_close(second->plan, 52000, 1e-12);
    assert_close(year->plan, 102000, 1e-12);
    assert_close(year->outlook, first->outlook + second->outlook, 1e-12);
    assert_close(year->gap, year->outlook - 102000, 1e-9);
    assert_int_equal(year->rank, 1);
    assert_string_equal(row(f, "East", "*", AN_SCOPE_TO_DATE, NULL)->period, "2025-06");
    assert_true(isnan(row(f, "East", "*", AN_SCOPE_QUARTER, "2025-Q3")->plan));
    assert_int_equal(an_problems_count(f->problems, AN_WARNING), 2); /* and West has none at all */
}

/* A hole in the middle is no part that a year could be held against. */
static void a_year_with_a_hole_is_not_held_against_its_plan(void **state)
{
    fixture *f = *state;

    make_hierarchy(f);
    forecast(f);
    plan(f, "region,quarter,plan\nEast,2025-Q1,50000\nEast,2025-Q3,52000\n");
    review(f);
    assert_string_equal(an_review_year(f->review), "2025");
    assert_true(isnan(row(f, "East", "*", AN_SCOPE_YEAR, NULL)->plan));
}

static void what_cannot_be_reviewed_is_refused(void **state)
{
    fixture *f = *state;

    make_hierarchy(f);
    forecast(f);
    assert_fails(review_with(f, &(an_review_options){.year = "soon"}), FC_EUSAGE,
                 "--for soon: this is no year; write 2026");
    assert_fails(review_with(f, &(an_review_options){.year = "2026"}), FC_EUSAGE,
                 "a review of 2026 needs a horizon of at least 17 periods, not 5");
    assert_fails(review_with(f, &(an_review_options){.year = "2021"}), FC_EDATA,
                 "--for 2021: the sales begin later; there is nothing to review");
    assert_null(f->review);
}

static void forecasts_of_some_levels_are_refused(void **state)
{
    fixture *f = *state;

    make_hierarchy(f);
    forecast_levels(f, FC_LEVELS_BOTTOM);
    assert_fails(review_with(f, &(an_review_options){.year = "2025"}), FC_EUSAGE,
                 "a review needs forecasts of all levels");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_outlook_is_actual_and_the_rest_of_the_forecast),
        TEST(months_add_up_to_quarters_and_the_year),
        TEST(a_hole_in_the_plan_of_a_cell_is_told_and_no_plan_of_0),
        TEST(every_node_has_every_scope),
        TEST(the_worst_gap_of_a_level_ranks_first),
        TEST(nodes_without_a_plan_stand_last_and_have_no_rank),
        TEST(attainment_is_of_the_year_and_all_nodes),
        TEST(a_year_planned_in_part_is_held_against_that_part),
        TEST(a_year_with_a_hole_is_not_held_against_its_plan),
        TEST(what_cannot_be_reviewed_is_refused),
        TEST(forecasts_of_some_levels_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
