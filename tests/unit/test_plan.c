/* test_plan.c - plan files, long and wide, for any period. */
#include "tests/unit/plan_case.h"

static void a_long_plan_is_read_at_its_nodes(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f,
        "region,product,period,plan\nEast,Kettle,2026-01,1013.50\nWest,Kettle,2026-01,297.25\n"));
    assert_close(planned(f, "East", "Kettle", "2026-01"), 1013.50, 0);
    assert_close(planned(f, "*", "Kettle", "2026-01"), 1310.75, 1e-15);
    assert_true(isnan(planned(f, "*", "*", "2026-01"))); /* Toasters are not planned */
    assert_true(isnan(planned(f, "East", "Toaster", "2026-01")));
    assert_true(isnan(planned(f, "East", "Kettle", "2026-02")));
}

static void a_wide_plan_is_the_same(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,product,2026-01,Feb 2026,2026年3月\nEast,Kettle,1013.5,,988\n"));
    assert_close(planned(f, "East", "Kettle", "2026-01"), 1013.5, 0);
    assert_true(isnan(planned(f, "East", "Kettle", "2026-02")));
    assert_close(planned(f, "East", "Kettle", "2026-03"), 988, 0);
}

static void months_without_a_year_are_of_the_year_reviewed(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "区域,1月,2月,12月\nEast,1500,1600,3300\n"));
    assert_close(planned(f, "East", "*", "2026-02"), 1600, 0);
    assert_close(planned(f, "East", "*", "2026-12"), 3300, 0);
}

static void a_year_column_tells_the_year_of_months(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "year,region,Jan,Feb\n2025,East,1410,1420\n2026,East,1510,1520\n"));
    assert_close(planned(f, "East", "*", "2025-02"), 1420, 0);
    assert_close(planned(f, "East", "*", "2026-02"), 1520, 0);
}

static void a_number_in_a_month_column_is_a_month(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "year,month,region,target\n2026,3,West,512.5\n"));
    assert_close(planned(f, "West", "*", "2026-03"), 512.5, 0);
}

/* By what each sells: 3 to 1 by region, 3 to 2 by product. */
static void a_plan_of_the_total_reaches_the_cells(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "period,plan\n2026-05,2400\n"));
    assert_close(planned(f, "*", "*", "2026-05"), 2400, 0);
    assert_close(planned(f, "West", "*", "2026-05"), 600, 1e-12);
    assert_close(planned(f, "East", "Kettle", "2026-05"), 1080, 1e-12);
}

static void a_year_is_split_by_the_season(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,year,plan\nEast,2026,26000.13\nWest,2026,5200\n"));
    assert_close(planned(f, "East", "*", "2026-12"), 4000.02, 1e-12);
    assert_close(planned(f, "West", "*", "2026-06"), 400, 1e-12);
    assert_close(year_of(f, "East", "*"), 26000.13, 1e-15);
    assert_close(year_of(f, "*", "*"), 31200.13, 1e-15);
}

static void dates_stand_for_what_their_column_says(void **state)
{
    fixture *f = *state;

    assert_ok(
        read_plan(f, "region,quarter_start,quota\nEast,2026-01-01,4500\nEast,2026-10-01,6000\n"));
    assert_close(planned(f, "East", "*", "2026-02"), 1500, 1e-12);
    assert_close(planned(f, "East", "*", "2026-12"), 3000, 1e-12);
    assert_true(isnan(planned(f, "East", "*", "2026-05")));
}

static void dates_stand_for_what_their_spacing_says(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,date,quota\nEast,2026-01-01,4500\nEast,2026-04-01,4800\n"));
    assert_close(planned(f, "East", "*", "2026-05"), 1600, 1e-12);
}

static void dates_that_say_nothing_are_refused(void **state)
{
    fixture *f = *state;

    assert_refused(
        f, "region,date,quota\nEast,2026-01-01,4500\nEast,2026-07-01,4800\n",
        ": its dates are not the first days of consecutive periods, so they do not say what they "
        "stand for; tell it with --plan-unit month, quarter ...");
    assert_ok(read_with(f, "region,date,quota\nEast,2026-01-01,4500\nEast,2026-07-01,4800\n",
                        &(an_plan_options){.unit = "month"}));
    assert_close(planned(f, "East", "*", "2026-07"), 4800, 0);
}

static void days_of_a_plan_add_up_to_months(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(
        f, "region,day,plan\nEast,2026-03-02,10.25\nEast,2026-03-03,11.5\nEast,2026-04-01,7\n"));
    assert_close(planned(f, "East", "*", "2026-03"), 21.75, 1e-15);
}

static void a_quarter_far_from_its_start_is_told(void **state)
{
    fixture *f = *state;

    f->sales->calendar.fiscal_start = 2;
    assert_ok(
        read_plan(f, "region,quarter_start,quota\nEast,2026-01-01,4500\nEast,2026-04-01,4500\n"));
    assert_true(told(f, "2026-01-01 lies inside"));
}

static void amounts_in_finer_steps_than_cents_stay_exact(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,period,plan\nEast,2026-01,1.23456\nWest,2026-01,2.5\n"));
    assert_close(planned(f, "East", "*", "2026-01"), 1.23456, 1e-15);
}

static void a_plan_of_a_part_is_no_plan_of_the_whole(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,product,period,plan\nWest,*,2026,6317.25\n"));
    assert_close(year_of(f, "West", "*"), 6317.25, 1e-12);
    assert_true(isnan(planned(f, "*", "*", "2026-05")));
    assert_true(isnan(planned(f, "*", "Kettle", "2026-05")));
    assert_close(an_plan_share(f->plan, 0), 0.25, 1e-12); /* West sells a quarter */
    assert_true(an_plan_is_part(f->plan, 0));
    assert_true(told(f, "it plans 25% of the year's sales: 2 of 4 cells, such as East/Kettle"));
}

static void a_total_of_its_own_is_a_plan_of_the_whole(void **state)
{
    fixture *f = *state;

    assert_ok(read_plan(f, "region,product,period,plan\nWest,*,2026,6317.25\n*,*,2026,29011.5\n"));
    assert_close(year_of(f, "*", "*"), 29011.5, 1e-12);
    assert_close(year_of(f, "East", "*"), 29011.5 - 6317.25, 1e-12);
    assert_false(an_plan_is_part(f->plan, 0));
}

static void what_is_left_out_may_be_small(void **state)
{
    fixture *f = *state;

    /* West / Toaster sells a tenth: too much; without it West lacks two fifths of its plan. */
    assert_ok(read_plan(f, "region,product,period,plan\nWest,Kettle,2026,4000\n"
                           "East,Kettle,2026,11000\nEast,Toaster,2026,8000\n"));
    assert_true(an_plan_is_part(f->plan, 0));
    assert_close(an_plan_share(f->plan, 0), 0.9, 1e-12);
    assert_close(year_of(f, "East", "*"), 19000, 1e-12);
    assert_close(year_of(f, "*", "Kettle"), 15000, 1e-12);
    assert_true(isnan(planned(f, "West", "*", "2026-05")));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_long_plan_is_read_at_its_nodes),
        TEST(a_wide_plan_is_the_same),
        TEST(months_without_a_year_are_of_the_year_reviewed),
        TEST(a_year_column_tells_the_year_of_months),
        TEST(a_number_in_a_month_column_is_a_month),
        TEST(a_plan_of_the_total_reaches_the_cells),
        TEST(a_year_is_split_by_the_season),
        TEST(dates_stand_for_what_their_column_says),
        TEST(dates_stand_for_what_their_spacing_says),
        TEST(dates_that_say_nothing_are_refused),
        TEST(days_of_a_plan_add_up_to_months),
        TEST(a_quarter_far_from_its_start_is_told),
        TEST(amounts_in_finer_steps_than_cents_stay_exact),
        TEST(a_plan_of_a_part_is_no_plan_of_the_whole),
        TEST(a_total_of_its_own_is_a_plan_of_the_whole),
        TEST(what_is_left_out_may_be_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
