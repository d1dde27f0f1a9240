/* effects_table.h - what calendar and drivers do to each node, and scenarios side by side. */
#ifndef ANALYSIS_EFFECTS_TABLE_H
#define ANALYSIS_EFFECTS_TABLE_H

#include "analysis/read/sales.h"
#include "analysis/table/table.h"
#include "forecast/forecasts/forecasts.h"

/* Key columns, effect, group, coefficient, error, lo95, hi95, vif (over the node's history,
 * empty where columns make each other up), kept, and a sentence; a row a node and column of the
 * regressors. */
fc_status an_effects_table(const an_sales *sales, const fc_forecasts *forecasts,
                           const fc_regressors *regressors, const char *lang,
                           an_table **table) FC_CHECKED;

/* Key columns, period, and the forecast in each of n scenarios, side by side; then each less the
 * first. The names are borrowed for the life of the table. */
fc_status an_scenario_table(const an_sales *sales, const fc_forecasts *const *forecasts,
                            const char *const *names, size_t n, an_table **table) FC_CHECKED;

enum { AN_MAX_SCENARIOS = 8 };

#endif
