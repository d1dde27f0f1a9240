/* watch_private.h - what a watch holds, for the files that make it and show it. */
#ifndef ANALYSIS_WATCH_WATCH_PRIVATE_H
#define ANALYSIS_WATCH_WATCH_PRIVATE_H

#include "analysis/watch/alarms.h"

struct an_watch {
    const an_sales *sales;
    an_replay replay;
    an_pasts pasts; /* what else was replayed */
    an_alarms alarms;
};

/* The name of an alarm's rule, of the user's own too. */
static inline const char *an_alarm_rule(const an_alarm *alarm)
{
    return alarm->rule ? alarm->rule : alarm->own_rule;
}

#endif
