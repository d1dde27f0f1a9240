/* worth.c - how often a rule's past alarms were followed by a miss, and how long after. */
#include <math.h>
#include <stdlib.h>

#include "analysis/watch/calibrate.h"

static const double OWN_YEARS = 3; /* the weight of all nodes in the rate of one */

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Alarms of a node; leads are of those that a miss followed. A last year that is not over yet
 * counts neither way. */
static void count_node(const an_replay *r, size_t rule, size_t node, an_worth *w, double *leads)
{
    for (size_t t = an_replay_onset(r, rule, node, r->scored[node]);
         t + r->season_length / 2 < r->n; t = an_replay_onset(r, rule, node, t + 1)) {
        const size_t miss = an_replay_next_miss(r, node, t);

        w->n++;
        if (miss < r->n && leads)
            leads[w->n_true] = (double)(miss - t);
        w->n_true += miss < r->n;
    }
}

fc_status an_replay_worth(const an_replay *r, size_t rule, an_worth *w)
{
    double *leads = malloc((r->n_nodes * r->n + 1) * sizeof *leads);

    *w = (an_worth){.median_lead = NAN};
    if (!leads)
        return fc_no_memory();
    for (size_t i = 0; i < r->n_nodes; i++)
        count_node(r, rule, i, w, leads);
    if (r->years > 0) {
        w->alarms = (double)w->n / r->years;
        w->false_alarms = (double)(w->n - w->n_true) / r->years;
    }
    qsort(leads, w->n_true, sizeof *leads, by_value);
    if (w->n_true > 0)
        w->median_lead = (leads[(w->n_true - 1) / 2] + leads[w->n_true / 2]) / 2;
    free(leads);
    return FC_OK;
}

double an_replay_false_rate(const an_replay *r, const an_worth *w, size_t rule, size_t node)
{
    const double years = (double)(r->n - r->scored[node]) / (double)r->season_length;
    an_worth own = {0};

    count_node(r, rule, node, &own, NULL);
    return ((double)(own.n - own.n_true) + OWN_YEARS * w->false_alarms) / (years + OWN_YEARS);
}
