/* paths_table.h - the simulated futures themselves as a result table. */
#ifndef ANALYSIS_PATHS_TABLE_H
#define ANALYSIS_PATHS_TABLE_H

#include "analysis/read/sales.h"
#include "analysis/table/table.h"
#include "forecast/forecasts/forecasts.h"

/* Key columns, path (1 ...), period and value: a row a node, path and period. Path by path children
 * add up to their parents. FC_EUSAGE where that is more than 20 million rows. */
fc_status an_paths_table(const an_sales *sales, const fc_forecasts *forecasts,
                         an_table **table) FC_CHECKED;

#endif
