/* calibrate.h - thresholds from all scores of a rule, and beyond them. */
#ifndef ANALYSIS_WATCH_CALIBRATE_H
#define ANALYSIS_WATCH_CALIBRATE_H

#include "analysis/watch/scores.h"

/* The score that a share q of a rule's scores exceeds. Beyond the data an exponential tail goes on.
 * `sorted` are all n scores of the rule, ascending. */
double an_calibrate_threshold(const float *sorted, size_t n, double q);

/* The share of scores that exceed `score`; the inverse. */
double an_calibrate_share(const float *sorted, size_t n, double score);

#endif
