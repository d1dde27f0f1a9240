/* share.c - weight in the whole, classes by value and steadiness, prices apart, work of people. */
#include <math.h>
#include <stdlib.h>

#include "analysis/kpi/measure.h"

static const double A_UP_TO = 0.80, B_UP_TO = 0.95; /* of cumulated value: a convention */
static const double X_BELOW = 0.5, Y_BELOW = 1.0;   /* coefficient of variation: another */

static double year_sum(const an_kpi_view *v, size_t node)
{
    an_kpi_view other = *v;

    other.node = node;
    return an_kpi_last(&other, (size_t)an_kpi_year(v->data), 0);
}

static double share_of_total(const an_kpi_view *v)
{
    return an_kpi_ratio(year_sum(v, v->node), year_sum(v, 0));
}

static double share_of_parent(const an_kpi_view *v)
{
    const size_t parent = v->data->parent[v->node];

    return parent == SIZE_MAX ? NAN : an_kpi_ratio(year_sum(v, v->node), year_sum(v, parent));
}

/* The value share of the nodes of the same level that are larger, before this one. */
static double abc(const an_kpi_view *v)
{
    const fc_hierarchy *h = v->data->sales->hierarchy;
    const size_t level = fc_hierarchy_level(h, v->node);
    const double own = year_sum(v, v->node);
    double larger = 0, all = 0;

    for (size_t i = 0; i < v->data->n_nodes; i++) {
        const double value = fc_hierarchy_level(h, i) == level ? year_sum(v, i) : 0;

        if (!(value > 0))
            continue;
        all += value;
        larger += value > own || (value == own && i < v->node) ? value : 0;
    }
    if (!(own > 0))
        return isnan(own) ? NAN : 3;
    return larger / all < A_UP_TO ? 1 : larger / all < B_UP_TO ? 2 : 3;
}

/* Standard deviation / mean of the last year's periods, each divided by the same a year before, so
 * that a season is no unrest; of four such ratios at least. */
static double variation(const an_kpi_view *v)
{
    const fc_period year = an_kpi_year(v->data);
    double sum = 0, squares = 0;
    size_t n = 0;

    for (fc_period back = 0; back < year; back++) {
        const double base = an_kpi_last(v, 1, back + year);
        const double ratio = an_kpi_ratio(an_kpi_last(v, 1, back), base);

        if (isnan(ratio))
            continue;
        sum += ratio;
        squares += ratio * ratio;
        n++;
    }
    if (n < 4 || !(sum > 0))
        return NAN;
    return sqrt(fmax(0, squares - sum * sum / (double)n) / (double)(n - 1)) / (sum / (double)n);
}

static double xyz(const an_kpi_view *v)
{
    const double cv = variation(v);

    return isnan(cv) ? NAN : cv < X_BELOW ? 1 : cv < Y_BELOW ? 2 : 3;
}

/* Unit prices of one product over the cells of the node, weighted by quantity. */
typedef struct {
    double quantity, amount, square;
    size_t cells;
} prices;

static void add_prices(const an_kpi_view *v, size_t cell, prices *all, double *amount,
                       double *quantity)
{
    const an_kpi_data *d = v->data;
    const fc_period from = v->period - an_kpi_year(d) + 1;
    size_t n;
    const size_t *lines = fc_lists_get(&d->lines_of, cell, &n);
    const size_t n_products = d->n_details[AN_DETAIL_PRODUCT];

    for (size_t p = 0; p < n_products; p++)
        amount[p] = quantity[p] = 0;
    for (size_t l = 0; l < n; l++) {
        const size_t product = d->lines[lines[l]].detail[AN_DETAIL_PRODUCT];

        for (fc_period p = from; p <= v->period; p++) {
            fc_panel_accumulate(d->sales->detail.rows, lines[l], AN_AMOUNT, p, 1, &amount[product]);
            fc_panel_accumulate(d->sales->detail.rows, lines[l], AN_QUANTITY, p, 1,
                                &quantity[product]);
        }
    }
    for (size_t p = 0; p < n_products; p++)
        if (quantity[p] > 0 && amount[p] > 0) {
            all[p].quantity += quantity[p];
            all[p].amount += amount[p];
            all[p].square += amount[p] * amount[p] / quantity[p];
            all[p].cells++;
        }
}

/* Mean over products, weighted by amount, of the deviation of the price between cells. */
static double price_dispersion(const an_kpi_view *v)
{
    const size_t n_products = v->data->n_details[AN_DETAIL_PRODUCT];
    prices *all = calloc(n_products + 1, sizeof *all);
    double *work = malloc((2 * n_products + 1) * sizeof *work), sum = 0, weight = 0;
    size_t n;
    const size_t *cells = fc_hierarchy_cells(v->data->sales->hierarchy, v->node, &n);

    for (size_t c = 0; all && work && c < n; c++)
        add_prices(v, cells[c], all, work, work + n_products);
    for (size_t p = 0; all && p < n_products; p++) {
        const double mean = all[p].amount / all[p].quantity;

        if (all[p].cells < 2)
            continue;
        sum += all[p].amount * sqrt(fmax(0, all[p].square / all[p].quantity - mean * mean)) / mean;
        weight += all[p].amount;
    }
    free(work);
    free(all);
    return an_kpi_ratio(sum, weight);
}

/* What the sales people below a node did in the last year: how many there were, in how many periods
 * they had rows, and these with the first ones of a newcomer counting less. */
typedef struct {
    double people, periods, ramped;
} rep_work;

/* Marks when each sales person has rows: seen[reps x periods]. */
static void mark_reps(const an_kpi_view *v, bool *seen)
{
    const an_kpi_data *d = v->data;
    size_t n, n_lines;
    const size_t *cells = fc_hierarchy_cells(d->sales->hierarchy, v->node, &n);

    for (size_t c = 0; c < n; c++) {
        const size_t *lines = fc_lists_get(&d->lines_of, cells[c], &n_lines);

        for (size_t l = 0; l < n_lines; l++)
            for (fc_period p = d->first; p <= v->period; p++)
                if (fc_panel_rows(d->sales->detail.rows, lines[l], p) > 0)
                    seen[d->lines[lines[l]].detail[AN_DETAIL_REP] * d->n + (size_t)(p - d->first)] =
                        true;
    }
}

/* Who sells from the first period on is no newcomer. */
static void add_rep(const bool *seen, size_t n, size_t year, double ramp, rep_work *work)
{
    size_t first = 0, active = 0;

    while (first < n && !seen[first])
        first++;
    for (size_t t = n > year ? n - year : 0; t < n; t++) {
        const double full = first == 0 ? 1 : fmin(1, (double)(t - first + 1) / ramp);

        active += seen[t];
        work->ramped += seen[t] ? full : 0;
    }
    work->periods += (double)active;
    work->people += active > 0;
}

static rep_work work_of(const an_kpi_view *v)
{
    const an_kpi_data *d = v->data;
    const size_t n_reps = d->n_details[AN_DETAIL_REP], year = (size_t)an_kpi_year(d);
    bool *seen = calloc(n_reps * d->n + 1, sizeof *seen);
    rep_work work = {0};

    if (seen)
        mark_reps(v, seen);
    for (size_t r = 0; seen && r < n_reps; r++)
        add_rep(seen + r * d->n, (size_t)(v->period - d->first) + 1, year, (double)year / 2, &work);
    free(seen);
    return work;
}

static double reps(const an_kpi_view *v)
{
    return work_of(v).people;
}

static double productivity(const an_kpi_view *v)
{
    return an_kpi_ratio(year_sum(v, v->node), work_of(v).periods);
}

static double productivity_ramped(const an_kpi_view *v)
{
    return an_kpi_ratio(year_sum(v, v->node), work_of(v).ramped);
}

const an_kpi_measure an_kpi_share[] = {
    {"share_of_total", AN_KPI_ALWAYS, share_of_total, false, "share: mat / mat of the total",
     "比率:滚动年总额 / 总计的滚动年总额"},
    {"share_of_parent", AN_KPI_ALWAYS, share_of_parent, false,
     "share: mat / mat of the parent that fixes the first keys",
     "比率:滚动年总额 / 上级(固定前面的键)的滚动年总额"},
    {"abc", AN_KPI_ALWAYS, abc, false,
     "class by mat among the nodes of its level: 1 = A, the largest up to 80 %; 2 = B, up to 95 %; "
     "3 = C",
     "按滚动年总额在同级中的分类:1 = A,累计到 80%;2 = B,到 95%;3 = C"},
    {"variation", AN_KPI_ALWAYS, variation, false,
     "standard deviation / mean of the last year's sales over those of a year before",
     "最近一年各期与去年同期之比的标准差 / 均值"},
    {"xyz", AN_KPI_ALWAYS, xyz, false,
     "class by variation: 1 = X, below 0.5; 2 = Y, below 1; 3 = Z",
     "按变异分类:1 = X,小于 0.5;2 = Y,小于 1;3 = Z"},
    {"price_dispersion", AN_KPI_PRODUCT_QUANTITY, price_dispersion, false,
     "share: deviation of a product's average price between the finest nodes / its mean, last "
     "year, "
     "weighted by amount",
     "比率:同一产品在最细节点间平均价的标准差 / 均值,最近一年,按金额加权"},
    {"reps", AN_KPI_REP, reps, false, "sales people with rows in the last year",
     "最近一年有业绩的销售人员数"},
    {"productivity", AN_KPI_REP, productivity, false,
     "mat / sum of each sales person's periods with rows",
     "滚动年总额 / 各销售人员有业绩的期数之和"},
    {"productivity_ramped", AN_KPI_REP, productivity_ramped, false,
     "mat / the same sum, in which the first half year of who began within the history counts from "
     "0 to 1",
     "滚动年总额 / 同样之和,其中历史期内入职者的头半年由 0 到 1 折算"},
    {0},
};
