/* measure.h - a measure is one row of a table: its name, its definition, and how it is computed. */
#ifndef ANALYSIS_KPI_MEASURE_H
#define ANALYSIS_KPI_MEASURE_H

#include "analysis/kpi/customers.h"
#include "analysis/kpi/deals.h"
#include "analysis/review/variance.h"

/* One node looked at from the end of one period. */
typedef struct {
    const an_kpi_data *data;
    size_t node;
    fc_period period; /* complete */
    fc_date today;    /* the day up to which sums to date go: in `period`, or in the open one */
    an_kpi_customers customers;
    an_variance bridge; /* year to date against the same periods a year before */
    bool has_bridge;
    an_kpi_deals deals;
} an_kpi_view;

typedef enum {
    AN_KPI_ALWAYS,
    AN_KPI_QUANTITY, /* needs quantities */
    AN_KPI_CUSTOMER, /* needs a customer column */
    AN_KPI_REP,
    AN_KPI_PRODUCT_QUANTITY, /* needs products and quantities */
    AN_KPI_PLAN,
    AN_KPI_DAILY, /* needs rows with days */
    AN_KPI_DEALS,
    AN_KPI_DEALS_PLAN,
    AN_KPI_COSTS,
    AN_KPI_COSTS_CUSTOMER,
    AN_KPI_RECEIPTS,
    AN_N_KPI_NEEDS
} an_kpi_needs;

typedef struct {
    const char *name;
    an_kpi_needs needs;
    double (*value)(const an_kpi_view *view); /* NaN where it is not defined */
    bool to_date;                             /* counts up to `today` */
    const char *definition, *definition_zh;
} an_kpi_measure;

/* The tables, one a theme; each ends with a row without a name. */
extern const an_kpi_measure an_kpi_growth[], an_kpi_pace[], an_kpi_share[], an_kpi_customer[],
    an_kpi_bridge[], an_kpi_attainment[], an_kpi_pipeline[], an_kpi_money[];

size_t an_kpi_count(void);
const an_kpi_measure *an_kpi_at(size_t i);
const an_kpi_measure *an_kpi_find(const char *name); /* NULL: there is none */

/* Whether the sales have what the measure needs. */
bool an_kpi_available(const an_kpi_data *data, const an_kpi_measure *measure);

/* The view of a node from a period; `today` FC_DATE_NONE: the period's last day. */
fc_status an_kpi_view_make(const an_kpi_data *data, size_t node, fc_period period, fc_date today,
                           an_kpi_view *view) FC_CHECKED;

/* Sum of the view's node over the `n` complete periods that end `back` periods before its own. */
double an_kpi_last(const an_kpi_view *view, size_t n, fc_period back);

/* a / b - 1; NaN unless b > 0. */
double an_kpi_growth_of(double a, double b);
double an_kpi_ratio(double a, double b); /* NaN unless b > 0 */

/* Periods in a year of the calendar: 364 days, 52 weeks, 12, 4, 1. */
fc_period an_kpi_year(const an_kpi_data *data);

/* The open period that `today` lies in, or `period` where it is its last day. */
fc_period an_kpi_current(const an_kpi_view *view);

#endif
