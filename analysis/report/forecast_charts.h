/* forecast_charts.h - a fan chart for each of the coarsest nodes of a forecast. */
#ifndef ANALYSIS_REPORT_FORECAST_CHARTS_H
#define ANALYSIS_REPORT_FORECAST_CHARTS_H

#include "analysis/read/sales.h"
#include "forecast/forecasts/forecasts.h"

enum { AN_FORECAST_CHARTS = 25 };

/* DIR/fan-01.svg for the grand total, fan-02.svg ... for the nodes below it, coarse to fine, at
 * most AN_FORECAST_CHARTS of them. Makes the folder. `unit` as in an_unit_parse. */
fc_status an_forecast_charts(const an_sales *sales, const fc_forecasts *forecasts, const char *lang,
                             const char *unit, const char *folder) FC_CHECKED;

#endif
