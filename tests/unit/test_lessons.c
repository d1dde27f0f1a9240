/* test_lessons.c - what became of last year's targets and forecast. */
#include "analysis/target/lessons.h"

#include "analysis/target/target_private.h"
#include "tests/unit/target_case.h"

static fc_status try_lessons(target_case *c, const char *text, const fc_forecasts *then,
                             an_lessons *lessons)
{
    FILE *file = fopen(c->path, "w");

    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    if (!c->target)
        assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 320000)));
    return an_lessons_read(c->path, &(an_plan_options){.year = "2026"}, c->target, then,
                           c->company.problems, lessons);
}

static void last_years_targets_are_held_against_what_came(void **state)
{
    target_case *c = *state;
    fc_forecasts *then;
    an_lessons l;
    const an_lesson *east;
    const size_t node_east = node(&c->company, "East", "*");
    double sum = 0;
    char text[AN_LESSON_SIZE];

    assert_ok(fc_forecasts_run(
        c->company.sales.hierarchy, &months,
        &(fc_forecast_options){
            .model = "ets", .horizon = 12, .last = YEAR_START - 1, .n_paths = 400, .seed = 11},
        &then));
    assert_ok(try_lessons(c, "region,product,period,plan\nEast,*,2025,400000\nWest,*,2025,1000\n",
                          then, &l));
    assert_string_equal(l.year, "2025");
    assert_false(l.over);
    east = an_lessons_of(&l, node_east);
    assert_non_null(east);
    assert_close(east->target, 400000, 1e-9);
    assert_close(east->came, an_target_at(c->target, node_east, 0)->last_year, 1e-12);
    for (size_t h = 0; h < 12; h++)
        sum += fc_forecasts_mean(then, node_east)[h];
    assert_close(east->forecast, sum, 1e-9);
    assert_close(east->p_attain, 0, 0);
    an_lessons_say(&l, east, "en", text);
    assert_non_null(strstr(text, "was out of reach at its start"));
    an_lessons_say(&l, an_lessons_of(&l, node(&c->company, "West", "*")), "en", text);
    assert_non_null(strstr(text, "asked for nothing"));
    an_lessons_clear(&l);
    fc_forecasts_free(then);
}

static void without_a_forecast_of_then_there_is_no_chance(void **state)
{
    target_case *c = *state;
    an_lessons l;
    an_table *table;

    assert_ok(try_lessons(c, "region,product,period,plan\nEast,*,2025,400000\nWest,*,2025,1000\n",
                          NULL, &l));
    assert_true(isnan(l.rows[0].p_attain) && isnan(l.rows[0].forecast));
    assert_ok(an_lessons_table(&l, c->target, "en", &table));
    assert_string_equal(an_table_cell_text(table, 0, 0), "East"); /* the worst missed first */
    assert_non_null(strstr(an_table_cell_text(table, 0, 9), "was missed"));
    an_table_free(table);
    an_lessons_clear(&l);
}

static void a_plan_of_another_year_is_refused(void **state)
{
    target_case *c = *state;
    an_lessons l;

    assert_int_equal(try_lessons(c, "region,product,period,plan\nEast,*,2021,400000\n", NULL, &l),
                     FC_EDATA);
    an_lessons_clear(&l);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(last_years_targets_are_held_against_what_came),
        CASE(without_a_forecast_of_then_there_is_no_chance),
        CASE(a_plan_of_another_year_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
