/* allot_private.h - what the files of an_allot share. */
#ifndef ANALYSIS_TARGET_ALLOT_PRIVATE_H
#define ANALYSIS_TARGET_ALLOT_PRIVATE_H

#include <stdbool.h>

#include "analysis/target/allot.h"

/* The bounds as a tree: bound 0 is the amount itself, which holds all cells and days. */
typedef struct {
    const an_allot_bound **bounds; /* coarse to fine */
    size_t n;
    size_t *parent;
    int64_t *lo, *hi; /* what its own bounds and those inside it leave open */
    double *weight;   /* of all places in it, and of those in no finer bound */
    double *own_weight;
    size_t *n_own;   /* how many those are */
    int64_t *amount; /* what it gets, and what of it goes to its own places */
    int64_t *own_amount;
    size_t *owner;           /* of each place, cells x days: the finest bound that holds it */
    double *day_weight;      /* over all cells */
    const char *crossing[2]; /* names of two bounds that cross; NULL: all nest or lie apart */
    an_allot_bound whole;
    size_t *all_cells;
} an_allot_tree;

/* Builds the tree and sets lo and hi; where bounds cross there is no tree, only lo and hi of each.
 */
fc_status an_allot_tree_make(const an_allot_task *task, an_allot_tree *tree) FC_CHECKED;
void an_allot_tree_clear(an_allot_tree *tree);

/* What the own places of a bound may get in all: nothing of the other sign unless it asks for that.
 */
void an_allot_tree_own(const an_allot_tree *tree, size_t bound, int64_t *lo, int64_t *hi);

/* Where bounds cross, none of them below 0. */
fc_status an_allot_cross(const an_allot_task *task, an_allot_tree *tree,
                         int64_t *values) FC_CHECKED;

/* FC_EDATA: bounds that cross cannot all be kept. */
fc_status an_allot_refuse(const an_allot_task *task, const an_allot_tree *tree);

/* Writes values of the bound's own places. */
fc_status an_allot_spread(const an_allot_task *task, const an_allot_tree *tree, size_t bound,
                          int64_t *values) FC_CHECKED;

#endif
