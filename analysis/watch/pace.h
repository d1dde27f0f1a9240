/* pace.h - how much of a week, month, quarter or year has come in by a working day of it, beside
 * the curve of past ones. */
#ifndef ANALYSIS_WATCH_PACE_H
#define ANALYSIS_WATCH_PACE_H

#include "analysis/watch/replay.h"

/* One period of the unit: from `start` to `end`; `day` is the one of it at which as many of its
 * working days were gone as are of the running one. */
typedef struct {
    fc_period first, last; /* periods of the sales */
    fc_date start, day, end;
    fc_period
        season; /* which one of its year, from 0: only those alike are compared, if they can */
} an_pace_span;

/* The periods of one unit, the running one last. Owns its list. */
typedef struct {
    fc_unit unit;
    an_pace_span *list;
    size_t n;
} an_pace_clock;

/* From the first period of the replay to the one that `today` lies in. n is 0 where nothing of it
 * is over yet or all of it, and where the unit is shorter than the periods of the sales. */
fc_status an_pace_clock_make(const an_replay *replay, fc_unit unit, fc_date today,
                             an_pace_clock *clock) FC_CHECKED;
void an_pace_clock_clear(an_pace_clock *clock);

/* Sums of a node up to each day: cum[i] is up to the day first + i. By days where the sales were
 * read with them, else a period counts on its last day. */
typedef struct {
    fc_date first, begin; /* of the list, and of the node's sales */
    size_t n;
    double *cum;
} an_pace_sums;

/* The room holds all days of the clocks; it is the caller's. `cell_days` of each cell of the panel:
 * its cell of detail.days; NULL: there are none. */
void an_pace_sums_fill(const an_replay *replay, size_t node, const size_t *cell_days,
                       an_pace_sums *sums);
double an_pace_sum(const an_pace_sums *sums, fc_date from, fc_date to);

/* Span j held against its target. */
typedef struct {
    double reached;      /* of the target, a share */
    double mean, spread; /* of the shares that past spans had reached; of a new one like these */
    size_t n;            /* past spans */
    double p;            /* of a share as low, by Student's distribution; NaN: it cannot be told */
} an_pace;

/* `expected`: the target is what the year before led to expect, whose own error widens the band. */
an_pace an_pace_of(const an_pace_clock *clock, const an_pace_sums *sums, size_t j, double target,
                   bool expected);

/* The share below which 5 % of spans like the past ones are. */
double an_pace_bound(const an_pace *pace);

/* What the year before led to expect of span j: a working day of the same span then, times how the
 * year before j had grown; NaN where the history does not tell. */
double an_pace_expected(const an_pace_clock *clock, const an_pace_sums *sums, size_t j);

#endif
