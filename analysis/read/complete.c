/* complete.c - compares the days missing at the ends of the history with those of other periods. */
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
    an_complete_days *days;

    if (period < from)
        from = period - (int64_t)complete->n;
    if (period >= to)
        to = period + 1 + (int64_t)complete->n;
    days = malloc((size_t)(to - from) * sizeof *days);
    if (!days)
        return fc_no_memory();
    for (int64_t p = from; p < to; p++) {
        const int64_t i = p - complete->base;

        days[p - from] = i >= 0 && i < (int64_t)complete->n
                             ? complete->days[i]
                             : (an_complete_days){FC_DATE_NONE, FC_DATE_NONE};
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

    an_complete_days *days = &complete->days[i];

    if (days->first == FC_DATE_NONE || date < days->first)
        days->first = date;
    if (date > days->last)
        days->last = date;
    return FC_OK;
}

fc_status an_complete_join(an_complete *into, const an_complete *from)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < from->n && status == FC_OK; i++) {
        const fc_period period = from->base + (fc_period)i;

        if (from->days[i].last == FC_DATE_NONE)
            continue;
        status = an_complete_add(into, period, from->days[i].first);
        if (status == FC_OK)
            status = an_complete_add(into, period, from->days[i].last);
    }
    return status;
}

fc_period an_complete_last(const an_complete *complete, const fc_calendar *calendar, fc_date as_of)
{
    fc_period last = FC_PERIOD_NONE;
    int32_t missing = 0, most = -1;

    for (size_t i = 0; i < complete->n; i++) {
        if (complete->days[i].last == FC_DATE_NONE)
            continue;
        if (last != FC_PERIOD_NONE && missing > most)
            most = missing;
        last = complete->base + (fc_period)i;
        missing = fc_calendar_end(calendar, last) - complete->days[i].last;
    }
    if (last == FC_PERIOD_NONE || most < 0 || missing <= most ||
        as_of >= fc_calendar_end(calendar, last))
        return last;
    return last - 1;
}

fc_period an_complete_first(const an_complete *complete, const fc_calendar *calendar)
{
    enum { MANY = 6 };
    fc_period first = FC_PERIOD_NONE;
    int32_t missing = 0, most = 0;
    double part = 0, most_part = 0;
    size_t n = 0;

    for (size_t i = 0; i < complete->n; i++) {
        const fc_period p = complete->base + (fc_period)i;
        const fc_date start = fc_calendar_start(calendar, p);

        if (complete->days[i].first == FC_DATE_NONE)
            continue;

        const int32_t days = complete->days[i].first - start;
        const double of_period = (double)days / (fc_calendar_end(calendar, p) - start + 1);

        if (first == FC_PERIOD_NONE) {
            first = p;
            missing = days;
            part = of_period;
            continue;
        }
        most = days > most ? days : most;
        most_part = of_period > most_part ? of_period : most_part;
        n++;
    }
    if (n == 0 || missing <= most || part <= most_part || (n < MANY && missing < 2 * (most + 1)))
        return first;
    return first + 1;
}

/* From the last or the first period on: its day nearest to the others, and the days to them. */
static int32_t distance(const an_complete *complete, bool from_end, fc_date *day)
{
    *day = FC_DATE_NONE;
    for (size_t i = 0; i < complete->n; i++) {
        const an_complete_days *days = &complete->days[from_end ? complete->n - 1 - i : i];

        if (days->last == FC_DATE_NONE)
            continue;
        if (*day != FC_DATE_NONE)
            return from_end ? *day - days->last : days->first - *day;
        *day = from_end ? days->first : days->last;
    }
    return 0;
}

int32_t an_complete_after_others(const an_complete *complete, fc_date *day)
{
    return distance(complete, true, day);
}

int32_t an_complete_before_others(const an_complete *complete, fc_date *day)
{
    return distance(complete, false, day);
}
