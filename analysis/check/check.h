/* check.h - what is wrong with sales files: every problem with its line, a summary, and a score. */
#ifndef ANALYSIS_CHECK_H
#define ANALYSIS_CHECK_H

#include "analysis/read/sales.h"
#include "analysis/table/table.h"

/* What else is looked at, and how it is told. */
typedef struct {
    const char *lang; /* of `text`: NULL or "en", "zh" */
    const char *file; /* another one that `look` may fail in; NULL: none */
    /* Called once the sales are read, to add what is wrong with files that go with them; NULL: none
     */
    fc_status (*look)(void *data, const an_sales *sales, an_problems *problems);
    void *data;
} an_check_more;

/* Reads the files as an_sales_read would, on one thread, and looks at each row. *table has one row
 * a problem, after the summary: kind (summary, note, warning, set aside, error), file, line,
 * column, text. `problems` gets them too. Where the files cannot be used, the status says so, and
 * *table, unless memory is short, still tells what was found before, ends with that error, and
 * scores 0.
 *
 * Warnings, for rows that are used all the same:
 *   - a row that is like an earlier one in every field, among the last 262,144 rows
 *   - an amount more than 100 times the median of all amounts but zero, without their signs; the
 * 100 largest
 *   - a first or last day more than a year away from the next one
 *   - two names of a key that differ only in case, blanks, hyphens or full-width forms
 *
 * Score: 100 x rows kept / (rows kept + rows set aside) - 25 x share of the rows kept with a
 * warning
 *        - 25 x share of periods without a row inside the life of a cell; not below 0. */
fc_status an_check_run(const char *const *files, size_t n_files, const an_sales_options *options,
                       const an_check_more *more, an_problems *problems,
                       an_table **table) FC_CHECKED;

#endif
