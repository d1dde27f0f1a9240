/* target_parts.h - what a run of gapcast target makes, for the files of the command. */
#ifndef CLI_TARGET_PARTS_H
#define CLI_TARGET_PARTS_H

#include "analysis/review/review_calibration.h"
#include "analysis/target/drafts.h"
#include "analysis/target/lessons.h"
#include "analysis/target/locks.h"
#include "analysis/target/reps.h"
#include "cli/target_options.h"

/* Everything that is made for one metric, in this order. */
typedef struct {
    cli_target_wish wish;
    bool first; /* the metric that drafts, capacity, locks and the report are for */
    an_problems *problems;
    an_sales *sales;
    an_sales *whole; /* of which these were made; NULL: they are as they were read */
    fc_workdays *workdays;
    fc_regressors *regressors;
    fc_forecasts *forecasts;
    fc_calibration calibration; /* of the first metric; without targets where not looked at */
    an_spans spans;
    an_locks locks;
    an_drafts drafts;
    an_reps reps;
    an_target_bound *bounds; /* all of theirs */
    an_habits habits;
    an_target_options options;
    an_target *target;
    an_lessons lessons; /* of last year's targets */
} cli_target_parts;

/* The whole way from the files to the target of the metric, which is told apart from the others by
 * `wish` and `first`; what was found in the files is told. Free with cli_target_free. */
fc_status cli_target_make(const cli_target_options *options, const char *const *files,
                          size_t n_files, cli_target_parts *parts) FC_CHECKED;
void cli_target_free(cli_target_parts *parts);

/* The sales as the metric counts them; *whole as an_metric_sales. */
fc_status cli_target_read(const cli_target_options *options, const cli_target_wish *wish,
                          const char *const *files, size_t n_files, an_problems *problems,
                          an_sales **sales, an_sales **whole) FC_CHECKED;

/* How plans and such are read. */
fc_status cli_target_plan(const cli_target_options *options, cli_where *where,
                          an_plan_options *plan) FC_CHECKED;

/* Divides what is asked for, anew where that was done before. */
fc_status cli_target_divide(const cli_target_options *options, cli_target_parts *parts) FC_CHECKED;

/* Reads drafts or capacity, holds them against the target, and divides it by them. */
fc_status cli_target_teams(const cli_target_options *options, cli_target_parts *parts) FC_CHECKED;

/* --lessons: last year's targets, and what its forecast would have said of them at its start. */
fc_status cli_target_learn(const cli_target_options *options, cli_target_parts *parts) FC_CHECKED;

/* --check: the findings, printed, and as a page with --report. */
fc_status cli_target_judge(const cli_target_options *options, const char *const *files,
                           size_t n_files, const cli_target_parts *parts) FC_CHECKED;

#endif
