/* test_drafts.c - drafts of the teams are joined with the forecast by what they were worth. */
#include "analysis/target/drafts.h"
#include "analysis/target/target_private.h"
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

/* The year's sums of a node's futures, less their mean. */
static void futures_of(const target_case *c, size_t node, double sums[400])
{
    static double paths[400 * NEXT_YEAR];
    double mean = 0;

    assert_ok(fc_forecasts_paths(c->company.forecasts, node, paths));
    for (size_t i = 0; i < 400; i++) {
        sums[i] = 0;
        for (size_t h = 5; h < NEXT_YEAR; h++)
            sums[i] += paths[i * NEXT_YEAR + h];
        mean += sums[i] / 400;
    }
    for (size_t i = 0; i < 400; i++)
        sums[i] -= mean;
}

/* Out of those of its cells. */
static void sum_futures(const target_case *c, size_t node, double sums[400])
{
    const fc_hierarchy *h = c->company.sales.hierarchy;
    double own[400];
    size_t n;
    const size_t *parts = fc_hierarchy_cells(h, node, &n);

    memset(sums, 0, sizeof own);
    for (size_t k = 0; k < n; k++) {
        futures_of(c, fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h) + parts[k], own);
        for (size_t i = 0; i < 400; i++)
            sums[i] += own[i];
    }
}

static double covariance(const double a[400], const double b[400])
{
    double sum = 0;

    for (size_t i = 0; i < 400; i++)
        sum += a[i] * b[i] / 400;
    return sum;
}

/* By hand: known are East's draft, with its error, and exactly the total; y + cov K^-1 lacking. */
static void opinions_are_joined_and_brought_to_the_target(void **state)
{
    static double east[400], west[400], all[400];
    target_case *c = *state;
    an_drafts d;

    assert_ok(try_drafts(c, "region,period,draft\nEast,2026,230000\n", &d));
    assert_int_equal(d.n, 2);
    sum_futures(c, d.drafts[0].node, east);
    sum_futures(c, d.drafts[1].node, west);
    sum_futures(c, 0, all);
    {
        const double k00 = covariance(all, all), k01 = covariance(all, east),
                     k11 = covariance(east, east) + pow(0.2 * 230000, 2),
                     det = k00 * k11 - k01 * k01;
        const double l0 = 320000 - an_target_at(c->target, 0, 0)->baseline,
                     l1 = 230000 - d.drafts[0].forecast;
        const double p0 = (k11 * l0 - k01 * l1) / det, p1 = (k00 * l1 - k01 * l0) / det;

        assert_close(d.drafts[0].reconciled,
                     d.drafts[0].forecast + k01 * p0 + covariance(east, east) * p1, 1e-4);
        assert_close(
            d.drafts[1].reconciled,
            d.drafts[1].forecast + covariance(west, all) * p0 + covariance(west, east) * p1, 1e-4);
    }
    assert_int_equal(llround(100 * (d.drafts[0].reconciled + d.drafts[1].reconciled)), 32000000);
    assert_string_equal(d.drafts[1].reason + strlen(d.drafts[1].reason) - 10, ", no draft");
    an_drafts_clear(&d);
}

static double year_of(const target_case *c, const an_drafts *d, size_t node)
{
    size_t n;
    const size_t *parts = fc_hierarchy_cells(c->company.sales.hierarchy, node, &n);
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += d->amounts[parts[i]];
    return sum / 100;
}

/* Regions and products at once: cells add up to the total, and each draft draws its node nearer. */
static void drafts_of_several_levels_are_joined_together(void **state)
{
    target_case *c = *state;
    const size_t kettles = node(&c->company, "*", "Kettle");
    double without, with;
    an_drafts d;

    assert_ok(try_drafts(c, "region,product,period,draft\nEast,*,2026,230000\n", &d));
    without = year_of(c, &d, kettles);
    an_drafts_clear(&d);
    assert_ok(try_drafts(c,
                         "region,product,period,draft\nEast,*,2026,230000\n"
                         "*,Kettle,2026,150000\n",
                         &d));
    with = year_of(c, &d, kettles);
    assert_true(fabs(with - 150000) < fabs(without - 150000));
    assert_close(year_of(c, &d, 0), 320000, 0);
    assert_int_equal(d.n, 4);
    an_drafts_clear(&d);
}

static void an_author_has_one_record_wherever(void **state)
{
    target_case *c = *state;
    an_drafts d;

    assert_ok(try_drafts(c,
                         "region,period,draft,author,submitted\nEast,2026,230000,Lin,2025-09-01\n"
                         "West,2024,100000,Lin,2023-09-01\nEast,2024,200000,Bo,2023-09-01\n"
                         "West,2026,100000,,\n",
                         &d));
    assert_string_equal(d.drafts[0].author, "Lin");
    assert_int_equal(d.drafts[0].n_past, 1);
    assert_int_equal(d.drafts[1].n_past, 1); /* no author: that of the node */
    assert_close(d.drafts[0].bias, d.drafts[1].bias, 1e-12);
    an_drafts_clear(&d);
}

/* Both were 10% too high in three years: what is common of it is taken for common. */
static void errors_that_went_together_are_taken_to_do_so(void **state)
{
    target_case *c = *state;
    char text[1024];
    int n = snprintf(text, sizeof text, "region,period,draft\nEast,2026,230000\nWest,2026,99000\n");
    an_drafts d;

    for (int m = 1; m <= 12; m++) {
        const fc_period p = YEAR_START - 13 + m;
        const double off = m % 2 ? 1.3 : 0.7;

        n += snprintf(text + n, sizeof text - (size_t)n,
                      "East,2024-%02d,%.2f\nWest,2024-%02d,%.2f\n", m,
                      off * (sold(0, p) + sold(1, p)), m, off * (sold(2, p) + sold(3, p)));
    }
    assert_ok(try_drafts(c, text, &d));
    assert_true(d.together > 0.5 && d.together <= 0.9);
    an_drafts_clear(&d);
}

static void rounds_are_kept_with_who_and_when(void **state)
{
    target_case *c = *state;
    an_drafts d;
    an_table *table;

    assert_ok(
        try_drafts(c,
                   "region,period,draft,round,author,submitted\n"
                   "East,2026-Q1,50000,1,Lin,2025-09-01\nEast,2026-Q2,60000,1,Lin,2025-09-01\n"
                   "East,2026-Q3,61000,1,Lin,2025-09-01\nEast,2026-Q4,70000,1,Lin,2025-09-01\n"
                   "East,2026-Q4,65000.5,2,Bo,2025-10-07\n",
                   &d));
    assert_int_equal(d.n_versions, 2);
    assert_close(d.versions[0].amount, 241000, 1e-12);
    assert_close(d.versions[1].amount, 236000.5, 1e-12);
    assert_string_equal(d.versions[1].author, "Bo");
    assert_string_equal(d.versions[1].when, "2025-10-07");
    assert_ok(an_drafts_rounds(&d, c->target, &table));
    assert_int_equal(an_table_rows(table), 2);
    assert_close(an_table_cell_number(table, 1, 7), -4999.5, 1e-9);
    an_table_free(table);
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
    assert_close(an_table_cell_number(table, 0, 11), 500000 - d.drafts[1].top_down, 1e-12);
    an_table_free(table);
    an_drafts_clear(&d);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(opinions_are_joined_and_brought_to_the_target),
        CASE(drafts_of_several_levels_are_joined_together),
        CASE(an_author_has_one_record_wherever),
        CASE(errors_that_went_together_are_taken_to_do_so),
        CASE(rounds_are_kept_with_who_and_when),
        CASE(a_record_of_bias_moves_a_draft),
        CASE(the_last_round_counts_and_the_first_is_kept),
        CASE(quarters_add_up_to_the_year),
        CASE(drafts_that_cannot_be_are_refused),
        CASE(the_gap_list_has_the_widest_gap_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
