/* panel_window.h - a stretch of one series as a network sees it: free of level, scale and season.
 */
#ifndef FORECAST_PANEL_WINDOW_H
#define FORECAST_PANEL_WINDOW_H

#include "forecast/season/season.h"

/* Lengths that follow from the season: how far a window looks back, how little history will do. */
typedef struct {
    size_t season_length, look_back, least;
} fc_window_shape;

fc_window_shape fc_panel_window_shape(size_t season_length);

/* Inputs of a window: look_back - 1 values before the last, as many marks of which are there, and
 * three of the series: slope, length, roughness. */
size_t fc_panel_window_inputs(const fc_window_shape *shape);

/* A series without its season, on logs where it is positive throughout. */
typedef struct {
    size_t n;
    bool logs;
    double *z; /* n; in the scratch memory */
    fc_season season;
} fc_window_series;

/* FC_EDATA where fewer than `least` values are left. `z` and the indices live in `scratch`. */
fc_status fc_panel_window_series(const fc_window_shape *shape, const fc_series *series,
                                 fc_window_series *out, fc_scratch *scratch) FC_CHECKED;

/* What brings a window's outputs back: z = last + scale * output. */
typedef struct {
    double last, scale;
    double roughness; /* weighs the window in training: the scale of logs, .1 without */
} fc_window_frame;

/* The window that ends before z[end]: inputs[fc_panel_window_inputs]. */
fc_window_frame fc_panel_window_inputs_at(const fc_window_shape *shape, const fc_window_series *s,
                                          size_t end, float *inputs);

/* targets[horizon] from z[end] on, NaN beyond the series. */
void fc_panel_window_targets(const fc_window_series *s, size_t end, const fc_window_frame *frame,
                             size_t horizon, float *targets);

/* Outputs of the window that ends with the series, as a forecast: mean[horizon]. */
void fc_panel_window_restore(const fc_window_series *s, const fc_window_frame *frame,
                             const float *outputs, size_t horizon, double *mean);

#endif
