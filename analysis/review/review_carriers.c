/* review_carriers.c - which children carry what a node is off by. */
#include "analysis/review/review_carriers.h"

#include <math.h>

double an_review_off(const an_review_row *row)
{
    return isnan(row->gap) ? row->outlook - row->last_year : row->gap;
}

double an_review_part_of(const an_review_row *child, const an_review_row *row)
{
    if (isnan(row->gap)) /* like with like: a child's gap to its own plan is no part of a change */
        return child->outlook - child->last_year;
    return isnan(child->gap) ? child->outlook : child->gap;
}

/* What a child's share is measured by. */
static double size_of(const an_review_row *child, const an_review_row *row)
{
    const double size = isnan(row->plan) ? child->last_year : child->plan;

    return size > 0 ? size : 0;
}

/* A child that goes the node's way by `amount`. */
static void add_child(an_review_carriers *c, size_t node, double amount)
{
    if (amount > c->first_amount) {
        c->second = c->first;
        c->second_amount = c->first_amount;
        c->first = node;
        c->first_amount = amount;
    } else if (amount > c->second_amount) {
        c->second = node;
        c->second_amount = amount;
    }
}

/* The carriers along one dimension, and how much the first carries beyond its share by size. */
static double find_along(const an_review *r, size_t slot, const an_review_row *row,
                         size_t dimension, an_review_carriers *c)
{
    const double off = an_review_off(row), sign = off < 0 ? -1 : 1;
    double size = 0, first_size = 0;
    bool is_counted;
    size_t n;
    const size_t *children = fc_hierarchy_children(r->sales->hierarchy, row->node, dimension, &n);

    *c = (an_review_carriers){.dimension = dimension, .first = SIZE_MAX, .second = SIZE_MAX};
    for (size_t i = 0; i < n; i++) {
        const an_review_row *child = an_review_in_slot(r, slot, children[i]);
        const double amount = sign * an_review_part_of(child, row);

        if (isnan(amount))
            continue;
        is_counted = isnan(row->gap) || !isnan(child->gap);
        c->n += is_counted;
        c->n_same += is_counted && amount > 0;
        size += size_of(child, row);
        if (amount > 0)
            add_child(c, children[i], amount);
        if (c->first == children[i])
            first_size = size_of(child, row);
    }
    if (c->n < 2 || c->first == SIZE_MAX)
        return -INFINITY;

    const double share = size > 0 ? first_size / size : 1.0 / (double)c->n;
    const double excess = c->first_amount - share * fabs(off);

    c->first_amount *= sign;
    c->second_amount *= sign;
    return excess;
}

bool an_review_carriers_find(const an_review *r, size_t slot, const an_review_row *row,
                             an_review_carriers *carriers)
{
    double most = -INFINITY;

    for (size_t d = 0; d < fc_hierarchy_n_dimensions(r->sales->hierarchy); d++) {
        an_review_carriers along;
        const double excess = find_along(r, slot, row, d, &along);

        if (excess > most) {
            most = excess;
            *carriers = along;
        }
    }
    return most > -INFINITY;
}

const char *an_review_child_name(const an_review *r, size_t child, size_t dimension)
{
    const fc_hierarchy *h = r->sales->hierarchy;
    const size_t finest = fc_hierarchy_size(h) - 1;
    size_t k = fc_hierarchy_depth(h, child, dimension);

    for (size_t d = 0; d < dimension; d++)
        k += fc_hierarchy_depth(h, finest, d);
    return fc_hierarchy_key(h, child, k - 1);
}
