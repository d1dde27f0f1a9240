/* allot_cross.c - bounds that cross: the places are cut into classes that lie in the same bounds,
 * and these are scaled until every bound holds.
 *
 * The nearest solution to the weights in relative entropy: Dykstra's cyclic projections for
 * Kullback-Leibler (Censor & Reich 1998, The Dykstra algorithm with Bregman projections), which for
 * sums that are given is iterative proportional an_allot_classes. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/allot_classes.h"

enum { MOST_ROUNDS = 20000 };

static const double SMALL = 1e-9; /* weight of a class without any, beside the mean */

/* A class like `old` that also lies in the bound; SIZE_MAX without memory. */
static size_t add_class(an_allot_classes *f, size_t old, size_t bound)
{
    const size_t n_bounds = f->tree->n;

    if (f->n == f->room) {
        const size_t room = 2 * f->room + 16;
        bool *in = realloc(f->in, room * n_bounds * sizeof *in);

        if (!in)
            return SIZE_MAX;
        f->in = in;
        f->room = room;
    }
    memcpy(f->in + f->n * n_bounds, f->in + old * n_bounds, n_bounds * sizeof *f->in);
    f->in[f->n * n_bounds + bound] = true;
    return f->n++;
}

/* Refines the classes by one bound: what of a class lies in it becomes a class of its own. */
static fc_status cut(an_allot_classes *f, size_t bound)
{
    const an_allot_bound *b = f->tree->bounds[bound];
    const size_t n_before = f->n;
    size_t *inner = malloc((n_before + 1) * sizeof *inner), *owner = f->tree->owner;
    fc_status status = inner ? FC_OK : fc_no_memory();

    for (size_t k = 0; inner && k < n_before; k++)
        inner[k] = SIZE_MAX;
    for (size_t c = 0; status == FC_OK && c < b->n_cells; c++)
        for (size_t d = b->first; status == FC_OK && d <= b->last; d++) {
            size_t *class = &owner[b->cells[c] * f->task->days.n + d];

            if (inner[*class] == SIZE_MAX)
                inner[*class] = add_class(f, *class, bound);
            if (inner[*class] == SIZE_MAX)
                status = fc_no_memory();
            else
                *class = inner[*class];
        }
    free(inner);
    return status;
}

static fc_status make_classes(an_allot_classes *f)
{
    fc_status status;

    memset(f->tree->owner, 0, f->task->cells.n * f->task->days.n * sizeof *f->tree->owner);
    f->in = calloc(f->tree->n, sizeof *f->in);
    if (!f->in)
        return fc_no_memory();
    f->n = f->room = 1;
    f->in[0] = true;
    status = FC_OK;
    for (size_t b = 1; status == FC_OK && b < f->tree->n; b++)
        status = cut(f, b);
    return status;
}

/* Starts from the weights; a class without any must be able to grow where a bound asks for it. */
static fc_status start(an_allot_classes *f)
{
    const size_t n_places = f->task->cells.n * f->task->days.n;
    double total = 0;

    assert(f->n > 0);
    f->places = calloc(f->n, sizeof *f->places);
    f->x = calloc(f->n, sizeof *f->x);
    f->z = calloc(f->n, sizeof *f->z);
    f->factors = malloc(f->tree->n * sizeof *f->factors);
    f->sums = calloc(f->tree->n, sizeof *f->sums);
    if (!f->places || !f->x || !f->z || !f->factors || !f->sums)
        return fc_no_memory();
    for (size_t i = 0; i < n_places; i++) {
        f->x[f->tree->owner[i]] += f->task->weights[i];
        f->places[f->tree->owner[i]]++;
        total += f->task->weights[i];
    }
    for (size_t k = 0; k < f->n; k++)
        if (f->x[k] == 0)
            f->x[k] = (total > 0 ? SMALL * total : 1) * (double)f->places[k] / (double)n_places;
    for (size_t b = 0; b < f->tree->n; b++)
        f->factors[b] = 1;
    return FC_OK;
}

static double sum_in(const an_allot_classes *f, size_t bound)
{
    double sum = 0;

    for (size_t k = 0; k < f->n; k++)
        sum += an_allot_classes_in(f, k, bound) ? f->x[k] : 0;
    return sum;
}

/* Projects onto one bound, its earlier factor taken back first; gives what it was off by. */
static double project(an_allot_classes *f, size_t bound)
{
    const double lo = (double)f->tree->lo[bound], hi = (double)f->tree->hi[bound];
    const double sum = sum_in(f, bound), free_sum = sum / f->factors[bound];
    const double wanted = free_sum < lo ? lo : free_sum > hi ? hi : free_sum;
    const double off = sum < lo ? lo - sum : sum > hi ? sum - hi : 0;
    const double factor = free_sum > 0 && wanted > 0 ? wanted / free_sum : 1;

    for (size_t k = 0; k < f->n; k++)
        if (an_allot_classes_in(f, k, bound))
            f->x[k] = wanted > 0 ? f->x[k] / f->factors[bound] * factor : 0;
    f->factors[bound] = factor;
    return off;
}

static bool fit(an_allot_classes *f)
{
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        double off = 0;

        for (size_t b = 0; b < f->tree->n; b++)
            off = fmax(off, project(f, b));
        if (off < 0.01 || off < 1e-12 * (double)f->task->amount)
            return true;
    }
    return false;
}

/* Spreads each class over its own places. */
static fc_status spread(const an_allot_classes *f, int64_t *values)
{
    const an_allot_tree *t = f->tree;
    const an_allot_bound **whole = malloc(f->n * sizeof *whole);
    an_allot_tree classes = *t;
    fc_status status = whole ? FC_OK : fc_no_memory();

    for (size_t k = 0; whole && k < f->n; k++)
        whole[k] = &t->whole;
    classes.bounds = whole;
    classes.own_amount = f->z;
    for (size_t k = 0; status == FC_OK && k < f->n; k++)
        if (f->z[k] != 0)
            status = an_allot_spread(f->task, &classes, k, values);
    free(whole);
    return status;
}

fc_status an_allot_cross(const an_allot_task *task, an_allot_tree *tree, int64_t *values)
{
    an_allot_classes f = {.task = task, .tree = tree};
    fc_status status = make_classes(&f);

    memset(values, 0, task->cells.n * task->days.n * sizeof *values);
    if (status == FC_OK)
        status = start(&f);
    if (status == FC_OK && (!fit(&f) || !an_allot_classes_round(&f)))
        status = an_allot_refuse(task, tree);
    if (status == FC_OK)
        status = spread(&f, values);
    free(f.in);
    free(f.places);
    free(f.x);
    free(f.factors);
    free(f.z);
    free(f.sums);
    return status;
}
