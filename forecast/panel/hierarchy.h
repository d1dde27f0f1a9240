/* hierarchy.h - every node of the crossing of the keys, and who adds up to whom. */
#ifndef FORECAST_HIERARCHY_H
#define FORECAST_HIERARCHY_H

#include "forecast/panel/lists.h"
#include "forecast/panel/panel.h"

/* Keys first .. first+depth-1 nest, each in the one before it: region/city. Dimensions cross. */
typedef struct {
    size_t first;
    size_t depth;
} fc_dimension;

/* Nodes come coarse to fine: node 0 is the grand total, the last n_bottom nodes are the panel's
 * cells in their order. Within a level nodes stand in byte order of their keys.
 * It borrows the panel. With no keys there is one node, which is the only cell. */
typedef struct fc_hierarchy fc_hierarchy;

fc_status fc_hierarchy_new(const fc_panel *panel, const fc_dimension *dimensions,
                           size_t n_dimensions, fc_hierarchy **hierarchy) FC_CHECKED;
void fc_hierarchy_free(fc_hierarchy *hierarchy);

const fc_panel *fc_hierarchy_panel(const fc_hierarchy *hierarchy);
size_t fc_hierarchy_size(const fc_hierarchy *hierarchy);
size_t fc_hierarchy_n_bottom(const fc_hierarchy *hierarchy);
size_t fc_hierarchy_n_keys(const fc_hierarchy *hierarchy);
size_t fc_hierarchy_n_dimensions(const fc_hierarchy *hierarchy);

/* The k-th key of a node, "*" where it sums over that key; and all of them joined by slashes. */
const char *fc_hierarchy_key(const fc_hierarchy *hierarchy, size_t node, size_t k);
const char *fc_hierarchy_name(const fc_hierarchy *hierarchy, size_t node);

/* The node with these keys ("*" allowed), or SIZE_MAX. */
size_t fc_hierarchy_find(const fc_hierarchy *hierarchy, const char *const *keys);

/* How many keys of dimension d the node fixes: 0 .. depth. */
size_t fc_hierarchy_depth(const fc_hierarchy *hierarchy, size_t node, size_t d);

/* Levels are numbered coarse to fine; nodes of one level fix the same keys. */
size_t fc_hierarchy_n_levels(const fc_hierarchy *hierarchy);
size_t fc_hierarchy_level(const fc_hierarchy *hierarchy, size_t node);

/* The cells that add up to the node, ascending (borrowed). */
const size_t *fc_hierarchy_cells(const fc_hierarchy *hierarchy, size_t node, size_t *n);
const fc_lists *fc_hierarchy_all_cells(const fc_hierarchy *hierarchy); /* of every node */

/* The nodes one step finer along dimension d (borrowed, ascending); *n is 0 where d is at its
 * finest. They add up to the node. */
const size_t *fc_hierarchy_children(const fc_hierarchy *hierarchy, size_t node, size_t d,
                                    size_t *n);

/* out[n] = the node's sums of periods first .. first+n-1. */
void fc_hierarchy_values(const fc_hierarchy *hierarchy, size_t node, size_t measure,
                         fc_period first, size_t n, double *out);

#endif
