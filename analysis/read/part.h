/* part.h - what one thread, or one file, has read: sums, problems and counts, to be joined. */
#ifndef ANALYSIS_READ_PART_H
#define ANALYSIS_READ_PART_H

#include "analysis/read/complete.h"
#include "analysis/read/sales.h"

/* How often something was seen, and in which line first. */
typedef struct {
    size_t n, line;
} an_tally;

void an_tally_add(an_tally *tally, size_t line);

/* What adds up over threads and files. rows = kept + aside + filtered. */
typedef struct {
    size_t rows, kept, aside, filtered;
    fc_date first, last; /* of the rows kept; FC_DATE_NONE: none */
    an_tally blank;      /* records without any value: no rows */
    an_tally late;       /* after as_of, and so filtered */
    an_tally no_quantity;
    an_tally empty[AN_MAX_KEYS];
    an_tally star[AN_MAX_KEYS];
} an_counts;

typedef struct {
    fc_panel *panel; /* NULL where nothing was read yet */
    an_problems *problems;
    an_detail detail;
    an_complete complete;
    an_counts counts;
} an_part; /* what a thread has read; owned */

fc_status an_part_new(an_part *part) FC_CHECKED;
void an_part_free(an_part *part);

/* Takes everything of `from` over. */
fc_status an_part_join(an_part *into, an_part *from) FC_CHECKED;

#endif
