/* growth.c - how much was sold, and how that compares with earlier periods and years. */
#include <math.h>
#include <stdlib.h>

#include "analysis/kpi/measure.h"
#include "analysis/review/review_scope.h"
#include "forecast/season/season.h"

static double sales(const an_kpi_view *v)
{
    return an_kpi_last(v, 1, 0);
}

static double quantity(const an_kpi_view *v)
{
    return an_kpi_sum(v->data, v->data->quantity, v->node, v->period, v->period);
}

static double average_price(const an_kpi_view *v)
{
    return an_kpi_ratio(sales(v), quantity(v));
}

static double period_growth(const an_kpi_view *v)
{
    return an_kpi_growth_of(an_kpi_last(v, 1, 0), an_kpi_last(v, 1, 1));
}

static double adjusted_growth(const an_kpi_view *v)
{
    const an_kpi_data *d = v->data;
    const fc_series series = {.key = "",
                              .y = d->amount + v->node * d->n,
                              .n = (size_t)(v->period - d->first) + 1,
                              .season_length = fc_calendar_season_length(&d->sales->calendar),
                              .start = d->first};
    fc_season season;
    fc_scratch *scratch = NULL;
    double result = NAN;

    season.index = malloc(series.season_length * sizeof *season.index);
    if (season.index && series.n > 2 * series.season_length && fc_scratch_new(&scratch) == FC_OK &&
        fc_season_estimate(FC_SEASON_SHRUNKEN, &series, &season, scratch) == FC_OK)
        result = an_kpi_growth_of(fc_season_remove(&season, series.n - 1, series.y[series.n - 1]),
                                  fc_season_remove(&season, series.n - 2, series.y[series.n - 2]));
    fc_scratch_free(scratch);
    free(season.index);
    return result;
}

/* The period of the same name a year before; false for a 53rd week, which has none. */
static bool same_name_before(const an_kpi_view *v, fc_period *before)
{
    const fc_calendar *calendar = &v->data->sales->calendar;
    fc_period first, last, first0, last0;

    an_kpi_span(v->data, FC_YEAR, v->period, &first, &last);
    an_kpi_span(v->data, FC_YEAR, first - 1, &first0, &last0);
    *before = calendar->unit == FC_WEEK ? first0 + (v->period - first)
                                        : an_plan_year_before(calendar, v->period);
    return calendar->unit != FC_WEEK || *before <= last0;
}

static double yoy(const an_kpi_view *v)
{
    fc_period before;

    if (!same_name_before(v, &before))
        return NAN;
    return an_kpi_growth_of(an_kpi_last(v, 1, 0), an_kpi_last(v, 1, v->period - before));
}

static double days_of(const an_kpi_view *v, fc_period p)
{
    const fc_calendar *c = &v->data->sales->calendar;

    return (double)(fc_calendar_end(c, p) - fc_calendar_start(c, p) + 1);
}

/* Weeks already stand 364 days apart; other periods are compared a day. */
static double yoy_restated(const an_kpi_view *v)
{
    const fc_calendar *c = &v->data->sales->calendar;
    const fc_period before = an_plan_year_before(c, v->period);

    return an_kpi_growth_of(an_kpi_last(v, 1, 0) / days_of(v, v->period),
                            an_kpi_last(v, 1, v->period - before) / days_of(v, before));
}

static double workdays_of(const an_kpi_view *v, fc_period p)
{
    const fc_calendar *c = &v->data->sales->calendar;

    return (double)an_review_scope_workdays(fc_calendar_start(c, p), fc_calendar_end(c, p));
}

static double yoy_per_working_day(const an_kpi_view *v)
{
    const fc_period before = an_plan_year_before(&v->data->sales->calendar, v->period);

    return an_kpi_growth_of(
        an_kpi_ratio(an_kpi_last(v, 1, 0), workdays_of(v, v->period)),
        an_kpi_ratio(an_kpi_last(v, 1, v->period - before), workdays_of(v, before)));
}

static double mat(const an_kpi_view *v)
{
    return an_kpi_last(v, (size_t)an_kpi_year(v->data), 0);
}

static double mat_growth(const an_kpi_view *v)
{
    const fc_period year = an_kpi_year(v->data);

    return an_kpi_growth_of(mat(v), an_kpi_last(v, (size_t)year, year));
}

/* Between the first and the last whole year that ends with the period. */
static double cagr(const an_kpi_view *v)
{
    const fc_period year = an_kpi_year(v->data);
    const fc_period years = (v->period - v->data->first + 1) / year;
    const double first = years < 2 ? NAN : an_kpi_last(v, (size_t)year, (years - 1) * year);
    const double growth = an_kpi_ratio(mat(v), first);

    return growth > 0 ? pow(growth, 1 / (double)(years - 1)) - 1 : NAN;
}

/* The parent's growth without this node: what the rest of the territory did. */
static double growth_against_peers(const an_kpi_view *v)
{
    const size_t parent = v->data->parent[v->node], year = (size_t)an_kpi_year(v->data);
    an_kpi_view above = *v;

    if (parent == SIZE_MAX)
        return NAN;
    above.node = parent;
    return mat_growth(v) -
           an_kpi_growth_of(mat(&above) - mat(v), an_kpi_last(&above, year, (fc_period)year) -
                                                      an_kpi_last(v, year, (fc_period)year));
}

const an_kpi_measure an_kpi_growth[] = {
    {"sales", AN_KPI_ALWAYS, sales, false, "sum of the amounts of the period, net of returns",
     "本期金额合计,已减退货"},
    {"quantity", AN_KPI_QUANTITY, quantity, false, "sum of the quantities of the period",
     "本期数量合计"},
    {"average_price", AN_KPI_QUANTITY, average_price, false, "sales / quantity of the period",
     "本期金额 / 数量"},
    {"period_growth", AN_KPI_ALWAYS, period_growth, false,
     "share: sales / sales of the period before - 1", "比率:本期 / 上期 - 1"},
    {"period_growth_adjusted", AN_KPI_ALWAYS, adjusted_growth, false,
     "share: the same of the seasonally adjusted sales", "比率:同上,按季节调整后的销售额"},
    {"yoy", AN_KPI_ALWAYS, yoy, false,
     "share: sales / sales of the period of the same name a year before - 1; none for a 53rd week",
     "比率:本期 / 去年同名期 - 1;第 53 周没有"},
    {"yoy_restated", AN_KPI_ALWAYS, yoy_restated, false,
     "share: sales a day / sales a day of the period a year (52 weeks) before - 1",
     "比率:日均销售额 / 一年(52 周)前的日均 - 1"},
    {"yoy_per_working_day", AN_KPI_ALWAYS, yoy_per_working_day, false,
     "share: sales a working day (Monday to Friday) / the same a year before - 1",
     "比率:每个工作日(周一至周五)销售额 / 去年同期 - 1"},
    {"mat", AN_KPI_ALWAYS, mat, false, "moving annual total: sales of the last year of periods",
     "滚动年总额:最近一年各期之和"},
    {"mat_growth", AN_KPI_ALWAYS, mat_growth, false, "share: mat / mat of a year before - 1",
     "比率:滚动年总额 / 一年前 - 1"},
    {"cagr", AN_KPI_ALWAYS, cagr, false,
     "share a year: (mat / mat of the first whole year) ^ (1 / years between) - 1",
     "年均比率:(滚动年总额 / 第一个整年)^(1 / 相隔年数) - 1"},
    {"growth_against_peers", AN_KPI_ALWAYS, growth_against_peers, false,
     "share: mat_growth - mat_growth of the parent without this node; with --by region/rep a score "
     "adjusted for the territory",
     "比率:滚动年增长 - 上级其余部分的滚动年增长;用 --by region/rep 即为按区域调整的业绩"},
    {0},
};
