/* test_target.c - targets add up exactly at every node and period, and say how likely they are. */
#include "analysis/target/target_private.h"
#include "tests/unit/target_case.h"

static fc_status try_locks(target_case *c, fc_unit down, const char *text)
{
    FILE *file = fopen(c->path, "w");

    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_ok(an_target_spans(&c->company.sales, "2026", down, &c->spans));
    return an_locks_read(c->path, &(an_plan_options){.year = "2026"}, &c->company.sales,
                         c->company.forecasts, &c->spans, NULL, c->company.problems, &c->locks);
}

static void every_node_and_period_adds_up(void **state)
{
    target_case *c = *state;

    assert_ok(try_target(c, FC_DAY, goal(AN_GOAL_TOTAL, 271828.18)));
    assert_int_equal(steps(c, 0, 0), 27182818);
    assert_adds_up(c);
}

static void weekends_get_nothing_on_working_days(void **state)
{
    target_case *c = *state;
    const an_spans *spans;

    assert_ok(try_target(c, FC_DAY, goal(AN_GOAL_TOTAL, 271828.18)));
    spans = an_target_periods(c->target);
    for (size_t s = 0; s < spans->n; s++)
        if (spans->spans[s].unit == FC_DAY)
            assert_true((fc_date_weekday(spans->spans[s].start) > 5) == (steps(c, 0, s) == 0));
}

/* 2026 begins on a Thursday and ends on one: its first week has four days, its last one too. */
static void weeks_straddle_months_and_are_cut_at_the_year(void **state)
{
    target_case *c = *state;
    const an_spans *spans;
    size_t n = 0, cut = 0;

    assert_ok(try_target(c, FC_WEEK, goal(AN_GOAL_TOTAL, 271828.18)));
    assert_adds_up(c);
    spans = an_target_periods(c->target);
    for (size_t s = 0; s < spans->n; s++) {
        n += spans->spans[s].unit == FC_WEEK;
        cut += spans->spans[s].cut;
    }
    assert_int_equal(n, 53);
    assert_int_equal(cut, 2);
    assert_string_equal(spans->spans[spans->n - 1].label, "2026-W53");
    assert_int_equal(spans->spans[spans->n - 1].end - spans->spans[spans->n - 1].start, 3);
}

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static void a_confidence_is_the_chance_of_the_total(void **state)
{
    target_case *c = *state;
    double paths[400 * NEXT_YEAR], sorted[400], move;
    size_t reached = 0, west;
    const an_target_row *row;

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_CONFIDENCE, 73)));
    row = an_target_at(c->target, 0, 0);
    assert_true(fabs(row->p_attain - 0.73) < 2.0 / 400);
    assert_close(an_target_chance(c->target, row->target), row->p_attain, 1e-12);
    /* The slow twin: January of West's toasters, out of its paths around the forecast. */
    west = node(&c->company, "West", "Toaster");
    row = an_target_at(c->target, west, 5);
    assert_ok(fc_forecasts_paths(c->company.forecasts, west, paths));
    for (size_t i = 0; i < 400; i++)
        sorted[i] = paths[i * NEXT_YEAR + 5];
    qsort(sorted, 400, sizeof *sorted, compare_doubles);
    move = fc_forecasts_mean(c->company.forecasts, west)[5] - (sorted[199] + sorted[200]) / 2;
    for (size_t i = 0; i < 400; i++)
        reached += paths[i * NEXT_YEAR + 5] + move >= row->target;
    assert_close(row->p_attain, (double)reached / 400, 1e-12);
}

static void growth_is_on_last_year_and_named_flat(void **state)
{
    target_case *c = *state;
    const an_target_row *row;
    double last_year = 0;
    char basis[AN_BASIS_SIZE];

    assert_ok(try_target(c, FC_QUARTER, goal(AN_GOAL_GROWTH, 8)));
    row = an_target_at(c->target, 0, 0);
    for (size_t k = 0; k < N_CELLS; k++)
        for (fc_period p = YEAR_START; p <= LAST_COMPLETE; p++)
            last_year += sold(k, p);
    for (size_t i = 0; i < 5; i++)
        last_year += fc_forecasts_mean(c->company.forecasts, 0)[i];
    assert_close(row->last_year, last_year, 1e-9);
    assert_close(row->target, 1.08 * last_year, 1e-7);
    an_target_basis(c->target, 0, 0, "en", basis);
    assert_non_null(strstr(basis, "flat +8.0% on 2025, whatever the forecast says"));
}

static void parts_follow_the_forecast(void **state)
{
    target_case *c = *state;
    char basis[AN_BASIS_SIZE], expected[64];

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 300000)));
    for (size_t i = 0; i < fc_hierarchy_size(c->company.sales.hierarchy); i++)
        for (size_t s = 0; s < an_target_periods(c->target)->n; s++) {
            const an_target_row *row = an_target_at(c->target, i, s);
            const double all = an_target_at(c->target, 0, 0)->baseline;

            assert_true(fabs(row->target - 300000 * row->baseline / all) < 0.2);
        }
    an_target_basis(c->target, 1, 0, "en", basis);
    snprintf(expected, sizeof expected, "%.1f%% of the total by the forecast",
             100 * an_target_at(c->target, 1, 0)->share);
    assert_string_equal(basis, expected);
}

static void locks_hold_and_the_rest_gives_way(void **state)
{
    target_case *c = *state;
    const size_t east = node(&c->company, "East", "*"), west = node(&c->company, "West", "*");
    char basis[AN_BASIS_SIZE];

    assert_ok(try_locks(c, FC_MONTH,
                        "region,period,target,min,max\nEast,2026-Q1,41000.5,,\nWest,2026,,30%,\n"
                        "West,2026-12,,,100\n"));
    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 300000)));
    assert_adds_up(c);
    assert_int_equal(steps(c, east, 1), 4100050);
    assert_int_equal(steps(c, west, 0), 9000000);
    assert_int_equal(steps(c, west, 16), 10000);
    an_target_basis(c->target, east, 1, "en", basis);
    assert_non_null(strstr(basis, "locked by /tmp/test_target_"));
    assert_non_null(strstr(basis, ":2 (East/*, 2026-Q1)"));
    an_target_basis(c->target, west, 0, "en", basis);
    assert_non_null(strstr(basis, "held at its minimum by"));
    an_target_basis(c->target, west, 16, "en", basis);
    assert_non_null(strstr(basis, "held at its maximum by"));
}

static void locks_that_cannot_be_are_refused(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"region,period,target\nEst,2026,5\n",
         ":2: there are no sales of region 'Est'; did you mean 'East'?"},
        {"region,period,target\nEast,2025-03,5\n", ":2: 2025-03 is not in 2026"},
        {"region,period,target\nEast,2026-W10,5\n",
         ":2: targets are not made for each week; give --down week for East/*, 2026-W10"},
        {"region,period,target\nEast,2026,x\n", "x"},
        {"region,period,remark\nEast,2026,x\n",
         ": no column called target, min or max has a value"},
        {"region,period,target\nEast,2026,5\nEast,2026,6\n", ""},
    };
    target_case *c = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(try_locks(c, FC_MONTH, wrong[i].text), FC_EDATA);
        if (!strstr(fc_error_message(), wrong[i].says))
            fail_msg("'%s' does not say '%s'", fc_error_message(), wrong[i].says);
        an_locks_clear(&c->locks);
        an_spans_clear(&c->spans);
    }
    memset(&c->spans, 0, sizeof c->spans);
}

static void a_share_needs_a_total_that_is_fixed(void **state)
{
    target_case *c = *state;

    assert_ok(try_locks(c, FC_MONTH, "region,period,target\nEast,2026-Q4,30%\n"));
    assert_int_equal(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 300000)), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "lock the total of 2026-Q4"));
}

/* "500 in the fourth quarter, 30 % of it from the East". */
static void a_composite_target_is_a_locked_total_and_a_share_of_it(void **state)
{
    target_case *c = *state;

    assert_ok(try_locks(c, FC_MONTH, "region,period,target\n*,2026-Q4,50000\nEast,2026-Q4,30%\n"));
    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 300000)));
    assert_int_equal(steps(c, 0, 4), 5000000);
    assert_int_equal(steps(c, node(&c->company, "East", "*"), 4), 1500000);
    assert_adds_up(c);
}

static void amounts_that_cannot_be_are_refused(void **state)
{
    target_case *c = *state;

    assert_fails(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 0.005)), FC_EUSAGE,
                 "a total of 0.005 is no multiple of its step of 0.01; round it");
    assert_fails(try_target(c, FC_MONTH, goal(AN_GOAL_CONFIDENCE, 100)), FC_EUSAGE,
                 "--confidence 100: give a percentage between 0 and 100");
    assert_fails(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 1e15)), FC_EUSAGE,
                 "a target of 1e+15 in steps of 0.01 is too large to add up exactly; give a larger "
                 "--step");
}

static void every_row_of_the_table_is_whole(void **state)
{
    target_case *c = *state;
    an_table *table;

    assert_ok(try_target(c, FC_DAY, goal(AN_GOAL_CONFIDENCE, 60)));
    for (int zh = 0; zh < 2; zh++) {
        assert_ok(an_target_table(c->target, "amount", AN_MONEY, zh ? "zh" : "en", &table));
        assert_int_equal(an_table_rows(table), 9 * (1 + 4 + 12 + 53 + 365));
        for (size_t row = 0; row < an_table_rows(table); row++) {
            assert_true(isfinite(an_table_cell_number(table, row, 4)));
            assert_close(an_table_cell_number(table, row, 7),
                         an_table_cell_number(table, row, 4) - an_table_cell_number(table, row, 6),
                         1e-9);
            assert_true(strlen(an_table_cell_text(table, row, 9)) > 10);
        }
        an_table_free(table);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

/* Sums in the order of the paths are the futures, each at the place of its path. */
static void futures_keep_the_order_of_their_paths(void **state)
{
    enum { N = 400 };
    target_case *c = *state;
    static double paths[N * NEXT_YEAR], sums[N], raw[N], plain[N];

    assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, 320000)));
    for (size_t node = 0; node < fc_hierarchy_size(c->company.sales.hierarchy); node++) {
        double all = 0, ordered = 0;

        assert_ok(an_target_paths(c->target, node, 0, paths, sums));
        for (size_t i = 0; i < N; i++) {
            raw[i] = 0;
            for (size_t h = 5; h < NEXT_YEAR; h++)
                raw[i] += paths[i * NEXT_YEAR + h];
        }
        an_target_sum_paths(c->target, node, paths, 0, plain);
        for (size_t i = 0; i < N; i++) {
            all += plain[i];
            ordered += sums[i];
            for (size_t k = 0; k < i; k++)
                assert_true((raw[i] > raw[k]) <= (sums[i] >= sums[k]));
        }
        assert_close(ordered, all, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(futures_keep_the_order_of_their_paths),
        CASE(every_node_and_period_adds_up),
        CASE(weekends_get_nothing_on_working_days),
        CASE(weeks_straddle_months_and_are_cut_at_the_year),
        CASE(a_confidence_is_the_chance_of_the_total),
        CASE(growth_is_on_last_year_and_named_flat),
        CASE(parts_follow_the_forecast),
        CASE(locks_hold_and_the_rest_gives_way),
        CASE(locks_that_cannot_be_are_refused),
        CASE(a_share_needs_a_total_that_is_fixed),
        CASE(a_composite_target_is_a_locked_total_and_a_share_of_it),
        CASE(amounts_that_cannot_be_are_refused),
        CASE(every_row_of_the_table_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
