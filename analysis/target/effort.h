/* effort.h - what a target asks for in work: deals to create and to win, meetings, new customers.
 */
#ifndef ANALYSIS_TARGET_EFFORT_H
#define ANALYSIS_TARGET_EFFORT_H

#include "analysis/pipeline/activity.h"
#include "analysis/target/target.h"

/* The activity report (reports.h) for the periods of the target's year: of each target the part
 * that comes by deals, by the last year's ratio of deals won to sales, at most all of it; with the
 * rates of the last year. `book` has the keys and the calendar of the sales; `done` may be NULL.
 * FC_EDATA where nothing was won in the last year. */
fc_status an_effort_table(const an_target *target, const an_book *book, const an_activities *done,
                          const char *lang, an_table **table) FC_CHECKED;

#endif
