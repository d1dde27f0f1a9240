/* allot_sample.h - random hierarchies and years with bounds around a known solution. */
#ifndef TESTS_UNIT_ALLOT_SAMPLE_H
#define TESTS_UNIT_ALLOT_SAMPLE_H

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
    bool may_cross; /* bounds */
} sample;

/* Groups that nest: each level cuts those of the level before further. */
static inline void make_axis(an_allot_axis *axis, an_allot_level *levels, size_t *groups,
                             size_t most, size_t n)
{
    axis->n = n;
    axis->n_levels = LEVELS;
    axis->levels = levels;
    for (size_t l = 0; l < LEVELS; l++) {
        size_t *group = groups + l * most;
        const size_t *above = l > 0 ? group - most : NULL;

        group[0] = 0;
        for (size_t i = 1; i < n; i++) {
            const bool cut = above && above[i] != above[i - 1];

            group[i] = group[i - 1] + (cut || l == LEVELS - 1 || rand() % 4 == 0);
        }
        levels[l] = (an_allot_level){group, rand() % 2 ? group : NULL};
    }
}

static inline int64_t sum_of(const sample *s, const int64_t *values, const an_allot_bound *b)
{
    int64_t sum = 0;

    for (size_t k = 0; k < b->n_cells; k++)
        for (size_t d = b->first; d <= b->last; d++)
            sum += values[b->cells[k] * s->task.days.n + d];
    return sum;
}

static inline bool holds(const an_allot_bound *b, size_t cell, size_t day)
{
    for (size_t k = 0; k < b->n_cells; k++)
        if (b->cells[k] == cell)
            return b->first <= day && day <= b->last;
    return false;
}

/* By the definition: of the places, those in both, in one, in the other. */
static inline bool cross(const sample *s, const an_allot_bound *a, const an_allot_bound *b)
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

static inline void add_bound(sample *s, size_t most)
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
        if (!s->may_cross && cross(s, b, &s->bounds[i]))
            return;
    if (b->n_cells == 0)
        return;
    sum = sum_of(s, s->solution, b);
    b->lo = rand() % 3 ? sum - rand() % 100 * (rand() % 2) : -NO;
    b->hi = rand() % 3 ? sum + rand() % 100 * (rand() % 2) : NO;
    s->task.n_bounds++;
}

static inline void make_sample(sample *s, int round, bool may_cross)
{
    const bool negative = round % NEGATIVE == 0 && !may_cross; /* some returns */

    memset(s, 0, sizeof *s);
    s->may_cross = may_cross;
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

static inline int64_t total_of(const sample *s)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->task.cells.n * s->task.days.n; i++)
        sum += s->values[i];
    return sum;
}

#endif
