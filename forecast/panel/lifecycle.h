/* lifecycle.h - whether what a series counts is still new, goes on, or has ended. */
#ifndef FORECAST_LIFECYCLE_H
#define FORECAST_LIFECYCLE_H

#include "forecast/panel/panel_days.h"
#include "forecast/series.h"

typedef enum {
    FC_LIFE_NONE, /* no history yet */
    FC_LIFE_NEW,  /* fewer than FC_LIFE_NEW_PERIODS observations */
    FC_LIFE_GOES_ON,
    FC_LIFE_ENDED
} fc_life;

enum { FC_LIFE_NEW_PERIODS = 3 };

/* A series has ended when it was silent (zero or missing) up to its last period for longer than
 * half a year, four weeks where periods are days and three periods where they are quarters or
 * years, and longer than twice any silence before. So what sells in one season only has not ended.
 */
fc_life fc_lifecycle(const fc_series *series, fc_unit unit);

/* The same judged by days, so that it does not depend on the periods: `rhythm` tells on which days
 * the series sold until `until`, the end of its last period. It has ended when it was silent since
 * for more than one usual gap longer than twelve weeks, six usual gaps (or half a year, where those
 * are more) and three usual gaps, and longer than twice any gap before. The usual gap is the mean
 * one; fewer than two days tell of none, and then the periods judge. */
fc_life fc_lifecycle_by_days(const fc_series *series, fc_unit unit, const fc_panel_rhythm *rhythm,
                             fc_date until);

#endif
