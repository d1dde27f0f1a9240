/* rules.h - every rule that is replayed; a new one is its file and one row here. */
#ifndef ANALYSIS_WATCH_RULES_H
#define ANALYSIS_WATCH_RULES_H

#include "analysis/watch/replay.h"

#define AN_WATCH_RULES(ROW)  \
    ROW(an_watch_rule_shift) \
    ROW(an_watch_rule_slope) \
    ROW(an_watch_rule_year)  \
    ROW(an_watch_rule_spike) \
    ROW(an_watch_rule_bias)

#define DECLARE(rule) extern const an_watch_rule rule;
AN_WATCH_RULES(DECLARE)
#undef DECLARE

#endif
