/* calibration_window.h - the calibration of the forecasts of one past origin, over all nodes. */
#ifndef FORECAST_CALIBRATION_WINDOW_H
#define FORECAST_CALIBRATION_WINDOW_H

#include "forecast/forecasts/forecasts.h"
#include "forecast/ranges/calibration.h"

enum { FC_CALIBRATION_SCOPES = 4 };

/* Sets the periods that are summed: single ones, quarters of a season, whole seasons, and all of
 * the horizon where that is another. Returns how many scopes there are. */
size_t fc_calibration_scopes(size_t season_length, size_t horizon,
                             fc_calibration scopes[FC_CALIBRATION_SCOPES]);

/* Adds what became of the sums of every node and scope (fc_futures_sum: what reviews and targets
 * take chances from), one after the other over the horizon, by the histories in `full`. Targets are
 * the same periods of the last season known, times 1 + growth; where that is not positive there is
 * none. */
fc_status fc_calibration_window(const fc_forecasts *forecasts, const fc_forecasts *full,
                                size_t n_nodes, double growth,
                                fc_calibration scopes[FC_CALIBRATION_SCOPES],
                                size_t n_scopes) FC_CHECKED;

#endif
