/* rule_shift.c - the level has fallen at once: a generalised likelihood ratio over recent errors.
 */
#include "analysis/watch/rules.h"

static an_evidence look(const an_signal *signal, size_t t, size_t window)
{
    return an_signal_fall(signal, AN_FALL_STEP, t, window);
}

const an_watch_rule an_watch_rule_shift = {
    .name = "level shift", .look = look, .weight = 1, .words = "watch-shift"};
