/* test_assume.c - the way from last year to the target adds up exactly, and each cell to its step.
 */
#include "analysis/target/assume.h"
#include "tests/unit/target_case.h"

static void add_cell_row(target_case *c, const char *product, fc_period period, double amount)
{
    size_t cell;

    assert_ok(
        fc_panel_cell(c->company.sales.panel, (const char *[]){"East", product}, NULL, &cell));
    assert_ok(fc_panel_add(c->company.sales.panel, cell, period, (double[]){amount, 1}));
}

/* The company with a product launched in March 2025 and one whose last sale was in January. */
static int open_changing(void **state)
{
    target_case *c = new_case();

    for (fc_period p = YEAR_START + 2; p <= LAST_COMPLETE; p++)
        add_cell_row(c, "Fryer", p, 1234.56);
    for (fc_period p = FIRST; p <= YEAR_START; p++)
        add_cell_row(c, "Mop", p, 777.77);
    forecast_case(c);
    *state = c;
    return 0;
}

static void every_way_adds_up_exactly(void **state)
{
    target_case *c = *state;

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_GROWTH, 7.3)));
    for (size_t i = 0; i < fc_hierarchy_size(c->company.sales.hierarchy); i++) {
        an_assumptions a;
        int64_t sum;

        assert_ok(an_assume(c->target, i, &a));
        sum = llround(a.last_year * 100);
        for (int k = 0; k < AN_N_STEPS; k++)
            sum += llround(a.steps[k] * 100);
        assert_int_equal(sum, llround(an_target_at(c->target, i, 0)->target * 100));
    }
}

/* With invented habits: what they do is taken out of the trend, as a share of last year. */
static void habits_are_taken_out_of_the_trend(void **state)
{
    target_case *c = *state;
    const size_t n = fc_panel_size(c->company.sales.panel);
    an_habit some[16] = {{0}};
    an_habits habits = {some, {.before = 1000}, true, true};
    an_target_options options = goal(AN_GOAL_GROWTH, 7.3);
    an_assumptions plain, told;
    double won = 0;

    assert_true(n <= 16);
    assert_ok(try_target(c, FC_MONTH, options));
    assert_ok(an_assume(c->target, 0, &plain));
    for (size_t i = 0; i < n; i++) {
        some[i] = (an_habit){1000.0 / (double)n, -7.0 - (double)i, 11, 2.5};
        won += some[i].won;
    }
    options.habits = &habits;
    assert_ok(try_target(c, FC_MONTH, options));
    assert_ok(an_assume(c->target, 0, &told));
    assert_true(told.steps[AN_STEP_LOST] < 0 && told.steps[AN_STEP_WON] > 0);
    assert_close(told.steps[AN_STEP_TREND] + told.steps[AN_STEP_LOST] + told.steps[AN_STEP_WON] +
                     told.steps[AN_STEP_PRICE],
                 plain.steps[AN_STEP_TREND], 1e-9);
    /* cells that were launched or have ended keep their one step */
    assert_true(fabs(told.steps[AN_STEP_WON]) <= won / 1000 * told.last_year + 0.01);
    assert_close(told.steps[AN_STEP_PRICE] / told.steps[AN_STEP_WON], 2.5 / 11, 1e-4);
    habits.has_prices = false;
    assert_ok(an_assume(c->target, 0, &told));
    assert_close(told.steps[AN_STEP_PRICE], 0, 0);
    assert_false(an_assume_tells(c->target, AN_STEP_PRICE));
    assert_true(an_assume_tells(c->target, AN_STEP_WON));
}

static void what_is_launched_is_a_step_of_its_own(void **state)
{
    target_case *c = *state;
    an_assumptions fryer, all;
    const an_target_row *row;

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 400000)));
    row = an_target_at(c->target, node(&c->company, "East", "Fryer"), 0);
    assert_ok(an_assume(c->target, node(&c->company, "East", "Fryer"), &fryer));
    assert_ok(an_assume(c->target, 0, &all));
    assert_close(fryer.steps[AN_STEP_LAUNCHED], row->baseline - row->last_year, 1e-4);
    assert_close(fryer.steps[AN_STEP_CALENDAR], 0, 1e-9);
    assert_close(all.steps[AN_STEP_LAUNCHED], fryer.steps[AN_STEP_LAUNCHED], 1e-4);
}

/* 2026 has as many working days as 2025; by month they differ: by hand, of the year's months. */
static void the_calendar_counts_working_days(void **state)
{
    static const int days_2025[] = {23, 20, 21, 22, 22, 21, 23, 21, 22, 23, 20, 23};
    static const int days_2026[] = {22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23};
    target_case *c = *state;
    const size_t kettles = node(&c->company, "West", "Kettle");
    double expected = 0;
    an_assumptions a;

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 400000)));
    assert_ok(an_assume(c->target, kettles, &a));
    for (int m = 0; m < 12; m++) {
        const double before = m < 7 ? sold(2, YEAR_START + m)
                                    : fc_forecasts_mean(c->company.forecasts, kettles)[m - 7];

        expected += before * ((double)days_2026[m] / days_2025[m] - 1);
    }
    assert_true(fabs(a.steps[AN_STEP_CALENDAR] - expected) < 0.006);
}

static void without_last_year_there_is_no_bridge(void **state)
{
    target_case *c = *state;
    an_assumptions a;

    assert_ok(an_target_spans(&c->company.sales, "2023", FC_MONTH, &c->spans));
    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 400000)));
    assert_false(an_assume_can(c->target));
    assert_fails(an_assume(c->target, 0, &a), FC_EDATA,
                 "there are no sales of the year before 2023 to start from");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_way_adds_up_exactly, open_changing, close_case),
        cmocka_unit_test_setup_teardown(habits_are_taken_out_of_the_trend, open_changing,
                                        close_case),
        cmocka_unit_test_setup_teardown(what_is_launched_is_a_step_of_its_own, open_changing,
                                        close_case),
        cmocka_unit_test_setup_teardown(the_calendar_counts_working_days, open_changing,
                                        close_case),
        cmocka_unit_test_setup_teardown(without_last_year_there_is_no_bridge, open_changing,
                                        close_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
