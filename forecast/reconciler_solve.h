/* reconciler_solve.h - one step ahead of a reconciliation, and the memory it needs. */
#ifndef FORECAST_RECONCILER_SOLVE_H
#define FORECAST_RECONCILER_SOLVE_H

#include "forecast/reconciler.h"

typedef struct {
    double *base;   /* n_nodes: in */
    bool *held;     /* n_nodes: in: keeps its base forecast */
    size_t *pins;   /* n_pins bottom nodes: in: are to be zero */
    size_t n_pins;  /* the constraints are the aggregates, then the pins */
    double *bottom; /* n_bottom: out */
    double *node;   /* n_nodes: between nodes and constraints */
    double *link;   /* constraints x rank: C factor */
    double *rank;   /* rank */
    double *scale;  /* constraints, as are all below: the preconditioner */
    double *rest, *preconditioned, *direction, *image;
    double *multiplier; /* out; of a pin below zero: the node would be better off above zero */
} fc_reconcile_step;

/* NULL: no memory. */
fc_reconcile_step *fc_reconciler_step_new(const fc_reconcile_task *task,
                                          const fc_covariance *covariance, size_t n_pins);
void fc_reconciler_step_free(fc_reconcile_step *step);

void fc_reconciler_step_solve(const fc_reconcile_task *task, const fc_covariance *covariance,
                              fc_reconcile_step *step);

#endif
