/* allot.h - an amount brought down to every cell and day, exactly, within bounds at any node. */
#ifndef ANALYSIS_TARGET_ALLOT_H
#define ANALYSIS_TARGET_ALLOT_H

#include "analysis/target/apportion.h"

/* How the places of an axis nest: level 0 is the coarsest. group[i] never falls; the places of one
 * group have the same group in every coarser level, and in the last one each place is a group.
 * column[i], or NULL, says which groups of a level are the same thing in another place (January of
 * another cell, the kettles of another region): what rounding takes from one of them it gives to
 * the next, so that a hundred customers over many cells do not all fall into December. */
typedef struct {
    const size_t *group, *column;
} an_allot_level;

typedef struct {
    size_t n; /* places */
    size_t n_levels;
    const an_allot_level *levels;
} an_allot_axis;

/* What some cells in some days must add up to: a lock has lo = hi. AN_APPORTION_MOST is no bound.
 */
typedef struct {
    const size_t *cells; /* ascending */
    size_t n_cells;
    size_t first, last; /* days */
    int64_t lo, hi;
    const char *name; /* for messages: "locks.csv:3 (East, 2027-Q1)" */
} an_allot_bound;

typedef struct {
    an_allot_axis cells, days;
    const double *weights; /* cells x days, finite, not negative */
    int64_t amount;
    const char *name; /* of the amount: "--total 5000000" */
    const an_allot_bound *bounds;
    size_t n_bounds;
    double steps_of_unit; /* 100 where amounts are cents: for messages */
} an_allot_task;

/* values[cells x days], which add up to the amount and keep every bound. The nodes and periods that
 * the axes nest come as near to their share by weight as whole steps allow: first over cells, level
 * by level, then over days. Within a bound everything keeps its proportions, and so does what no
 * bound speaks of. A negative amount is cut as a positive one.
 *
 * FC_EDATA, naming all of them, where bounds clash with each other or with the amount. Bounds may
 * cross (a region's year, a product's year) where none of them is below 0. */
fc_status an_allot(const an_allot_task *task, int64_t *values) FC_CHECKED;

#endif
