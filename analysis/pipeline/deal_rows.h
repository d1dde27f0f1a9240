/* deal_rows.h - the rows of one export, parsed. */
#ifndef ANALYSIS_PIPELINE_DEAL_ROWS_H
#define ANALYSIS_PIPELINE_DEAL_ROWS_H

#include "analysis/pipeline/deal_layout.h"
#include "analysis/pipeline/rates.h"

/* What the reading of all exports shares; `by` and the text tables grow. */
typedef struct {
    const an_deals_options *options;
    an_problems *problems;
    an_deals *deals;
    an_deal_store *store;
    an_by by;
    an_rates *rates, *prices;
    bool history; /* what is read now is a log, beside exports */
} an_deal_reader;

/* The rows of one file, each with n_stage_dates days of entering stages. Owns its lists. */
typedef struct {
    an_deal_row *rows;
    fc_date *stage_dates; /* n x n_stage_dates */
    size_t n, room;
    size_t n_stage_dates;
    char stage_names[AN_STAGE_DATES_MAX][64];
    bool has_snapshot, has_created, is_log;
    fc_date last; /* the last day that stands in it, expected ones left out */
} an_deal_rows;

fc_status an_deal_rows_read(an_deal_reader *reader, const char *file,
                            an_deal_rows *rows) FC_CHECKED;
void an_deal_rows_free(an_deal_rows *rows);

#endif
