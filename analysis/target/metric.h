/* metric.h - what a target is set for: amounts, pieces, margin, visits, customers won. */
#ifndef ANALYSIS_TARGET_METRIC_H
#define ANALYSIS_TARGET_METRIC_H

#include "analysis/read/sales.h"

typedef struct {
    const char *name; /* "new-customers", as in the column metric */
    const char *word; /* the text id of its name */
    const char *note; /* the text id of what a reader must know; NULL: nothing */
    size_t measure;   /* of the panel */
    an_counted counted;
    bool customers; /* counted from the customers' purchases (newness.h) */
    double step;    /* targets are whole multiples of it: cents, or whole numbers */
} an_metric;

size_t an_metric_count(void);
const an_metric *an_metric_at(size_t i); /* 0 is the amount */

/* FC_EUSAGE, with all names, where there is none of that name. */
fc_status an_metric_find(const char *name, size_t length, const an_metric **metric) FC_CHECKED;

/* Which reading of the sales it needs: the names of customers, or none. */
bool an_metric_needs_customers(const an_metric *metric, bool split);

/* What the metric counts, of sales that were read as `metric->counted`: these themselves, or what
 * is made of them and takes their place; then they are kept in *whole, else that is NULL. With
 * `split` new and existing business are told apart. FC_EDATA as an_newness_count, or where there is
 * no quantity. */
fc_status an_metric_sales(const an_metric *metric, bool split, an_sales **sales,
                          an_sales **whole) FC_CHECKED;

#endif
