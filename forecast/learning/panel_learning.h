/* panel_learning.h - mixes a panel's own network into the forecasts, where its past says it helps.
 */
#ifndef FORECAST_PANEL_LEARNING_H
#define FORECAST_PANEL_LEARNING_H

#include <stdbool.h>

#include "forecast/learning/panel_net.h"

typedef enum {
    FC_PANEL_LEARNING_OFF,
    FC_PANEL_LEARNING_ON,  /* wherever a network can be trained */
    FC_PANEL_LEARNING_AUTO /* with enough series, and a gain of two standard errors on the holdouts
                            */
} fc_panel_learning;

enum { FC_PANEL_LEARNING_SERIES = 100 }; /* fewer are not judged by AUTO */

typedef struct {
    fc_panel_net_task panel; /* seed, series, horizon, progress */
    const char *model;       /* what the forecasts are made by */
    fc_panel_learning mode;
} fc_panel_learning_task;

/* What the holdouts said: the last `horizon` values of each series long enough. Loss is the mean of
 * sMAPE and MASE, each relative to naive 2, as in the M4 competition. */
typedef struct {
    bool used;
    bool too_small;       /* the panel, for a network to be trained on it or for AUTO to judge */
    size_t judged;        /* series */
    double without, with; /* mean loss */
    double gain, se;      /* of the paired difference */
} fc_panel_verdict;

/* forecasts[n_series x horizon] become the mean of themselves and the network's. Does nothing, with
 * used false, where the panel is too small or the network does not help. */
fc_status fc_panel_learning_mix(const fc_panel_learning_task *task, double *forecasts,
                                fc_panel_verdict *verdict) FC_CHECKED;

#endif
