/* metrics_table.h - targets of several metrics beside each other. */
#ifndef ANALYSIS_TARGET_METRICS_TABLE_H
#define ANALYSIS_TARGET_METRICS_TABLE_H

#include "analysis/target/metric.h"
#include "analysis/target/target_table.h"

typedef struct {
    const an_metric *metric;
    const an_target *target;
} an_metric_target;

/* As an_target_table, metric after metric, and what is to be known of each. */
fc_status an_metrics_targets(const an_metric_target *targets, size_t n, const char *lang,
                             an_table **table) FC_CHECKED;

/* The year of the totals, then of the nodes of each dimension: key columns, metric, last_year,
 * baseline, target, growth, stretch, p_attain. */
fc_status an_metrics_table(const an_metric_target *targets, size_t n, const char *lang,
                           an_table **table) FC_CHECKED;

/* What a reader must know of the metric: how it is counted, and of a target of new business the
 * chance that it and the total are both met. */
void an_metrics_notes(const an_metric *metric, const an_target *target, const char *lang,
                      an_table *table);

#endif
