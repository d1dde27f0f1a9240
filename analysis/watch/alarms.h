/* alarms.h - a growing list of alarms, and what the rules that look at today alone are given. */
#ifndef ANALYSIS_WATCH_ALARMS_H
#define ANALYSIS_WATCH_ALARMS_H

#include "analysis/watch/past.h"
#include "analysis/watch/watch.h"

/* Alarms of one kind: statistical, of the plan, of measures. */
typedef struct {
    an_alarm *list;
    size_t n, capacity;
} an_alarms;

/* A new alarm to be filled; NULL without memory. */
an_alarm *an_alarms_add(an_alarms *alarms, size_t node, const char *rule);

/* What a rule of today looks at. */
typedef struct {
    const an_sales *sales;
    const an_plan *plan;
    const an_review *review;
    const an_replay *replay;
    const an_watch_options *options;
    an_pasts *pasts; /* each kind that is replayed adds its own */
} an_watch_today;

/* Each adds its alarms. */
fc_status an_watch_statistical(const an_watch_today *today, an_alarms *alarms) FC_CHECKED;
fc_status an_watch_attainment(const an_watch_today *today, an_alarms *alarms) FC_CHECKED;
fc_status an_watch_crossing(const an_watch_today *today, an_alarms *alarms) FC_CHECKED;
fc_status an_watch_pace(const an_watch_today *today, an_alarms *alarms) FC_CHECKED;
fc_status an_watch_deals(const an_watch_today *today, an_alarms *alarms) FC_CHECKED;
fc_status an_watch_measures(const an_watch_today *today, an_alarms *alarms) FC_CHECKED;

/* Tells what children explain once: where one child has most of its parent's shortfall the parent's
 * alarm goes, else the children's do, and the parent's names them. */
void an_alarms_explain(const an_sales *sales, const char *lang, an_alarms *alarms);

/* Which of n p-values are below the line of Benjamini & Hochberg (1995) at rate q. */
fc_status an_alarms_discover(const double *p, size_t n, double q, bool *found) FC_CHECKED;

/* The same on a hierarchy: the nodes of a level that have one parent are a family; families are
 * chosen at rate q by what they hold together, and within those chosen the rate is q times the
 * share chosen. NaN: not tested. Nodes of a level, and in it those of a parent, stand together. */
fc_status an_alarms_discover_tree(const double *p, const size_t *parent, const size_t *level,
                                  size_t n, double q, bool *found) FC_CHECKED;

/* The same for p[nodes] of the replay, at the rate of the options. */
fc_status an_watch_discover(const an_watch_today *today, const double *p, bool *found) FC_CHECKED;

/* The review's row of the year; NULL without a plan. */
const an_review_row *an_watch_year(const an_watch_today *today, size_t node);

/* Expected shortfall of a row: mean of max(0, plan - outlook) over its range, as of a normal
 * distribution. */
double an_watch_shortfall(const an_review_row *row);

#endif
