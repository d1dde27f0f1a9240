/* series.h - one series of numbers on a calendar, as a view. */
#ifndef FORECAST_SERIES_H
#define FORECAST_SERIES_H

#include "forecast/calendar/calendar.h"

/* It owns nothing and is copied freely. Whoever made it owns the key and the values, which must
 * outlive it. A missing value is NaN. A training window is a copy with a smaller n. */
typedef struct {
    const char *key; /* the keys joined by slashes */
    const double *y; /* y[0] is the oldest observation */
    size_t n;
    size_t season_length; /* 12 for monthly data, 1 when there is no season */
    fc_period start;      /* period of y[0] */
} fc_series;

#endif
