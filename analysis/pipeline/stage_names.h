/* stage_names.h - stages that were renamed from one export to the next are one stage. */
#ifndef ANALYSIS_PIPELINE_STAGE_NAMES_H
#define ANALYSIS_PIPELINE_STAGE_NAMES_H

#include "analysis/pipeline/deals_read.h"

/* FC_EUSAGE where one of options->stages is not OLD=NEW. */
fc_status an_stage_names_check(const an_deals_options *options) FC_CHECKED;

/* The name that a stage called text[*length] has by options->stages: NEW for OLD, else its own. */
const char *an_stage_names_map(const an_deals_options *options, const char *text, size_t *length);

/* Gives the states of a stage that ends with one export the stage that begins with the next, where
 * it is evident that only the name changed: most deals went from the one to the other, while they
 * stayed before; or others come into both from the same stage and leave both for the same one. Says
 * so in a note; a change that looks like one and is not evident is a warning. Names that
 * options->stages has are left alone. Needs three exports. */
fc_status an_stage_names_join(an_deals *deals, const an_deals_options *options, const char *file,
                              an_problems *problems) FC_CHECKED;

#endif
