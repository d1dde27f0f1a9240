/* plan_dates.c - what the dates in a plan's period column stand for. */
#include "analysis/plan/plan_dates.h"

#include <stdlib.h>

/* The dates of the rows that have one: how many rows, and the distinct days in order. */
typedef struct {
    size_t n_rows, n;
    fc_date *days;
} dates;

static int compare_dates(const void *a, const void *b)
{
    const fc_date x = *(const fc_date *)a, y = *(const fc_date *)b;

    return x < y ? -1 : x > y;
}

static fc_status collect(const an_plan_rows *rows, dates *d)
{
    *d = (dates){.days = malloc((rows->n + 1) * sizeof *d->days)};
    if (!d->days)
        return fc_no_memory();
    for (size_t i = 0; i < rows->n; i++)
        if (rows->rows[i].dated)
            d->days[d->n_rows++] = rows->rows[i].period;
    qsort(d->days, d->n_rows, sizeof *d->days, compare_dates);
    for (size_t i = 0; i < d->n_rows; i++)
        if (i == 0 || d->days[i] != d->days[d->n - 1])
            d->days[d->n++] = d->days[i];
    return FC_OK;
}

static bool all_begin_periods(const fc_calendar *calendar, fc_unit unit, const dates *d)
{
    const fc_calendar cut = fc_calendar_with(calendar, unit);

    for (size_t i = 0; i < d->n; i++)
        if (fc_calendar_start(&cut, fc_calendar_period(&cut, d->days[i])) != d->days[i])
            return false;
    return true;
}

/* Of years of weeks, whether the dates are those of calendar months instead. */
static bool are_gregorian(const an_plan_rows *rows, bool has_unit, fc_unit unit, const dates *d)
{
    fc_calendar gregorian = rows->calendar;
    fc_unit spaced;

    gregorian.scheme = FC_GREGORIAN;
    if (rows->calendar.scheme == FC_GREGORIAN || d->n_rows < rows->n)
        return false;
    if (has_unit)
        return unit >= FC_MONTH && all_begin_periods(&gregorian, unit, d) &&
               !all_begin_periods(&rows->calendar, unit, d);
    return !an_plan_label_spacing(&rows->calendar, d->days, d->n, &spaced) &&
           an_plan_label_spacing(&gregorian, d->days, d->n, &spaced);
}

/* A quarter or year given by a date far from its ends was cut by another calendar. */
static void check_alignment(const an_plan_input *in, const fc_calendar *cut, const an_plan_row *row)
{
    enum { WEEK = 7 };
    const fc_period period = fc_calendar_period(cut, row->period);
    char label[FC_LABEL_SIZE], date[11];

    if (row->period - fc_calendar_start(cut, period) < WEEK ||
        fc_calendar_end(cut, period) - row->period < WEEK)
        return;
    fc_calendar_label(cut, period, label);
    fc_date_format(row->period, date);
    an_problems_add(in->problems, AN_WARNING, in->file, row->line, NULL,
                    "%s lies inside %s, to which it is counted; check --fiscal-start", date, label);
}

static void set_periods(const an_plan_input *in, fc_unit unit, an_plan_rows *rows)
{
    const fc_calendar cut = fc_calendar_with(&rows->calendar, unit);

    for (size_t i = 0; i < rows->n; i++) {
        an_plan_row *row = &rows->rows[i];

        if (!row->dated)
            continue;
        if (unit == FC_QUARTER || unit == FC_YEAR)
            check_alignment(in, &cut, row);
        row->unit = unit;
        row->period = fc_calendar_period(&cut, row->period);
    }
}

fc_status an_plan_dates_decide(const an_plan_input *in, const an_plan_layout *layout,
                               an_plan_rows *rows)
{
    fc_unit unit = layout->unit;
    dates d;
    fc_status status = collect(rows, &d);

    if (status != FC_OK || d.n_rows == 0)
        goto done;
    if (are_gregorian(rows, layout->has_unit, unit, &d)) {
        rows->calendar.scheme = FC_GREGORIAN;
        an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                        "its dates begin calendar months, not those of the sales: their days bring "
                        "its amounts onto the sales' periods");
    }
    if (!layout->has_unit && !an_plan_label_spacing(&rows->calendar, d.days, d.n, &unit))
        status = fc_fail(FC_EDATA,
                         "%s: its dates are not the first days of consecutive periods, so they do "
                         "not say what they stand for; tell it with --plan-unit month, quarter ...",
                         in->file);
    else
        set_periods(in, unit, rows);
done:
    free(d.days);
    return status;
}
