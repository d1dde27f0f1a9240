/* backtest_table.h - a backtest as result tables: by model and step, and each single forecast. */
#ifndef ANALYSIS_BACKTEST_TABLE_H
#define ANALYSIS_BACKTEST_TABLE_H

#include "analysis/read/sales.h"
#include "analysis/table/table.h"
#include "forecast/backtest.h"

/* What was asked of the backtest. */
typedef struct {
    const char *const *models;
    size_t n_models;
    size_t horizon;
    size_t step;       /* periods between origins */
    bool all_measures; /* not only the main ones */
} an_backtest_view;

/* Key columns, model, step, n, then a column a measure; notes define them and sum up each model. */
fc_status an_backtest_table(const an_sales *sales, const fc_backtest *backtest,
                            const an_backtest_view *view, an_table **table) FC_CHECKED;

/* Key columns, model, origin, step, period, actual, forecast, lo80, hi80, lo95, hi95, error. */
fc_status an_backtest_cases(const an_sales *sales, const fc_backtest *backtest,
                            const an_backtest_view *view, an_table **table) FC_CHECKED;

#endif
