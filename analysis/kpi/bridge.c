/* bridge.c - price, volume, mix, new and ended products as measures that add up to the change. */
#include "analysis/kpi/bridge.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/kpi/measure.h"

/* Sums of a detail cell over n periods from `first`. */
static double sum_line(const an_kpi_data *d, size_t line, size_t measure, fc_period first,
                       fc_period last, double *work)
{
    const size_t n = (size_t)(last - first) + 1;
    double sum = 0;

    for (size_t t = 0; t < n; t++)
        work[t] = 0;
    fc_panel_accumulate(d->sales->detail.rows, line, measure, first, n, work);
    for (size_t t = 0; t < n; t++)
        sum += work[t];
    return sum;
}

static void add_line(const an_kpi_data *d, size_t line, fc_period first, fc_period last,
                     double *work, an_variance_item *item)
{
    const fc_period first0 = an_plan_year_before(&d->sales->calendar, first),
                    last0 = an_plan_year_before(&d->sales->calendar, last);

    item->amount0 += sum_line(d, line, AN_AMOUNT, first0, last0, work);
    item->quantity0 += sum_line(d, line, AN_QUANTITY, first0, last0, work);
    item->amount1 += sum_line(d, line, AN_AMOUNT, first, last, work);
    item->quantity1 += sum_line(d, line, AN_QUANTITY, first, last, work);
}

fc_status an_kpi_bridge_of(const an_kpi_data *d, size_t node, fc_period period,
                           an_variance *variance, bool *known)
{
    const size_t n_products = d->n_details[AN_DETAIL_PRODUCT];
    fc_period first, last;
    size_t n_cells;
    const size_t *cells = fc_hierarchy_cells(d->sales->hierarchy, node, &n_cells);
    an_variance_item *items = calloc(n_cells * n_products + 1, sizeof *items);
    double *work;
    fc_status status = FC_OK;

    an_kpi_span(d, FC_YEAR, period, &first, &last);
    work = malloc(((size_t)(period - first) + 1) * sizeof *work);
    *known = an_plan_year_before(&d->sales->calendar, first) >= d->first;
    if (!items || !work)
        status = fc_no_memory();
    for (size_t c = 0; status == FC_OK && *known && c < n_cells; c++) {
        size_t n;
        const size_t *lines = fc_lists_get(&d->lines_of, cells[c], &n);

        for (size_t l = 0; l < n; l++)
            add_line(d, lines[l], first, period, work,
                     &items[c * n_products + d->lines[lines[l]].detail[AN_DETAIL_PRODUCT]]);
    }
    if (status == FC_OK && *known)
        an_variance_split(items, NULL, n_cells * n_products, NULL, variance);
    free(items);
    free(work);
    return status;
}

static double change(const an_kpi_view *v)
{
    return v->has_bridge ? v->bridge.change : NAN;
}

static double price(const an_kpi_view *v)
{
    return v->has_bridge ? v->bridge.price : NAN;
}

static double volume(const an_kpi_view *v)
{
    return v->has_bridge ? v->bridge.volume : NAN;
}

static double mix(const an_kpi_view *v)
{
    return v->has_bridge ? v->bridge.mix : NAN;
}

static double gained(const an_kpi_view *v)
{
    return v->has_bridge ? v->bridge.gained : NAN;
}

static double lost(const an_kpi_view *v)
{
    return v->has_bridge ? v->bridge.lost : NAN;
}

const an_kpi_measure an_kpi_bridge[] = {
    {"bridge_change", AN_KPI_PRODUCT_QUANTITY, change, false,
     "year to date minus the same periods a year before = price + volume + mix + new + ended",
     "本年累计减去年同期 = 价格 + 数量 + 结构 + 新品 + 停售"},
    {"bridge_price", AN_KPI_PRODUCT_QUANTITY, price, false,
     "of bridge_change: sum over products of (price now - price before) x quantity now",
     "bridge_change 之中:各产品(现价 - 原价)× 现数量之和"},
    {"bridge_volume", AN_KPI_PRODUCT_QUANTITY, volume, false,
     "of bridge_change: (quantity now - before) x average price before, products in both periods",
     "bridge_change 之中:(现数量 - 原数量)× 原平均价,两期都有的产品"},
    {"bridge_mix", AN_KPI_PRODUCT_QUANTITY, mix, false,
     "of bridge_change: dearer or cheaper products among the quantity",
     "bridge_change 之中:数量里贵贱产品比例的变化"},
    {"bridge_new", AN_KPI_PRODUCT_QUANTITY, gained, false,
     "of bridge_change: products (in their node) that did not sell before",
     "bridge_change 之中:以前没有销售的产品(按节点)"},
    {"bridge_ended", AN_KPI_PRODUCT_QUANTITY, lost, false,
     "of bridge_change: products (in their node) that no longer sell, negative",
     "bridge_change 之中:不再销售的产品(按节点),为负"},
    {0},
};
