/* sales_options.h - the options every command that reads sales has in common. */
#ifndef CLI_SALES_OPTIONS_H
#define CLI_SALES_OPTIONS_H

#include "analysis/read/sales.h"
#include "cli/options.h"

typedef struct {
    const char *date, *amount, *quantity, *by;
    cli_list where;
    int period, scheme, week_start, quotes; /* choices */
    long fiscal_start, threads;
    fc_date as_of; /* + 1 */
    const char *encoding, *date_format;
    const char *moves;
    const char *query; /* cli_parse puts it behind the names of databases */
    int structure;     /* choice is|was */
    char delimiter, decimal;
    bool strict;
    /* Not of the table: set by a command that adds up something else than amounts. */
    an_counted counted;
    const char *cost;
} cli_sales_options;

enum { CLI_SALES_OPTIONS = 20 };

extern const cli_option cli_sales_table[CLI_SALES_OPTIONS];

/* The calendar the options ask for. */
fc_status cli_sales_calendar(const cli_sales_options *options, fc_calendar *calendar) FC_CHECKED;

an_text_options cli_sales_text(const cli_sales_options *options);

/* Room for the parsed --where texts, which an_sales_options points into. */
typedef struct {
    char text[CLI_LIST_MAX][256];
    an_where where[CLI_LIST_MAX];
} cli_where;

fc_status cli_sales_translate(const cli_sales_options *options, cli_where *where,
                              an_sales_options *out) FC_CHECKED;

/* Reads the sales and tells the problems on standard error. */
fc_status cli_sales_read(const cli_sales_options *options, const char *const *files, size_t n_files,
                         an_problems *problems, an_sales **sales) FC_CHECKED;

/* The same, with the sums of customers, sales people, products and days. */
fc_status cli_sales_read_detail(const cli_sales_options *options, const char *const *files,
                                size_t n_files, an_problems *problems, an_sales **sales) FC_CHECKED;

#endif
