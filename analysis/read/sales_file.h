/* sales_file.h - one sales file into a part, on several threads. */
#ifndef ANALYSIS_READ_SALES_FILE_H
#define ANALYSIS_READ_SALES_FILE_H

#include "analysis/read/rows.h"

/* Adds the file to `part`; the first one gives `sales` the names of its columns. With an observer
 * one thread reads. */
fc_status an_sales_file_read(const char *file, const an_sales_options *options,
                             const an_observer *observer, an_by *by, an_part *part,
                             an_sales *sales) FC_CHECKED;

#endif
