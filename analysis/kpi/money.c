/* money.c - what sales cost and what of them was paid, from files of their own. */
#include <math.h>

#include "analysis/kpi/measure.h"

/* The year's sum of the node with the same keys in another file; NaN where it has none. */
static double year_of(const an_kpi_view *v, const an_sales *other)
{
    const fc_hierarchy *own = v->data->sales->hierarchy;
    const char *keys[AN_MAX_KEYS + 1];
    const fc_period year = an_kpi_year(v->data);
    fc_period first, last;
    double values[512], sum = 0;
    size_t node;

    for (size_t k = 0; k < fc_hierarchy_n_keys(own); k++)
        keys[k] = fc_hierarchy_key(own, v->node, k);
    node = fc_hierarchy_find(other->hierarchy, keys);
    fc_panel_span(other->panel, &first, &last);
    if (node == SIZE_MAX || first > v->period - year + 1 || last < v->period)
        return NAN;
    fc_hierarchy_values(other->hierarchy, node, AN_AMOUNT, v->period - year + 1, (size_t)year,
                        values);
    for (fc_period t = 0; t < year; t++)
        sum += values[t];
    return sum;
}

static double sales_of_year(const an_kpi_view *v)
{
    return an_kpi_last(v, (size_t)an_kpi_year(v->data), 0);
}

static double acquisition_cost(const an_kpi_view *v)
{
    return an_kpi_ratio(year_of(v, v->data->costs), v->customers.year_new);
}

static double expense_ratio(const an_kpi_view *v)
{
    return an_kpi_ratio(year_of(v, v->data->costs), sales_of_year(v));
}

static double collection_rate(const an_kpi_view *v)
{
    return an_kpi_ratio(year_of(v, v->data->receipts), sales_of_year(v));
}

const an_kpi_measure an_kpi_money[] = {
    {"acquisition_cost", AN_KPI_COSTS_CUSTOMER, acquisition_cost, false,
     "costs of sales and marketing in the last year / customers that bought in it and not in the "
     "year before",
     "最近一年的销售与市场费用 / 该年购买而前一年没有购买的客户数"},
    {"expense_ratio", AN_KPI_COSTS, expense_ratio, false,
     "share: costs of sales and marketing / sales of the last year",
     "比率:最近一年的销售与市场费用 / 销售额"},
    {"collection_rate", AN_KPI_RECEIPTS, collection_rate, false,
     "share: money received / sales of the last year", "比率:最近一年的回款 / 销售额"},
    {0},
};
