/* test_archive_accuracy.c - what each step of archived forecasts was worth. */
#include "analysis/archive/gains.h"

#include "tests/unit/archive_case.h"

static void adjustments_are_steps_with_their_own_worth(void **state)
{
    an_archive *archive;
    an_table *table;
    double *final, actual = 0;
    size_t seen = 0;

    (void)state;
    open_company(30);
    final = malloc(9 * 3 * sizeof *final);
    for (size_t i = 0; i < 9; i++)
        memcpy(final + 3 * i, fc_forecasts_mean(f.forecasts, i), 3 * sizeof *final);
    final[0] += 4.5 - 1.25;

    const an_archive_adjustment adjustments[] = {{0, 630, "analyst", "Li Na", "campaign", 4.5},
                                                 {0, 630, "manager", "Wang", "", -1.25}};
    const double statistical = fc_forecasts_mean(f.forecasts, 0)[0];
    an_archive_run run = run_of_company();

    run.final = final;
    run.adjustments = adjustments;
    run.n_adjustments = 2;
    keep("a.db", &run, 1);
    keep_company("a.db", 31, 2);
    fc_hierarchy_values(f.hierarchy, 0, 0, 630, 1, &actual);
    assert_ok(an_archive_open("a.db", false, &archive));
    assert_ok(an_archive_accuracy(archive, &(an_archive_query){0}, &table));
    for (size_t r = 0; r < an_table_rows(table); r++) {
        const char *step = an_table_cell_text(table, r, 1),
                   *person = an_table_cell_text(table, r, 2);
        const double mae = an_table_cell_number(table, r, column(table, "mae")),
                     fva = an_table_cell_number(table, r, column(table, "fva"));

        if (strcmp(step, "analyst") == 0) {
            assert_close(mae, fabs(actual - statistical - 4.5), 1e-9);
            assert_close(fva, (fabs(actual - statistical) - mae) / actual, 1e-9);
        } else if (strcmp(step, "manager") == 0 || strcmp(step, "final") == 0) {
            assert_close(mae, fabs(actual - statistical - 3.25), 1e-9);
        }
        seen += strcmp(person, "Li Na") == 0 || strcmp(person, "Wang") == 0;
        assert_string_not_equal(an_table_cell_text(table, r, column(table, "verdict")),
                                "adds value"); /* one month */
    }
    assert_int_equal(seen, 2);
    an_table_free(table);
    assert_ok(an_archive_show(archive, &(an_archive_query){.run = 1}, &table));
    assert_string_equal(an_table_cell_text(table, 30, column(table, "adjustments")),
                        "analyst Li Na +4.5: campaign; manager Wang -1.25");
    assert_close(an_table_cell_number(table, 30, column(table, "final")), statistical + 3.25,
                 1e-12);
    assert_close(an_table_cell_number(table, 30, column(table, "actual_now")), actual, 1e-12);
    assert_true(isnan(an_table_cell_number(table, 30, column(table, "actual_then"))));
    an_table_free(table);
    an_archive_close(archive);
    free(final);
    remove("a.db");
}

/* The row of a step over all leads and persons. */
static size_t row_of(const an_table *table, const char *lead, const char *step)
{
    for (size_t r = 0; r < an_table_rows(table); r++)
        if (strcmp(an_table_cell_text(table, r, 0), lead) == 0 &&
            strcmp(an_table_cell_text(table, r, 1), step) == 0)
            return r;
    fail_msg("no row %s %s", lead, step);
    return 0;
}

/* Of two runs that know the same past the later one counts, and not both. */
static void a_month_that_is_forecast_twice_counts_once(void **state)
{
    an_table *table;

    (void)state;
    keep_company("a.db", 30, 1);
    keep_company("a.db", 30, 2);
    keep_company("a.db", 31, 3);
    keep_company("a.db", 32, 4);
    ask("a.db", an_archive_accuracy, &(an_archive_query){0}, &table);
    assert_close(an_table_cell_number(table, row_of(table, "1", "final"), column(table, "n")), 2,
                 0);
    assert_close(an_table_cell_number(table, row_of(table, "2", "final"), column(table, "n")), 1,
                 0);
    assert_close(an_table_cell_number(table, row_of(table, "all", "final"), column(table, "n")), 3,
                 0);
    an_table_free(table);
    remove("a.db");
}

/* Values of scoringutils 1.2.2's definition, by hand: (0.5 |y - m| + sum a/2 IS_a) / (K + 0.5). */
static void ranges_are_scored(void **state)
{
    const an_case c = {.actual = 12.5,
                       .values = {9.5, 10.25, 11.25},
                       .lo = {9.5, 8.25, 7},
                       .hi = {11, 12.75, 14.5},
                       .naive_sd = 2};
    an_case old = c;

    (void)state;
    /* 0.5 * 2.25 + (0.25 * 1.5 + 1.5) + 0.1 * 4.5 + 0.025 * 7.5 = 3.6375 */
    assert_close(an_case_crps(&c, 1), 3.6375 / 3.5, 1e-12);
    /* Moved by 1: 0.5 * 1.25 + (0.375 + 0.5) + 0.45 + 0.1875 = 2.1375 */
    assert_close(an_case_crps(&c, 2), 2.1375 / 3.5, 1e-12);
    /* Normal about 9.5: halves 1.348980, 2.563103, 3.919928 (R 4.2.2, 2 * qnorm) */
    assert_close(an_case_crps(&c, 0),
                 (1.5 + (0.5 * 1.348980 + 12.5 - 10.848980) + (0.2 * 2.563103 + 12.5 - 12.063103) +
                  0.05 * 3.919928) /
                     3.5,
                 1e-6);
    old.lo[0] = old.hi[0] = old.lo[2] = old.hi[2] = old.naive_sd = NAN;
    assert_close(an_case_crps(&old, 1), (1.125 + 0.45) / 1.5, 1e-12);
    assert_true(isnan(an_case_crps(&old, 0)));
}

/* The least n that is at least qt(0.975, n - 1)^2 * variance / mean^2, by R 4.2.2. */
static void months_that_are_needed(void **state)
{
    double gains[] = {3, 1, 2, 4, 0, 2};
    an_gains g = {gains, 6};

    (void)state;
    assert_close(an_gains_sum(&g), 12, 0);
    assert_close(an_gains_needed(&g, 1), 6, 0); /* variance 2, mean 2: never under six */
    gains[0] = -9;                              /* mean 0; */
    assert_true(isnan(an_gains_needed(&g, 1)));
    gains[0] = -3;
    /* mean 1, variance 5.6: n = 24 as qt(0.975, 23)^2 * 5.6 = 23.96 and qt(0.975, 22)^2 * 5.6 =
     * 24.09 > 23 */
    assert_close(an_gains_needed(&g, 1), 24, 0);
    g.n = 1;
    assert_true(isnan(an_gains_needed(&g, 1)));
    g.n = 0;
    assert_true(isnan(an_gains_needed(&g, 0)));
}

/* Gains that come in runs tell less than gains that do not. */
static void gains_that_follow_one_another_need_more_months(void **state)
{
    double runs[12] = {4, 4, 4, 4, -2, -2, -2, -2, 4, 4, 4, 4},
           turns[12] = {4, -2, 4, 4, -2, 4, 4, -2, 4, 4, -2, 4};
    const an_gains slow = {runs, 12}, fast = {turns, 12};

    (void)state;
    assert_close(an_gains_needed(&slow, 1), an_gains_needed(&fast, 1), 0);
    assert_true(an_gains_needed(&slow, 3) > 1.5 * an_gains_needed(&slow, 1));
    assert_true(an_gains_needed(&fast, 3) < an_gains_needed(&slow, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjustments_are_steps_with_their_own_worth),
        cmocka_unit_test(a_month_that_is_forecast_twice_counts_once),
        cmocka_unit_test(ranges_are_scored),
        cmocka_unit_test(months_that_are_needed),
        cmocka_unit_test(gains_that_follow_one_another_need_more_months),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
