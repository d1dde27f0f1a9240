/* plan_spread.h - amounts planned at any node for any time, brought onto every node and slot of the
 * grid: sales periods, or parts of them. */
#ifndef ANALYSIS_PLAN_SPREAD_H
#define ANALYSIS_PLAN_SPREAD_H

#include "analysis/check/problems.h"
#include "analysis/plan/plan_grid.h"
#include "forecast/panel/hierarchy.h"

/* An amount that the file gives for a node. */
typedef struct {
    size_t node;
    fc_unit unit;       /* of the period as written */
    size_t first, last; /* the slots of the grid it covers */
    int64_t cents;
    size_t line;
} an_plan_amount;

/* What a plan is spread over, and by what shape. */
typedef struct {
    const fc_hierarchy *hierarchy;
    const fc_calendar *calendar;
    const an_plan_grid *grid;
    double (*weight)(const void *data, size_t node, fc_period period); /* of a whole sales period:
                                                                          finite, not negative */
    const void *data;
    double cents_of_unit; /* 100 where cents are cents */
    const char *file;
    an_problems *problems;
} an_plan_field;

#define AN_PLAN_NONE INT64_MIN

/* values[nodes x slots]: AN_PLAN_NONE where there is no plan. Nodes are taken from fine to coarse:
 * - Of two amounts of a node for the same time the finer period counts. What a coarser amount
 * leaves goes to the periods that have none yet: by the plans below the node where these are whole,
 * else by the weights.
 * - What a node's plan leaves after the plans below it goes to the cells without a plan, by
 * weights.
 * - A node without a plan of its own has the sum of its cells.
 * Where the parts do not add up to a node's own plan both stand, and the difference is told in
 * `problems`. Puts the amounts into order. */
fc_status an_plan_spread(const an_plan_field *field, an_plan_amount *amounts, size_t n_amounts,
                         int64_t *values) FC_CHECKED;

#endif
