/* deals.h - what a node's deals came to, as they were known at the end of a period. */
#ifndef ANALYSIS_KPI_DEALS_H
#define ANALYSIS_KPI_DEALS_H

#include "analysis/kpi/data.h"

/* Rates and means are of the year (12 months, 52 weeks ...) that ends with the period; NaN where
 * there is nothing to divide by. */
typedef struct {
    bool known;               /* the node has deals, and they reach the end of the period */
    double open, open_amount; /* at the end of the period */
    double probable;          /* how many of them have a probability that the CRM gives */
    double weighted;          /* their amounts times it */
    double stale_amount;      /* of open_amount, without activity for 30 days */
    double ahead;             /* of open_amount, due within the quarter that follows, or overdue */
    double created, created_amount, won, won_amount, lost_amount; /* in the period */
    double win_rate, win_rate_amount;                             /* won of won and lost */
    double deal_size, cycle;   /* of deals won: mean amount; mean days from creation */
    bool has_dues;             /* there is an export from before the period */
    double due_amount, pushed; /* expected to close in the period when it began; of these, still
                                  open at its end */
} an_kpi_deals;

/* The data have a book of deals. */
void an_kpi_deals_of(const an_kpi_data *data, size_t node, fc_period period, an_kpi_deals *deals);

/* Periods of the quarter ahead. */
fc_period an_kpi_quarter(const an_kpi_data *data);

#endif
