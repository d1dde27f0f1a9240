/* test_allot.c - an amount over random hierarchies and years: exact at every node and period. */
#include "analysis/target/allot.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

#define NO AN_APPORTION_MOST

enum { LEVELS = 3, MOST_CELLS = 24, MOST_DAYS = 60, MOST_BOUNDS = 12, NEGATIVE = 7 };

/* A random hierarchy of cells, a random year, and bounds that nest, around a known solution. */
typedef struct {
    size_t cell_groups[LEVELS][MOST_CELLS], day_groups[LEVELS][MOST_DAYS];
    an_allot_level cell_levels[LEVELS], day_levels[LEVELS];
    double weights[MOST_CELLS * MOST_DAYS];
    int64_t solution[MOST_CELLS * MOST_DAYS], values[MOST_CELLS * MOST_DAYS];
    an_allot_bound bounds[MOST_BOUNDS];
    size_t cells[MOST_BOUNDS][MOST_CELLS];
    an_allot_task task;
} sample;

/* Groups that nest: each level cuts those of the level before further. */
static void make_axis(an_allot_axis *axis, an_allot_level *levels, size_t *groups, size_t most,
                      size_t n)
{
    axis->n = n;
    axis->n_levels = LEVELS;
    axis->levels = levels;
    for (size_t l = 0; l < LEVELS; l++) {
        size_t *group = groups + l * most;

        group[0] = 0;
        for (size_t i = 1; i < n; i++) {
            const bool cut = l > 0 && group[i - most] != group[i - 1 - most];

            group[i] = group[i - 1] + (cut || l == LEVELS - 1 || rand() % 4 == 0);
        }
        levels[l] = (an_allot_level){group, rand() % 2 ? group : NULL};
    }
}

static int64_t sum_of(const sample *s, const int64_t *values, const an_allot_bound *b)
{
    int64_t sum = 0;

    for (size_t k = 0; k < b->n_cells; k++)
        for (size_t d = b->first; d <= b->last; d++)
            sum += values[b->cells[k] * s->task.days.n + d];
    return sum;
}

static bool holds(const an_allot_bound *b, size_t cell, size_t day)
{
    for (size_t k = 0; k < b->n_cells; k++)
        if (b->cells[k] == cell)
            return b->first <= day && day <= b->last;
    return false;
}

/* By the definition: of the places, those in both, in one, in the other. */
static bool cross(const sample *s, const an_allot_bound *a, const an_allot_bound *b)
{
    size_t both = 0, only_a = 0, only_b = 0;

    for (size_t c = 0; c < s->task.cells.n; c++)
        for (size_t d = 0; d < s->task.days.n; d++) {
            const bool in_a = holds(a, c, d), in_b = holds(b, c, d);

            both += in_a && in_b;
            only_a += in_a && !in_b;
            only_b += in_b && !in_a;
        }
    return both && only_a && only_b;
}

static void add_bound(sample *s, size_t most)
{
    an_allot_bound *b = &s->bounds[s->task.n_bounds];
    const size_t n_cells = s->task.cells.n, n_days = s->task.days.n;
    size_t *cells = s->cells[s->task.n_bounds];
    int64_t sum;

    if (s->task.n_bounds == most)
        return;
    *b = (an_allot_bound){.cells = cells, .name = "a bound"};
    for (size_t c = 0, step = 1 + (size_t)rand() % 3; c < n_cells; c += step)
        if (rand() % 3)
            cells[b->n_cells++] = c;
    b->first = (size_t)rand() % n_days;
    b->last = b->first + (size_t)rand() % (n_days - b->first);
    for (size_t i = 0; i < s->task.n_bounds; i++)
        if (cross(s, b, &s->bounds[i]))
            return;
    if (b->n_cells == 0)
        return;
    sum = sum_of(s, s->solution, b);
    b->lo = rand() % 3 ? sum - rand() % 100 * (rand() % 2) : -NO;
    b->hi = rand() % 3 ? sum + rand() % 100 * (rand() % 2) : NO;
    s->task.n_bounds++;
}

static void make_sample(sample *s, int round)
{
    const bool negative = round % NEGATIVE == 0; /* some returns */

    memset(s, 0, sizeof *s);
    s->task = (an_allot_task){.weights = s->weights,
                              .name = "--total",
                              .bounds = s->bounds,
                              .steps_of_unit = round % 2 ? 100 : 1};
    make_axis(&s->task.cells, s->cell_levels, s->cell_groups[0], MOST_CELLS,
              1 + (size_t)rand() % MOST_CELLS);
    make_axis(&s->task.days, s->day_levels, s->day_groups[0], MOST_DAYS,
              1 + (size_t)rand() % MOST_DAYS);
    for (size_t i = 0; i < s->task.cells.n * s->task.days.n; i++) {
        s->weights[i] = rand() % 4 ? exp(rand() % 5) * rand() : 0;
        s->solution[i] = rand() % (round % 3 ? 2 : 4000) - (negative && rand() % 9 == 0 ? 50 : 0);
        s->task.amount += s->solution[i];
    }
    for (int tries = 0; tries < 30; tries++)
        add_bound(s, (size_t)(round % (MOST_BOUNDS + 1)));
}

static int64_t total_of(const sample *s)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->task.cells.n * s->task.days.n; i++)
        sum += s->values[i];
    return sum;
}

static void every_sum_is_exact_and_every_bound_is_kept(void **state)
{
    sample *s = malloc(sizeof *s);
    size_t n_bounds = 0, n_negative = 0;

    (void)state;
    srand(2027);
    for (int round = 0; round < 1000; round++) {
        make_sample(s, round);
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

        make_sample(s, round);
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
