/* target_private.h - what the files of an_target share. */
#ifndef ANALYSIS_TARGET_TARGET_PRIVATE_H
#define ANALYSIS_TARGET_TARGET_PRIVATE_H

#include <math.h>

#include "analysis/target/target.h"

struct an_target {
    const an_sales *sales; /* borrowed, as the next */
    const fc_forecasts *forecasts;
    an_spans spans;
    an_target_options options;
    size_t n_nodes, n_cells, n_periods; /* periods of the sales in the year */
    double *baseline, *before;          /* nodes x periods: expected, and a year before */
    double *day_share;                  /* slots: share of their sales period */
    size_t n_known;                     /* slots that stay as they came; 0 without `rephase` */
    int64_t amount;                     /* in steps */
    int64_t *values;                    /* cells x slots */
    double *futures;                    /* of the total */
    an_target_row *rows;                /* nodes x spans */
};

/* The steps, in order. */
fc_status an_target_expect(an_target *target) FC_CHECKED;       /* baseline, before, day_share */
fc_status an_target_futures_make(an_target *target) FC_CHECKED; /* futures */
fc_status an_target_divide(an_target *target) FC_CHECKED;       /* amount, values */
fc_status an_target_rows_make(an_target *target) FC_CHECKED;

/* sums[n_paths] of a node's futures over a span no finer than the sales' periods, out of its
 * paths[n_paths x horizon]; what is known of it counts as it is. */
void an_target_sum_paths(const an_target *target, size_t node, const double *paths, size_t span,
                         double *sums);

/* sums[n_paths] of a node's futures over such a span, in the order of the paths, which the function
 * above does not keep: so that futures of several nodes belong together. paths[n_paths x horizon]
 * is room. */
fc_status an_target_paths(const an_target *target, size_t node, size_t span, double *paths,
                          double *sums) FC_CHECKED;

/* cells x slots, none below 0; the caller frees it. NULL: no memory. */
double *an_target_weights(const an_target *target);

/* As an_allot, but the first n_known slots get what came of them. */
fc_status an_target_rephase(const an_target *target, const an_allot_task *task,
                            int64_t *values) FC_CHECKED;

/* An amount of whole steps: divided where a step is a part of one, so that 123.45 is the double
 * next to it. */
static inline double an_target_from_steps(double n, double step)
{
    const double parts = round(1 / step);

    return step < 1 && fabs(parts * step - 1) < 1e-12 ? n / parts : n * step;
}

/* Whether an outcome reaches an amount, but for the rounding of sums. */
static inline bool an_target_reaches(double outcome, double amount)
{
    return outcome >= amount - 1e-9 * (amount < 0 ? -amount : amount);
}

#endif
