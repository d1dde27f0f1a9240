/* test_allot_cross.c - bounds that cross: a region's year, a product's year, a quarter of all. */
#include "tests/unit/allot_sample.h"

/* Every sample has a solution: the bounds lie around one. */
static void every_sum_is_exact_and_every_bound_is_kept(void **state)
{
    sample *s = malloc(sizeof *s);
    size_t n_crossing = 0, n_refused = 0;

    (void)state;
    srand(99);
    for (int round = 0; round < 1000; round++) {
        bool crosses = false;

        make_sample(s, round, true);
        for (size_t a = 0; a < s->task.n_bounds; a++) {
            if (s->bounds[a].lo < 0 && s->bounds[a].lo != -NO)
                s->bounds[a].lo = 0;
            for (size_t b = 0; b < a && !crosses; b++)
                crosses = cross(s, &s->bounds[a], &s->bounds[b]);
        }
        n_crossing += crosses;
        if (an_allot(&s->task, s->values) != FC_OK) {
            n_refused++;
            continue;
        }
        assert_int_equal(total_of(s), s->task.amount);
        for (size_t b = 0; b < s->task.n_bounds; b++) {
            const int64_t sum = sum_of(s, s->values, &s->bounds[b]);

            assert_true(sum >= s->bounds[b].lo && sum <= s->bounds[b].hi);
        }
        for (size_t i = 0; i < s->task.cells.n * s->task.days.n; i++)
            assert_true(s->values[i] >= 0);
    }
    assert_true(n_crossing > 500);
    assert_true(n_refused == 0);
    free(s);
}

/* Two regions by two products; the scaling is iterative proportional fitting: for given rows and
 * columns each place is row times column over the total, as all weights are alike. */
static void locks_of_rows_and_columns_scale_both(void **state)
{
    static const size_t cells[] = {0, 1, 2, 3}, days[] = {0};
    static const size_t east[] = {0, 1}, kettles[] = {0, 2};
    static const an_allot_level cell_level = {cells, NULL}, day_level = {days, NULL};
    static const double even[] = {1, 1, 1, 1};
    const an_allot_bound bounds[] = {{east, 2, 0, 0, 70000, 70000, "locks.csv:2 (East)"},
                                     {kettles, 2, 0, 0, 60000, 60000, "locks.csv:3 (Kettle)"}};
    an_allot_task task = {.cells = {4, 1, &cell_level},
                          .days = {1, 1, &day_level},
                          .weights = even,
                          .amount = 100000,
                          .name = "--total 1000",
                          .bounds = bounds,
                          .n_bounds = 2,
                          .steps_of_unit = 100};
    int64_t v[4];

    (void)state;
    assert_ok(an_allot(&task, v));
    assert_int_equal(v[0], 42000);
    assert_int_equal(v[1], 28000);
    assert_int_equal(v[2], 18000);
    assert_int_equal(v[3], 12000);
}

static void crossing_bounds_that_clash_are_named(void **state)
{
    static const size_t cells[] = {0, 1, 2, 3}, days[] = {0};
    static const size_t east[] = {0, 1}, kettles[] = {0, 2};
    static const an_allot_level cell_level = {cells, NULL}, day_level = {days, NULL};
    static const double even[] = {1, 1, 1, 1};
    const an_allot_bound bounds[] = {{east, 2, 0, 0, 70000, 70000, "locks.csv:2 (East)"},
                                     {kettles, 2, 0, 0, 60000, 60000, "locks.csv:3 (Kettle)"},
                                     {east, 1, 0, 0, 0, 20000, "locks.csv:4 (East/Kettle)"}};
    an_allot_task task = {.cells = {4, 1, &cell_level},
                          .days = {1, 1, &day_level},
                          .weights = even,
                          .amount = 100000,
                          .name = "the total of 2027",
                          .bounds = bounds,
                          .n_bounds = 3,
                          .steps_of_unit = 100};
    int64_t v[4];

    (void)state;
    assert_fails(
        an_allot(&task, v), FC_EDATA,
        "the total of 2027: bounds that cross, such as locks.csv:2 (East) and locks.csv:3 "
        "(Kettle), cannot all be kept in whole steps (locks.csv:2 (East), locks.csv:3 (Kettle), "
        "locks.csv:4 (East/Kettle)); change one of them");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sum_is_exact_and_every_bound_is_kept),
        cmocka_unit_test(locks_of_rows_and_columns_scale_both),
        cmocka_unit_test(crossing_bounds_that_clash_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
