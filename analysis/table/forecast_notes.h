/* forecast_notes.h - what the forecasts' own past said, in notes below the table. */
#ifndef ANALYSIS_TABLE_FORECAST_NOTES_H
#define ANALYSIS_TABLE_FORECAST_NOTES_H

#include "analysis/read/sales.h"
#include "analysis/table/table.h"
#include "forecast/forecasts/forecasts.h"

/* Of ranges, panel learning, longer spans, calendar and drivers: each where it was judged. */
void an_forecast_notes(const an_sales *sales, const fc_forecasts *forecasts, an_table *table);

#endif
