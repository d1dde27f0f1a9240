/* rule_bias.c - forecasts one period ahead were too high again and again: the tracking signal.
 *
 * Sum of errors / mean absolute error over the last periods (Trigg 1964, Monitoring a forecasting
 * system; Montgomery, Jennings & Kulahci 2015, section 4.6.2). */
#include <math.h>

#include "analysis/watch/rules.h"

enum { LEAST = 6 };

static an_evidence look(const an_signal *s, size_t t, size_t window)
{
    const size_t k = window < t + 1 - s->first ? window : t + 1 - s->first;
    double sum = 0, size = 0;

    if (t < s->first || k < LEAST)
        return (an_evidence){0, 1, 0};
    for (size_t i = t + 1 - k; i <= t; i++)
        if (!isnan(s->error[i])) {
            sum += s->error[i];
            size += fabs(s->error[i]);
        }
    if (!(size > 0) || sum >= 0)
        return (an_evidence){0, k, 0};
    return (an_evidence){-sum / (size / (double)k), k, sum / (double)k};
}

const an_watch_rule an_watch_rule_bias = {
    .name = "bias", .look = look, .weight = 0.1, .words = "watch-bias"};
