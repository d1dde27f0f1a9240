/* watch.h - who is going wrong, early: alarms of every rule, each told once and with its worth. */
#ifndef ANALYSIS_WATCH_WATCH_H
#define ANALYSIS_WATCH_WATCH_H

#include "analysis/pipeline/book.h"
#include "analysis/review/review.h"
#include "analysis/table/table.h"
#include "analysis/watch/replay.h"
#include "forecast/ranges/calibration.h"

typedef struct {
    double rate;       /* false alarms of a node a year that are accepted; 0: a third */
    double fdr;        /* share of the alarms of a level that may be false; 0: 0.2; 1: any */
    double least;      /* a chance to reach the plan below this is an alarm; 0: 0.1 */
    const char *lang;  /* "en" or "zh" */
    const char *rules; /* INI file with rules of the user; NULL: none */
    const fc_calibration *calibration; /* what chances were worth in the past; NULL: not known */
    const an_book *book; /* deals with the keys and the calendar of the sales; NULL: none */
} an_watch_options;

/* One alarm. Numbers that are not known are NaN. */
typedef struct {
    size_t node;
    const char *rule;  /* its name; NULL: it stands in own_rule */
    char own_rule[64]; /* the name of a rule over measures */
    fc_period since;
    char evidence[512];
    double shortfall; /* expected, to the end of the year, in the units of the input: positive */
    double p_attain;
    double false_alarms, median_lead; /* a year; periods */
} an_alarm;

typedef struct an_watch an_watch;

/* Rules over measures need the sales' details and are left out without; the review may be NULL
 * where there is no plan. */
fc_status an_watch_run(const an_sales *sales, const an_plan *plan, const an_review *review,
                       const an_watch_options *options, an_watch **watch) FC_CHECKED;
void an_watch_free(an_watch *watch); /* NULL is fine */

size_t an_watch_size(const an_watch *watch);
const an_alarm *an_watch_at(const an_watch *watch, size_t i); /* largest shortfall first */
const an_replay *an_watch_replay(const an_watch *watch);

/* key columns, rule, since, evidence, expected_shortfall, p_attain, false_alarms_per_year,
 * median_lead. */
fc_status an_watch_table(const an_watch *watch, an_table **table) FC_CHECKED;

/* Every alarm that the replayed rules would have given: key columns, rule, told, since, score,
 * missed (the quarter-long stretch that ended below what last year led to expect), lead. */
fc_status an_watch_history(const an_watch *watch, an_table **table) FC_CHECKED;

#endif
