/* explain_rows.h - the rows of the sales files that one known number is the sum of. */
#ifndef ANALYSIS_EXPLAIN_ROWS_H
#define ANALYSIS_EXPLAIN_ROWS_H

#include "analysis/read/sales.h"

typedef struct {
    const char *file; /* borrowed from the list of files */
    size_t line;
    double amount;
} an_explain_row;

/* Reads the files again and finds the rows of the node in the period, in their order; *rows is the
 * caller's to free. None where a file is standard input, which cannot be read twice: *n is then 0.
 * `options` are those the sales were read with. */
fc_status an_explain_rows(const char *const *files, size_t n_files, const an_sales_options *options,
                          const an_sales *sales, size_t node, fc_period period,
                          an_explain_row **rows, size_t *n) FC_CHECKED;

#endif
