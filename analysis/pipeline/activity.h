/* activity.h - how much was done lately, by kind: meetings, visits, calls. */
#ifndef ANALYSIS_PIPELINE_ACTIVITY_H
#define ANALYSIS_PIPELINE_ACTIVITY_H

#include "analysis/pipeline/reports.h"

enum { AN_ACTIVITIES_MAX = 8 };

/* Owns the names. */
struct an_activities {
    char *names[AN_ACTIVITIES_MAX];
    double counts[AN_ACTIVITIES_MAX];
    size_t n;
};

/* A file of date and kind, a row an activity; those from `since` (FC_DATE_NONE: all) to `as_of` are
 * counted. FC_EDATA where there is no date column, or more than 8 kinds. Clear it also after a
 * failure. */
fc_status an_activities_read(const char *file, const an_text_options *text, fc_date since,
                             fc_date as_of, an_problems *problems,
                             an_activities *activities) FC_CHECKED;
void an_activities_clear(an_activities *activities);

#endif
