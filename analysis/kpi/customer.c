/* customer.c - measures of how a node depends on its customers. */
#include "analysis/kpi/measure.h"

#define MEASURE(name)                        \
    static double name(const an_kpi_view *v) \
    {                                        \
        return v->customers.name;            \
    }

MEASURE(active)
MEASURE(top1)
MEASURE(top10)
MEASURE(hhi)
MEASURE(gini)
MEASURE(new_count)
MEASURE(new_share)
MEASURE(returning_share)
MEASURE(churn)
MEASURE(repurchase)
MEASURE(quiet)

const an_kpi_measure an_kpi_customer[] = {
    {"customers", AN_KPI_CUSTOMER, active, false, "customers with a positive sum in the last year",
     "最近一年金额为正的客户数"},
    {"top1_share", AN_KPI_CUSTOMER, top1, false,
     "share of the largest customer in the last year's positive sums",
     "最大客户占最近一年正金额的份额"},
    {"top10_share", AN_KPI_CUSTOMER, top10, false, "share of the ten largest customers, likewise",
     "前十大客户的份额,同上"},
    {"hhi", AN_KPI_CUSTOMER, hhi, false,
     "sum of the customers' squared shares: 1 = one customer, 1/n = n alike",
     "客户份额平方和:1 为单一客户,1/n 为 n 个相同客户"},
    {"gini", AN_KPI_CUSTOMER, gini, false, "Gini coefficient of the customers' sums: 0 = all alike",
     "客户金额的基尼系数:0 为完全相同"},
    {"new_customers", AN_KPI_CUSTOMER, new_count, false,
     "customers with sales in the period and none in the year before it",
     "本期有销售而此前一年没有的客户数"},
    {"new_customer_share", AN_KPI_CUSTOMER, new_share, false,
     "share of the period's sales that new customers brought", "新客户占本期销售额的份额"},
    {"returning_share", AN_KPI_CUSTOMER, returning_share, false,
     "share of the period's sales that the other customers brought", "其余客户占本期销售额的份额"},
    {"churn", AN_KPI_CUSTOMER, churn, false,
     "share of the customers of the year before that bought nothing in the last year",
     "前一年的客户中最近一年没有购买的份额"},
    {"repurchase", AN_KPI_CUSTOMER, repurchase, false,
     "share of the last year's customers that bought in two periods or more",
     "最近一年的客户中在两期以上购买的份额"},
    {"quiet_customers", AN_KPI_CUSTOMER, quiet, false,
     "customers seen in four periods or more, and not for thrice their usual gap",
     "至少四期购买过、而停购超过平常间隔三倍的客户数"},
    {0},
};
