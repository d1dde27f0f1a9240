/* reps.h - what each sales person can carry, from record, ramp and capacity; fair shares of the
 * target out of that. */
#ifndef ANALYSIS_TARGET_REPS_H
#define ANALYSIS_TARGET_REPS_H

#include "analysis/table/table.h"
#include "analysis/target/cells.h"
#include "analysis/target/target.h"

typedef struct {
    size_t node;          /* SIZE_MAX: no place in the tree of targets (see newcomers.h) */
    char *name, *segment; /* segment NULL: comparable to all */
    fc_date hired, left;  /* FC_DATE_NONE: before the sales; not */
    long ramp;            /* months from being hired to full speed */
    double capacity;      /* most that is to be asked of the year; INFINITY: not told */
    double full_months;   /* of the last 12, each by the speed of its ramp */
    double record;        /* sales in these */
    double speed;         /* sales of a month at full speed; that of the median peer where the own
                             record is shorter than 3 full months */
    bool borrowed;        /* so it is */
    double months;        /* at full speed in the target's year */
    double best_peer;     /* the best 12 months in a row of any comparable other; NaN: none */
    double capability;    /* speed x months, at most the capacity */
    double target, quota; /* quota: with the padding */
    double new_share;     /* of the target that is to be new business; NaN: not told */
    double new_business;  /* what that comes to; NaN likewise */
    char *reason;
} an_rep;

/* Owns its reps and bounds. */
typedef struct {
    an_rep *reps;
    size_t n;
    size_t key;              /* of the sales, that names them */
    an_target_bound *bounds; /* of those that have a node */
    size_t n_bounds;
    double *speed; /* for an_target_options, and so is the next */
    size_t *like;
} an_reps;

/* Columns: rep (or as the sales call that key), hired, left, ramp_months, capacity, segment,
 * new_share (30% or 0.3, where the sales tell new business apart: newness.h); all but the first may
 * be missing. One of the keys of the sales must be the rep. Who sells but is not
 * in the file counts at full speed. Shares are in proportion to capability, within capacity;
 * `padding` percent is added to quotas, and is told, never hidden in targets. FC_EDATA with line
 * where a rep stands twice or a field is no date or number; FC_EUSAGE without a key of reps or with
 * sales that are not by month; FC_EDATA where capacities do not hold the target. */
fc_status an_reps_read(const char *file, const an_text_options *text, const an_target *target,
                       double padding, const char *lang, an_problems *problems,
                       an_reps *reps) FC_CHECKED;
void an_reps_clear(an_reps *reps);

/* rep, segment, full_months, record, speed, months, capability, best_peer, target, quota,
 * new_business, reason.
 */
fc_status an_reps_table(const an_reps *reps, an_table **table) FC_CHECKED;

#endif
