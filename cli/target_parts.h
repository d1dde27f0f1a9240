/* target_parts.h - what a run of gapcast target makes, for the files of the command. */
#ifndef CLI_TARGET_PARTS_H
#define CLI_TARGET_PARTS_H

#include "analysis/target/drafts.h"
#include "analysis/target/locks.h"
#include "analysis/target/reps.h"
#include "cli/target_options.h"

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_workdays *workdays;
    fc_regressors *regressors;
    fc_forecasts *forecasts;
    an_spans spans;
    an_locks locks;
    an_drafts drafts;
    an_reps reps;
    an_target_bound *bounds; /* all of theirs */
    an_target_options options;
    an_target *target;
    an_sales *later; /* also what came after --as-of */
    an_smart *smart;
    an_table *table;
} cli_target_parts;

/* --check: the findings, printed, and as a page with --report. */
fc_status cli_target_judge(const cli_target_options *options, const char *const *files,
                           size_t n_files, cli_target_parts *parts) FC_CHECKED;

#endif
