/* test_allot.c - an amount over random hierarchies and years: exact at every node and period. */
#include "tests/unit/allot_sample.h"

static void every_sum_is_exact_and_every_bound_is_kept(void **state)
{
    sample *s = malloc(sizeof *s);
    size_t n_bounds = 0, n_negative = 0;

    (void)state;
    srand(2027);
    for (int round = 0; round < 1000; round++) {
        make_sample(s, round, false);
        if (round % NEGATIVE == 0) { /* a solution may then need parts of both signs */
            if (an_allot(&s->task, s->values) != FC_OK)
                continue;
            n_negative++;
        } else {
            assert_ok(an_allot(&s->task, s->values));
        }
        assert_int_equal(total_of(s), s->task.amount);
        for (size_t b = 0; b < s->task.n_bounds; b++) {
            const int64_t sum = sum_of(s, s->values, &s->bounds[b]);

            assert_true(sum >= s->bounds[b].lo && sum <= s->bounds[b].hi);
        }
        n_bounds += s->task.n_bounds;
    }
    assert_true(n_bounds > 3000 && n_negative > 50); /* the samples do have some */
    free(s);
}

/* Without bounds each group of cells, and within a cell each group of days, is less than a step a
 * level off its share. */
static void without_bounds_everything_is_in_proportion(void **state)
{
    sample *s = malloc(sizeof *s);

    (void)state;
    srand(4);
    for (int round = 0; round < 200; round++) {
        double total = 0;

        make_sample(s, round, false);
        s->task.n_bounds = 0;
        for (size_t i = 0; i < s->task.cells.n * s->task.days.n; i++)
            total += s->weights[i];
        if (total == 0 || s->task.amount < 0)
            continue;
        assert_ok(an_allot(&s->task, s->values));
        for (size_t c = 0; c < s->task.cells.n; c++) {
            double weight = 0;
            int64_t sum = 0;

            for (size_t d = 0; d < s->task.days.n; d++) {
                const size_t i = c * s->task.days.n + d;
                const double share = (double)s->task.amount * s->weights[i] / total;

                assert_true(fabs((double)s->values[i] - share) < 2 * LEVELS);
                assert_true(s->weights[i] > 0 || s->values[i] == 0);
                weight += s->weights[i];
                sum += s->values[i];
            }
            assert_true(fabs((double)sum - (double)s->task.amount * weight / total) < LEVELS);
        }
    }
    free(s);
}

/* Two regions of one city each, four days of two weeks that straddle two months. */
static const size_t two[] = {0, 1}, months[] = {0, 0, 0, 1}, days[] = {0, 1, 2, 3};

static const an_allot_level two_cells[] = {{two, NULL}},
                            four_days[] = {{months, NULL}, {days, NULL}};

static const double even[] = {1, 1, 1, 1, 1, 1, 1, 1};

static an_allot_task small(const an_allot_bound *bounds, size_t n)
{
    return (an_allot_task){.cells = {2, 1, two_cells},
                           .days = {4, 2, four_days},
                           .weights = even,
                           .amount = 80000,
                           .name = "--total 800",
                           .bounds = bounds,
                           .n_bounds = n,
                           .steps_of_unit = 100};
}

static void a_lock_moves_what_it_takes_to_the_others(void **state)
{
    const an_allot_bound lock = {two, 1, 0, 2, 60000, 60000, "lock"};
    const an_allot_task task = small(&lock, 1);
    int64_t v[8];

    (void)state;
    assert_ok(an_allot(&task, v));
    for (size_t d = 0; d < 3; d++)
        assert_int_equal(v[d], 20000);
    for (size_t i = 3; i < 8; i++)
        assert_int_equal(v[i], 4000);
}

static void clashing_bounds_are_named(void **state)
{
    const an_allot_bound parts[] = {{two, 1, 0, 3, -NO, 50000, "lock.csv:2 (East, 2027)"},
                                    {two, 1, 0, 1, 30000, NO, "lock.csv:3 (East, 2027-01)"},
                                    {two, 1, 3, 3, 25000, 25000, "lock.csv:4 (East, 2027-02)"}};
    const an_allot_task task = small(parts, 3);
    int64_t v[8];

    (void)state;
    assert_fails(an_allot(&task, v), FC_EDATA,
                 "lock.csv:2 (East, 2027) allows at most 500.00, but lock.csv:3 (East, 2027-01), "
                 "lock.csv:4 (East, 2027-02) ask for at least 550.00; change one of them");
}

static void bounds_that_clash_with_the_total_are_named(void **state)
{
    const an_allot_bound high = {two, 2, 0, 3, 90000, NO, "lock.csv:2 (total, 2027)"},
                         low[] = {{two, 1, 0, 3, -NO, 30000, "lock.csv:2 (East, 2027)"},
                                  {two + 1, 1, 0, 3, -NO, 40000, "lock.csv:3 (West, 2027)"}};
    an_allot_task task = small(&high, 1);
    int64_t v[8];

    (void)state;
    assert_fails(an_allot(&task, v), FC_EDATA,
                 "--total 800 is set to 800.00, but lock.csv:2 (total, 2027) ask for at least "
                 "900.00; change one of them");
    task = small(low, 2);
    assert_fails(an_allot(&task, v), FC_EDATA,
                 "--total 800 is set to 800.00, but lock.csv:2 (East, 2027), lock.csv:3 (West, "
                 "2027) allow at most 700.00; change one of them");
}

static void a_place_without_weight_is_filled_like_the_others_when_it_is_locked(void **state)
{
    const double weights[] = {0, 0, 0, 0, 1, 3, 4, 0};
    const an_allot_bound lock = {two, 1, 0, 3, 800, 800, "lock"};
    an_allot_task task = small(&lock, 1);
    int64_t v[8];

    (void)state;
    task.weights = weights;
    assert_ok(an_allot(&task, v));
    assert_int_equal(v[0], 100);
    assert_int_equal(v[1], 300);
    assert_int_equal(v[2], 400);
    assert_int_equal(v[3], 0);
}

/* 100 customers over 40 cells alike, each of which gets two or three: no month is left out. */
static void whole_units_spread_over_the_months(void **state)
{
    enum { CELLS = 40, MONTHS = 12 };
    size_t cells[CELLS], months12[MONTHS];
    double weights[CELLS * MONTHS];
    int64_t v[CELLS * MONTHS];
    an_allot_level cell_level = {cells, NULL}, month_level = {months12, months12};
    const an_allot_task task = {.cells = {CELLS, 1, &cell_level},
                                .days = {MONTHS, 1, &month_level},
                                .weights = weights,
                                .amount = 100,
                                .name = "--total",
                                .steps_of_unit = 1};

    (void)state;
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = i;
    for (size_t i = 0; i < MONTHS; i++)
        months12[i] = i;
    for (size_t i = 0; i < CELLS * MONTHS; i++)
        weights[i] = i % MONTHS == 11 ? 1.9 : 1;
    assert_ok(an_allot(&task, v));
    for (size_t m = 0; m < MONTHS; m++) {
        int64_t sum = 0;

        for (size_t c = 0; c < CELLS; c++)
            sum += v[c * MONTHS + m];
        assert_true(fabs((double)sum - (m == 11 ? 1.9 : 1) * 100 / 12.9) < 1.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sum_is_exact_and_every_bound_is_kept),
        cmocka_unit_test(without_bounds_everything_is_in_proportion),
        cmocka_unit_test(a_lock_moves_what_it_takes_to_the_others),
        cmocka_unit_test(clashing_bounds_are_named),
        cmocka_unit_test(bounds_that_clash_with_the_total_are_named),
        cmocka_unit_test(a_place_without_weight_is_filled_like_the_others_when_it_is_locked),
        cmocka_unit_test(whole_units_spread_over_the_months),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
