/* reconciler.h - makes base forecasts coherent: children add up to parents. */
#ifndef FORECAST_RECONCILER_H
#define FORECAST_RECONCILER_H

#include <stdbool.h>

#include "forecast/panel/lists.h"

/* What is known about the nodes; the last n_bottom of them are the bottom, in the order in which
 * the lists number them. Borrows everything. */
typedef struct {
    size_t n_nodes, n_bottom, horizon;
    const fc_lists *cells;          /* the bottom nodes that add up to each node */
    const double *base;             /* n_nodes x horizon, finite */
    const double *const *residuals; /* a node's past one-step errors, NaN where there is none */
    const size_t *n_residuals;      /* their number; the last of all nodes are of one period */
    const double *size;             /* mean |y| of each node */
    const bool *fixed;              /* forecasts that are facts and stay: ended nodes */
    const bool *nonnegative;        /* nodes that may not fall below zero */
    const double *const *actuals;   /* a node's history, NaN where it is not known */
    const size_t *n_actuals;        /* their number; the last of all nodes are of one period */
} fc_reconcile_task;

/* The covariance of the base forecasts' errors up to a factor: diagonal + factor factor'. A node of
 * no variance keeps its base forecast. */
typedef struct {
    double *diagonal; /* n_nodes */
    double *factor;   /* n_nodes x rank; NULL where rank is 0; the driver frees it */
    size_t rank;
} fc_covariance;

/* One method: one file, one row of reconciler_table.c. It differs from others in the covariance;
 * one that has none splits what it forecasts above. */
typedef struct fc_reconciler {
    const char *name; /* as given to --reconcile */
    const char *summary;
    const char *source;

    /* Writes the covariance; diagonal is there, zeroed. */
    fc_status (*covariance)(const fc_reconcile_task *task, fc_covariance *covariance);

    /* NULL, or writes the mean, coherent. */
    fc_status (*split)(const fc_reconcile_task *task, double *mean);

    /* NULL, or picks another method to use in its place. */
    const struct fc_reconciler *(*choose)(const fc_reconcile_task *task);
} fc_reconciler;

size_t fc_reconciler_count(void);
const fc_reconciler *fc_reconciler_at(size_t i);
const fc_reconciler *fc_reconciler_find(const char *name); /* NULL when there is none */

/* Writes mean[n_nodes x horizon]: coherent, each aggregate the sum of its bottom nodes in their
 * order. *used is the method that did it, which `reconciler` may have picked. */
fc_status fc_reconciler_run(const fc_reconciler *reconciler, const fc_reconcile_task *task,
                            double *mean, const fc_reconciler **used) FC_CHECKED;

/* The same with a covariance at hand. */
fc_status fc_reconciler_solve(const fc_reconcile_task *task, const fc_covariance *covariance,
                              double *mean) FC_CHECKED;

/* variance[n_nodes] of the one-step errors; where a node has too few, what nodes of its size have.
 */
fc_status fc_reconciler_variance(const fc_reconcile_task *task, double *variance) FC_CHECKED;

#endif
