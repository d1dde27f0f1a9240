/* data.h - what all measures are computed from: each node's sums, its customers and its days. */
#ifndef ANALYSIS_KPI_DATA_H
#define ANALYSIS_KPI_DATA_H

#include "analysis/pipeline/book.h"
#include "analysis/plan/plan.h"

/* Sums of one detail cell: a node's cell with its customer, sales person and product, numbered. */
typedef struct {
    size_t cell; /* of the panel of nodes */
    size_t detail[AN_N_DETAILS];
} an_kpi_line;

/* Borrows sales and plan. Values of all nodes over periods first .. first+n-1. */
typedef struct {
    const an_sales *sales;            /* read with its details */
    const an_plan *plan;              /* NULL: none */
    const an_book *book;              /* deals with the keys of the sales; NULL: none */
    const an_sales *costs, *receipts; /* with the keys and the calendar of the sales; NULL: none */
    const char *lang;
    fc_period first;
    size_t n;
    double *amount, *quantity; /* n_nodes x n */
    size_t n_nodes, n_lines;
    an_kpi_line *lines; /* n_lines, as the cells of sales->detail.rows */
    fc_lists lines_of;  /* of each cell of the panel */
    size_t *days_of;    /* of each cell of the panel: its cell of detail.days */
    fc_lists deals_of;  /* of each cell of the book: its deals */
    size_t *parent;     /* of each node: that which fixes the first keys; SIZE_MAX: none */
    size_t n_details[AN_N_DETAILS]; /* how many customers, sales people, products there are */
} an_kpi_data;

fc_status an_kpi_data_make(const an_sales *sales, const an_plan *plan, const char *lang,
                           an_kpi_data *data) FC_CHECKED;
/* Lets the data know deals, whose keys and calendar are those of the sales; borrowed. */
fc_status an_kpi_data_deals(an_kpi_data *data, const an_book *book) FC_CHECKED;
void an_kpi_data_clear(an_kpi_data *data);

/* Sum over periods from .. to of a node; NaN where the history does not hold all of them. */
double an_kpi_sum(const an_kpi_data *data, const double *values, size_t node, fc_period from,
                  fc_period to);

/* Sum over days from .. to of a node. */
double an_kpi_days(const an_kpi_data *data, size_t node, fc_date from, fc_date to);

/* The plan over periods from .. to; NaN where one of them has none. */
double an_kpi_plan(const an_kpi_data *data, size_t node, fc_period from, fc_period to);

/* The first period of the coarser unit that holds `period`, and its last. */
void an_kpi_span(const an_kpi_data *data, fc_unit unit, fc_period period, fc_period *first,
                 fc_period *last);

#endif
