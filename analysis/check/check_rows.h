/* check_rows.h - looks at rows as they are read: duplicates, outliers, days far off; in bounded
 * memory. */
#ifndef ANALYSIS_CHECK_ROWS_H
#define ANALYSIS_CHECK_ROWS_H

#include "analysis/read/sales_observed.h"

typedef struct an_check_rows an_check_rows;

/* Duplicates are told to `problems` (borrowed) at once. */
fc_status an_check_rows_new(an_problems *problems, an_check_rows **rows) FC_CHECKED;
void an_check_rows_free(an_check_rows *rows); /* NULL is fine */

/* Takes a row: the function of an an_observer, whose `data` are the an_check_rows. */
void an_check_rows_take(void *data, const an_record *record, fc_date date, double amount);

/* After the last row: tells what only all rows together show. */
void an_check_rows_end(an_check_rows *rows);

/* Rows with a warning; rows with an amount below zero, and of zero. */
size_t an_check_rows_doubtful(const an_check_rows *rows);
size_t an_check_rows_negative(const an_check_rows *rows);
size_t an_check_rows_zero(const an_check_rows *rows);

#endif
