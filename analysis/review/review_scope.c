/* review_scope.c - the months, quarters, year and to-date of a review as runs of sales periods. */
#include "analysis/review/review_scope.h"

#include <stdlib.h>

enum { DAYS_OF_WEEK = 7, WORKDAYS_OF_WEEK = 5, MOST_SLOTS = 12 + 4 + 1 + 1 };

static const struct {
    const char *name;
    fc_unit unit; /* of its periods */
} scopes[AN_N_SCOPES] = {
    [AN_SCOPE_MONTH] = {"month", FC_MONTH},
    [AN_SCOPE_QUARTER] = {"quarter", FC_QUARTER},
    [AN_SCOPE_YEAR] = {"year", FC_YEAR},
    [AN_SCOPE_TO_DATE] = {"to-date", FC_YEAR},
};

const char *an_scope_name(an_scope scope)
{
    return scopes[scope].name;
}

/* Adds one slot for each run of sales periods that lie in the same period of the scope. */
static size_t add_scope(const fc_calendar *calendar, an_scope scope, fc_period first,
                        fc_period last, an_review_slot *slots)
{
    const fc_calendar cut = fc_calendar_with(calendar, scopes[scope].unit);
    size_t n = 0;

    if (cut.unit < calendar->unit)
        return 0;
    for (fc_period p = first; p <= last; p++) {
        const fc_period in = fc_calendar_within(&cut, calendar, p);

        if (p == first || in != fc_calendar_within(&cut, calendar, p - 1)) {
            slots[n] = (an_review_slot){.scope = scope, .first = p};
            fc_calendar_label(&cut, in, slots[n++].label);
        }
        slots[n - 1].last = p;
    }
    return n;
}

fc_status an_review_scope_slots(const fc_calendar *calendar, fc_period year,
                                fc_period last_complete, an_review_slot **slots, size_t *n)
{
    fc_period first, last;

    *n = 0;
    *slots = calloc(MOST_SLOTS, sizeof **slots);
    if (!*slots)
        return fc_no_memory();
    an_plan_periods(calendar, FC_YEAR, year, &first, &last);
    for (an_scope scope = AN_SCOPE_MONTH; scope <= AN_SCOPE_YEAR; scope++)
        *n += add_scope(calendar, scope, first, last, *slots + *n);
    if (last_complete >= first) {
        an_review_slot *slot = &(*slots)[(*n)++];

        *slot = (an_review_slot){.scope = AN_SCOPE_TO_DATE, .first = first, .last = last};
        if (last_complete < last)
            slot->last = last_complete;
        fc_calendar_label(calendar, slot->last, slot->label);
    }
    return FC_OK;
}

size_t an_review_scope_workdays(fc_date first, fc_date last)
{
    if (last < first)
        return 0;

    const size_t days = (size_t)(last - first) + 1;
    size_t n = days / DAYS_OF_WEEK * WORKDAYS_OF_WEEK;

    for (size_t i = 0; i < days % DAYS_OF_WEEK; i++)
        n += fc_date_weekday(first + (fc_date)i) <= WORKDAYS_OF_WEEK;
    return n;
}
