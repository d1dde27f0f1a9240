/* pace.c - sums to date, run rates, and how evenly the period came in. */
#include <math.h>

#include "analysis/kpi/measure.h"
#include "analysis/review/review_scope.h"

/* First and last day of the coarser unit that holds today's period; false where it began before the
 * history. */
static bool unit_days(const an_kpi_view *v, fc_unit unit, fc_date *start, fc_date *end)
{
    const an_kpi_data *d = v->data;
    fc_period first, last;

    an_kpi_span(d, unit, an_kpi_current(v), &first, &last);
    *start = fc_calendar_start(&d->sales->calendar, first);
    *end = fc_calendar_end(&d->sales->calendar, last);
    return unit >= d->sales->calendar.unit && first >= d->first;
}

static double to_date(const an_kpi_view *v, fc_unit unit)
{
    fc_date start, end;

    return unit_days(v, unit, &start, &end) ? an_kpi_days(v->data, v->node, start, v->today) : NAN;
}

static double mtd(const an_kpi_view *v)
{
    return to_date(v, FC_MONTH);
}

static double qtd(const an_kpi_view *v)
{
    return to_date(v, FC_QUARTER);
}

static double ytd(const an_kpi_view *v)
{
    return to_date(v, FC_YEAR);
}

static double per_day_to_date(const an_kpi_view *v)
{
    fc_date start, end;

    if (!unit_days(v, FC_YEAR, &start, &end))
        return NAN;
    return an_kpi_ratio(ytd(v), (double)an_review_scope_workdays(start, v->today));
}

static double run_rate_year(const an_kpi_view *v)
{
    fc_date start, end;

    if (!unit_days(v, FC_YEAR, &start, &end))
        return NAN;
    return per_day_to_date(v) * (double)an_review_scope_workdays(start, end);
}

static double annualised(const an_kpi_view *v)
{
    return an_kpi_last(v, 1, 0) * (double)an_kpi_year(v->data);
}

/* Which third of the period's working days each amount fell into. */
static bool thirds(const an_kpi_view *v, double sums[3])
{
    const fc_calendar *c = &v->data->sales->calendar;
    const fc_date start = fc_calendar_start(c, v->period), end = fc_calendar_end(c, v->period);
    const double n = (double)an_review_scope_workdays(start, end);
    fc_date from = start;

    for (int i = 0; i < 3; i++) {
        fc_date to = from;

        while (to < end && (double)an_review_scope_workdays(start, to) < n * (i + 1) / 3)
            to++;
        to = i == 2 ? end : to;
        sums[i] = an_kpi_days(v->data, v->node, from, to);
        from = to + 1;
    }
    return n >= 3 && sums[0] + sums[1] + sums[2] > 0;
}

static double linearity(const an_kpi_view *v)
{
    double sums[3], off = 0;

    if (!thirds(v, sums))
        return NAN;
    for (int i = 0; i < 3; i++)
        off += fabs(sums[i] / (sums[0] + sums[1] + sums[2]) - 1.0 / 3) / 2;
    return 1 - off;
}

static double last_third(const an_kpi_view *v)
{
    double sums[3];

    return thirds(v, sums) ? sums[2] / (sums[0] + sums[1] + sums[2]) : NAN;
}

const an_kpi_measure an_kpi_pace[] = {
    {"mtd", AN_KPI_ALWAYS, mtd, true,
     "month to date; before: the month a year ago up to the same working day",
     "本月至今;对比:去年同月到同一工作日"},
    {"qtd", AN_KPI_ALWAYS, qtd, true,
     "quarter to date; before: the quarter a year ago up to the same working day of its month",
     "本季至今;对比:去年同季到同一工作日"},
    {"ytd", AN_KPI_ALWAYS, ytd, true,
     "year to date; before: the year before up to the same working day of its month",
     "本年至今;对比:去年到同一工作日"},
    {"sales_per_working_day", AN_KPI_ALWAYS, per_day_to_date, true,
     "ytd / working days (Monday to Friday) gone of the year", "本年至今 / 已过工作日(周一至周五)"},
    {"run_rate_year", AN_KPI_ALWAYS, run_rate_year, true,
     "ytd / working days gone x working days of the year: no season is looked at",
     "本年至今 / 已过工作日 × 全年工作日;不看季节"},
    {"annualised", AN_KPI_ALWAYS, annualised, false, "sales of the period x periods in a year",
     "本期销售额 × 一年的期数"},
    {"linearity", AN_KPI_DAILY, linearity, false,
     "1 - half the sum of |share of each third of the working days - 1/3|: 1 = even",
     "1 - 各三分之一工作日份额与 1/3 之差绝对值之和的一半:1 为均匀"},
    {"last_third_share", AN_KPI_DAILY, last_third, false,
     "share of the period's sales that came in the last third of its working days",
     "本期最后三分之一工作日的销售份额"},
    {0},
};
