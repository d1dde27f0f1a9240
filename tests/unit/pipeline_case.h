/* pipeline_case.h - reports on small exports, as tables. */
#ifndef TESTS_UNIT_PIPELINE_CASE_H
#define TESTS_UNIT_PIPELINE_CASE_H

#include "analysis/pipeline/reports.h"
#include "tests/unit/deals_case.h"

static an_book *book;
static an_table *table;

static inline int forget_reports(void **state)
{
    an_table_free(table);
    an_book_free(book);
    table = NULL;
    book = NULL;
    return forget_deals(state);
}

static const an_pipeline_options NO_OPTIONS = {.since = FC_DATE_NONE};

static inline fc_status report_on(an_pipeline_report *report, const an_pipeline_options *options)
{
    an_table_free(table);
    an_book_free(book);
    table = NULL;
    book = NULL;
    assert_ok(an_book_new(deals, &book));
    return report(book, options, &table);
}

static inline size_t column_of(const char *name)
{
    for (size_t i = 0; i < an_table_n_columns(table); i++)
        if (strcmp(an_table_column(table, i)->name, name) == 0)
            return i;
    fail_msg("no column '%s'", name);
    return 0;
}

/* The row whose first columns have these texts, "" for any. */
static inline size_t row_of(const char *const *texts, size_t n)
{
    for (size_t r = 0; r < an_table_rows(table); r++) {
        size_t k = 0;

        while (k < n && (!*texts[k] || strcmp(an_table_cell_text(table, r, k), texts[k]) == 0))
            k++;
        if (k == n)
            return r;
    }
    fail_msg("no row '%s'", texts[0]);
    return 0;
}

static inline double cell(size_t row, const char *column)
{
    return an_table_cell_number(table, row, column_of(column));
}

#endif
