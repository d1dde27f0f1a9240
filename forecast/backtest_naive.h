/* backtest_naive.h - the seasonal naive forecast that a backtest measures others by. */
#ifndef FORECAST_BACKTEST_NAIVE_H
#define FORECAST_BACKTEST_NAIVE_H

#include "forecast/accuracy.h"
#include "forecast/series.h"

/* The value of the same season, or the last one known, `step` (from 0) after the first n values of
 * the history; 0 where none is known. */
double fc_backtest_naive(const fc_series *history, size_t n, size_t step);

/* Sets scale and square of the case: the mean absolute and squared error of the seasonal naive
 * forecast within the first n values; 0 where there is none. */
void fc_backtest_scales(const fc_series *history, size_t n, fc_accuracy_case *c);

#endif
