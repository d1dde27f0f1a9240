/* allot_round.c - real amounts of classes to whole ones that keep every bound: the best single
 * moves, and where they lead no further, some random ones before the next. */
#include <math.h>
#include <stdlib.h>

#include "analysis/target/allot_classes.h"

enum { MOST_WORK = 400000000, TRIES = 100, SHAKES = 3, WORSE = 2 };

static int64_t off_by(const an_allot_classes *f, size_t bound, int64_t sum)
{
    if (sum < f->tree->lo[bound])
        return f->tree->lo[bound] - sum;
    return sum > f->tree->hi[bound] ? sum - f->tree->hi[bound] : 0;
}

/* By how much all bounds together are better kept when class `to` gains and `from` loses a step;
 * SIZE_MAX stands for neither. */
static int64_t gain(const an_allot_classes *f, size_t from, size_t to)
{
    int64_t better = 0;

    for (size_t b = 0; b < f->tree->n; b++) {
        const int64_t by = (to != SIZE_MAX && an_allot_classes_in(f, to, b)) -
                           (int64_t)(from != SIZE_MAX && an_allot_classes_in(f, from, b));

        if (by != 0)
            better += off_by(f, b, f->sums[b]) - off_by(f, b, f->sums[b] + by);
    }
    return better;
}

static void move(an_allot_classes *f, size_t from, size_t to)
{
    for (size_t b = 0; b < f->tree->n; b++)
        f->sums[b] += (to != SIZE_MAX && an_allot_classes_in(f, to, b)) -
                      (int64_t)(from != SIZE_MAX && an_allot_classes_in(f, from, b));
    if (from != SIZE_MAX)
        f->z[from]--;
    if (to != SIZE_MAX)
        f->z[to]++;
}

/* What a move changes of the distance to the real solution. */
static double distance(const an_allot_classes *f, size_t from, size_t to)
{
    double d = 0;

    if (to != SIZE_MAX)
        d += 1 - 2 * (f->x[to] - (double)f->z[to]);
    if (from != SIZE_MAX)
        d += 1 + 2 * (f->x[from] - (double)f->z[from]);
    return d;
}

/* The move of a step, from one class to another or of one alone, that serves the bounds best; of
 * equals the one nearest to the real solution. False where none helps. */
static bool improve(an_allot_classes *f)
{
    size_t best_from = SIZE_MAX, best_to = SIZE_MAX;
    int64_t best = 0;
    double nearest = INFINITY;

    for (size_t i = 0; i <= f->n; i++)
        for (size_t k = 0; k <= f->n; k++) {
            const size_t from = i < f->n ? i : SIZE_MAX, to = k < f->n ? k : SIZE_MAX;
            int64_t better;

            if (from == to || (from != SIZE_MAX && f->z[from] == 0) ||
                (to != SIZE_MAX && f->places[to] == 0))
                continue;
            better = gain(f, from, to);
            if (better > best ||
                (better == best && better > 0 && distance(f, from, to) < nearest)) {
                best = better;
                nearest = distance(f, from, to);
                best_from = from;
                best_to = to;
            }
        }
    if (best > 0)
        move(f, best_from, best_to);
    return best > 0;
}

/* Some moves picked at random that serve the bounds little worse: where single ones lead no
 * further. */
static void shake(an_allot_classes *f, uint64_t *seed)
{
    size_t moved = 0;

    for (size_t tries = 0; tries < TRIES * f->n && moved < SHAKES; tries++) {
        size_t pair[2];

        for (int i = 0; i < 2; i++) {
            *seed = *seed * 6364136223846793005u + 1442695040888963407u;
            pair[i] = (size_t)((*seed >> 33) % (f->n + 1));
        }
        if (pair[0] == pair[1] || (pair[0] < f->n && f->z[pair[0]] == 0) ||
            (pair[1] < f->n && f->places[pair[1]] == 0))
            continue;
        for (int i = 0; i < 2; i++)
            pair[i] = pair[i] == f->n ? SIZE_MAX : pair[i];
        if (gain(f, pair[0], pair[1]) < -WORSE)
            continue;
        move(f, pair[0], pair[1]);
        moved++;
    }
}

static int64_t off_by_all(const an_allot_classes *f)
{
    int64_t off = 0;

    for (size_t b = 0; b < f->tree->n; b++)
        off += off_by(f, b, f->sums[b]);
    return off;
}

static bool round_within(an_allot_classes *f)
{
    const size_t work = f->n * f->n * f->tree->n;
    uint64_t seed = 1;

    for (size_t k = 0; k < f->n; k++)
        f->z[k] = (int64_t)floor(f->x[k] + 1e-6);
    for (size_t b = 0; b < f->tree->n; b++)
        for (size_t k = f->sums[b] = 0; k < f->n; k++)
            f->sums[b] += an_allot_classes_in(f, k, b) ? f->z[k] : 0;
    for (size_t used = 0; used < MOST_WORK && off_by_all(f) > 0; used += work)
        if (!improve(f))
            shake(f, &seed);
    return off_by_all(f) == 0;
}

/* What holds at a minimum or maximum stands there to the step: first it is tried as if locked. */
bool an_allot_classes_round(an_allot_classes *f)
{
    an_allot_tree *t = f->tree;
    const double near = 1e-9;
    int64_t *lo = t->lo, *hi = t->hi;
    int64_t *locked_lo = malloc(t->n * sizeof *lo), *locked_hi = malloc(t->n * sizeof *hi);
    bool rounded = false;

    if (locked_lo && locked_hi) {
        for (size_t b = 0; b < t->n; b++) {
            locked_lo[b] = f->factors[b] < 1 - near ? hi[b] : lo[b];
            locked_hi[b] = f->factors[b] > 1 + near ? lo[b] : hi[b];
        }
        t->lo = locked_lo;
        t->hi = locked_hi;
        rounded = round_within(f);
        t->lo = lo;
        t->hi = hi;
    }
    free(locked_lo);
    free(locked_hi);
    return rounded || round_within(f);
}
