/* spans.h - the year of a target as periods that nest, down to months, weeks or days. */
#ifndef ANALYSIS_TARGET_SPANS_H
#define ANALYSIS_TARGET_SPANS_H

#include <stdbool.h>

#include "analysis/target/allot.h"
#include "forecast/calendar/calendar.h"

/* A period of the year, as a run of slots. */
typedef struct {
    fc_unit unit;
    char label[FC_LABEL_SIZE];
    size_t first, last;                  /* slots */
    fc_period first_period, last_period; /* of the sales; FC_PERIOD_NONE where it is finer */
    fc_date start, end;                  /* its days within the year */
    bool cut;                            /* a week of which some days lie in another year */
} an_span;

enum { AN_SPANS_LEVELS = 5 };

/* A slot is a day where targets go down further than the sales periods, else a sales period. Weeks
 * may straddle months; at the ends of the year they are cut, so that all weeks add up to it. Owns
 * its arrays. */
typedef struct {
    fc_calendar calendar;
    fc_period first, last; /* sales periods of the year */
    fc_date start;         /* its first day */
    bool by_day;
    size_t n_slots;
    size_t *periods; /* of each slot: the sales period it lies in, counted from the first */
    an_span *spans;  /* coarse to fine, each unit in order of time; spans[0] is the year */
    size_t n;
    an_allot_axis axis; /* of the slots: quarters, months, weeks as cut by months, slots */
    an_allot_level levels[AN_SPANS_LEVELS];
    size_t *groups;
} an_spans;

fc_status an_spans_make(const fc_calendar *calendar, fc_period year, fc_unit down,
                        an_spans *spans) FC_CHECKED;
void an_spans_clear(an_spans *spans);

/* The span that is this period of `unit`; SIZE_MAX where the year has none. */
size_t an_spans_find(const an_spans *spans, fc_unit unit, fc_period period);

#endif
