/* spans.c - cuts a year into periods of every unit, and into the groups by which it is divided. */
#include "analysis/target/spans.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"

/* What of a span is known by slot: the period of `unit` in which the slot lies. */
static fc_period period_of(const an_spans *s, fc_unit unit, size_t slot)
{
    const fc_calendar cut = fc_calendar_with(&s->calendar, unit);

    if (s->by_day && unit < s->calendar.unit)
        return fc_calendar_period(&cut, s->start + (fc_date)slot);
    return fc_calendar_within(&cut, &s->calendar, s->first + (fc_period)s->periods[slot]);
}

static void set_days(const an_spans *s, an_span *span)
{
    if (s->by_day) {
        span->start = s->start + (fc_date)span->first;
        span->end = s->start + (fc_date)span->last;
    } else {
        span->start = fc_calendar_start(&s->calendar, s->first + (fc_period)span->first);
        span->end = fc_calendar_end(&s->calendar, s->first + (fc_period)span->last);
    }
}

static void finish_span(const an_spans *s, fc_period period, an_span *span)
{
    const fc_calendar cut = fc_calendar_with(&s->calendar, span->unit);

    fc_calendar_label(&cut, period, span->label);
    set_days(s, span);
    span->cut =
        span->unit == FC_WEEK &&
        span->end - span->start < fc_calendar_end(&cut, period) - fc_calendar_start(&cut, period);
    span->first_period = span->last_period = FC_PERIOD_NONE;
    if (span->unit >= s->calendar.unit) {
        span->first_period = s->first + (fc_period)s->periods[span->first];
        span->last_period = s->first + (fc_period)s->periods[span->last];
    }
}

/* One span for each run of slots that lie in the same period of the unit. */
static void add_unit(an_spans *s, fc_unit unit)
{
    fc_period before = 0;

    for (size_t i = 0; i < s->n_slots; i++) {
        const fc_period period = period_of(s, unit, i);

        if (i == 0 || period != before)
            s->spans[s->n++] = (an_span){.unit = unit, .first = i};
        s->spans[s->n - 1].last = i;
        before = period;
    }
    for (size_t k = 0; k < s->n; k++)
        if (s->spans[k].unit == unit)
            finish_span(s, period_of(s, unit, s->spans[k].first), &s->spans[k]);
}

/* Groups of a level: a new one wherever one of the level above begins, or a period of the unit. */
static void add_level(an_spans *s, const size_t *above, fc_unit unit)
{
    size_t *group = s->groups + s->axis.n_levels * s->n_slots;

    group[0] = 0;
    for (size_t i = 1; i < s->n_slots; i++)
        group[i] = group[i - 1] + ((above && above[i] != above[i - 1]) ||
                                   period_of(s, unit, i) != period_of(s, unit, i - 1));
    s->levels[s->axis.n_levels++] = (an_allot_level){group, group};
}

static void add_levels(an_spans *s, fc_unit finest)
{
    const size_t *above = NULL;

    s->axis = (an_allot_axis){.n = s->n_slots, .levels = s->levels};
    for (fc_unit unit = FC_YEAR; unit > finest; unit--) {
        add_level(s, above, unit);
        above = s->levels[s->axis.n_levels - 1].group;
    }
    for (size_t i = 0; i < s->n_slots; i++)
        s->groups[s->axis.n_levels * s->n_slots + i] = i;
    above = s->groups + s->axis.n_levels * s->n_slots;
    s->levels[s->axis.n_levels++] = (an_allot_level){above, above};
}

fc_status an_spans_make(const fc_calendar *calendar, fc_period year, fc_unit down, an_spans *s)
{
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    fc_date end;

    memset(s, 0, sizeof *s);
    s->calendar = *calendar;
    an_plan_periods(calendar, FC_YEAR, year, &s->first, &s->last);
    s->start = fc_calendar_start(calendar, s->first);
    end = fc_calendar_end(calendar, s->last);
    s->by_day = down < calendar->unit;
    s->n_slots = s->by_day ? (size_t)(end - s->start) + 1 : (size_t)(s->last - s->first) + 1;
    s->spans = calloc(AN_SPANS_LEVELS * s->n_slots, sizeof *s->spans);
    s->groups = malloc(AN_SPANS_LEVELS * s->n_slots * sizeof *s->groups);
    s->periods = malloc(s->n_slots * sizeof *s->periods);
    if (!s->spans || !s->groups || !s->periods)
        return fc_no_memory();
    for (size_t i = 0; i < s->n_slots; i++)
        s->periods[i] =
            s->by_day ? (size_t)(fc_calendar_period(calendar, s->start + (fc_date)i) - s->first)
                      : i;
    add_unit(s, FC_YEAR);
    for (fc_unit unit = FC_YEAR; unit > down && unit > FC_DAY;) {
        unit--;
        if (s->by_day || unit >= calendar->unit)
            add_unit(s, unit);
    }
    add_levels(s, s->by_day ? FC_DAY : calendar->unit);
    fc_calendar_label(&years, year, s->spans[0].label);
    return FC_OK;
}

void an_spans_clear(an_spans *s)
{
    free(s->spans);
    free(s->groups);
    free(s->periods);
}

size_t an_spans_find(const an_spans *s, fc_unit unit, fc_period period)
{
    for (size_t k = 0; k < s->n; k++)
        if (s->spans[k].unit == unit && period_of(s, unit, s->spans[k].first) == period)
            return k;
    return SIZE_MAX;
}
