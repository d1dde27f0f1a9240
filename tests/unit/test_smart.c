/* test_smart.c - plan files are judged: specific, measurable, achievable, relevant, time-bound. */
#include "analysis/target/smart.h"
#include "tests/unit/target_case.h"

static void write_plan(const target_case *c, const char *text)
{
    FILE *file = fopen(c->path, "w");

    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static fc_status try_check(target_case *c, const char *text, an_smart **smart)
{
    const an_smart_options options = {.low = 0.4, .high = 0.7, .lang = "en"};

    write_plan(c, text);
    if (!c->target)
        assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_CONFIDENCE, 60)));
    return an_smart_new(c->path, &(an_plan_options){.year = "2026"}, c->target, &options,
                        c->company.problems, smart);
}

static an_smart *check(target_case *c, const char *text)
{
    an_smart *smart;

    assert_ok(try_check(c, text, &smart));
    return smart;
}

static const an_smart_row *find(const an_smart *smart, an_smart_kind kind)
{
    for (size_t i = 0; i < an_smart_size(smart); i++)
        if (an_smart_at(smart, i)->kind == kind)
            return an_smart_at(smart, i);
    fail_msg("nothing is found to be %s", an_smart_name(kind));
    return NULL;
}

static void assert_says(const an_smart_row *row, const char *words)
{
    if (!strstr(row->sentence, words))
        fail_msg("'%s' does not say '%s'", row->sentence, words);
}

/* One plan with a fault of each kind. */
static void each_fault_is_found_and_told_in_a_sentence(void **state)
{
    target_case *c = *state;
    an_smart *smart = check(c, "region,product,period,plan\n"
                               "East,Kettle,2026-01,999999\n"
                               "East,Kettle,2026-02,1\n"
                               "Eest,Kettle,2026-03,9000\n"
                               "East,Kettle,2026-04,much\n"
                               "East,Kettle,soon,9000\n"
                               "East,*,2026-06,20000\n"
                               "East,Kettle,2026-06,9000\n"
                               "East,Toaster,2026-06,9000\n"
                               "East,Kettle,2025-06,9000\n");

    assert_says(find(smart, AN_SMART_SPECIFIC), "Line 4 is for no one known: there are no sales of "
                                                "region 'Eest' (nearest: 'East')");
    assert_says(find(smart, AN_SMART_MEASURABLE), "Line 5 says no amount that can be measured");
    assert_says(find(smart, AN_SMART_TIME_BOUND), "Line 6 says no time");
    assert_says(find(smart, AN_SMART_ACHIEVABLE), "2026-01: out of reach: only <1% of futures");
    assert_says(find(smart, AN_SMART_RELEVANT),
                "2026-06: the target is 20,000, but by product it comes to 18,000, -10.0%");
    assert_int_equal(an_smart_other_years(smart), 1);
    an_smart_free(smart);
}

static void a_target_in_the_band_is_fine(void **state)
{
    target_case *c = *state;
    const an_target_row *expected;
    char text[128];
    an_smart *smart;

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_CONFIDENCE, 60)));
    expected = an_target_at(c->target, 0, 0);
    snprintf(text, sizeof text, "region,product,period,plan\n*,*,2026,%.2f\n", expected->target);
    smart = check(c, text);
    assert_int_equal(an_smart_size(smart), 1);
    assert_int_equal(an_smart_at(smart, 0)->kind, AN_SMART_FINE);
    assert_close(an_smart_at(smart, 0)->p_attain, expected->p_attain, 1e-12);
    assert_close(an_smart_at(smart, 0)->baseline, expected->baseline, 1e-12);
    an_smart_free(smart);
}

static void months_that_do_not_make_the_year_are_told(void **state)
{
    target_case *c = *state;
    char text[1024] = "region,product,period,plan\n*,*,2026,300000\n";
    an_smart *smart;

    for (int m = 1; m <= 12; m++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "*,*,2026-%02d,20000\n", m);
    smart = check(c, text);
    assert_says(find(smart, AN_SMART_RELEVANT),
                "2026: the target is 300.00 k, but by month it comes to 240.00 k, -20.0%");
    an_smart_free(smart);
}

/* Without a target of its own the total is held against what its parts come to. */
static void what_all_come_to_is_judged_together(void **state)
{
    target_case *c = *state;
    an_smart *smart = check(c, "region,period,plan\nEast,2026-Q1,60000\nWest,2026-Q1,70000\n");
    const an_smart_row *last = an_smart_at(smart, an_smart_size(smart) - 1);

    assert_string_equal(last->name, "all together");
    assert_string_equal(last->period, "2026-Q1");
    assert_close(last->target, 130000, 1e-12);
    assert_int_equal(last->node, 0);
    an_smart_free(smart);
}

static void what_came_is_told_where_it_is_known(void **state)
{
    target_case *c = *state;
    const an_smart_options options = {
        .low = 0.4, .high = 0.7, .lang = "en", .later = &c->company.sales};
    an_smart *smart;
    double june;

    write_plan(c, "region,product,period,plan\nEast,Kettle,2025-06,9000\n");
    assert_ok(an_target_spans(&c->company.sales, "2025", FC_MONTH, &c->spans));
    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_CONFIDENCE, 60)));
    assert_ok(an_smart_new(c->path, &(an_plan_options){.year = "2025"}, c->target, &options,
                           c->company.problems, &smart));
    june = sold(0, YEAR_START + 5);
    assert_close(an_smart_at(smart, 0)->actual, june, 1e-12);
    assert_says(an_smart_at(smart, 0), "what came was");
    an_smart_free(smart);
}

static void a_plan_of_another_year_is_refused(void **state)
{
    target_case *c = *state;
    an_smart *smart;

    assert_int_equal(try_check(c, "region,product,period,plan\nEast,Kettle,2024-06,9000\n", &smart),
                     FC_EDATA);
    assert_null(smart);
    assert_non_null(strstr(fc_error_message(), "none of its 1 targets is for 2026"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_fault_is_found_and_told_in_a_sentence), CASE(a_target_in_the_band_is_fine),
        CASE(months_that_do_not_make_the_year_are_told),  CASE(what_all_come_to_is_judged_together),
        CASE(what_came_is_told_where_it_is_known),        CASE(a_plan_of_another_year_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
