/* backtest_score.h - the score of a whole forecast distribution. */
#ifndef FORECAST_BACKTEST_SCORE_H
#define FORECAST_BACKTEST_SCORE_H

#include "forecast/accuracy.h"
#include "forecast/forecasts/forecasts.h"

/* Sets the continuous ranked probability scores of a node's cases, one a step, `stride` apart,
 * whose actuals are set: of 50 quantiles, in the middle of equal parts. */
fc_status fc_backtest_score(const fc_forecasts *forecasts, size_t node, fc_accuracy_case *cases,
                            size_t stride) FC_CHECKED;

#endif
