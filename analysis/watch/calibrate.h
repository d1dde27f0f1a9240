/* calibrate.h - thresholds of several rules at once, from all scores of a replay. */
#ifndef ANALYSIS_WATCH_CALIBRATE_H
#define ANALYSIS_WATCH_CALIBRATE_H

#include "analysis/watch/replay.h"

/* The score that a share q of a rule's scores exceeds. Beyond the data an exponential tail goes on.
 * `sorted` are all n scores of the rule, ascending. */
double an_calibrate_threshold(const float *sorted, size_t n, double q);

/* The share of scores that exceed `score`; the inverse. */
double an_calibrate_share(const float *sorted, size_t n, double score);

/* Sets threshold and false_rate of the replay: each rule is exceeded as often as its weight says,
 * and all of them together tell `rate` times a node and year. */
fc_status an_calibrate(an_replay *replay, double rate) FC_CHECKED;

#endif
