/* drafts_parts.h - what the files of an_drafts share. */
#ifndef ANALYSIS_TARGET_DRAFTS_PARTS_H
#define ANALYSIS_TARGET_DRAFTS_PARTS_H

#include "analysis/target/drafts.h"

/* The nodes of the drafts' level with their drafts of the year, rounds and records. */
fc_status an_drafts_collect(const char *file, const an_plan_options *plan, const an_target *target,
                            an_problems *problems, an_drafts *drafts) FC_CHECKED;

#endif
