/* stl.h - seasonal-trend decomposition by loess, for one season and for several. */
#ifndef FORECAST_STL_H
#define FORECAST_STL_H

#include "forecast/scratch.h"
#include "forecast/season/loess.h"

/* y = seasonal + trend + remainder. */
typedef struct {
    size_t period;
    fc_loess seasonal; /* window 0: periodic, every season alike */
    fc_loess trend;
    fc_loess low_pass;
    size_t inner;
    size_t outer;      /* robustness passes; 0 = none */
    bool until_stable; /* fewer of them when a pass moves neither part by 1 % of its range */
} fc_stl_options;

/* Those of R's stl(): window 0 means periodic, robust takes 15 passes with bisquare weights. */
fc_stl_options fc_stl_defaults(size_t period, size_t seasonal_window, bool robust);

/* seasonal[n], trend[n]; weights[n] are the robustness weights. y without missing values,
 * n at least two periods, period at least 2. */
fc_status fc_stl(const fc_stl_options *options, const double *y, size_t n, double *seasonal,
                 double *trend, double *weights, fc_scratch *scratch) FC_CHECKED;

/* Several seasons, ascending periods, by STL on what the others leave, in two rounds
 * (Bandara, Hyndman & Bergmeir 2021, MSTL). options[k] is for period k; seasonal[k * n] .. */
fc_status fc_stl_multiple(const fc_stl_options *options, size_t n_seasons, const double *y,
                          size_t n, double *seasonal, double *trend,
                          fc_scratch *scratch) FC_CHECKED;

/* Strength of a season in 0..1: how much of the detrended variance it explains
 * (Wang, Smith & Hyndman 2006). 0 where nothing varies. */
double fc_stl_strength(const double *y, const double *seasonal, const double *trend, size_t n);

#endif
