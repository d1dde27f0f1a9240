/* plan_origin.c - what of a plan is the file's own, and what was split by the forecast's shape. */
#include "analysis/plan/plan_origin.h"

#include <stdlib.h>

/* Where each cell has its plan from, as the spread goes: from fine nodes to coarse. */
typedef struct {
    const fc_hierarchy *h;
    const an_plan_grid *grid;
    size_t *source; /* of cells: the node whose plan set it; SIZE_MAX where there is none */
    fc_unit *unit;  /* of cells: the longest period of that plan */
} origin;

/* The longest of the shortest periods by which a node's amounts plan each slot. */
static fc_unit own_unit(const origin *o, const an_plan_amount *amounts, size_t n)
{
    fc_unit longest = amounts->unit;

    for (size_t p = 0; p < o->grid->n; p++) {
        size_t i = 0;

        while (i < n && (amounts[i].first > p || amounts[i].last < p))
            i++;
        if (i < n && amounts[i].unit > longest)
            longest = amounts[i].unit;
    }
    return longest;
}

/* A node whose cells all have plans from below is split by those, not by the forecast. */
static fc_unit unit_below(const origin *o, size_t node, fc_unit own)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(o->h, node, &n);
    fc_unit longest = o->unit[cells[0]];

    for (size_t i = 0; i < n; i++) {
        if (o->source[cells[i]] == SIZE_MAX)
            return own;
        longest = o->unit[cells[i]] > longest ? o->unit[cells[i]] : longest;
    }
    return longest < own ? longest : own;
}

static void take_cells(origin *o, size_t node, fc_unit unit)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(o->h, node, &n);

    for (size_t i = 0; i < n; i++)
        if (o->source[cells[i]] == SIZE_MAX) {
            o->source[cells[i]] = node;
            o->unit[cells[i]] = unit;
        }
}

/* A node without amounts of its own is the sum of its cells, each a whole plan or a share of one.
 */
static void sum_node(const origin *o, size_t node, fc_unit *unit, bool *is_share)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(o->h, node, &n);

    for (size_t i = 0; i < n; i++) {
        const size_t source = o->source[cells[i]];
        size_t n_source, n_inside = 0;

        if (source == SIZE_MAX)
            continue;
        *unit = o->unit[cells[i]] > *unit ? o->unit[cells[i]] : *unit;

        const size_t *of_source = fc_hierarchy_cells(o->h, source, &n_source);

        for (size_t a = 0, b = 0; a < n_source && b < n;) { /* both in order */
            n_inside += of_source[a] == cells[b];
            if (of_source[a] <= cells[b])
                a++;
            else
                b++;
        }
        *is_share |= n_inside < n_source;
    }
}

fc_status an_plan_origin_find(const fc_hierarchy *h, const an_plan_grid *grid,
                              const an_plan_amount *amounts, size_t n_amounts, fc_unit finest,
                              fc_unit *unit, bool *is_share)
{
    const size_t n_cells = fc_hierarchy_n_bottom(h), n_nodes = fc_hierarchy_size(h);
    origin o = {.h = h,
                .grid = grid,
                .source = malloc(n_cells * sizeof *o.source),
                .unit = malloc(n_cells * sizeof *o.unit)};
    bool *own = calloc(n_nodes, sizeof *own);
    fc_status status = o.source && o.unit && own ? FC_OK : fc_no_memory();

    for (size_t c = 0; status == FC_OK && c < n_cells; c++) {
        o.source[c] = SIZE_MAX;
        o.unit[c] = finest;
    }
    for (size_t i = 0; i < n_nodes; i++) {
        unit[i] = finest;
        is_share[i] = false;
    }
    for (size_t i = 0, next; status == FC_OK && i < n_amounts; i = next) {
        const size_t node = amounts[i].node;

        for (next = i + 1; next < n_amounts && amounts[next].node == node;)
            next++;
        unit[node] = unit_below(&o, node, own_unit(&o, amounts + i, next - i));
        own[node] = true;
        take_cells(&o, node, unit[node]);
    }
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++)
        if (!own[i])
            sum_node(&o, i, &unit[i], &is_share[i]);
    free(o.source);
    free(o.unit);
    free(own);
    return status;
}
