/* warning.h - the alarms a report tells, in words. */
#ifndef ANALYSIS_REPORT_WARNING_H
#define ANALYSIS_REPORT_WARNING_H

#include "analysis/report/view.h"
#include "analysis/watch/watch.h"

enum { AN_WARNINGS = 8 }; /* unless the report tells more or fewer gaps */

/* How many alarms are told; 0 where nothing was watched. */
size_t an_warning_count(const an_view *view);
const an_alarm *an_warning_at(const an_view *view, size_t i);

/* "since 2026-02; at stake 0.74 m; false 0.02 times a year, median lead 2 periods". */
const char *an_warning_worth(an_view *view, const an_alarm *alarm);

/* Last values of the node and what was expected of them, oldest first; returns how many there are,
 * `most` at most. NaN where nothing was expected yet. */
size_t an_warning_values(const an_view *view, const an_alarm *alarm, size_t most,
                         const double **actual, const double **expected);

#endif
