/* warning.c - picks the alarms of a report and says what each is worth. */
#include "analysis/report/warning.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double LEAST_RATE = 0.01;

/* The chance to reach the plan is told with the shortfalls already. */
static bool is_told(const an_alarm *alarm)
{
    return !alarm->rule || strcmp(alarm->rule, "attainment") != 0;
}

size_t an_warning_count(const an_view *view)
{
    const an_watch *watch = view->in->watch;
    const size_t most = view->options->worst ? view->options->worst : AN_WARNINGS;
    size_t n = 0;

    for (size_t i = 0; watch && n < most && i < an_watch_size(watch); i++)
        n += is_told(an_watch_at(watch, i));
    return n;
}

const an_alarm *an_warning_at(const an_view *view, size_t i)
{
    size_t at = 0;

    while (!is_told(an_watch_at(view->in->watch, at)) || i-- > 0)
        at++;
    return an_watch_at(view->in->watch, at);
}

const char *an_warning_worth(an_view *view, const an_alarm *alarm)
{
    const char *stake = an_view_money(view, alarm->shortfall, false);
    char since[FC_LABEL_SIZE], rate[32], lead[32];

    fc_calendar_label(&view->in->sales->calendar, alarm->since, since);
    if (isnan(alarm->false_alarms))
        return an_view_words(view, "watch-stake", since, stake, NULL);
    snprintf(rate, sizeof rate, alarm->false_alarms < LEAST_RATE ? "<%.2f" : "%.2f",
             fmax(alarm->false_alarms, LEAST_RATE));
    if (isnan(alarm->median_lead))
        return an_view_words(view, "watch-worth-rate", since, stake, rate, NULL);
    snprintf(lead, sizeof lead, "%.0f", alarm->median_lead);
    return an_view_words(view, "watch-worth", since, stake, rate, lead, NULL);
}

size_t an_warning_values(const an_view *view, const an_alarm *alarm, size_t most,
                         const double **actual, const double **expected)
{
    const an_replay *r = an_watch_replay(view->in->watch);
    const size_t start = r->start[alarm->node], n = r->n - start, shown = n < most ? n : most;

    if (n == 0)
        return 0;
    *actual = r->amount + alarm->node * r->n + r->n - shown;
    *expected = r->signals[alarm->node].expected + n - shown;
    return shown;
}
