/* plan_time.c - the sales calendar as plans see it: its years, and what lies in a coarser period.
 */
#include "analysis/plan/plan.h"

fc_status an_plan_year(const an_sales *sales, const char *name, fc_period *year)
{
    const fc_calendar years = fc_calendar_with(&sales->calendar, FC_YEAR);
    fc_unit unit;

    if (!name) {
        *year = fc_calendar_within(&years, &sales->calendar, sales->last_complete + 1);
        return FC_OK;
    }
    if (!fc_calendar_parse(&sales->calendar, name, &unit, year) || unit != FC_YEAR)
        return fc_fail(FC_EUSAGE, "--for %s: this is no year; write 2026", name);
    return FC_OK;
}

void an_plan_periods(const fc_calendar *calendar, fc_unit unit, fc_period period, fc_period *first,
                     fc_period *last)
{
    const fc_calendar coarse = fc_calendar_with(calendar, unit);
    fc_period p = fc_calendar_period(calendar, fc_calendar_start(&coarse, period));

    if (fc_calendar_within(&coarse, calendar, p) <
        period) /* a week that belongs to the one before */
        p++;
    *first = p;
    while (fc_calendar_within(&coarse, calendar, p + 1) == period)
        p++;
    *last = p;
}

fc_period an_plan_year_before(const fc_calendar *calendar, fc_period period)
{
    static const fc_period periods_of_year[] = {
        [FC_DAY] = 364, [FC_WEEK] = 52, [FC_MONTH] = 12, [FC_QUARTER] = 4, [FC_YEAR] = 1};

    return period - periods_of_year[calendar->unit];
}

fc_date an_plan_middle(const fc_calendar *calendar, fc_period period)
{
    const fc_date first = fc_calendar_start(calendar, period);

    return first + (fc_calendar_end(calendar, period) - first) / 2;
}

bool an_plan_covers_run(const an_plan *plan, fc_period from, fc_period to, fc_period *first,
                        fc_period *last)
{
    fc_period n = 0;

    for (fc_period p = from; p <= to; p++) {
        if (!an_plan_has(plan, p))
            continue;
        *first = n++ == 0 ? p : *first;
        *last = p;
    }
    return n > 0 && n <= to - from && *last - *first + 1 == n;
}
