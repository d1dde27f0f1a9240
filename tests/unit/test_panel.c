/* test_panel.c - sums against exact ones, in any order and any number of parts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/panel/keys.h"
#include "forecast/panel/panel.h"
#include "tests/unit/assert.h"

enum { N_ROWS = 20000, N_PERIODS = 31 };

static fc_panel *new_panel(size_t n_keys, size_t n_measures)
{
    fc_panel *panel;

    assert_ok(fc_panel_new(n_keys, n_measures, &panel));
    return panel;
}

static size_t cell_of(fc_panel *panel, const char *region, const char *product)
{
    const char *const keys[] = {region, product};
    size_t cell;

    assert_ok(fc_panel_cell(panel, keys, NULL, &cell));
    return cell;
}

static double sum_at(const fc_panel *panel, size_t cell, size_t measure, fc_period period)
{
    double sum = 0.0;

    fc_panel_accumulate(panel, cell, measure, period, 1, &sum);
    return sum;
}

static uint32_t next(uint32_t *seed)
{
    return *seed = *seed * 1664525u + 1013904223u;
}

/* Row i of a data set that is the same on every call: amounts in cents, some huge, some returns. */
static void add_row(fc_panel *panel, size_t i)
{
    static const char *const regions[] = {"East", "", "华东", "West/Coast"};
    static const char *const products[] = {"tea", "coffee", "te"};
    uint32_t seed = (uint32_t)i * 2654435761u + 17u;
    const char *region = regions[next(&seed) >> 30];
    const char *product = products[(next(&seed) >> 16) % 3];
    const fc_period period = 640 + (fc_period)((next(&seed) >> 16) % N_PERIODS);
    const double amount = ((double)(next(&seed) >> 8) - 3e6) * (i % 97 == 0 ? 1e9 : 0.01);
    const double values[] = {amount, (double)(i % 7)};

    assert_ok(fc_panel_add(panel, cell_of(panel, region, product), period, values));
}

static fc_panel *panel_in_order(size_t step)
{
    fc_panel *panel = new_panel(2, 2);

    for (size_t k = 0; k < N_ROWS; k++)
        add_row(panel, k * step % N_ROWS);
    assert_ok(fc_panel_sort(panel));
    return panel;
}

static void assert_same(const fc_panel *a, const fc_panel *b)
{
    fc_period first, last, first_b, last_b;

    fc_panel_span(a, &first, &last);
    fc_panel_span(b, &first_b, &last_b);
    assert_int_equal(first, first_b);
    assert_int_equal(last, last_b);
    assert_int_equal(fc_panel_size(a), fc_panel_size(b));
    for (size_t c = 0; c < fc_panel_size(a); c++) {
        for (size_t k = 0; k < fc_panel_n_keys(a); k++)
            assert_string_equal(fc_panel_key(a, c, k), fc_panel_key(b, c, k));
        for (fc_period p = first; p <= last; p++) {
            assert_int_equal(fc_panel_rows(a, c, p), fc_panel_rows(b, c, p));
            for (size_t m = 0; m < fc_panel_n_measures(a); m++)
                assert_true(sum_at(a, c, m, p) == sum_at(b, c, m, p));
        }
    }
}

static void rows_sum_to_the_same_bits_in_any_order(void **state)
{
    fc_panel *forwards = panel_in_order(1), *backwards = panel_in_order(N_ROWS - 1);
    fc_panel *scattered = panel_in_order(7919);

    (void)state;
    assert_int_equal(fc_panel_size(forwards), 12);
    assert_same(forwards, backwards);
    assert_same(forwards, scattered);
    fc_panel_free(forwards);
    fc_panel_free(backwards);
    fc_panel_free(scattered);
}

static void parts_of_threads_merge_to_the_same_bits(void **state)
{
    fc_panel *whole = panel_in_order(1), *joined = new_panel(2, 2);

    (void)state;
    for (size_t part = 0; part < 5; part++) {
        fc_panel *own = new_panel(2, 2);

        for (size_t i = part; i < N_ROWS; i += 5)
            add_row(own, i);
        assert_ok(fc_panel_merge(joined, own));
        fc_panel_free(own);
    }
    assert_ok(fc_panel_sort(joined));
    assert_same(whole, joined);
    fc_panel_free(whole);
    fc_panel_free(joined);
}

static void cancelling_amounts_leave_what_is_small(void **state)
{
    fc_panel *panel = new_panel(0, 1);
    const double values[] = {1e17, 3.25, -1e17, 0.125};
    size_t cell;

    (void)state;
    assert_ok(fc_panel_cell(panel, NULL, NULL, &cell));
    for (size_t i = 0; i < 4; i++)
        assert_ok(fc_panel_add(panel, cell, 5, &values[i]));
    assert_true(sum_at(panel, cell, 0, 5) == 3.375);
    fc_panel_free(panel);
}

static void a_million_cents_are_exact(void **state)
{
    fc_panel *panel = new_panel(0, 1);
    const double cent = 0.01;
    size_t cell;

    (void)state;
    assert_ok(fc_panel_cell(panel, NULL, NULL, &cell));
    for (size_t i = 0; i < 1000000; i++)
        assert_ok(fc_panel_add(panel, cell, -3, &cent));
    assert_true(sum_at(panel, cell, 0, -3) == 10000.0);
    assert_int_equal(fc_panel_rows(panel, cell, -3), 1000000);
    fc_panel_free(panel);
}

static void spans_grow_both_ways_and_gaps_have_no_rows(void **state)
{
    static const fc_period periods[] = {100, 103, 60, 2000, 99};
    fc_panel *panel = new_panel(2, 1);
    const size_t cell = cell_of(panel, "North", "tea"), idle = cell_of(panel, "North", "silk");
    double sums[1945] = {0.0};
    fc_period first, last;

    (void)state;
    fc_panel_span(panel, &first, &last);
    assert_int_equal(first, FC_PERIOD_NONE);
    assert_int_equal(last, FC_PERIOD_NONE);
    for (size_t i = 0; i < 5; i++)
        assert_ok(fc_panel_add(panel, cell, periods[i], &(double){2.385 + (double)i}));
    fc_panel_cell_span(panel, cell, &first, &last);
    assert_int_equal(first, 60);
    assert_int_equal(last, 2000);
    fc_panel_cell_span(panel, idle, &first, &last);
    assert_int_equal(first, FC_PERIOD_NONE);
    assert_int_equal(fc_panel_rows(panel, cell, 101), 0);
    assert_int_equal(fc_panel_rows(panel, cell, 103), 1);
    assert_int_equal(fc_panel_rows(panel, cell, 59), 0);
    assert_int_equal(fc_panel_rows(panel, cell, FC_PERIOD_NONE), 0);
    assert_int_equal(fc_panel_rows(panel, idle, 103), 0);
    fc_panel_accumulate(panel, cell, 0, 58, 1945, sums);
    for (size_t i = 0; i < 1945; i++) {
        double expected = 0.0;

        for (size_t k = 0; k < 5; k++)
            if (periods[k] == 58 + (fc_period)i)
                expected = 2.385 + (double)k;
        assert_true(sums[i] == expected);
    }
    fc_panel_free(panel);
}

static void cells_stand_in_byte_order_after_sorting(void **state)
{
    static const char *const keys[][2] = {{"b", "x"},  {"a", "y"}, {"", "z"},  {"a", "é"},
                                          {"ab", "a"}, {"a", ""},  {"B", "x"}, {"日", "x"}};
    static const size_t sorted[] = {2, 6, 5, 1, 3, 4, 0, 7};
    fc_panel *panel = new_panel(2, 1);

    (void)state;
    for (size_t i = 0; i < 8; i++)
        assert_ok(
            fc_panel_add(panel, cell_of(panel, keys[i][0], keys[i][1]), 9, &(double){(double)i}));
    assert_ok(fc_panel_sort(panel));
    for (size_t i = 0; i < 8; i++) {
        assert_string_equal(fc_panel_key(panel, i, 0), keys[sorted[i]][0]);
        assert_string_equal(fc_panel_key(panel, i, 1), keys[sorted[i]][1]);
        assert_true(sum_at(panel, i, 0, 9) == (double)sorted[i]);
        assert_int_equal(cell_of(panel, keys[sorted[i]][0], keys[sorted[i]][1]), i);
    }
    fc_panel_free(panel);
}

static void lengths_cut_keys_out_of_a_line(void **state)
{
    const char *line = "Eastern,tea";
    const char *const keys[] = {line, line + 8};
    fc_panel *panel = new_panel(2, 1);
    size_t cell;

    (void)state;
    assert_ok(fc_panel_cell(panel, keys, (size_t[]){4, 3}, &cell));
    assert_string_equal(fc_panel_key(panel, cell, 0), "East");
    assert_string_equal(fc_panel_key(panel, cell, 1), "tea");
    assert_int_equal(cell_of(panel, "East", "tea"), cell);
    assert_int_not_equal(cell_of(panel, "Eastern", "tea"), cell);
    assert_int_not_equal(cell_of(panel, "Eas", "ttea"), cell_of(panel, "East", "ea"));
    fc_panel_free(panel);
}

static void refuses_amounts_that_no_sum_could_hold(void **state)
{
    fc_panel *panel = new_panel(0, 2);
    size_t cell;

    (void)state;
    assert_ok(fc_panel_cell(panel, NULL, NULL, &cell));
    assert_fails(fc_panel_add(panel, cell, 3, (double[]){1.5, 2e100}), FC_EDATA,
                 "2e+100 is out of range; the largest amount is 1e+100");
    assert_int_equal(fc_panel_add(panel, cell, 3, (double[]){NAN, 1.0}), FC_EDATA);
    assert_int_equal(fc_panel_add(panel, cell, 3, (double[]){1.0, -INFINITY}), FC_EDATA);
    assert_int_equal(fc_panel_rows(panel, cell, 3), 0);
    assert_true(sum_at(panel, cell, 0, 3) == 0.0);
    fc_panel_free(panel);
}

static void a_hundred_thousand_cells_are_found_again(void **state)
{
    fc_panel *panel = new_panel(2, 1);
    char product[16];

    (void)state;
    for (int i = 0; i < 100000; i++) {
        snprintf(product, sizeof product, "p%d", i);
        assert_ok(fc_panel_add(panel, cell_of(panel, i % 3 ? "a" : "b", product), i % 12,
                               &(double){i + 0.385}));
    }
    assert_int_equal(fc_panel_size(panel), 100000);
    assert_ok(fc_panel_sort(panel));
    for (int i = 0; i < 100000; i += 331) {
        snprintf(product, sizeof product, "p%d", i);
        assert_true(sum_at(panel, cell_of(panel, i % 3 ? "a" : "b", product), 0, i % 12) ==
                    i + 0.385);
    }
    assert_int_equal(fc_panel_size(panel), 100000);
    fc_panel_free(panel);
}

static void keys_are_found_only_when_added(void **state)
{
    fc_keys *keys;
    size_t number;

    (void)state;
    assert_ok(fc_keys_new(2, &keys));
    assert_int_equal(fc_keys_find(keys, (const char *const[]){"a", "b"}), SIZE_MAX);
    assert_ok(fc_keys_add(keys, (const char *const[]){"a", "b"}, NULL, &number));
    assert_int_equal(number, 0);
    assert_int_equal(fc_keys_find(keys, (const char *const[]){"a", "b"}), 0);
    assert_int_equal(fc_keys_find(keys, (const char *const[]){"ab", ""}), SIZE_MAX);
    assert_int_equal(fc_keys_find(keys, (const char *const[]){"a", "bc"}), SIZE_MAX);
    fc_keys_free(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_sum_to_the_same_bits_in_any_order),
        cmocka_unit_test(parts_of_threads_merge_to_the_same_bits),
        cmocka_unit_test(cancelling_amounts_leave_what_is_small),
        cmocka_unit_test(a_million_cents_are_exact),
        cmocka_unit_test(spans_grow_both_ways_and_gaps_have_no_rows),
        cmocka_unit_test(cells_stand_in_byte_order_after_sorting),
        cmocka_unit_test(lengths_cut_keys_out_of_a_line),
        cmocka_unit_test(refuses_amounts_that_no_sum_could_hold),
        cmocka_unit_test(a_hundred_thousand_cells_are_found_again),
        cmocka_unit_test(keys_are_found_only_when_added),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
