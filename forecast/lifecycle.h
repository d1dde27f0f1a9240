/* lifecycle.h - whether what a series counts is still new, goes on, or has ended. */
#ifndef FORECAST_LIFECYCLE_H
#define FORECAST_LIFECYCLE_H

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

#endif
