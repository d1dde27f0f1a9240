/* allot_tree.c - bounds as a tree of sets that nest, and what they leave open to each other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/allot_private.h"

enum { WORD = 64, NAMES_SIZE = 320, NAMES_TOLD = 4 };

typedef enum { APART, INSIDE, CROSSING } relation;

static size_t n_places(const an_allot_bound *b)
{
    return b->n_cells * (b->last - b->first + 1);
}

/* Larger first; of the same size in the order given. */
static int compare_bounds(const void *a, const void *b)
{
    const an_allot_bound *x = *(const an_allot_bound *const *)a,
                         *y = *(const an_allot_bound *const *)b;
    const size_t nx = n_places(x), ny = n_places(y);

    if (nx != ny)
        return nx < ny ? 1 : -1;
    return x < y ? -1 : x > y;
}

/* How many cells of `b` the set holds. */
static size_t count_in(const uint64_t *set, const an_allot_bound *b)
{
    size_t n = 0;

    for (size_t k = 0; k < b->n_cells; k++)
        n += set[b->cells[k] / WORD] >> b->cells[k] % WORD & 1;
    return n;
}

/* How `b` lies to the larger bound `a`, whose cells are `set`. */
static relation relate(const an_allot_bound *a, const uint64_t *set, const an_allot_bound *b)
{
    size_t common;

    if (b->last < a->first || a->last < b->first)
        return APART;
    common = count_in(set, b);
    if (common == 0)
        return APART;
    return common == b->n_cells && a->first <= b->first && b->last <= a->last ? INSIDE : CROSSING;
}

static fc_status find_parents(an_allot_tree *t, size_t n_cells)
{
    const size_t words = n_cells / WORD + 1;
    uint64_t *set = malloc(words * sizeof *set);
    fc_status status = set ? FC_OK : fc_no_memory();

    for (size_t a = 0; status == FC_OK && a < t->n && !t->crossing[0]; a++) {
        memset(set, 0, words * sizeof *set);
        for (size_t k = 0; k < t->bounds[a]->n_cells; k++)
            set[t->bounds[a]->cells[k] / WORD] |= (uint64_t)1 << t->bounds[a]->cells[k] % WORD;
        for (size_t b = a + 1; b < t->n && !t->crossing[0]; b++) {
            const relation r = relate(t->bounds[a], set, t->bounds[b]);

            if (r == INSIDE)
                t->parent[b] = a;
            if (r == CROSSING) {
                t->crossing[0] = t->bounds[a]->name;
                t->crossing[1] = t->bounds[b]->name;
            }
        }
    }
    free(set);
    return status;
}

static void set_owners(an_allot_tree *t, size_t n_cells, size_t n_days)
{
    for (size_t b = 0; b < t->n; b++)
        for (size_t k = 0; k < t->bounds[b]->n_cells; k++)
            for (size_t d = t->bounds[b]->first; d <= t->bounds[b]->last; d++)
                t->owner[t->bounds[b]->cells[k] * n_days + d] = b;
    for (size_t i = 0; i < n_cells * n_days; i++)
        t->n_own[t->owner[i]]++;
}

void an_allot_tree_own(const an_allot_tree *t, size_t b, int64_t *lo, int64_t *hi)
{
    const bool any = t->n_own[b] > 0;

    *lo = any && t->lo[b] < 0 ? -AN_APPORTION_MOST : 0;
    *hi = any && t->hi[b] > 0 ? AN_APPORTION_MOST : 0;
}

/* Names of the bounds right inside b that take part in a clash. */
static void list_names(const an_allot_tree *t, size_t b, char names[NAMES_SIZE])
{
    size_t n = 0, used = 0;

    names[0] = '\0';
    for (size_t k = b + 1; k < t->n; k++) {
        if (t->parent[k] != b)
            continue;
        if (n < NAMES_TOLD && used < NAMES_SIZE)
            used += (size_t)snprintf(names + used, NAMES_SIZE - used, "%s%s", n ? ", " : "",
                                     t->bounds[k]->name);
        n++;
    }
    if (n > NAMES_TOLD && used < NAMES_SIZE)
        snprintf(names + used, NAMES_SIZE - used, " and %zu more", n - NAMES_TOLD);
}

static fc_status clash(const an_allot_task *task, const an_allot_tree *t, size_t b,
                       int64_t inner_lo, int64_t inner_hi)
{
    const double unit = task->steps_of_unit;
    const int digits = unit > 1 ? (int)ceil(log10(unit)) : 0;
    const bool low = inner_lo > t->hi[b];
    char names[NAMES_SIZE];

    list_names(t, b, names);
    return fc_fail(FC_EDATA, "%s %s %.*f, but %s %s %.*f; change one of them", t->bounds[b]->name,
                   t->lo[b] == t->hi[b] ? "is set to"
                   : low                ? "allows at most"
                                        : "asks for at least",
                   digits, (double)(low ? t->hi[b] : t->lo[b]) / unit, names,
                   low ? "ask for at least" : "allow at most", digits,
                   (double)(low ? inner_lo : inner_hi) / unit);
}

/* From fine to coarse: what lies inside a bound narrows it. */
static fc_status narrow(const an_allot_task *task, an_allot_tree *t)
{
    for (size_t b = t->n; b-- > 0;) {
        int64_t lo, hi;

        an_allot_tree_own(t, b, &lo, &hi);
        for (size_t k = b + 1; k < t->n; k++)
            if (t->parent[k] == b) {
                lo = an_apportion_add(lo, t->lo[k]);
                hi = an_apportion_add(hi, t->hi[k]);
            }
        if (lo > t->hi[b] || hi < t->lo[b])
            return clash(task, t, b, lo, hi);
        if (lo > t->lo[b])
            t->lo[b] = lo;
        if (hi < t->hi[b])
            t->hi[b] = hi;
    }
    return FC_OK;
}

/* Without a bound of its own a part has the sign of the amount. */
static void set_bounds(const an_allot_task *task, an_allot_tree *t)
{
    for (size_t b = 0; b < t->n; b++) {
        const an_allot_bound *bound = t->bounds[b];

        t->lo[b] = bound->lo;
        t->hi[b] = bound->hi;
        if (bound->lo == -AN_APPORTION_MOST && task->amount >= 0 && bound->hi >= 0)
            t->lo[b] = 0;
        if (bound->hi == AN_APPORTION_MOST && task->amount < 0 && bound->lo <= 0)
            t->hi[b] = 0;
    }
}

fc_status an_allot_refuse(const an_allot_task *task, const an_allot_tree *t)
{
    char names[NAMES_SIZE];

    list_names(t, 0, names); /* without a tree all lie right inside the whole */
    return fc_fail(
        FC_EDATA,
        "%s: bounds that cross, such as %s and %s, cannot all be kept in whole steps (%s); "
        "change one of them",
        task->name, t->crossing[0], t->crossing[1], names);
}

/* Bounds that cross are kept by scaling, which does not change signs. */
static fc_status check_signs(const an_allot_task *task, const an_allot_tree *t)
{
    for (size_t b = 0; b < t->n; b++)
        if (t->lo[b] < 0 || t->lo[b] > t->hi[b] || task->amount < 0)
            return fc_fail(FC_EDATA,
                           "%s and %s cross, and %s is below 0: give bounds that nest or lie apart",
                           t->crossing[0], t->crossing[1], t->bounds[b]->name);
    return FC_OK;
}

static fc_status allocate(const an_allot_task *task, an_allot_tree *t)
{
    const size_t n = task->n_bounds + 1;

    t->n = n;
    t->bounds = calloc(n, sizeof *t->bounds);
    t->parent = calloc(n, sizeof *t->parent);
    t->lo = calloc(n, sizeof *t->lo);
    t->hi = calloc(n, sizeof *t->hi);
    t->weight = calloc(n, sizeof *t->weight);
    t->own_weight = calloc(n, sizeof *t->own_weight);
    t->n_own = calloc(n, sizeof *t->n_own);
    t->amount = calloc(n, sizeof *t->amount);
    t->own_amount = calloc(n, sizeof *t->own_amount);
    t->owner = calloc(task->cells.n * task->days.n, sizeof *t->owner);
    t->day_weight = calloc(task->days.n, sizeof *t->day_weight);
    t->all_cells = malloc(task->cells.n * sizeof *t->all_cells);
    return t->bounds && t->parent && t->lo && t->hi && t->weight && t->own_weight && t->n_own &&
                   t->amount && t->own_amount && t->owner && t->day_weight && t->all_cells
               ? FC_OK
               : fc_no_memory();
}

fc_status an_allot_tree_make(const an_allot_task *task, an_allot_tree *t)
{
    fc_status status = allocate(task, t);

    if (status != FC_OK)
        return status;
    for (size_t c = 0; c < task->cells.n; c++)
        t->all_cells[c] = c;
    t->whole = (an_allot_bound){.cells = t->all_cells,
                                .n_cells = task->cells.n,
                                .last = task->days.n - 1,
                                .lo = task->amount,
                                .hi = task->amount,
                                .name = task->name};
    t->bounds[0] = &t->whole;
    for (size_t i = 0; i < task->n_bounds; i++)
        t->bounds[i + 1] = &task->bounds[i];
    qsort(t->bounds + 1, task->n_bounds, sizeof *t->bounds, compare_bounds);
    status = find_parents(t, task->cells.n);
    if (status != FC_OK)
        return status;
    set_bounds(task, t);
    if (t->crossing[0])
        return check_signs(task, t);
    set_owners(t, task->cells.n, task->days.n);
    return narrow(task, t);
}

void an_allot_tree_clear(an_allot_tree *t)
{
    free(t->bounds);
    free(t->parent);
    free(t->lo);
    free(t->hi);
    free(t->weight);
    free(t->own_weight);
    free(t->n_own);
    free(t->amount);
    free(t->own_amount);
    free(t->owner);
    free(t->day_weight);
    free(t->all_cells);
}
