/* bridge.h - the year to date against the same periods a year before, by product and node. */
#ifndef ANALYSIS_KPI_BRIDGE_H
#define ANALYSIS_KPI_BRIDGE_H

#include "analysis/kpi/data.h"
#include "analysis/review/variance.h"

/* Items are the products of each cell below the node. *known is false where the history does not
 * reach back so far. */
fc_status an_kpi_bridge_of(const an_kpi_data *data, size_t node, fc_period period,
                           an_variance *variance, bool *known) FC_CHECKED;

#endif
