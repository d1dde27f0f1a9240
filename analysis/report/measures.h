/* measures.h - the measures that a report tells, computed once for all its forms. */
#ifndef ANALYSIS_REPORT_MEASURES_H
#define ANALYSIS_REPORT_MEASURES_H

#include "analysis/plan/plan.h"
#include "analysis/table/table.h"

enum { AN_MEASURES_NODES = 40 }; /* of a dimension: the largest */

/* an_kpi_table of the total and of the nodes one step below it; the sales were read with their
 * details. */
fc_status an_report_measures(const an_sales *sales, const an_plan *plan, const char *lang,
                             an_table **table) FC_CHECKED;

/* The nodes told along a dimension, largest sales of the last year first: nodes[] of
 * AN_MEASURES_NODES; returns how many. */
size_t an_measures_nodes(const an_sales *sales, size_t dimension, size_t *nodes);

#endif
