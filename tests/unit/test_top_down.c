/* test_top_down.c - forecasts of one level, split among what lies below. */
#include <string.h>

#include "tests/unit/reconcile_task.h"

static void top_down_keeps_the_total_and_splits_it(void **state)
{
    static const char *const names[] = {"top-down", "top-down-history"};

    (void)state;
    for (size_t r = 0; r < 2; r++) {
        fixture f;

        cross(&f.cells, 4, 6);
        open_fixture(&f, 35, 24, 2, 5);
        fill(&f, 17.0, 5);
        for (size_t j = 0; j < 24; j++)
            f.size[11 + j] = 1.5 + (double)(j % 7);
        run(&f, names[r]);
        assert_coherent(&f);
        for (size_t h = 0; h < 2; h++) {
            assert_close(f.mean[h], f.base[h], 1e-13);
            for (size_t j = 1; j < 24; j++) /* as their weights are to each other */
                assert_close(f.mean[(11 + j) * 2 + h] / f.mean[11 * 2 + h],
                             r == 0 ? f.base[(11 + j) * 2 + h] / f.base[11 * 2 + h]
                                    : f.size[11 + j] / f.size[11],
                             1e-12);
        }
        close_fixture(&f);
    }
}

/* A total of two regions with two and three cities: level by level, by hand. */
static void in_a_tree_it_goes_down_level_by_level(void **state)
{
    static const double base[] = {100, 30, 50, 10, 15, 5, 10, 25};
    static const double expected[2][8] = {{100, 37.5, 62.5, 15, 22.5, 7.8125, 15.625, 39.0625},
                                          {80, 30, 50, 12, 18, 6.25, 12.5, 31.25}};
    static const char *const names[] = {"top-down", "middle-out"};
    static const size_t list_of[] = {0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 5, 6, 7};

    (void)state;
    for (size_t r = 0; r < 2; r++) {
        fixture f = {0};

        assert_ok(fc_lists_fill(&f.cells, 8, list_of, 15, 1, 5));
        open_fixture(&f, 8, 5, 1, 0);
        memcpy(f.base, base, sizeof base);
        run(&f, names[r]);
        for (size_t i = 0; i < 8; i++)
            assert_close(f.mean[i], expected[r][i], 1e-14);
        close_fixture(&f);
    }
}

/* Of 1, 4, 6 and 24 nodes, 4 and 6 are as near to half way down: the first of them is kept. */
static void middle_out_keeps_the_middle(void **state)
{
    fixture f;

    (void)state;
    cross(&f.cells, 4, 6);
    open_fixture(&f, 35, 24, 2, 5);
    fill(&f, 17.0, 5);
    run(&f, "middle-out");
    assert_coherent(&f);
    for (size_t i = 1; i < 5; i++)
        for (size_t h = 0; h < 2; h++)
            assert_close(f.mean[i * 2 + h], f.base[i * 2 + h], 1e-13);
    close_fixture(&f);
}

static void what_is_forecast_as_nothing_is_split_evenly(void **state)
{
    fixture f;

    (void)state;
    cross(&f.cells, 2, 2);
    open_fixture(&f, 9, 4, 1, 0);
    f.base[0] = 10;
    f.base[8] = 1;
    f.fixed[8] = true;
    run(&f, "top-down");
    assert_coherent(&f);
    for (size_t j = 5; j < 8; j++)
        assert_close(f.mean[j], 3, 1e-15);
    assert_close(f.mean[8], 1, 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(top_down_keeps_the_total_and_splits_it),
        cmocka_unit_test(in_a_tree_it_goes_down_level_by_level),
        cmocka_unit_test(middle_out_keeps_the_middle),
        cmocka_unit_test(what_is_forecast_as_nothing_is_split_evenly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
