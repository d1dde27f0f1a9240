/* test_review_outlook.c - chances, run rates, and the month that is not complete. */
#include "tests/unit/review_case.h"

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* Slow twin: sums of the simulated paths, moved so that their median is the outlook, and sorted.
 * The range is of sums, not a sum of ranges. */
static void chances_are_those_of_summed_paths(void **state)
{
    enum { N = 400 };
    fixture *f = *state;
    double paths[N * HORIZON], sums[N], sorted[N];
    const an_review_row *year;
    size_t reached = 0;

    review_of_cells(f, 1.0);
    year = row(f, "East", "*", AN_SCOPE_YEAR, NULL);
    assert_ok(fc_forecasts_paths(f->forecasts, year->node, paths));
    for (size_t i = 0; i < N; i++) {
        sums[i] = year->actual;
        for (size_t h = 0; h < HORIZON; h++)
            sums[i] += paths[i * HORIZON + h];
    }
    memcpy(sorted, sums, sizeof sums);
    qsort(sorted, N, sizeof *sorted, compare_doubles);
    for (size_t i = 0; i < N; i++) {
        sums[i] += year->outlook - (sorted[199] + sorted[200]) / 2;
        reached += sums[i] >= year->plan;
    }
    qsort(sums, N, sizeof *sums, compare_doubles);
    assert_close(year->p_attain, (double)reached / N, 1e-12);
    assert_true(reached > 0 && reached < N);
    assert_close(year->lo80, sums[39] + 0.9 * (sums[40] - sums[39]), 1e-12);
    assert_close(year->hi80, sums[359] + 0.1 * (sums[360] - sums[359]), 1e-12);
    assert_true(year->lo80 < year->outlook && year->outlook < year->hi80);
}

/* Quantiles go around the outlook as the range does, and are there only when asked for. */
static void quantiles_are_those_of_the_same_sums(void **state)
{
    fixture *f = *state;
    const an_review_options options = {.year = "2025", .quantiles = true};
    an_review *full;

    review_of_cells(f, 1.03);
    assert_ok(an_review_new(&f->sales, f->forecasts, f->plan, &options, &full));
    assert_int_equal(an_review_size(full), an_review_size(f->review));
    for (size_t i = 0; i < an_review_size(full); i++) {
        const an_review_row *a = an_review_at(full, i), *b = an_review_at(f->review, i);
        const double size = fabs(a->outlook) + 1;

        assert_null(b->quantiles);
        assert_close(a->p_attain, b->p_attain, 0);
        assert_true(fabs(a->quantiles[9] - b->lo80) < 1e-9 * size);
        assert_true(fabs(a->quantiles[49] - b->outlook) < 1e-9 * size);
        assert_true(fabs(a->quantiles[89] - b->hi80) < 1e-9 * size);
        for (size_t q = 1; q < AN_REVIEW_QUANTILES; q++)
            assert_true(a->quantiles[q - 1] <= a->quantiles[q]);
    }
    an_review_free(full);
}

static void what_is_over_is_certain(void **state)
{
    fixture *f = *state;
    const an_review_row *r;

    review_of_cells(f, 1.03);
    r = row(f, "West", "Kettle", AN_SCOPE_MONTH, "2025-06");
    assert_close(r->lo80, r->outlook, 0);
    assert_close(r->hi80, r->outlook, 0);
    assert_close(r->p_attain, 0, 0);
    assert_int_equal(r->status, AN_STATUS_BEHIND);
    assert_true(isnan(r->required_run_rate));
}

static void a_plan_reached_to_the_cent_is_attained(void **state)
{
    fixture *f = *state;
    char text[256];

    make_hierarchy(f);
    forecast(f);
    snprintf(text, sizeof text,
             "region,product,period,plan\nEast,Kettle,2025-01,%.2f\nEast,Toaster,2025-01,%.2f\n",
             sold(0, YEAR_START), sold(1, YEAR_START));
    plan(f, text);
    review(f);
    assert_close(row(f, "East", "*", AN_SCOPE_MONTH, "2025-01")->p_attain, 1, 0);
    assert_int_equal(row(f, "East", "*", AN_SCOPE_MONTH, "2025-01")->status, AN_STATUS_ON_TRACK);
}

static void a_period_that_is_over_is_on_track_within_one_percent(void **state)
{
    static const struct {
        double factor;
        an_status status;
    } cases[] = {{0.988, AN_STATUS_AHEAD},
                 {0.992, AN_STATUS_ON_TRACK},
                 {1.009, AN_STATUS_ON_TRACK},
                 {1.012, AN_STATUS_BEHIND}};
    fixture *f = *state;
    char text[128];

    make_hierarchy(f);
    forecast(f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "region,product,period,plan\nEast,Kettle,2025-01,%.2f\n",
                 cases[i].factor * sold(0, YEAR_START));
        an_plan_free(f->plan);
        plan(f, text);
        review(f);
        assert_int_equal(row(f, "East", "Kettle", AN_SCOPE_MONTH, "2025-01")->status,
                         cases[i].status);
    }
}

/* Whatever the paths' skew: where the outlook is below the plan, fewer than half reach it. */
static void chance_and_gap_never_contradict(void **state)
{
    static const double factors[] = {0.97, 1.0, 1.03};
    fixture *f = *state;
    size_t n_below = 0, n_above = 0;

    make_hierarchy(f);
    forecast(f);
    for (size_t k = 0; k < 3; k++) {
        an_plan_free(f->plan);
        plan_cells(f, factors[k]);
        review(f);
        for (size_t i = 0; i < an_review_size(f->review); i++) {
            const an_review_row *r = an_review_at(f->review, i);

            if (isnan(r->p_attain) || isnan(r->required_run_rate))
                continue;
            n_below += r->gap < 0;
            n_above += r->gap > 0;
            assert_true(r->gap < 0 ? r->p_attain <= 0.5 : r->p_attain >= 0.5);
            assert_true(r->gap < 0 ? r->status != AN_STATUS_AHEAD
                                   : r->status >= AN_STATUS_ON_TRACK);
            assert_true(r->lo80 <= r->outlook && r->outlook <= r->hi80);
        }
    }
    assert_true(n_below > 20 && n_above > 20);
}

/* 2025 has 261 working days, 152 of them to the end of July. */
static void run_rates_are_per_working_day(void **state)
{
    fixture *f = *state;
    const an_review_row *r, *next;

    review_of_cells(f, 1.03);
    r = row(f, "East", "*", AN_SCOPE_YEAR, NULL);
    assert_close(r->current_run_rate, r->actual / 152, 1e-12);
    assert_close(r->required_run_rate, (r->plan - r->actual) / 109, 1e-12);
    next = row(f, "East", "*", AN_SCOPE_MONTH, "2025-09");
    assert_true(isnan(next->current_run_rate));
    assert_close(next->required_run_rate, next->plan / 22, 1e-12);
    assert_true(isnan(row(f, "East", "*", AN_SCOPE_TO_DATE, NULL)->required_run_rate));
}

static void nothing_more_is_required_once_the_plan_is_reached(void **state)
{
    fixture *f = *state;

    review_of_cells(f, 0.3);
    assert_close(row(f, "East", "*", AN_SCOPE_YEAR, NULL)->required_run_rate, 0, 0);
}

/* Seven of August's days are in: West's kettles sold more than a whole month, the others little. */
static void an_incomplete_month_keeps_its_actual_and_the_rest_of_its_forecast(void **state)
{
    static const double so_far[N_CELLS] = {1200.5, 900.25, 5000, 100.75};
    fixture *f = *state;
    const an_review_row *total;
    double outlooks = 0;

    for (size_t c = 0; c < N_CELLS; c++)
        add_row(f, c, LAST_COMPLETE + 1, so_far[c]);
    f->sales.last_incomplete = true;
    assert_true(fc_date_make(2025, 8, 7, &f->sales.last_date));
    review_of_cells(f, 1.03);
    total = row(f, "*", "*", AN_SCOPE_MONTH, "2025-08");
    for (size_t c = 0; c < N_CELLS; c++) {
        const an_review_row *r =
            row(f, cells[c].keys[0], cells[c].keys[1], AN_SCOPE_MONTH, "2025-08");

        assert_close(r->actual, so_far[c], 1e-12);
        assert_true(r->forecast_rest >= 0);
        outlooks += r->outlook;
    }
    assert_close(total->actual, 7201.5, 1e-12);
    assert_close(total->outlook, fc_forecasts_mean(f->forecasts, 0)[0], 1e-12);
    assert_close(total->outlook, outlooks, 1e-12);
    assert_close(row(f, "West", "Kettle", AN_SCOPE_MONTH, "2025-08")->forecast_rest, 0, 0);
    assert_int_equal(an_review_now(f->review), LAST_COMPLETE + 1);
    assert_close(total->current_run_rate, 7201.5 / 5, 1e-12); /* 1 August was a Friday */
    assert_close(total->required_run_rate, (total->plan - 7201.5) / 16, 1e-12);
    assert_string_equal(row(f, "*", "*", AN_SCOPE_TO_DATE, NULL)->period, "2025-07");
}

static void a_month_that_has_outrun_its_forecast_has_no_rest(void **state)
{
    fixture *f = *state;

    add_row(f, 0, LAST_COMPLETE + 1, 99999.5);
    f->sales.last_incomplete = true;
    assert_true(fc_date_make(2025, 8, 29, &f->sales.last_date));
    review_of_cells(f, 1.03);
    assert_close(row(f, "*", "*", AN_SCOPE_MONTH, "2025-08")->forecast_rest, 0, 0);
    assert_close(row(f, "*", "*", AN_SCOPE_MONTH, "2025-08")->outlook, 99999.5, 1e-12);
}

static void any_number_of_threads_gives_the_same_rows(void **state)
{
    fixture *f = *state;
    an_review *one, *two;

    for (int i = 0; i < 60; i++) { /* enough nodes to be shared out */
        char name[16];
        const char *keys[] = {name, "Kettle"};
        size_t cell;

        snprintf(name, sizeof name, "City %02d", i);
        assert_ok(fc_panel_cell(f->sales.panel, keys, NULL, &cell));
        for (fc_period p = FIRST; p <= LAST_COMPLETE; p++)
            assert_ok(fc_panel_add(f->sales.panel, cell, p,
                                   (double[]){sold((size_t)i % 2, p) + 31 * i, 17 + i}));
    }
    review_of_cells(f, 1.03);
    omp_set_num_threads(1);
    assert_ok(an_review_new(&f->sales, f->forecasts, f->plan, &(an_review_options){.year = "2025"},
                            &one));
    omp_set_num_threads(3);
    assert_ok(an_review_new(&f->sales, f->forecasts, f->plan, &(an_review_options){.year = "2025"},
                            &two));
    assert_int_equal(an_review_size(one), an_review_size(two));
    for (size_t i = 0; i < an_review_size(one); i++) {
        const an_review_row *a = an_review_at(one, i), *b = an_review_at(two, i);

        assert_int_equal(a->node, b->node);
        assert_string_equal(a->why, b->why);
        assert_memory_equal(&a->outlook, &b->outlook, sizeof a->outlook);
        assert_memory_equal(&a->lo80, &b->lo80, sizeof a->lo80);
        assert_memory_equal(&a->p_attain, &b->p_attain, sizeof a->p_attain);
    }
    an_review_free(one);
    an_review_free(two);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(chances_are_those_of_summed_paths),
        TEST(quantiles_are_those_of_the_same_sums),
        TEST(what_is_over_is_certain),
        TEST(a_plan_reached_to_the_cent_is_attained),
        TEST(a_period_that_is_over_is_on_track_within_one_percent),
        TEST(chance_and_gap_never_contradict),
        TEST(run_rates_are_per_working_day),
        TEST(nothing_more_is_required_once_the_plan_is_reached),
        TEST(an_incomplete_month_keeps_its_actual_and_the_rest_of_its_forecast),
        TEST(a_month_that_has_outrun_its_forecast_has_no_rest),
        TEST(any_number_of_threads_gives_the_same_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
