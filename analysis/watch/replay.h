/* replay.h - every statistical rule at every node and past period: what its alarms would have been
 * worth, and the thresholds at which false alarms are as rare as was asked for. */
#ifndef ANALYSIS_WATCH_REPLAY_H
#define ANALYSIS_WATCH_REPLAY_H

#include "analysis/read/sales.h"
#include "analysis/watch/scores.h"
#include "analysis/watch/signal.h"

/* A rule that can be replayed: it looks at periods up to t alone. */
typedef struct {
    const char *name;
    an_evidence (*look)(const an_signal *signal, size_t t, size_t window);
    double weight;     /* of its scores above their threshold beside those of other rules: 1 */
    const char *words; /* id of the sentence in the text tables */
} an_watch_rule;

enum { AN_MOST_STATISTICAL = 16 };

size_t an_watch_rule_count(void); /* up to AN_MOST_STATISTICAL */
const an_watch_rule *an_watch_rule_at(size_t i);

typedef struct {
    double rate;   /* false alarms a node and year that are accepted; 0: a third */
    size_t window; /* periods looked back; 0: a year, a quarter where periods are weeks */
} an_replay_options;

/* Owns all; borrows the sales. Nodes that have ended, or are too young, have no scores. */
typedef struct {
    const an_sales *sales;
    fc_period first;         /* period of t = 0 */
    size_t n, season_length; /* complete periods */
    size_t n_nodes, window;
    double rate;     /* false alarms that are accepted: a node and year */
    double *amount;  /* n_nodes x n */
    size_t *start;   /* of each node: its first period with sales; n: it has none, or has ended */
    size_t *parents; /* n_nodes x dimensions; SIZE_MAX: none */
    an_signal *signals; /* n_nodes; their periods count from `start` */
    double *center;     /* levels x n: what moved all nodes of a level alike, in their deviations */
    double *spread;     /* levels x n: how far they lay apart, 1 or more */
    double usual[AN_MOST_STATISTICAL]; /* mean square of each rule's scores */
    an_scores scores;                  /* of the rules of rules.h */
} an_replay;

fc_status an_replay_make(const an_sales *sales, const an_replay_options *options,
                         an_replay *replay) FC_CHECKED;
void an_replay_clear(an_replay *replay);

/* Whether the quarter of a year that ends with t brought 5 % less than the year before led to
 * expect: the same quarter then, times how the year before it had grown. False within the first
 * year. */
bool an_replay_missed(const an_replay *replay, size_t node, size_t t);

/* The first such quarter that ends after t, within a year; n: none. */
size_t an_replay_next_miss(const an_replay *replay, size_t node, size_t t);

/* What a rule's alarms were worth: over all nodes, and for a node with the mean of all, and half a
 * false alarm more, weighing as much as three years of its own. */
typedef struct {
    double alarms, false_alarms; /* a year */
    double median_lead;          /* periods from the alarm to the end of the missed quarter; NaN */
    size_t n, n_true;            /* alarms, and those that a miss followed within a year */
} an_worth;

/* `scores` are those of the replay or of other rules at the same nodes and periods; rule SIZE_MAX:
 * all of them together. */
fc_status an_replay_worth(const an_replay *replay, const an_scores *scores, size_t rule,
                          an_worth *worth) FC_CHECKED;
double an_replay_false_rate(const an_replay *replay, const an_scores *scores, const an_worth *worth,
                            size_t rule, size_t node);

#endif
