/* rule_slope.c - sales have begun to fall from period to period. */
#include "analysis/watch/rules.h"

static an_evidence look(const an_signal *signal, size_t t, size_t window)
{
    return an_signal_fall(signal, AN_FALL_SLOPE, t, window);
}

const an_watch_rule an_watch_rule_slope = {
    .name = "slope", .look = look, .weight = 1, .words = "watch-slope"};
