/* scores.h - scores of several rules at every node and period, the thresholds that keep their
 * alarms as rare as was asked for, and when an alarm begins. */
#ifndef ANALYSIS_WATCH_SCORES_H
#define ANALYSIS_WATCH_SCORES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* Owns its lists. Periods count from 0; a node has scores from scored[node] on; n: it has none. A
 * score is higher the worse it is; 0 is nothing. */
typedef struct {
    size_t n_rules, n_nodes, n, year; /* year: periods in one */
    size_t *scored;                   /* n_nodes */
    float *scores;                    /* rules x n_nodes x n */
    float *rarity;   /* n_nodes x n: the smallest share of a rule's scores that are as high */
    float *rarities; /* all of them, ascending */
    size_t n_rarities;
    double *threshold; /* of each rule; infinite until calibrated */
    double *weight;    /* of a rule's scores above its threshold beside those of other rules: 1 */
    double years;      /* of all nodes with scores; by an_scores_count_years */
    double false_rate; /* what the thresholds give, all rules together: a node and year */
} an_scores;

fc_status an_scores_new(size_t n_rules, size_t n_nodes, size_t n, size_t year,
                        an_scores *scores) FC_CHECKED;
void an_scores_clear(an_scores *scores);

double an_scores_get(const an_scores *scores, size_t rule, size_t node, size_t t);
void an_scores_set(an_scores *scores, size_t rule, size_t node, size_t t, double score);

/* How unruly a node has been: divides its n scores of a rule from `from` on by the root mean
 * square, in parts of what is `usual`, of those that lie `lag` periods back or more; `lag` scores
 * as usual stand before them, and what is older than some four times that fades. */
void an_scores_temper_node(float *scores, size_t from, size_t n, size_t lag, double usual);

/* The same for all; usual[rule] becomes the mean square of its scores. */
void an_scores_temper(an_scores *scores, size_t lag, double *usual);

/* Sets `years`. */
void an_scores_count_years(an_scores *scores);

/* Sets years and thresholds: each rule is exceeded as often as its weight says, and all of them
 * together tell `rate` times a node and year. */
fc_status an_scores_calibrate(an_scores *scores, double rate) FC_CHECKED;

bool an_scores_alarm(const an_scores *scores, size_t rule, size_t node, size_t t);

/* The rule in alarm whose score is furthest above its threshold; SIZE_MAX: none. */
size_t an_scores_highest(const an_scores *scores, size_t node, size_t t);

/* The next period from `t` on at which the rule (SIZE_MAX: any) begins to tell of the node; n:
 * none. An alarm lasts until three periods were quiet, and is told again after a year. */
size_t an_scores_onset(const an_scores *scores, size_t rule, size_t node, size_t t);

/* How probable a score as high as the node's highest at t would be where nothing happened: the
 * share of all scores, over all rules. NaN where the node has none. */
double an_scores_p_value(const an_scores *scores, size_t node, size_t t);

#endif
