/* allot.c - from the amount over the tree of bounds down to the places that no finer bound holds.
 */
#include "analysis/target/allot.h"

#include <stdlib.h>

#include "analysis/target/allot_private.h"

static void weigh_days(const an_allot_task *task, an_allot_tree *tree)
{
    for (size_t i = 0; i < task->cells.n * task->days.n; i++)
        tree->day_weight[i % task->days.n] += task->weights[i];
}

static void sum_weights(const an_allot_task *task, an_allot_tree *tree)
{
    const size_t n = task->cells.n * task->days.n;

    for (size_t i = 0; i < n; i++) {
        tree->own_weight[tree->owner[i]] += task->weights[i];
    }
    for (size_t b = tree->n; b-- > 0;) { /* fine to coarse: parents come before */
        tree->weight[b] += tree->own_weight[b];
        if (b > 0)
            tree->weight[tree->parent[b]] += tree->weight[b];
    }
}

/* Divides the amount of a bound over the bounds right inside it, which are listed in `children`,
 * and its own places. */
static fc_status divide(an_allot_tree *tree, size_t b, const size_t *children, size_t n,
                        an_apportion_part *parts, int64_t *amounts)
{
    fc_status status;

    for (size_t k = 0; k < n; k++)
        parts[k] = (an_apportion_part){tree->weight[children[k]], tree->lo[children[k]],
                                       tree->hi[children[k]]};
    parts[n].weight = tree->own_weight[b];
    an_allot_tree_own(tree, b, &parts[n].lo, &parts[n].hi);
    status = an_apportion(tree->amount[b], parts, n + 1, NULL, amounts);
    for (size_t k = 0; k < n; k++)
        tree->amount[children[k]] = amounts[k];
    tree->own_amount[b] = amounts[n];
    return status;
}

static fc_status divide_all(an_allot_tree *tree)
{
    size_t *children = malloc(tree->n * sizeof *children);
    an_apportion_part *parts = malloc((tree->n + 1) * sizeof *parts);
    int64_t *amounts = malloc((tree->n + 1) * sizeof *amounts);
    fc_status status = children && parts && amounts ? FC_OK : fc_no_memory();

    for (size_t b = 0; status == FC_OK && b < tree->n; b++) {
        size_t n = 0;

        for (size_t k = b + 1; k < tree->n; k++)
            if (tree->parent[k] == b)
                children[n++] = k;
        status = divide(tree, b, children, n, parts, amounts);
    }
    free(children);
    free(parts);
    free(amounts);
    return status;
}

static fc_status allot_tree(const an_allot_task *task, an_allot_tree *tree, int64_t *values)
{
    fc_status status;

    weigh_days(task, tree);
    sum_weights(task, tree);
    tree->amount[0] = task->amount;
    status = divide_all(tree);
    for (size_t b = 0; status == FC_OK && b < tree->n; b++)
        if (tree->n_own[b] > 0)
            status = an_allot_spread(task, tree, b, values);
    return status;
}

fc_status an_allot(const an_allot_task *task, int64_t *values)
{
    an_allot_tree tree = {0};
    fc_status status = an_allot_tree_make(task, &tree);

    if (status == FC_OK && tree.crossing[0]) {
        weigh_days(task, &tree);
        status = an_allot_cross(task, &tree, values);
    } else if (status == FC_OK) {
        status = allot_tree(task, &tree, values);
    }
    an_allot_tree_clear(&tree);
    return status;
}
