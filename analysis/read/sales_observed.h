/* sales_observed.h - reading sales while somebody looks at every row, as `check` does. */
#ifndef ANALYSIS_READ_SALES_OBSERVED_H
#define ANALYSIS_READ_SALES_OBSERVED_H

#include "analysis/read/rows.h"

/* As an_sales_read; the observer may be NULL. */
fc_status an_sales_read_observed(const char *const *files, size_t n_files,
                                 const an_sales_options *options, const an_observer *observer,
                                 an_problems *problems, an_sales **sales) FC_CHECKED;

#endif
