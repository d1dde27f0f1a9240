/* forecast_table.h - forecasts as a result table: a row a node and period. */
#ifndef ANALYSIS_FORECAST_TABLE_H
#define ANALYSIS_FORECAST_TABLE_H

#include "analysis/overrides/overrides.h"
#include "analysis/pipeline/blend.h"
#include "analysis/table/table.h"
#include "forecast/forecasts/forecasts.h"

enum { AN_MAX_LEVELS = 8 };

/* The intervals to print: levels[n] in percent, ascending: 80, 95. */
typedef struct {
    int levels[AN_MAX_LEVELS];
    size_t n;
} an_levels;

/* From "80,95"; FC_EUSAGE where a level is no whole number from 1 to 99. */
fc_status an_levels_parse(const char *text, an_levels *levels) FC_CHECKED;

/* Key columns, period, forecast, lo80, hi80 ..., model, and in full the model's parameters as text
 * ("alpha 0.31, phi 0.9") and the quantiles q1 to q99; notes say how it was made,
 * in the words of lang where there are such. With overrides
 * (NULL: none) the forecast and its ranges are moved by them, and two more columns hold the
 * statistical forecast and the change; with a blend (NULL: none) three hold what history and deals
 * said and the weight of the deals. */
fc_status an_forecast_table(const an_sales *sales, const fc_forecasts *forecasts,
                            const an_levels *levels, const an_overrides *overrides,
                            const an_blend *blend, bool full, const char *lang,
                            an_table **table) FC_CHECKED;

/* What every output says of its data: rows kept and set aside, a last period left out. */
void an_sales_notes(const an_sales *sales, an_table *table);

#endif
