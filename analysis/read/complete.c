/* complete.c - compares the days missing at the end of the last period with earlier ones. */
#include "analysis/read/complete.h"

#include <stdlib.h>
#include <string.h>

void an_complete_free(an_complete *complete)
{
    free(complete->days);
    *complete = (an_complete){0};
}

/* Makes room for the period, and for as much again on the side to which it grows. */
static fc_status reach(an_complete *complete, fc_period period)
{
    const int64_t end = (int64_t)complete->base + (int64_t)complete->n;
    int64_t from = complete->n ? complete->base : period, to = complete->n ? end : period + 1;
    fc_date *days;

    if (period < from)
        from = period - (int64_t)complete->n;
    if (period >= to)
        to = period + 1 + (int64_t)complete->n;
    days = malloc((size_t)(to - from) * sizeof *days);
    if (!days)
        return fc_no_memory();
    for (int64_t p = from; p < to; p++) {
        const int64_t i = p - complete->base;

        days[p - from] = i >= 0 && i < (int64_t)complete->n ? complete->days[i] : FC_DATE_NONE;
    }
    free(complete->days);
    *complete = (an_complete){days, (size_t)(to - from), (fc_period)from};
    return FC_OK;
}

fc_status an_complete_add(an_complete *complete, fc_period period, fc_date date)
{
    size_t i = (size_t)((int64_t)period - complete->base);

    if (i >= complete->n) {
        const fc_status status = reach(complete, period);

        if (status != FC_OK)
            return status;
        i = (size_t)((int64_t)period - complete->base);
    }
    if (date > complete->days[i])
        complete->days[i] = date;
    return FC_OK;
}

fc_status an_complete_join(an_complete *into, const an_complete *from)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < from->n && status == FC_OK; i++)
        if (from->days[i] != FC_DATE_NONE)
            status = an_complete_add(into, from->base + (fc_period)i, from->days[i]);
    return status;
}

fc_period an_complete_last(const an_complete *complete, const fc_calendar *calendar, fc_date as_of)
{
    fc_period last = FC_PERIOD_NONE;
    int32_t missing = 0, most = -1;

    for (size_t i = 0; i < complete->n; i++) {
        if (complete->days[i] == FC_DATE_NONE)
            continue;
        if (last != FC_PERIOD_NONE && missing > most)
            most = missing;
        last = complete->base + (fc_period)i;
        missing = fc_calendar_end(calendar, last) - complete->days[i];
    }
    if (last == FC_PERIOD_NONE || most < 0 || missing <= most ||
        as_of >= fc_calendar_end(calendar, last))
        return last;
    return last - 1;
}
