/* review_bridge.c - from the year's plan to its outlook, child by child. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review/review_parts.h"
#include "analysis/text/text.h"

static int compare_parts(const void *a, const void *b)
{
    const an_review_part *x = a, *y = b;

    if (x->amount != y->amount)
        return x->amount < y->amount ? -1 : 1;
    return strcmp(x->name, y->name);
}

static fc_status add_part(an_review_part *parts, size_t *n, const char *name, double amount)
{
    parts[*n] = (an_review_part){strdup(name), amount};
    return parts[(*n)++].name ? FC_OK : fc_no_memory();
}

void an_review_bridge_free(an_review_part *parts, size_t n)
{
    for (size_t i = 0; parts && i < n; i++)
        free(parts[i].name);
    free(parts);
}

fc_status an_review_bridge(const an_review *r, size_t node, size_t dimension,
                           an_review_part **parts, size_t *n_parts)
{
    const an_review_row *row = an_review_find(r, node, AN_SCOPE_YEAR, NULL);
    size_t n;
    const size_t *children = fc_hierarchy_children(r->sales->hierarchy, node, dimension, &n);
    double left = row ? row->gap : NAN;
    fc_status status = FC_OK;

    *n_parts = 0;
    *parts = NULL;
    if (isnan(left) || n == 0)
        return FC_OK;
    *parts = malloc((n + 1) * sizeof **parts);
    if (!*parts)
        return fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        const an_review_row *child = an_review_find(r, children[i], AN_SCOPE_YEAR, NULL);

        const double amount = an_review_part_of(child, row);

        left -= amount;
        status = add_part(*parts, n_parts, an_review_child_name(r, children[i], dimension), amount);
    }
    qsort(*parts, *n_parts, sizeof **parts, compare_parts);
    if (status == FC_OK &&
        fabs(left) > 0.005) /* the node's own plan is not the sum of its children's */
        status = add_part(*parts, n_parts, an_text(r->lang, "bridge-not-broken-down"), left);
    if (status != FC_OK) {
        an_review_bridge_free(*parts, *n_parts);
        *parts = NULL;
        *n_parts = 0;
    }
    return status;
}
