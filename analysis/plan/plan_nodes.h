/* plan_nodes.h - the nodes that a plan speaks of, also those that have no sales yet. */
#ifndef ANALYSIS_PLAN_NODES_H
#define ANALYSIS_PLAN_NODES_H

#include "analysis/plan/plan_rows.h"

/* Planned nodes without sales get cells of their own, so that their plan counts in every total
 * above them: then the hierarchy is one of the sales' cells and of these. Owns what `panel` and
 * `own` hold. */
typedef struct {
    const fc_hierarchy *hierarchy; /* `own`, or that of the sales */
    fc_panel *panel;
    fc_hierarchy *own;
    size_t *node;     /* of each tuple of the rows; SIZE_MAX where it was set aside */
    size_t *of_sales; /* the node here of each node of the sales */
} an_plan_nodes;

/* Each unknown node is told once, with its first line and the nearest name. FC_EDATA where no tuple
 * is a node of the sales. */
fc_status an_plan_nodes_find(const an_plan_input *in, const an_plan_rows *rows,
                             an_plan_nodes *nodes) FC_CHECKED;
void an_plan_nodes_clear(an_plan_nodes *nodes);

#endif
