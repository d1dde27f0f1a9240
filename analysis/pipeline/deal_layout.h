/* deal_layout.h - which columns of one export are used, and how its text is to be read. */
#ifndef ANALYSIS_PIPELINE_DEAL_LAYOUT_H
#define ANALYSIS_PIPELINE_DEAL_LAYOUT_H

#include "analysis/pipeline/deal_store.h"
#include "analysis/pipeline/deals_read.h"
#include "analysis/pipeline/roles.h"
#include "analysis/read/by.h"
#include "analysis/read/start.h"

typedef struct {
    const an_deals_options *options; /* borrowed */
    an_text_options text;
    char line_end;
    an_start start; /* owned */
    size_t columns[AN_N_ROLES];
    size_t keys[AN_MAX_KEYS], n_keys;
    size_t *where; /* owned */
    bool is_log; /* each row is a change: deal_log.h; the next four are SIZE_MAX, or its columns */
    size_t from_stage, field, old_value, new_value;
    size_t n_stage_dates;
    struct {
        size_t column;
        char name[64]; /* of the stage, as the column has it */
    } stage_dates[AN_STAGE_DATES_MAX];
} an_deal_layout;

/* Finds the header in the first chunk, and the columns. Where the options have no `by`, region and
 * product are taken where present. `history`: it is a log, and other exports have the keys. */
fc_status an_deal_layout_find(const an_chunks *chunks, const an_chunk *first,
                              const an_deals_options *options, bool history, an_by *by,
                              an_problems *problems, an_deal_layout *layout) FC_CHECKED;
void an_deal_layout_free(an_deal_layout *layout);

/* As the file calls it; NULL for SIZE_MAX, a column that is not there. */
const char *an_deal_layout_name(const an_deal_layout *layout, size_t column);

/* Whether a column called so tells when the stage was entered: "报价" and "方案报价". */
bool an_deal_layout_is_stage(const char *column, const char *stage);

#endif
