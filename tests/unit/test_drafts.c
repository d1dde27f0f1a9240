/* test_drafts.c - drafts of the teams are joined with the forecast by what they were worth. */
#include "analysis/target/drafts.h"
#include "tests/unit/target_case.h"

static fc_status try_drafts(target_case *c, const char *text, an_drafts *drafts)
{
    FILE *file = fopen(c->path, "w");

    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    if (!c->target)
        assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 320000)));
    return an_drafts_read(c->path, &(an_plan_options){.year = "2026"}, c->target, "en",
                          c->company.problems, drafts);
}

static double variance_of(const target_case *c, size_t node)
{
    double paths[400 * NEXT_YEAR], mean = 0, squares = 0, sums[400] = {0};

    assert_ok(fc_forecasts_paths(c->company.forecasts, node, paths));
    for (size_t i = 0; i < 400; i++) {
        for (size_t h = 5; h < NEXT_YEAR; h++)
            sums[i] += paths[i * NEXT_YEAR + h];
        mean += sums[i] / 400;
    }
    for (size_t i = 0; i < 400; i++)
        squares += pow(sums[i] - mean, 2) / 400;
    return squares;
}

/* Two nodes by hand: joined by precision, then W C' (C W C')^-1 (C y - total) with C = (1, 1). */
static void opinions_are_joined_and_brought_to_the_target(void **state)
{
    target_case *c = *state;
    an_drafts d;
    double v[2], y[2];

    assert_ok(try_drafts(c, "region,period,draft\nEast,2026,230000\n", &d));
    assert_int_equal(d.n, 2);
    for (size_t i = 0; i < 2; i++) {
        v[i] = variance_of(c, d.drafts[i].node);
        y[i] = d.drafts[i].forecast;
    }
    {
        const double own = pow(0.2 * 230000, 2), joined = 1 / (1 / v[0] + 1 / own);

        y[0] = joined * (y[0] / v[0] + 230000 / own);
        v[0] = joined;
    }
    assert_close(d.drafts[0].reconciled, y[0] + v[0] / (v[0] + v[1]) * (320000 - y[0] - y[1]),
                 1e-6);
    assert_int_equal(llround(100 * (d.drafts[0].reconciled + d.drafts[1].reconciled)), 32000000);
    assert_string_equal(d.drafts[1].reason + strlen(d.drafts[1].reason) - 10, ", no draft");
    an_drafts_clear(&d);
}

static void a_record_of_bias_moves_a_draft(void **state)
{
    target_case *c = *state;
    an_drafts d;
    double sales = 0;
    char text[256];

    for (fc_period p = YEAR_START - 12; p < YEAR_START; p++)
        sales += sold(0, p) + sold(1, p);
    snprintf(text, sizeof text,
             "region,period,draft\nEast,2026,230000\nEast,2024,%.2f\nWest,2026,90000\n",
             sales / 0.8);
    assert_ok(try_drafts(c, text, &d));
    assert_int_equal(d.drafts[0].n_past, 1);
    assert_close(d.drafts[0].bias, 0.8, 1e-6);
    assert_close(d.drafts[0].factor, (0.8 + 2) / 3, 1e-6);
    assert_int_equal(d.drafts[1].n_past, 0);
    assert_close(d.drafts[1].error, 0.2, 1e-12);
    an_drafts_clear(&d);
}

static void the_last_round_counts_and_the_first_is_kept(void **state)
{
    target_case *c = *state;
    an_drafts d;

    assert_ok(try_drafts(c,
                         "region,period,draft,round\nEast,2026,250000,1\nEast,2026,240000,3\n"
                         "East,2026,245000,2\n",
                         &d));
    assert_close(d.drafts[0].draft, 240000, 1e-12);
    assert_close(d.drafts[0].first_draft, 250000, 1e-12);
    assert_int_equal(d.drafts[0].n_rounds, 3);
    an_drafts_clear(&d);
}

static void quarters_add_up_to_the_year(void **state)
{
    target_case *c = *state;
    an_drafts d;

    assert_ok(try_drafts(c,
                         "region,period,draft\nEast,2026-Q1,50000\nEast,2026-Q2,60000\n"
                         "East,2026-Q3,61000\nEast,2026-Q4,70000.5\n",
                         &d));
    assert_close(d.drafts[0].draft, 241000.5, 1e-12);
    an_drafts_clear(&d);
}

static void drafts_that_cannot_be_are_refused(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"region,product,period,draft\nEast,*,2026,5\n*,Kettle,2026,5\n",
         ":3: a draft of another level"},
        {"region,period,draft\nEast,2026-Q1,5\n",
         ": the drafts of East/* do not cover all of 2026"},
        {"region,period,draft\nEast,2026,5\nEast,2026-Q1,5\n",
         "there are drafts of months and of a "
         "longer period"},
        {"region,period,draft\nEast,2026,5\nEast,2026,6\n",
         ":3: the same node, period and round as line 2"},
        {"region,period,draft\nEast,2024,5\n", ": no draft is for 2026"},
        {"region,period,remark\nEast,2024,5\n", ": no column called draft or target has a value"},
        {"region,period,draft,round\nEast,2026,5,first\n", "'first' is no number of a round"},
    };
    target_case *c = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        an_drafts d;

        assert_int_equal(try_drafts(c, wrong[i].text, &d), FC_EDATA);
        if (!strstr(fc_error_message(), wrong[i].says))
            fail_msg("'%s' does not say '%s'", fc_error_message(), wrong[i].says);
        an_drafts_clear(&d);
    }
}

static void the_gap_list_has_the_widest_gap_first(void **state)
{
    target_case *c = *state;
    an_drafts d;
    an_table *table;

    assert_ok(try_drafts(c, "region,period,draft\nEast,2026,230000\nWest,2026,500000\n", &d));
    assert_ok(an_drafts_table(&d, c->target, &table));
    assert_string_equal(an_table_cell_text(table, 0, 0), "West");
    assert_close(an_table_cell_number(table, 0, 10), 500000 - d.drafts[1].top_down, 1e-12);
    an_table_free(table);
    an_drafts_clear(&d);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(opinions_are_joined_and_brought_to_the_target),
        CASE(a_record_of_bias_moves_a_draft),
        CASE(the_last_round_counts_and_the_first_is_kept),
        CASE(quarters_add_up_to_the_year),
        CASE(drafts_that_cannot_be_are_refused),
        CASE(the_gap_list_has_the_widest_gap_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
