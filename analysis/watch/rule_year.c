/* rule_year.c - less than a year ago, beside peers where that tells more: a node falls while others
 * do not. */
#include "analysis/watch/rules.h"

static an_evidence look(const an_signal *signal, size_t t, size_t window)
{
    return an_signal_fall(signal, AN_FALL_YEAR, t, window);
}

const an_watch_rule an_watch_rule_year = {
    .name = "year on year", .look = look, .weight = 1, .words = "watch-year"};
