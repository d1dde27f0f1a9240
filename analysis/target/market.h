/* market.h - the size of the market in the target's year, of which a share is aimed at. */
#ifndef ANALYSIS_TARGET_MARKET_H
#define ANALYSIS_TARGET_MARKET_H

#include "analysis/target/cells.h"
#include "analysis/target/spans.h"

/* A file of period and market (or size, 市场, 市场规模), which must cover the year once, in years,
 * quarters, months or finer. FC_EDATA where it does not, or names nodes; as an_cells_read. */
fc_status an_market_read(const char *file, const an_plan_options *plan, const an_sales *sales,
                         const an_spans *spans, an_problems *problems, double *size) FC_CHECKED;

#endif
