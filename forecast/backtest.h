/* backtest.h - forecasts made again at past origins, and how good they were. */
#ifndef FORECAST_BACKTEST_H
#define FORECAST_BACKTEST_H

#include "forecast/accuracy.h"
#include "forecast/forecasts/forecasts.h"
#include "forecast/ranges/calibration_window.h"

typedef struct {
    fc_forecast_options forecast; /* its model and intervals are not looked at */
    const char *const *models;    /* names of the model table, side by side */
    size_t n_models;
    size_t windows; /* origins at most; 0 = 12 */
    size_t step;    /* periods from one origin to the next; 0 = 1 */
    bool crps;      /* score whole distributions too */
    bool calibrate; /* look at the sums of simulated futures too */
    double growth;  /* of the targets whose chances are looked at: 0.05 above the season before */
} fc_backtest_options;

/* Owns its cases; borrows the hierarchy and the names. */
typedef struct fc_backtest fc_backtest;

/* Everything that `fc_forecasts_run` does, at each origin with what was known then. The last origin
 * is `horizon` periods before the end, so that each window is whole; there are fewer windows where
 * the panel is short. FC_EDATA where there is none. */
fc_status fc_backtest_run(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                          const fc_backtest_options *options, fc_backtest **backtest) FC_CHECKED;
void fc_backtest_free(fc_backtest *backtest);

size_t fc_backtest_windows(const fc_backtest *backtest);
fc_period fc_backtest_origin(const fc_backtest *backtest, size_t window); /* last period known */
bool fc_backtest_has(const fc_backtest *backtest, size_t node);

/* One a window, oldest first; actual is NaN where the node had not begun or nothing is known.
 * `step` counts from 0. */
const fc_accuracy_case *fc_backtest_cases(const fc_backtest *backtest, size_t model, size_t node,
                                          size_t step);

/* The model text of the forecast where it was not made by the model asked for, as
 * "naive (too short for ets)" (fc_forecasts_replaced); NULL where it was. Borrowed. */
const char *fc_backtest_made_by(const fc_backtest *backtest, size_t model, size_t node,
                                size_t window);

/* How good a model was for a node so many steps ahead, with its test; and over all nodes and
 * steps, without one. */
fc_accuracy fc_backtest_accuracy(const fc_backtest *backtest, size_t model, size_t node,
                                 size_t step);
fc_accuracy fc_backtest_overall(const fc_backtest *backtest, size_t model);

/* How well the ranges and chances of a model were calibrated over all nodes and windows, by scope;
 * *n scopes, none unless asked for. Borrowed. */
const fc_calibration *fc_backtest_calibration(const fc_backtest *backtest, size_t model, size_t *n);

#endif
