/* archive_case.h - a small company whose forecasts are kept month by month. */
#ifndef TESTS_UNIT_ARCHIVE_CASE_H
#define TESTS_UNIT_ARCHIVE_CASE_H

#include "analysis/archive/archive.h"
#include "tests/unit/company.h"
#include "tests/unit/written.h"

/* Two regions x two products, 30 months and more; what a run knows ends with `last`. */
static fixture f;
static an_sales sales;

static inline void sell(fc_period n)
{
    static const char *const regions[] = {"East", "West"}, *const products[] = {"bed", "lamp"};

    for (size_t c = 0; c < 4; c++) {
        uint32_t seed = (uint32_t)c * 71u + 5u;

        for (fc_period p = 0; p < n; p++) {
            const double value = 40.0 + 11.3 * (double)c + 0.4 * p + 9.0 * noise(&seed);

            add(&f, regions[c / 2], products[c % 2], 600 + p, value);
        }
    }
}

static inline void close_company(void)
{
    close_fixture(&f);
}

static inline void open_company(fc_period n)
{
    fc_forecast_options options = defaults(3);

    close_company();
    sell(n);
    options.model = "ses";
    assert_ok(try_run(&f, options));
    sales = (an_sales){.panel = f.panel,
                       .hierarchy = f.hierarchy,
                       .calendar = months,
                       .n_keys = 2,
                       .key_names = {"region", "product"},
                       .amount_name = "amount",
                       .last_complete = 600 + n - 1};
}

static inline an_archive_run run_of_company(void)
{
    return (an_archive_run){.command = "forecast",
                            .options = "gapcast forecast",
                            .version = "0",
                            .sales = &sales,
                            .forecasts = f.forecasts};
}

static inline void keep(const char *path, const an_archive_run *run, int64_t expected)
{
    an_archive *archive;
    int64_t id;

    assert_ok(an_archive_open(path, true, &archive));
    assert_ok(an_archive_store(archive, run, &id));
    assert_int_equal(id, expected);
    an_archive_close(archive);
}

static inline void keep_company(const char *path, fc_period n, int64_t expected)
{
    open_company(n);

    const an_archive_run run = run_of_company();

    keep(path, &run, expected);
}

/* The number of a column; the keys of the company come first. */
static inline size_t column(const an_table *table, const char *name)
{
    for (size_t c = 0; c < an_table_n_columns(table); c++)
        if (strcmp(an_table_column(table, c)->name, name) == 0)
            return c;
    fail_msg("no column %s", name);
    return 0;
}

/* The table of `archive accuracy` or `archive changes`; the caller frees it. */
static inline void ask(const char *path,
                       fc_status (*question)(an_archive *, const an_archive_query *, an_table **),
                       const an_archive_query *query, an_table **table)
{
    an_archive *archive;

    assert_ok(an_archive_open(path, false, &archive));
    assert_ok(question(archive, query, table));
    an_archive_close(archive);
}

static inline int end(void **state)
{
    close_company();
    return written_end(state);
}

#endif
