/* drivers_nodes.h - a driver that cells have their own of, at every node of the hierarchy. */
#ifndef ANALYSIS_DRIVERS_NODES_H
#define ANALYSIS_DRIVERS_NODES_H

#include "analysis/drivers/drivers_shape.h"

/* What drivers are given to; it owns nothing. */
typedef struct {
    const an_drivers_options *options;
    const an_sales *sales;
    const an_driver_values *values;
    size_t known; /* periods of history; the others are to come */
} an_driver_task;

/* *x = the driver in its shape, the caller's to free: n values for all nodes (*nodes is 0) where
 * all cells have the same, else node after node. A cell has the values of the place that says most
 * of its keys; a node the average of its cells, weighted by their mean sales, or their sum.
 *
 * FC_EDATA, with cell and period, where a value is missing between a cell's first row and its last,
 * or, where it sold within the last season, the end. Before and behind, the nearest one holds. */
fc_status an_driver_column(const an_driver_task *task, size_t driver, const an_driver_shape *shape,
                           double **x, size_t *nodes) FC_CHECKED;

#endif
