/* deals_read.h - CRM exports into deals: one file, several, or a folder of dated ones. */
#ifndef ANALYSIS_PIPELINE_DEALS_READ_H
#define ANALYSIS_PIPELINE_DEALS_READ_H

#include "analysis/pipeline/deals.h"

typedef struct {
    an_text_options text;
    const char *by;        /* as for sales; NULL: region and product where present */
    const an_where *where; /* rows to keep */
    size_t n_where;
    fc_calendar calendar;
    fc_date as_of;              /* FC_DATE_NONE: the day of the last export */
    const char *const *columns; /* "stage=Phase" */
    size_t n_columns;
    an_deal_words words;
    const char *const *stages; /* "Talk=Discovery": stages that have another name */
    size_t n_stages;
    const char *history; /* a log of changes, one row a change, of the deals in one export */
    const char *rates;   /* file of currency, rate; NULL: none */
    const char *prices;  /* file of product, price; NULL: none */
    bool strict;
} an_deals_options;

/* Reads the exports; a folder stands for the files in it. Files with a date in their name
 * (deals_2026-06-30.csv) are exports of that day, others of the last day that stands in them, and a
 * `snapshot` column tells it row by row. Structural damage, no usable row, a file without a date
 * beside others that have one: FC_EDATA with file and line. A row that cannot be used is set aside
 * in `problems`. */
fc_status an_deals_read(const char *const *files, size_t n_files, const an_deals_options *options,
                        an_problems *problems, an_deals **deals) FC_CHECKED;

#endif
