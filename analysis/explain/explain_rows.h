/* explain_rows.h - the rows of the sales files that a number comes from. */
#ifndef ANALYSIS_EXPLAIN_ROWS_H
#define ANALYSIS_EXPLAIN_ROWS_H

#include "analysis/read/sales.h"

typedef struct {
    const char *file; /* borrowed from the list of files */
    size_t line;
    double amount;
} an_explain_row;

/* What is looked for. */
typedef struct {
    size_t node;
    fc_period first, last; /* periods */
    size_t most;           /* rows to be listed: the first ones, in their order */
} an_explain_search;

/* Reads the files again and finds the rows of the node in these periods; *rows is the caller's to
 * free, *n of them listed, *all in all. None where a file is standard input, which cannot be read
 * twice. `options` are those the sales were read with. */
fc_status an_explain_rows(const char *const *files, size_t n_files, const an_sales_options *options,
                          const an_sales *sales, const an_explain_search *search,
                          an_explain_row **rows, size_t *n, size_t *all) FC_CHECKED;

#endif
