/* meeting.h - what a sales director takes into the target meeting: a page, a workbook, two charts.
 */
#ifndef ANALYSIS_TARGET_MEETING_H
#define ANALYSIS_TARGET_MEETING_H

#include "analysis/report/report.h"
#include "analysis/target/metric.h"
#include "analysis/target/target.h"

/* A table more as NAME.csv, and unless that is all in a section and a sheet of its own: "drafts",
 * "reps". */
typedef struct {
    const char *name;
    const an_table *table;
    bool file_only;
} an_meeting_extra;

enum { AN_MEETING_EXTRAS = 8 };

/* Of the options, lang, unit, png, pdf and command count. */
typedef struct {
    const an_target *target;
    const an_metric *metric;
    const an_problems *problems;
    const an_table *table; /* targets.csv */
    an_meeting_extra extras[AN_MEETING_EXTRAS];
    size_t n_extras;
} an_meeting;

/* Into the folder, which is made: targets.csv, a csv for each extra table, targets.xlsx, charts/
 * (bridge, fan) and targets.html, each whole or untouched. Without gnuplot everything but charts/
 * is written, and FC_EUNAVAILABLE given. */
fc_status an_meeting_write(const an_meeting *meeting, const an_report_options *options,
                           const char *folder) FC_CHECKED;

#endif
