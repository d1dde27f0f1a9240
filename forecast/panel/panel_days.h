/* panel_days.h - the days on which something was sold, as bits: what tells a silence from an end.
 */
#ifndef FORECAST_PANEL_DAYS_H
#define FORECAST_PANEL_DAYS_H

#include <stdint.h>

#include "forecast/calendar/calendar.h"

/* Bit b of word w is day 64 (base + w) + b. Starts as {0}; owns its words. */
typedef struct {
    uint64_t *words;
    int32_t base;
    uint32_t n;
} fc_panel_days;

void fc_panel_days_free(fc_panel_days *days);

fc_status fc_panel_days_add(fc_panel_days *days, fc_date date) FC_CHECKED;

/* Adds all of `from`. */
fc_status fc_panel_days_join(fc_panel_days *into, const fc_panel_days *from) FC_CHECKED;

/* How a node sold up to a day. */
typedef struct {
    size_t n;            /* days with sales */
    fc_date first, last; /* of them; FC_DATE_NONE where n = 0 */
    int32_t longest;     /* most days between two of them */
} fc_panel_rhythm;

fc_panel_rhythm fc_panel_days_rhythm(const fc_panel_days *days, fc_date until);

#endif
