/* review_rank.c - the worst gap first within each level of each period. */
#include <math.h>
#include <stdlib.h>

#include "analysis/review/review_parts.h"

/* Rows without a gap stand last. */
static int compare_gaps(const void *a, const void *b)
{
    const an_review_row *x = a, *y = b;

    if (isnan(x->gap) != isnan(y->gap))
        return isnan(x->gap) ? 1 : -1;
    if (!isnan(x->gap) && x->gap != y->gap)
        return x->gap < y->gap ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static void rank_level(an_review_row *rows, size_t n)
{
    qsort(rows, n, sizeof *rows, compare_gaps);
    for (size_t i = 0; i < n; i++)
        rows[i].rank = isnan(rows[i].gap) ? 0 : i + 1;
}

fc_status an_review_rank(an_review *r)
{
    const fc_hierarchy *h = r->sales->hierarchy;

    r->row_of = malloc(r->n_rows * sizeof *r->row_of);
    if (!r->row_of)
        return fc_no_memory();
    for (size_t s = 0; s < r->n_slots; s++) {
        an_review_row *rows = r->rows + s * r->n_nodes;

        for (size_t i = 0, next; i < r->n_nodes; i = next) {
            const size_t level = fc_hierarchy_level(h, i);

            for (next = i + 1; next < r->n_nodes && fc_hierarchy_level(h, next) == level;)
                next++;
            rank_level(rows + i, next - i);
        }
        for (size_t i = 0; i < r->n_nodes; i++)
            r->row_of[s * r->n_nodes + rows[i].node] = s * r->n_nodes + i;
    }
    return FC_OK;
}

const an_review_row *an_review_in_slot(const an_review *r, size_t slot, size_t node)
{
    return &r->rows[r->row_of[slot * r->n_nodes + node]];
}
