/* reconciler_solve.h - one step ahead of a reconciliation, and the memory it needs. */
#ifndef FORECAST_RECONCILER_SOLVE_H
#define FORECAST_RECONCILER_SOLVE_H

#include "forecast/reconciler.h"

typedef struct {
    double *base;   /* n_nodes: in */
    bool *held;     /* n_nodes: in: keeps its base forecast */
    double *bottom; /* n_bottom: out */
    double *node;   /* n_nodes: between nodes and aggregates */
    double *link;   /* aggregates x rank: C factor */
    double *rank;   /* rank */
    double *scale;  /* aggregates, as are all below: the preconditioner */
    double *rest, *preconditioned, *direction, *image, *multiplier;
} fc_reconcile_step;

fc_reconcile_step *fc_reconciler_step_new(const fc_reconcile_task *task,
                                          const fc_covariance *covariance); /* NULL: no memory */
void fc_reconciler_step_free(fc_reconcile_step *step);

void fc_reconciler_step_solve(const fc_reconcile_task *task, const fc_covariance *covariance,
                              fc_reconcile_step *step);

#endif
