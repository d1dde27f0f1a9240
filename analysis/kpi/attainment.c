/* attainment.c - sales against the plan: reached so far, on pace or not, and what is needed. */
#include <math.h>
#include <stdlib.h>

#include "analysis/kpi/measure.h"
#include "analysis/review/review_scope.h"

static double plan_of_period(const an_kpi_view *v)
{
    return an_kpi_plan(v->data, v->node, v->period, v->period);
}

static double attainment(const an_kpi_view *v)
{
    return an_kpi_ratio(an_kpi_last(v, 1, 0), plan_of_period(v));
}

static void year_of(const an_kpi_view *v, fc_period *first, fc_period *last)
{
    an_kpi_span(v->data, FC_YEAR, v->period, first, last);
}

static double sales_to_date(const an_kpi_view *v)
{
    fc_period first, last;

    year_of(v, &first, &last);
    return an_kpi_sum(v->data, v->data->amount, v->node, first, v->period);
}

static double plan_to_date(const an_kpi_view *v)
{
    fc_period first, last;

    year_of(v, &first, &last);
    return an_kpi_plan(v->data, v->node, first, v->period);
}

static double plan_of_year(const an_kpi_view *v)
{
    fc_period first, last;

    year_of(v, &first, &last);
    return an_kpi_plan(v->data, v->node, first, last);
}

static double attainment_to_date(const an_kpi_view *v)
{
    return an_kpi_ratio(sales_to_date(v), plan_to_date(v));
}

static double attainment_year(const an_kpi_view *v)
{
    return an_kpi_ratio(sales_to_date(v), plan_of_year(v));
}

/* Held against the parent's plan and sales without this node's. */
static double attainment_against_peers(const an_kpi_view *v)
{
    const size_t parent = v->data->parent[v->node];
    an_kpi_view above = *v;

    if (parent == SIZE_MAX)
        return NAN;
    above.node = parent;
    return attainment_to_date(v) - an_kpi_ratio(sales_to_date(&above) - sales_to_date(v),
                                                plan_to_date(&above) - plan_to_date(v));
}

static double gap_to_date(const an_kpi_view *v)
{
    return sales_to_date(v) - plan_to_date(v);
}

static size_t days_between(const an_kpi_view *v, fc_period from, fc_period to)
{
    const fc_calendar *c = &v->data->sales->calendar;

    return from > to ? 0
                     : an_review_scope_workdays(fc_calendar_start(c, from), fc_calendar_end(c, to));
}

static double pace_linear(const an_kpi_view *v)
{
    fc_period first, last;

    year_of(v, &first, &last);
    return an_kpi_ratio(attainment_year(v), (double)days_between(v, first, v->period) /
                                                (double)days_between(v, first, last));
}

/* The mean share of the whole years of history that was reached by this time of the year. */
static double expected_share(const an_kpi_view *v)
{
    const fc_period year = an_kpi_year(v->data);
    double sum = 0;
    fc_period first, last;
    size_t n = 0;

    year_of(v, &first, &last);
    for (fc_period back = year; first - back >= v->data->first; back += year) {
        const double share = an_kpi_ratio(
            an_kpi_sum(v->data, v->data->amount, v->node, first - back, v->period - back),
            an_kpi_sum(v->data, v->data->amount, v->node, first - back, last - back));

        n += !isnan(share);
        sum += isnan(share) ? 0 : share;
    }
    return n ? sum / (double)n : NAN;
}

static double pace_seasonal(const an_kpi_view *v)
{
    return an_kpi_ratio(attainment_year(v), expected_share(v));
}

static double required_run_rate(const an_kpi_view *v)
{
    fc_period first, last;

    year_of(v, &first, &last);
    return an_kpi_ratio(plan_of_year(v) - sales_to_date(v),
                        (double)days_between(v, v->period + 1, last));
}

static double difficulty(const an_kpi_view *v)
{
    fc_period first, last;

    year_of(v, &first, &last);
    return an_kpi_ratio(required_run_rate(v),
                        sales_to_date(v) / (double)days_between(v, first, v->period));
}

/* Over the nodes one step finer along the first dimension that goes finer. */
static const size_t *children_of(const an_kpi_view *v, size_t *n)
{
    const fc_hierarchy *h = v->data->sales->hierarchy;
    const size_t *children = NULL;

    *n = 0;
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(h) && *n == 0; d++)
        children = fc_hierarchy_children(h, v->node, d, n);
    return children;
}

static double children_at_plan(const an_kpi_view *v)
{
    size_t n, known = 0, reached = 0;
    const size_t *children = children_of(v, &n);

    for (size_t c = 0; c < n; c++) {
        an_kpi_view child = *v;

        child.node = children[c];
        known += !isnan(attainment_to_date(&child));
        reached += attainment_to_date(&child) >= 1;
    }
    return an_kpi_ratio((double)reached, (double)known);
}

static double plan_mismatch(const an_kpi_view *v)
{
    size_t n;
    const size_t *children = children_of(v, &n);
    double sum = 0;

    for (size_t c = 0; c < n; c++) {
        an_kpi_view child = *v;

        child.node = children[c];
        sum += isnan(plan_of_year(&child)) ? 0 : plan_of_year(&child);
    }
    return n ? plan_of_year(v) - sum : NAN;
}

const an_kpi_measure an_kpi_attainment[] = {
    {"attainment", AN_KPI_PLAN, attainment, false, "share: sales / plan of the period",
     "比率:本期销售额 / 计划"},
    {"attainment_to_date", AN_KPI_PLAN, attainment_to_date, false,
     "share: sales / plan of the complete periods of the year", "比率:本年已完成各期销售额 / 计划"},
    {"attainment_against_peers", AN_KPI_PLAN, attainment_against_peers, false,
     "attainment_to_date - that of the parent without this node; with --by region/rep a score "
     "adjusted for the territory",
     "至今达成率 - 上级其余部分的至今达成率;用 --by region/rep 即为按区域调整的业绩"},
    {"attainment_year", AN_KPI_PLAN, attainment_year, false,
     "share: sales of the complete periods of the year / plan of the whole year",
     "比率:本年已完成各期销售额 / 全年计划"},
    {"gap_to_date", AN_KPI_PLAN, gap_to_date, false,
     "sales - plan of the complete periods of the year: a shortfall is negative",
     "本年已完成各期销售额 - 计划:不足为负"},
    {"pace_linear", AN_KPI_PLAN, pace_linear, false,
     "share: attainment_year / share of the year's working days gone; 1 = on pace",
     "比率:全年达成率 / 已过工作日份额;1 为同步"},
    {"pace_seasonal", AN_KPI_PLAN, pace_seasonal, false,
     "share: attainment_year / mean share that past years had reached by then; 1 = on pace",
     "比率:全年达成率 / 往年此时的平均份额;1 为同步"},
    {"required_run_rate", AN_KPI_PLAN, required_run_rate, false,
     "(plan of the year - sales so far) / working days left", "(全年计划 - 已实现)/ 剩余工作日"},
    {"run_rate_difficulty", AN_KPI_PLAN, difficulty, false,
     "ratio: required_run_rate / sales a working day so far", "比率:所需日均 / 至今日均"},
    {"children_at_plan", AN_KPI_PLAN, children_at_plan, false,
     "share of the nodes one step finer whose attainment_to_date is 1 or more",
     "下一级节点中至今达成率不低于 1 的份额"},
    {"plan_mismatch", AN_KPI_PLAN, plan_mismatch, false,
     "plan of the year - sum of the plans of the nodes one step finer: should be 0",
     "全年计划 - 下一级节点计划之和:应为 0"},
    {0},
};
