/* scores.c - scores of rules at nodes and periods, and when they tell. */
#include "analysis/watch/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUIET = 3, MEMORY = 4 };

static const double MOST_UNRULY = 9; /* one period, in parts of what is usual: a fall is no habit */

void an_scores_clear(an_scores *s)
{
    free(s->scored);
    free(s->scores);
    free(s->rarity);
    free(s->rarities);
    free(s->threshold);
    free(s->weight);
    *s = (an_scores){0};
}

fc_status an_scores_new(size_t n_rules, size_t n_nodes, size_t n, size_t year, an_scores *s)
{
    *s = (an_scores){.n_rules = n_rules, .n_nodes = n_nodes, .n = n, .year = year};
    s->scored = malloc((n_nodes + 1) * sizeof *s->scored);
    s->scores = calloc(n_rules * n_nodes * n + 1, sizeof *s->scores);
    s->rarity = malloc((n_nodes * n + 1) * sizeof *s->rarity);
    s->rarities = malloc((n_nodes * n + 1) * sizeof *s->rarities);
    s->threshold = malloc((n_rules + 1) * sizeof *s->threshold);
    s->weight = malloc((n_rules + 1) * sizeof *s->weight);
    if (!s->scored || !s->scores || !s->rarity || !s->rarities || !s->threshold || !s->weight) {
        an_scores_clear(s);
        return fc_no_memory();
    }
    for (size_t i = 0; i < n_nodes; i++)
        s->scored[i] = n;
    for (size_t k = 0; k < n_rules; k++) {
        s->threshold[k] = INFINITY;
        s->weight[k] = 1;
    }
    return FC_OK;
}

double an_scores_get(const an_scores *s, size_t rule, size_t node, size_t t)
{
    return s->scores[(rule * s->n_nodes + node) * s->n + t];
}

void an_scores_set(an_scores *s, size_t rule, size_t node, size_t t, double score)
{
    s->scores[(rule * s->n_nodes + node) * s->n + t] = (float)score;
}

void an_scores_temper_node(float *scores, size_t from, size_t n, size_t lag, double usual)
{
    const double most = (double)(MEMORY * lag);
    double sum = (double)lag, known = (double)lag;
    float *raw = malloc((n + 1) * sizeof *raw);

    if (!raw || !(usual > 0)) {
        free(raw);
        return;
    }
    memcpy(raw, scores, n * sizeof *raw);
    for (size_t t = from; t < n; t++) {
        if (t >= from + lag) {
            const double old = raw[t - lag];

            sum += fmin(old * old / usual, MOST_UNRULY) - (known < most ? 0 : sum / known);
            known += known < most;
        }
        scores[t] = (float)(raw[t] / sqrt(sum / known));
    }
    free(raw);
}

void an_scores_temper(an_scores *s, size_t lag, double *usual)
{
    for (size_t k = 0; k < s->n_rules; k++) {
        double sum = 0, n = 0;

        for (size_t i = 0; i < s->n_nodes; i++)
            for (size_t t = s->scored[i]; t < s->n; t++) {
                const double score = an_scores_get(s, k, i, t);

                sum += score * score;
                n++;
            }
        usual[k] = n > 0 ? sum / n : 0;
        for (size_t i = 0; i < s->n_nodes; i++)
            an_scores_temper_node(s->scores + (k * s->n_nodes + i) * s->n, s->scored[i], s->n, lag,
                                  usual[k]);
    }
}

void an_scores_count_years(an_scores *s)
{
    s->years = 0;
    for (size_t i = 0; i < s->n_nodes; i++)
        s->years += (double)(s->n - s->scored[i]) / (double)s->year;
}

bool an_scores_alarm(const an_scores *s, size_t rule, size_t node, size_t t)
{
    if (t < s->scored[node])
        return false;
    if (rule != SIZE_MAX)
        return an_scores_get(s, rule, node, t) > s->threshold[rule];
    for (size_t k = 0; k < s->n_rules; k++)
        if (an_scores_get(s, k, node, t) > s->threshold[k])
            return true;
    return false;
}

size_t an_scores_highest(const an_scores *s, size_t node, size_t t)
{
    size_t best = SIZE_MAX;
    double most = 0;

    for (size_t k = 0; k < s->n_rules; k++) {
        const double over = an_scores_get(s, k, node, t) / s->threshold[k];

        if (an_scores_alarm(s, k, node, t) && over > most) {
            most = over;
            best = k;
        }
    }
    return best;
}

size_t an_scores_onset(const an_scores *s, size_t rule, size_t node, size_t from)
{
    size_t quiet = QUIET, lasted = 0;

    for (size_t t = s->scored[node]; t < s->n; t++) {
        const bool high = an_scores_alarm(s, rule, node, t);
        const bool begins = high && (quiet >= QUIET || lasted >= s->year);

        if (begins && t >= from)
            return t;
        lasted = begins ? 1 : lasted + 1;
        quiet = high ? 0 : quiet + 1;
    }
    return s->n;
}
