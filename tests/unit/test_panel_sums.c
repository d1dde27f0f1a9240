/* test_panel_sums.c - sums of one cell: in any order, with measures that come late, closed. */
#include "forecast/panel/panel_sums.h"

#include <stdlib.h>

#include "tests/unit/assert.h"

enum { PERIODS = 30, MEASURES = 3, ROWS = 400 };

static const fc_panel_sums empty = {.first = FC_PERIOD_NONE, .last = FC_PERIOD_NONE};

typedef struct {
    fc_period period;
    double values[MEASURES];
} row;

/* Measure 2 is zero before row `late`, measure 1 in two rows of three. */
static row row_at(size_t i, size_t late)
{
    return (row){(fc_period)((i * 7) % PERIODS) - 11,
                 {2.385 + (double)i, i % 3 ? 0 : -0.717 * (double)i, i < late ? 0 : 1e-3}};
}

static void add(fc_panel_sums *cell, const row *r)
{
    assert_ok(fc_panel_sums_add(cell, r->period, 1, MEASURES, 1, r->values, NULL));
}

static double sum_of(const fc_panel_sums *cell, size_t measure, fc_period period)
{
    double sum = 0;

    fc_panel_sums_get(cell, measure, period, 1, &sum);
    return sum;
}

static void assert_like(const fc_panel_sums *cell, double expected[PERIODS][MEASURES])
{
    for (fc_period p = 0; p < PERIODS; p++)
        for (size_t m = 0; m < MEASURES; m++)
            assert_close(sum_of(cell, m, p - 11), expected[p][m], 1e-14);
    assert_true(sum_of(cell, 0, PERIODS) == 0 && fc_panel_sums_rows(cell, PERIODS) == 0);
}

/* The slow twin is a table of all periods and measures. */
static void sums_are_those_of_a_full_table(void **state)
{
    static const size_t late[] = {0, 1, 250, ROWS};

    (void)state;
    for (size_t k = 0; k < sizeof late / sizeof *late; k++) {
        fc_panel_sums cell = empty;
        double expected[PERIODS][MEASURES] = {{0}};
        double rows = 0;

        for (size_t i = 0; i < ROWS; i++) {
            const row r = row_at(i, late[k]);

            add(&cell, &r);
            for (size_t m = 0; m < MEASURES; m++)
                expected[r.period + 11][m] += r.values[m];
        }
        assert_int_equal(cell.n_measures, late[k] < ROWS ? 3 : 2);
        assert_like(&cell, expected);
        assert_ok(fc_panel_sums_close(&cell));
        assert_int_equal(cell.capacity, PERIODS);
        assert_like(&cell, expected);
        for (fc_period p = 0; p < PERIODS; p++)
            rows += fc_panel_sums_rows(&cell, p - 11);
        assert_true(rows == ROWS);
        free(cell.slots);
    }
}

static void taken_parts_give_the_same_bits(void **state)
{
    fc_panel_sums whole = empty, joined = empty, parts[4] = {empty, empty, empty, empty};

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        const row r = row_at(i, 390); /* only the last parts have the third measure */

        add(&whole, &r);
        add(&parts[i * 4 / ROWS], &r);
    }
    for (size_t k = 0; k < 4; k++) {
        assert_ok(fc_panel_sums_take(&joined, &parts[k]));
        assert_null(parts[k].slots);
    }
    assert_ok(fc_panel_sums_take(&joined, &parts[0])); /* an empty one changes nothing */
    assert_ok(fc_panel_sums_close(&joined));
    for (fc_period p = -11; p < PERIODS; p++)
        for (size_t m = 0; m < MEASURES; m++)
            assert_true(sum_of(&whole, m, p) == sum_of(&joined, m, p));
    free(whole.slots);
    free(joined.slots);
}

static void a_cell_of_zeros_counts_its_rows(void **state)
{
    fc_panel_sums cell = empty;

    (void)state;
    add(&cell, &(row){.period = 5});
    add(&cell, &(row){.period = 8});
    assert_int_equal(cell.n_measures, 0);
    assert_ok(fc_panel_sums_close(&cell));
    assert_true(fc_panel_sums_rows(&cell, 5) == 1 && fc_panel_sums_rows(&cell, 6) == 0);
    assert_true(sum_of(&cell, 0, 5) == 0);
    assert_int_equal(cell.first, 5);
    assert_int_equal(cell.last, 8);
    free(cell.slots);
}

static void an_empty_cell_has_nothing(void **state)
{
    fc_panel_sums cell = empty;

    (void)state;
    assert_ok(fc_panel_sums_close(&cell));
    assert_true(fc_panel_sums_rows(&cell, 0) == 0 && sum_of(&cell, 0, 0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_a_full_table),
        cmocka_unit_test(taken_parts_give_the_same_bits),
        cmocka_unit_test(a_cell_of_zeros_counts_its_rows),
        cmocka_unit_test(an_empty_cell_has_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
