/* meeting.h - what a sales director takes into the target meeting: a page, a workbook, two charts.
 */
#ifndef ANALYSIS_TARGET_MEETING_H
#define ANALYSIS_TARGET_MEETING_H

#include "analysis/report/report.h"
#include "analysis/target/target.h"

/* Of the options, lang, unit, png, pdf and command count. */
typedef struct {
    const an_target *target;
    const char *metric;
    const an_problems *problems;
} an_meeting;

/* Into the folder, which is made: targets.csv, targets.xlsx, charts/ (bridge, fan) and
 * targets.html, each whole or untouched. Without gnuplot everything but charts/ is written, and
 * FC_EUNAVAILABLE given. */
fc_status an_meeting_write(const an_meeting *meeting, const an_report_options *options,
                           const char *folder) FC_CHECKED;

#endif
