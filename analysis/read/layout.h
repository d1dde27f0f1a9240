/* layout.h - which columns of one sales file are used, and how its text is to be read. */
#ifndef ANALYSIS_READ_LAYOUT_H
#define ANALYSIS_READ_LAYOUT_H

#include "analysis/read/by.h"
#include "analysis/read/moves.h"
#include "analysis/read/start.h"

typedef struct {
    const an_sales_options *options; /* borrowed */
    an_text_options text; /* with what the file told: delimiter, decimal mark, date order */
    char line_end;
    an_start start; /* owned */
    size_t date;
    size_t amount;   /* SIZE_MAX: rows are counted */
    size_t quantity; /* SIZE_MAX: none */
    size_t cost;     /* taken off the amount; SIZE_MAX: nothing is */
    bool unit_cost;  /* of a piece */
    size_t n_keys;
    size_t keys[AN_MAX_KEYS];
    size_t details[AN_N_DETAILS];  /* SIZE_MAX: none */
    size_t moves[AN_MOVE_COLUMNS]; /* columns that moves look at */
    size_t *where;                 /* column of each options->where; owned */
} an_layout;

/* Finds the header in the first chunk, and the columns. Where options->by is NULL and `by` is not
 * settled, region and product are added to it. What was told from the file is noted in `problems`.
 */
fc_status an_layout_find(const an_chunks *chunks, const an_chunk *first,
                         const an_sales_options *options, an_by *by, an_problems *problems,
                         an_layout *layout) FC_CHECKED;
void an_layout_free(an_layout *layout);

const char *an_layout_name(const an_layout *layout, size_t column);

#endif
