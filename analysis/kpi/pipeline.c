/* pipeline.c - measures of the open pipeline and of what became of deals. */
#include <math.h>

#include "analysis/kpi/measure.h"

#define MEASURE(name, value)                   \
    static double name(const an_kpi_view *v)   \
    {                                          \
        return v->deals.known ? (value) : NAN; \
    }

MEASURE(open_deals, v->deals.open)
MEASURE(open_pipeline, v->deals.open_amount)
MEASURE(weighted_pipeline, v->deals.probable > 0 ? v->deals.weighted : NAN)
MEASURE(deals_created, v->deals.created)
MEASURE(pipeline_created, v->deals.created_amount)
MEASURE(deals_won, v->deals.won)
MEASURE(won_amount, v->deals.won_amount)
MEASURE(lost_amount, v->deals.lost_amount)
MEASURE(win_rate, v->deals.win_rate)
MEASURE(win_rate_amount, v->deals.win_rate_amount)
MEASURE(deal_size, v->deals.deal_size)
MEASURE(sales_cycle, v->deals.cycle)
MEASURE(stale_share, an_kpi_ratio(v->deals.stale_amount, v->deals.open_amount))
MEASURE(push_rate, v->deals.has_dues ? an_kpi_ratio(v->deals.pushed, v->deals.due_amount) : NAN)
MEASURE(velocity,
        an_kpi_ratio(v->deals.open * v->deals.win_rate * v->deals.deal_size, v->deals.cycle))
MEASURE(coverage_needed, an_kpi_ratio(1, v->deals.win_rate_amount))

static double coverage(const an_kpi_view *v)
{
    return v->deals.known
               ? an_kpi_ratio(v->deals.ahead, an_kpi_plan(v->data, v->node, v->period + 1,
                                                          v->period + an_kpi_quarter(v->data)))
               : NAN;
}

const an_kpi_measure an_kpi_pipeline[] = {
    {"open_deals", AN_KPI_DEALS, open_deals, false, "deals open at the end of the period",
     "期末在谈商机数"},
    {"open_pipeline", AN_KPI_DEALS, open_pipeline, false, "amount of the deals open at the end",
     "期末在谈商机金额"},
    {"weighted_pipeline", AN_KPI_DEALS, weighted_pipeline, false,
     "sum over open deals of amount x the probability that the CRM gives",
     "在谈商机金额 × 赢率之和"},
    {"deals_created", AN_KPI_DEALS, deals_created, false, "deals created in the period",
     "本期新建商机数"},
    {"pipeline_created", AN_KPI_DEALS, pipeline_created, false,
     "amount of the deals created in the period", "本期新建商机金额"},
    {"deals_won", AN_KPI_DEALS, deals_won, false, "deals won in the period", "本期赢单数"},
    {"won_amount", AN_KPI_DEALS, won_amount, false, "amount of the deals won in the period",
     "本期赢单金额"},
    {"lost_amount", AN_KPI_DEALS, lost_amount, false, "amount of the deals lost in the period",
     "本期输单金额"},
    {"win_rate", AN_KPI_DEALS, win_rate, false,
     "share: won / (won + lost) of the deals that ended in the last year, by number",
     "比率:最近一年结束的商机中赢单 /(赢单 + 输单),按个数"},
    {"win_rate_amount", AN_KPI_DEALS, win_rate_amount, false, "the same by amount", "同上,按金额"},
    {"deal_size", AN_KPI_DEALS, deal_size, false, "mean amount of the deals won in the last year",
     "最近一年赢单的平均金额"},
    {"sales_cycle", AN_KPI_DEALS, sales_cycle, false,
     "mean days from creation to winning, of the deals won in the last year",
     "最近一年赢单从新建到成交的平均天数"},
    {"velocity", AN_KPI_DEALS, velocity, false,
     "amount a day: open_deals x win_rate x deal_size / sales_cycle",
     "每日金额:在谈商机数 × 赢单率 × 平均金额 / 销售周期"},
    {"coverage", AN_KPI_DEALS_PLAN, coverage, false,
     "open deals due within the next quarter, overdue ones too / plan of that quarter",
     "下一季度到期(含逾期)的在谈金额 / 该季度计划"},
    {"coverage_needed", AN_KPI_DEALS, coverage_needed, false, "1 / win_rate_amount",
     "1 / 按金额的赢单率"},
    {"push_rate", AN_KPI_DEALS, push_rate, false,
     "share of the amount expected to close in the period when it began that is still open at its "
     "end; needs exports of several days",
     "期初预计本期成交、期末仍在谈的金额份额;需要多日导出"},
    {"stale_pipeline", AN_KPI_DEALS, stale_share, false,
     "share of the open amount without activity for more than 30 days",
     "超过 30 天没有跟进的在谈金额份额"},
    {0},
};
