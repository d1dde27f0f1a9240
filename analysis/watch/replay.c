/* replay.c - scores of all nodes and periods, alarms that would have been told, and their worth. */
#include "analysis/watch/replay.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "forecast/panel/node_life.h"

enum { MOST_PARENTS = AN_MAX_KEYS + 1, LEAST_SCORED = 4, LEAST_SIBLINGS = 6 };

static const double DEFAULT_RATE = 1.0 / 3;

void an_replay_clear(an_replay *r)
{
    for (size_t i = 0; r->signals && i < r->n_nodes; i++)
        an_signal_clear(&r->signals[i]);
    free(r->signals);
    an_scores_clear(&r->scores);
    free(r->amount);
    free(r->start);
    free(r->parents);
    free(r->center);
    free(r->spread);
    *r = (an_replay){0};
}

static fc_status allocate(an_replay *r)
{
    const size_t dimensions = fc_hierarchy_n_dimensions(r->sales->hierarchy),
                 n_levels = fc_hierarchy_n_levels(r->sales->hierarchy);

    r->amount = malloc((r->n_nodes * r->n + 1) * sizeof *r->amount);
    r->start = malloc(r->n_nodes * sizeof *r->start);
    r->parents = malloc((r->n_nodes * dimensions + 1) * sizeof *r->parents);
    r->signals = calloc(r->n_nodes, sizeof *r->signals);
    r->center = calloc(n_levels * r->n + 1, sizeof *r->center);
    r->spread = calloc(n_levels * r->n + 1, sizeof *r->spread);
    if (!r->amount || !r->start || !r->parents || !r->signals || !r->center || !r->spread)
        return fc_no_memory();
    for (size_t i = 0; i < r->n_nodes * dimensions; i++)
        r->parents[i] = SIZE_MAX;
    return an_scores_new(an_watch_rule_count(), r->n_nodes, r->n, r->season_length, &r->scores);
}

static void fill(an_replay *r)
{
    const fc_hierarchy *h = r->sales->hierarchy;
    const size_t dimensions = fc_hierarchy_n_dimensions(h);

    for (size_t i = 0; i < r->n_nodes; i++) {
        fc_hierarchy_values(h, i, AN_AMOUNT, r->first, r->n, r->amount + i * r->n);
        for (size_t d = 0; d < dimensions; d++) {
            size_t n;
            const size_t *children = fc_hierarchy_children(h, i, d, &n);

            for (size_t c = 0; c < n; c++)
                r->parents[children[c] * dimensions + d] = i;
        }
    }
}

/* Where the node began; it has no scores where it has ended. */
static fc_status find_start(an_replay *r, size_t node)
{
    const double *y = r->amount + node * r->n;
    fc_life life = FC_LIFE_NONE;
    fc_status status;
    size_t t = 0;

    while (t < r->n && y[t] == 0)
        t++;
    r->start[node] = t;

    const fc_series series = {.key = "",
                              .y = y + t,
                              .n = r->n - t,
                              .season_length = r->season_length,
                              .start = r->first + (fc_period)t};

    status = fc_node_life(r->sales->hierarchy, &r->sales->calendar, node, &series, &life);
    if (life == FC_LIFE_ENDED)
        r->start[node] = r->n;
    return status;
}

/* What the siblings sold along each dimension, and all others: rest[k] + start are the peers. */
static size_t gather_peers(const an_replay *r, size_t node, double *rest, const double **peers)
{
    const size_t dimensions = fc_hierarchy_n_dimensions(r->sales->hierarchy),
                 start = r->start[node];
    size_t n = 0;

    for (size_t d = 0; d <= dimensions; d++) {
        const size_t above = d < dimensions ? r->parents[node * dimensions + d] : 0;
        double *to = rest + n * r->n;

        if (above == SIZE_MAX || above == node)
            continue;
        for (size_t t = 0; t < r->n; t++)
            to[t] = r->amount[above * r->n + t] - r->amount[node * r->n + t];
        peers[n++] = to + start;
    }
    return n;
}

static fc_status score_node(an_replay *r, size_t node)
{
    an_signal *s = &r->signals[node];
    const size_t start = r->start[node],
                 level = fc_hierarchy_level(r->sales->hierarchy, node) * r->n;
    const fc_status status =
        s->n ? an_signal_adjust(s, r->center + level + start, r->spread + level + start) : FC_OK;

    if (status != FC_OK)
        return status;
    for (size_t t = 0; t < s->n; t++)
        for (size_t k = 0; k < an_watch_rule_count(); k++)
            an_scores_set(&r->scores, k, node, start + t,
                          an_watch_rule_at(k)->look(s, t, r->window).score);
    if (s->first + LEAST_SCORED < s->n)
        r->scores.scored[node] = start + s->first + LEAST_SCORED;
    return FC_OK;
}

static fc_status look_at_node(an_replay *r, size_t node, double *rest)
{
    const double *peers[MOST_PARENTS];
    const size_t start = r->start[node];
    fc_status status;

    if (start == r->n)
        return FC_OK;
    status =
        an_signal_make(r->amount + node * r->n + start, peers, gather_peers(r, node, rest, peers),
                       r->n - start, r->season_length, &r->signals[node]);
    return status;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* The median of the level's errors in a period and their spread around it; few nodes have none. */
static void compare_siblings(an_replay *r, size_t level, size_t t, double *work)
{
    const fc_hierarchy *h = r->sales->hierarchy;
    double *center = &r->center[level * r->n + t], *spread = &r->spread[level * r->n + t];
    size_t n = 0;

    for (size_t i = 0; i < r->n_nodes; i++) {
        const an_signal *s = &r->signals[i];

        if (fc_hierarchy_level(h, i) == level && t >= r->start[i] + s->first && s->n > 0 &&
            !isnan(s->error[t - r->start[i]]))
            work[n++] = s->error[t - r->start[i]] / s->scale[t - r->start[i]];
    }
    *center = 0;
    *spread = 1;
    if (n < LEAST_SIBLINGS)
        return;
    *center = median(work, n);
    for (size_t i = 0; i < n; i++)
        work[i] = fabs(work[i] - *center);
    *spread = fmax(1, 1.4826 * median(work, n));
}

static fc_status look_at_all(an_replay *r)
{
    const size_t n_levels = fc_hierarchy_n_levels(r->sales->hierarchy);
    bool failed = false;

#pragma omp parallel reduction(|| : failed)
    {
        double *rest = malloc((MOST_PARENTS * r->n + r->n_nodes) * sizeof *rest);

        failed = !rest;
#pragma omp for schedule(dynamic, 16)
        for (size_t i = 0; i < r->n_nodes; i++)
            failed = failed || look_at_node(r, i, rest) != FC_OK;
#pragma omp for schedule(dynamic, 4)
        for (size_t k = 0; k < n_levels * r->n; k++)
            if (!failed)
                compare_siblings(r, k / r->n, k % r->n, rest);
#pragma omp for schedule(dynamic, 16)
        for (size_t i = 0; i < r->n_nodes; i++)
            failed = failed || score_node(r, i) != FC_OK;
        free(rest);
    }
    if (failed)
        return fc_no_memory();
    return FC_OK;
}

static fc_status calibrate(an_replay *r)
{
    for (size_t k = 0; k < an_watch_rule_count(); k++)
        r->scores.weight[k] = an_watch_rule_at(k)->weight;
    an_scores_temper(&r->scores, r->window, r->usual);
    return an_scores_calibrate(&r->scores, r->rate);
}

fc_status an_replay_make(const an_sales *sales, const an_replay_options *options, an_replay *r)
{
    const fc_calendar *c = &sales->calendar;
    fc_period last;
    fc_status status;

    *r = (an_replay){.sales = sales, .rate = options->rate > 0 ? options->rate : DEFAULT_RATE};
    fc_panel_span(sales->panel, &r->first, &last);
    if (sales->first_incomplete && sales->first_complete <= sales->last_complete)
        r->first = sales->first_complete;
    r->n = (size_t)(sales->last_complete - r->first) + 1;
    r->n_nodes = fc_hierarchy_size(sales->hierarchy);
    r->season_length = fc_calendar_season_length(c);
    r->window = options->window         ? options->window
                : r->season_length > 12 ? r->season_length / 4
                : c->unit == FC_DAY     ? 28
                                        : r->season_length;
    status = allocate(r);
    if (status == FC_OK)
        fill(r);
    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++)
        status = find_start(r, i);
    if (status == FC_OK)
        status = look_at_all(r);
    if (status == FC_OK)
        status = calibrate(r);
    if (status != FC_OK)
        an_replay_clear(r);
    return status;
}
