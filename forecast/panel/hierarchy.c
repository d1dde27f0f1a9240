/* hierarchy.c - every node of the crossing of the keys, and who adds up to whom.
 *
 * A level is a depth for each dimension. Each cell belongs to one node of each level, so the whole
 * structure is lists of cells x levels entries; nothing is nodes x nodes. */
#include "forecast/panel/hierarchy.h"

#include <stdlib.h>
#include <string.h>

#include "forecast/panel/crossing.h"
#include "forecast/panel/keys.h"

/* Above this the lists no longer fit a small machine. */
static const size_t ENTRIES_MAX = 50000000;

struct fc_hierarchy {
    const fc_panel *panel;
    fc_crossing crossing;
    size_t size;
    size_t *level_first; /* the first node of each level; then `size` */
    fc_keys *keys;       /* those of the nodes */
    char **names, *text; /* of the nodes: keys joined by slashes; text holds them all */
    fc_lists cells;      /* of each node */
    fc_lists children;   /* of each node and dimension */
};

static size_t n_cells(const fc_hierarchy *h)
{
    return fc_panel_size(h->panel);
}

static fc_status check_keys(const fc_panel *panel)
{
    if (fc_panel_size(panel) == 0)
        return fc_fail(FC_EDATA, "there are no rows to forecast");
    for (size_t c = 0; c < fc_panel_size(panel); c++)
        for (size_t k = 0; k < fc_panel_n_keys(panel); k++)
            if (strcmp(fc_panel_key(panel, c, k), "*") == 0)
                return fc_fail(FC_EDATA, "a key is '*', which stands for a sum; rename it");
    return FC_OK;
}

/* Makes the nodes of a level and writes to which of them each cell belongs. */
static fc_status make_level(fc_hierarchy *h, size_t level, const char **tuple, size_t *order,
                            size_t *node_of)
{
    const size_t first = fc_keys_size(h->keys), n = n_cells(h);
    size_t *rank = order + n;
    fc_status status;

    h->level_first[level] = first;
    for (size_t c = 0; c < n; c++) {
        fc_crossing_mask(&h->crossing, level, fc_panel_keys(h->panel, c), tuple);
        status = fc_keys_add(h->keys, tuple, NULL, &node_of[c]);
        if (status != FC_OK)
            return status;
    }
    if (level + 1 == h->crossing.n_levels)
        return FC_OK; /* the last are the cells in their order */

    const size_t n_new = fc_keys_size(h->keys) - first;

    status = fc_keys_sort(h->keys, first, n_new, order);
    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < n_new; i++)
        rank[order[i] - first] = first + i;
    for (size_t c = 0; c < n; c++)
        node_of[c] = rank[node_of[c] - first];
    return FC_OK;
}

/* node_of[level x cells + cell] is the node of that level to which the cell belongs. */
static fc_status make_nodes(fc_hierarchy *h, size_t *node_of)
{
    const char **tuple = malloc((fc_panel_n_keys(h->panel) + 1) * sizeof *tuple);
    size_t *order = malloc(2 * n_cells(h) * sizeof *order);
    fc_status status = FC_ENOMEM;

    if (!tuple || !order) {
        fc_no_memory();
        goto done;
    }
    status = fc_keys_new(fc_panel_n_keys(h->panel), &h->keys);
    for (size_t level = 0; status == FC_OK && level < h->crossing.n_levels; level++)
        status = make_level(h, level, tuple, order, node_of + level * n_cells(h));
    if (status == FC_OK)
        h->size = h->level_first[h->crossing.n_levels] = fc_keys_size(h->keys);
done:
    free(order);
    free(tuple);
    return status;
}

/* Puts the nodes of a level on the lists of those one coarser along dimension d. */
static void choose_lists(const fc_hierarchy *h, size_t level, size_t d, const size_t *node_of,
                         size_t *list_of)
{
    const size_t n_dims = h->crossing.n_dimensions;
    const size_t *parent_of = node_of + fc_crossing_above(&h->crossing, level, d) * n_cells(h);

    for (size_t i = h->level_first[level]; i < h->level_first[level + 1]; i++) {
        const size_t any_cell = h->cells.items[h->cells.start[i]];

        list_of[i * n_dims + d] = parent_of[any_cell] * n_dims + d;
    }
}

static fc_status list_children(fc_hierarchy *h, const size_t *node_of)
{
    const size_t n_dims = h->crossing.n_dimensions, n = h->size * n_dims;
    size_t *list_of = malloc((n + 1) * sizeof *list_of);

    if (!list_of)
        return fc_no_memory();
    memset(list_of, 0xff, n * sizeof *list_of); /* SIZE_MAX: on no list */
    for (size_t level = 0; level < h->crossing.n_levels; level++)
        for (size_t d = 0; d < n_dims; d++)
            if (fc_crossing_depth(&h->crossing, level, d) > 0)
                choose_lists(h, level, d, node_of, list_of);

    const fc_status status = fc_lists_fill(&h->children, n, list_of, n, n_dims, h->size);

    free(list_of);
    return status;
}

static fc_status name_nodes(fc_hierarchy *h)
{
    const size_t n_keys = fc_hierarchy_n_keys(h);
    size_t bytes = sizeof "total";

    for (size_t i = 0; i < h->size; i++)
        for (size_t k = 0; k < n_keys; k++)
            bytes += strlen(fc_hierarchy_key(h, i, k)) + 1;
    h->names = malloc((h->size + 1) * sizeof *h->names);
    h->text = malloc(bytes);
    if (!h->names || !h->text)
        return fc_no_memory();

    char *text = strcpy(h->text, "total");

    for (size_t i = 0; i < h->size; i++) {
        h->names[i] = text;
        for (size_t k = 0; k < n_keys; k++) {
            text = stpcpy(text, fc_hierarchy_key(h, i, k));
            *text++ = k + 1 < n_keys ? '/' : '\0';
        }
    }
    return FC_OK;
}

static fc_status build(fc_hierarchy *h)
{
    const size_t n = h->crossing.n_levels * n_cells(h);
    size_t *node_of = malloc(n * sizeof *node_of);
    fc_status status = FC_ENOMEM;

    h->level_first = malloc((h->crossing.n_levels + 1) * sizeof *h->level_first);
    if (!node_of || !h->level_first) {
        fc_no_memory();
        goto done;
    }
    status = make_nodes(h, node_of);
    if (status == FC_OK)
        status = fc_lists_fill(&h->cells, h->size, node_of, n, 1, n_cells(h));
    if (status == FC_OK)
        status = list_children(h, node_of);
    if (status == FC_OK)
        status = name_nodes(h);
done:
    free(node_of);
    return status;
}

fc_status fc_hierarchy_new(const fc_panel *panel, const fc_dimension *dimensions,
                           size_t n_dimensions, fc_hierarchy **hierarchy)
{
    fc_status status = check_keys(panel);
    fc_hierarchy *h = calloc(1, sizeof *h);

    *hierarchy = NULL;
    if (!h)
        return fc_no_memory();
    h->panel = panel;
    if (status == FC_OK)
        status = fc_crossing_make(&h->crossing, dimensions, n_dimensions, ENTRIES_MAX / n_cells(h));
    if (status == FC_OK)
        status = build(h);
    if (status == FC_OK)
        *hierarchy = h;
    else
        fc_hierarchy_free(h);
    return status;
}

void fc_hierarchy_free(fc_hierarchy *h)
{
    if (!h)
        return;
    free(h->names);
    free(h->text);
    fc_crossing_clear(&h->crossing);
    free(h->level_first);
    fc_lists_clear(&h->cells);
    fc_lists_clear(&h->children);
    fc_keys_free(h->keys);
    free(h);
}

const fc_panel *fc_hierarchy_panel(const fc_hierarchy *h)
{
    return h->panel;
}

size_t fc_hierarchy_size(const fc_hierarchy *h)
{
    return h->size;
}

size_t fc_hierarchy_n_bottom(const fc_hierarchy *h)
{
    return n_cells(h);
}

size_t fc_hierarchy_n_keys(const fc_hierarchy *h)
{
    return fc_panel_n_keys(h->panel);
}

size_t fc_hierarchy_n_dimensions(const fc_hierarchy *h)
{
    return h->crossing.n_dimensions;
}

const char *fc_hierarchy_key(const fc_hierarchy *h, size_t node, size_t k)
{
    return fc_keys_tuple(h->keys, node)[k];
}

const char *fc_hierarchy_name(const fc_hierarchy *h, size_t node)
{
    return h->names[node];
}

size_t fc_hierarchy_find(const fc_hierarchy *h, const char *const *keys)
{
    return fc_keys_find(h->keys, keys);
}

size_t fc_hierarchy_depth(const fc_hierarchy *h, size_t node, size_t d)
{
    return fc_crossing_depth(&h->crossing, fc_hierarchy_level(h, node), d);
}

size_t fc_hierarchy_n_levels(const fc_hierarchy *h)
{
    return h->crossing.n_levels;
}

size_t fc_hierarchy_level(const fc_hierarchy *h, size_t node)
{
    size_t low = 0, high = h->crossing.n_levels; /* low starts no later than the node */

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (h->level_first[middle] <= node)
            low = middle;
        else
            high = middle;
    }
    return low;
}

const size_t *fc_hierarchy_cells(const fc_hierarchy *h, size_t node, size_t *n)
{
    return fc_lists_get(&h->cells, node, n);
}

const fc_lists *fc_hierarchy_all_cells(const fc_hierarchy *h)
{
    return &h->cells;
}

const size_t *fc_hierarchy_children(const fc_hierarchy *h, size_t node, size_t d, size_t *n)
{
    return fc_lists_get(&h->children, node * h->crossing.n_dimensions + d, n);
}

void fc_hierarchy_values(const fc_hierarchy *h, size_t node, size_t measure, fc_period first,
                         size_t n, double *out)
{
    size_t n_of_node;
    const size_t *cells = fc_hierarchy_cells(h, node, &n_of_node);

    memset(out, 0, n * sizeof *out);
    for (size_t i = 0; i < n_of_node; i++)
        fc_panel_accumulate(h->panel, cells[i], measure, first, n, out);
}
