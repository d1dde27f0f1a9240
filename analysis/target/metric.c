/* metric.c - the table of metrics, and the sales as each of them sees them. */
#include "analysis/target/metric.h"

#include <string.h>

#include "analysis/target/newness.h"

#define CENT 0.01

static const an_metric metrics[] = {
    {"amount", "metric-amount", NULL, AN_AMOUNT, AN_COUNT_AMOUNT, false, CENT},
    {"quantity", "metric-quantity", NULL, AN_QUANTITY, AN_COUNT_AMOUNT, false, 1},
    {"margin", "metric-margin", "metric-note-margin", AN_AMOUNT, AN_COUNT_MARGIN, false, CENT},
    {"visits", "metric-visits", "metric-note-visits", AN_AMOUNT, AN_COUNT_ROWS, false, 1},
    {"new-customers", "metric-new-customers", "metric-note-new-customers", AN_AMOUNT,
     AN_COUNT_AMOUNT, true, 1},
};

enum { N_METRICS = sizeof metrics / sizeof *metrics };

size_t an_metric_count(void)
{
    return N_METRICS;
}

const an_metric *an_metric_at(size_t i)
{
    return &metrics[i];
}

fc_status an_metric_find(const char *name, size_t length, const an_metric **metric)
{
    for (size_t i = 0; i < N_METRICS; i++)
        if (strlen(metrics[i].name) == length && memcmp(metrics[i].name, name, length) == 0) {
            *metric = &metrics[i];
            return FC_OK;
        }
    return fc_fail(FC_EUSAGE,
                   "metric '%.*s': there is none of that name; use amount, quantity, margin, "
                   "visits or new-customers",
                   (int)length, name);
}

bool an_metric_needs_customers(const an_metric *metric, bool split)
{
    return metric->customers || split;
}

fc_status an_metric_sales(const an_metric *metric, bool split, an_sales **sales, an_sales **whole)
{
    an_sales *made = NULL;
    fc_status status;

    *whole = NULL;
    if (metric->measure == AN_QUANTITY && !(*sales)->has_quantity)
        return fc_fail(FC_EDATA, "there is no quantity; name its column with --quantity");
    if (!an_metric_needs_customers(metric, split))
        return FC_OK;
    if (!metric->customers)
        status = an_newness_split(*sales, &made);
    else if (split)
        status = an_newness_count_split(*sales, &made);
    else
        status = an_newness_count(*sales, &made);
    if (status != FC_OK)
        return status;
    *whole = *sales;
    *sales = made;
    return FC_OK;
}
