/* locks.h - a file of targets that are fixed, or bounded, before the rest is divided. */
#ifndef ANALYSIS_TARGET_LOCKS_H
#define ANALYSIS_TARGET_LOCKS_H

#include "analysis/target/cells.h"
#include "analysis/target/target.h"

/* Owns its bounds and their names. */
typedef struct {
    an_target_bound *bounds;
    size_t n;
} an_locks;

/* Where there are targets of several metrics, a column `metric` (指标) tells whose a row is. */
typedef struct {
    const char *name;
    bool
        unnamed; /* rows are its own as well that name none, or of a file that has no such column */
} an_locks_metric;

/* Key columns, a period and any of target (lock, 目标, 锁定: exactly so), min (minimum, 最低, 下限)
 * and max (maximum, 最高, 上限). A field such as 30% is a share of the total in the same period.
 * FC_EDATA as an_cells_read, where the file has none of these columns, or where a period is finer
 * than the finest of `spans`. `metric` NULL: all rows count; else there may be none of it. */
fc_status an_locks_read(const char *file, const an_plan_options *plan, const an_sales *sales,
                        const fc_forecasts *forecasts, const an_spans *spans,
                        const an_locks_metric *metric, an_problems *problems,
                        an_locks *locks) FC_CHECKED;
void an_locks_clear(an_locks *locks);

#endif
