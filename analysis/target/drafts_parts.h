/* drafts_parts.h - what the files of an_drafts share. */
#ifndef ANALYSIS_TARGET_DRAFTS_PARTS_H
#define ANALYSIS_TARGET_DRAFTS_PARTS_H

#include "analysis/target/drafts.h"

/* One row of the file. Texts are borrowed from it; NULL: not told. */
typedef struct {
    an_cell cell;
    double round;
    const char *author, *when;
} an_submission;

/* By node, unit, period and round. */
typedef struct {
    const char *file;
    const an_target *target;
    an_submission *rows;
    size_t n;
} an_submissions;

bool an_submission_same_cell(const an_submission *a, const an_submission *b);

/* The nodes of the drafts' levels with their drafts of the year, rounds, versions and records. */
fc_status an_drafts_collect(const char *file, const an_plan_options *plan, const an_target *target,
                            an_problems *problems, an_drafts *drafts) FC_CHECKED;

/* Bias, factor and error of each draft, and how errors go together. */
fc_status an_drafts_judge(const an_submissions *all, an_drafts *drafts) FC_CHECKED;

/* Drafts of the year by round. */
fc_status an_drafts_versions(const an_submissions *all, an_drafts *drafts) FC_CHECKED;

/* Sets amounts and `reconciled`. */
fc_status an_drafts_join(const an_target *target, an_drafts *drafts) FC_CHECKED;

#endif
