/* customers.h - how a node's sales spread over its customers, and which of them are new or gone. */
#ifndef ANALYSIS_KPI_CUSTOMERS_H
#define ANALYSIS_KPI_CUSTOMERS_H

#include "analysis/kpi/data.h"

/* Of the year (12 months, 52 weeks ...) that ends with a period. NaN where the history is
 * shorter or there is none to divide by. */
typedef struct {
    double active;          /* with a positive sum in the year */
    double top1, top10;     /* share of the largest, of the ten largest */
    double hhi, gini;       /* sum of squared shares; 0 = all alike */
    double new_count;       /* bought in the period and not in the year before it */
    double new_share;       /* their part of the period's amount */
    double returning_share; /* the part of those that did */
    double churn;           /* of those active in the year before, those not in this one */
    double repurchase;      /* of those active, those that bought in two periods or more */
    double year_new;        /* bought in the year and not in the one before it */
    double quiet;           /* regular ones that have bought nothing for thrice their usual gap */
} an_kpi_customers;

fc_status an_kpi_customers_of(const an_kpi_data *data, size_t node, fc_period period,
                              an_kpi_customers *customers) FC_CHECKED;

/* Gini coefficient of n values that are not negative: 0 where all are alike; NaN where none is
 * positive. Sorts them. */
double an_kpi_gini(double *values, size_t n);

#endif
