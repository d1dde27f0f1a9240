/* worth.c - quarters that were missed, and how often a rule's past alarms were followed by a miss,
 * and how long after. */
#include <math.h>
#include <stdlib.h>

#include "analysis/watch/replay.h"

static const double MISS = 0.05;

static const double PRIOR = 0.5; /* false alarms: none in a short replay is not never (Jeffreys) */
static const double OWN_YEARS = 3; /* the weight of all nodes in the rate of one */

bool an_replay_missed(const an_replay *r, size_t node, size_t t)
{
    const size_t m = r->season_length, quarter = m >= 4 ? m / 4 : 1;
    const double *y = r->amount + node * r->n;
    double now = 0, before = 0, year = 0, year0 = 0;

    if (t + 1 < r->start[node] + m + quarter)
        return false;
    for (size_t i = 0; i < quarter; i++) {
        now += y[t - i];
        before += y[t - i - m];
    }
    if (t + 1 >= r->start[node] + 2 * m + quarter)
        for (size_t i = quarter; i < m + quarter; i++) {
            year += y[t - i];
            year0 += y[t - i - m];
        }
    return now < (1 - MISS) * before * (year0 > 0 ? year / year0 : 1);
}

size_t an_replay_next_miss(const an_replay *r, size_t node, size_t t)
{
    const size_t end = t + r->season_length;

    while (++t < r->n && t <= end)
        if (an_replay_missed(r, node, t))
            return t;
    return r->n;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Alarms of a node; leads are of those that a miss followed. A last year that is not over yet
 * counts neither way. */
static void count_node(const an_replay *r, const an_scores *s, size_t rule, size_t node,
                       an_worth *w, double *leads)
{
    for (size_t t = an_scores_onset(s, rule, node, s->scored[node]);
         t + r->season_length / 2 < r->n; t = an_scores_onset(s, rule, node, t + 1)) {
        const size_t miss = an_replay_next_miss(r, node, t);

        w->n++;
        if (miss < r->n && leads)
            leads[w->n_true] = (double)(miss - t);
        w->n_true += miss < r->n;
    }
}

fc_status an_replay_worth(const an_replay *r, const an_scores *s, size_t rule, an_worth *w)
{
    double *leads = malloc((r->n_nodes * r->n + 1) * sizeof *leads);

    *w = (an_worth){.median_lead = NAN};
    if (!leads)
        return fc_no_memory();
    for (size_t i = 0; i < r->n_nodes; i++)
        count_node(r, s, rule, i, w, leads);
    if (s->years > 0) {
        w->alarms = (double)w->n / s->years;
        w->false_alarms = (double)(w->n - w->n_true) / s->years;
    }
    qsort(leads, w->n_true, sizeof *leads, by_value);
    if (w->n_true > 0)
        w->median_lead = (leads[(w->n_true - 1) / 2] + leads[w->n_true / 2]) / 2;
    free(leads);
    return FC_OK;
}

double an_replay_false_rate(const an_replay *r, const an_scores *s, const an_worth *w, size_t rule,
                            size_t node)
{
    const double years = (double)(s->n - s->scored[node]) / (double)r->season_length;
    an_worth own = {0};
    double mean = 0;

    count_node(r, s, rule, node, &own, NULL);
    if (s->years > 0)
        mean = ((double)(w->n - w->n_true) + PRIOR) / s->years;
    return ((double)(own.n - own.n_true) + OWN_YEARS * mean) / (years + OWN_YEARS);
}
