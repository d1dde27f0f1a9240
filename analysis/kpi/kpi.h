/* kpi.h - every measure of every node as a result table. */
#ifndef ANALYSIS_KPI_KPI_H
#define ANALYSIS_KPI_KPI_H

#include "analysis/pipeline/book.h"
#include "analysis/plan/plan.h"
#include "analysis/table/table.h"

typedef struct {
    const char *lang;        /* "en" or "zh": the definitions */
    const char *const *only; /* names of measures; n_only 0: all */
    size_t n_only;
    bool total_only;
    const an_sales *costs, *receipts; /* read with the keys of the sales; NULL: none */
    const an_book *book; /* deals with the keys and the calendar of the sales; NULL: none */
    const size_t *nodes; /* these alone; NULL: all */
    size_t n_nodes;
} an_kpi_options;

/* Key columns, kpi, period, value, previous (the same a year before), change (the difference),
 * definition. A measure that is not defined is left out; what it lacks is noted. `sales` were read
 * with their details; `plan` may be NULL. FC_EUSAGE for a name no table has. */
fc_status an_kpi_table(const an_sales *sales, const an_plan *plan, const an_kpi_options *options,
                       an_table **table) FC_CHECKED;

#endif
