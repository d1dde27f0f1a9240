/* newcomers.h - sales people who have sold nothing yet get a place in the tree of targets. */
#ifndef ANALYSIS_TARGET_NEWCOMERS_H
#define ANALYSIS_TARGET_NEWCOMERS_H

#include "analysis/read/records.h"

/* Which key of the sales names the reps, and its column of the reps file: a key that has a name of
 * the role rep, else the finest key that the file has. FC_EUSAGE where there is none. */
fc_status an_newcomers_key(const an_records *records, const an_sales *sales, size_t *key,
                           size_t *column) FC_CHECKED;

/* Adds cells without sales for the reps of the file who have none. Keys of the rep's own dimension
 * are columns of the file (region/rep: region), or where they lie below the rep, and with keys of
 * other dimensions, all that there are. Details stay as they are. FC_EDATA with the line where such
 * a column is missing or empty. */
fc_status an_newcomers_add(const char *file, const an_text_options *text, an_problems *problems,
                           an_sales *sales) FC_CHECKED;

#endif
