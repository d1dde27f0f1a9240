/* deal_log.h - logs of changes, one row a change: Salesforce's opportunity history and field
 * history, and reports of them. */
#ifndef ANALYSIS_PIPELINE_DEAL_LOG_H
#define ANALYSIS_PIPELINE_DEAL_LOG_H

#include "analysis/pipeline/deal_record.h"

/* Whether the header is that of a log: an id of the opportunity beside one of the row; the stage
 * before and the stage after; or a field with its old and its new value. */
bool an_deal_log_is(const an_header *header);

/* Gives a layout, whose columns were found, those of a log. FC_EDATA where no column tells the day
 * of a change, or what changed. */
fc_status an_deal_log_settle(an_deal_layout *layout) FC_CHECKED;

/* What one record says has changed, besides id and texts: row->known, and what was there before in
 * row->old. As an_deal_record_parse. */
bool an_deal_log_parse(an_deal_record *parser, const an_record *record, an_deal_row *row,
                       size_t *column, const char **why);

/* The stages of the row, numbered. */
fc_status an_deal_log_intern(an_deal_record *parser, const an_record *record,
                             an_deal_row *row) FC_CHECKED;

#endif
