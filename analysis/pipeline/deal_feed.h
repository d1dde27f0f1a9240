/* deal_feed.h - the rows of an export as states of deals. */
#ifndef ANALYSIS_PIPELINE_DEAL_FEED_H
#define ANALYSIS_PIPELINE_DEAL_FEED_H

#include "analysis/pipeline/deal_rows.h"

/* `day` is that of the export; a snapshot column tells it row by row. `ends`: it is whole with this
 * file, and one of several, so that open deals it lacks are gone. */
fc_status an_deal_feed(an_deal_reader *reader, const char *file, fc_date day, bool ends,
                       an_deal_rows *rows) FC_CHECKED;

#endif
