/* sales.h - sales files into a panel: by name or alias, row by row, nothing dropped silently. */
#ifndef ANALYSIS_READ_SALES_H
#define ANALYSIS_READ_SALES_H

#include "analysis/check/problems.h"
#include "analysis/read/detail.h"
#include "forecast/panel/hierarchy.h"

typedef struct {
    const char *column;
    const char *value;
} an_where;

/* How a text file is to be read where it does not say so itself. */
typedef struct {
    const char *encoding;    /* NULL: UTF-8, UTF-16 by its mark, else refused with a suggestion */
    char delimiter;          /* 0: from the header line */
    char decimal;            /* 0: '.', or in a file delimited by ';' what its first block proves */
    const char *date_format; /* "dmy", "mdy", "ymd" or a pattern such as %d/%m/%Y; NULL: what the
                                first block proves; what still reads two ways is refused */
    bool lenient_quotes;
    const fc_calendar *calendar; /* on which 2026-Q1 and 2026-W11 are read; NULL: Gregorian */
} an_text_options;

/* What is added up as AN_AMOUNT. */
typedef enum {
    AN_COUNT_AMOUNT, /* the amount column */
    AN_COUNT_MARGIN, /* the margin column; or the amount less the cost, or less pieces x unit cost
                      */
    AN_COUNT_ROWS    /* 1 a row, such as a visit; an amount column is not needed */
} an_counted;

typedef struct {
    an_text_options text;
    an_counted counted;
    const char *date; /* column names; NULL: by alias */
    const char *amount;
    const char *cost;     /* for the margin; NULL: margin, cost or unit cost by alias */
    const char *quantity; /* NULL: by alias if there is one */
    const char *by; /* "region/city,product"; NULL: region and product where present; "": none */
    const an_where *where;
    size_t n_where;
    fc_calendar calendar;
    fc_date as_of;                /* FC_DATE_NONE: all rows */
    const struct an_moves *moves; /* moves.h; NULL: none */
    bool detail;                  /* also keep sums of customers, sales people, products and days */
    bool strict;                  /* the first row that would be set aside is an error */
    int threads;                  /* 0: as many as there are processors */
    void (*progress)(void *data, size_t done, size_t total); /* bytes; total 0: unknown */
    void *progress_data;
} an_sales_options;

enum { AN_AMOUNT, AN_QUANTITY, AN_N_MEASURES };

enum { AN_MAX_KEYS = 16 };

/* Owns all of it. */
typedef struct {
    fc_panel *panel; /* sorted; measures AN_AMOUNT and AN_QUANTITY */
    fc_hierarchy *hierarchy;
    an_detail detail; /* empty unless asked for */
    fc_calendar calendar;
    size_t n_keys;
    char *key_names[AN_MAX_KEYS]; /* as in the header */
    char *amount_name;            /* as in the header */
    bool has_quantity;
    fc_date first_date, last_date; /* of the rows kept */
    fc_period last_complete;       /* the last period whose days are all in */
    bool last_incomplete;          /* the panel goes one period further than last_complete */
    fc_period first_complete;      /* the first period whose days are all in */
    bool first_incomplete;         /* the panel begins one period before first_complete */
    size_t rows, rows_kept, rows_aside, rows_filtered;
} an_sales;

/* Reads all files ("-" is standard input) into one panel. Structural damage (unclosed quote, NUL,
 * bytes that are no text, no such column, no usable row) is FC_EDATA with file and line; a row that
 * cannot be used is set aside in `problems`. */
fc_status an_sales_read(const char *const *files, size_t n_files, const an_sales_options *options,
                        an_problems *problems, an_sales **sales) FC_CHECKED;
void an_sales_free(an_sales *sales);

/* The formats of the problems that tell of first_incomplete and last_incomplete: who shows the
 * periods themselves can leave these out. */
#define AN_SALES_FIRST_INCOMPLETE \
    "%s is not complete, its first row is of %s: it is left out of fitting, its sales count"
#define AN_SALES_LAST_INCOMPLETE                                                                \
    "%s is not complete, its last row is of %s: it is left out of fitting; if it is complete, " \
    "give --as-of with its last day"

#endif
