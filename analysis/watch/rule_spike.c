/* rule_spike.c - one period far below its own range. */
#include "analysis/watch/rules.h"

static an_evidence look(const an_signal *signal, size_t t, size_t window)
{
    return an_signal_fall(signal, AN_FALL_SPIKE, t, window);
}

const an_watch_rule an_watch_rule_spike = {
    .name = "anomaly", .look = look, .weight = 0.1, .words = "watch-spike"};
