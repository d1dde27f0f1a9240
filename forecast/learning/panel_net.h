/* panel_net.h - networks trained at run time on the past of all series of a panel. */
#ifndef FORECAST_PANEL_NET_H
#define FORECAST_PANEL_NET_H

#include "forecast/series.h"
#include "forecast/status.h"

/* Several networks from different seeds, whose forecasts are averaged. Nothing of other data goes
 * in. */
typedef struct fc_panel_net fc_panel_net;

typedef struct {
    const fc_series *series; /* all of one season length; too short ones teach nothing */
    size_t n_series;
    size_t horizon;
    uint64_t seed;
    /* Called from one thread at a time with the share of the work done; may be NULL. */
    void (*progress)(void *data, size_t done, size_t total);
    void *progress_data;
} fc_panel_net_task;

/* Learns to forecast each stretch of each series from what came before it. FC_EDATA where the panel
 * has fewer than FC_PANEL_NET_LEAST windows. The same result on any number of threads. */
fc_status fc_panel_net_train(const fc_panel_net_task *task, fc_panel_net **net) FC_CHECKED;
void fc_panel_net_free(fc_panel_net *net);

enum { FC_PANEL_NET_LEAST = 500 };

/* means[n_series x horizon]; a row of NaN where a series is too short. */
fc_status fc_panel_net_forecast(fc_panel_net *net, const fc_series *series, size_t n_series,
                                double *means) FC_CHECKED;

#endif
