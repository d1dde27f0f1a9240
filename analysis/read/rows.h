/* rows.h - one thread's part of reading a file: records into its own panel, or set aside. */
#ifndef ANALYSIS_READ_ROWS_H
#define ANALYSIS_READ_ROWS_H

#include "analysis/read/fields.h"
#include "analysis/read/layout.h"
#include "analysis/read/part.h"

/* Is told every row that is kept, in order, on one thread; `check` looks for duplicates so. */
typedef struct {
    void (*row)(void *data, const an_record *record, fc_date date, double amount);
    void *data;
} an_observer;

typedef struct an_rows an_rows;

/* Borrows the layout and the observer, which may be NULL. */
fc_status an_rows_new(const an_layout *layout, const an_observer *observer,
                      an_rows **rows) FC_CHECKED;
void an_rows_free(an_rows *rows); /* NULL is fine */

/* Reads the records of a chunk. FC_EDATA where its structure is damaged or, with options->strict,
 * at the first row that would be set aside. */
fc_status an_rows_read(an_rows *rows, const an_chunk *chunk) FC_CHECKED;

an_part *an_rows_part(an_rows *rows); /* borrowed */

#endif
