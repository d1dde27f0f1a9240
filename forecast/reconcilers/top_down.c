/* top_down.c - the forecasts of one level are kept and split among the bottom nodes in them.
 *
 * Gross & Sohl (1990), Disaggregation methods to expedite product line forecasting (proportions of
 * the history's means); Athanasopoulos, Ahmed & Hyndman (2009), Hierarchical forecasts for
 * Australian domestic tourism (proportions of the forecasts). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/reconciler.h"

/* The node of the level from `first` on that each bottom node is in. Returns where the level ends:
 * a level holds every bottom node once. */
static size_t find_level(const fc_reconcile_task *task, size_t first, size_t *group)
{
    size_t covered = 0;

    while (covered < task->n_bottom) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, first, &n);

        for (size_t c = 0; group && c < n; c++)
            group[cells[c]] = first;
        covered += n;
        first++;
    }
    return first;
}

/* The first node of the level whose number of nodes is nearest, in ratio, to half way down. */
static size_t middle_of(const fc_reconcile_task *task)
{
    const double wanted = log((double)task->n_bottom) / 2;
    size_t best = 0;
    double distance = INFINITY;

    for (size_t first = 0, end; first < task->n_nodes; first = end) {
        end = find_level(task, first, NULL);
        if (fabs(log((double)(end - first)) - wanted) < distance - 1e-9) {
            distance = fabs(log((double)(end - first)) - wanted);
            best = first;
        }
    }
    return best;
}

/* What one step of a level's nodes is split by: sums[node] of the weights of their bottom nodes,
 * and how many may take a share. Facts take what they are. */
typedef struct {
    const fc_reconcile_task *task;
    size_t *group, *parent, *own; /* of each bottom node: in the level kept, and two below it */
    double *weight;
    double *rest, *sum, *n; /* of each node: base less facts; weights; bottom nodes that share */
} split_work;

/* Whether each level nests in the one before it, so that there is one way down. */
static bool is_tree(const split_work *w)
{
    const fc_reconcile_task *task = w->task;

    for (size_t first = 0, end; first < task->n_nodes; first = end) {
        end = find_level(task, first, w->own);
        for (size_t i = first; first > 0 && i < end; i++) {
            size_t n;
            const size_t *cells = fc_lists_get(task->cells, i, &n);

            for (size_t c = 1; c < n; c++)
                if (w->parent[cells[c]] != w->parent[cells[0]])
                    return false;
        }
        memcpy(w->parent, w->own, task->n_bottom * sizeof *w->own);
    }
    return true;
}

/* Multiplies the weights by the share of each node of the level in its parent: by their forecasts,
 * or evenly where those are nothing. */
static void share_level(split_work *w, size_t first, size_t end, size_t h)
{
    const fc_reconcile_task *task = w->task;

    memset(w->sum, 0, task->n_nodes * sizeof *w->sum);
    memset(w->n, 0, task->n_nodes * sizeof *w->n);
    for (size_t i = first; i < end; i++) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, i, &n);

        w->sum[w->parent[cells[0]]] += fabs(task->base[i * task->horizon + h]);
        w->n[w->parent[cells[0]]] += (double)n;
    }
    for (size_t i = first; i < end; i++) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, i, &n), up = w->parent[cells[0]];
        const double part = w->sum[up] > 0 ? fabs(task->base[i * task->horizon + h]) / w->sum[up]
                                           : (double)n / w->n[up];

        for (size_t c = 0; c < n; c++)
            w->weight[cells[c]] *= part;
    }
}

/* In a tree level by level, from the one kept down; else, as there are several ways down, by the
 * bottom's forecasts alone. */
static void weigh_by_forecasts(split_work *w, size_t level, bool tree, size_t h)
{
    const fc_reconcile_task *task = w->task;
    const size_t bottom = task->n_nodes - task->n_bottom;
    size_t first = find_level(task, level, NULL), end;

    memcpy(w->parent, w->group, task->n_bottom * sizeof *w->group);
    for (size_t j = 0; j < task->n_bottom; j++)
        w->weight[j] = 1;
    for (first = tree ? first : bottom; level < bottom && first < task->n_nodes; first = end) {
        end = find_level(task, first, w->own);
        share_level(w, first, end, h);
        memcpy(w->parent, w->own, task->n_bottom * sizeof *w->own);
    }
}

static void add_up(split_work *w, size_t h)
{
    const fc_reconcile_task *task = w->task;
    const size_t first = task->n_nodes - task->n_bottom;

    for (size_t i = 0; i < task->n_nodes; i++) {
        w->rest[i] = task->base[i * task->horizon + h];
        w->sum[i] = w->n[i] = 0;
    }
    for (size_t j = 0; j < task->n_bottom; j++) {
        const size_t g = w->group[j];

        if (task->fixed[first + j]) {
            w->rest[g] -= task->base[(first + j) * task->horizon + h];
        } else {
            w->sum[g] += w->weight[j];
            w->n[g]++;
        }
    }
}

/* In proportion to the weights; evenly where those do not add up to anything. */
static double share_of(const split_work *w, size_t j, size_t h)
{
    const fc_reconcile_task *task = w->task;
    const size_t node = task->n_nodes - task->n_bottom + j, g = w->group[j];
    double share;

    if (task->fixed[node])
        return task->base[node * task->horizon + h];
    share = w->sum[g] > 0 ? w->weight[j] / w->sum[g] : 1 / w->n[g];
    return task->nonnegative[node] ? fmax(w->rest[g] * share, 0) : w->rest[g] * share;
}

static void write_step(const split_work *w, size_t h, double *mean)
{
    const fc_reconcile_task *task = w->task;
    const size_t first = task->n_nodes - task->n_bottom, horizon = task->horizon;

    for (size_t j = 0; j < task->n_bottom; j++)
        mean[(first + j) * horizon + h] = share_of(w, j, h);
    for (size_t i = 0; i < first; i++) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, i, &n);
        double sum = 0;

        for (size_t c = 0; c < n; c++)
            sum += mean[(first + cells[c]) * horizon + h];
        mean[i * horizon + h] = sum;
    }
}

/* By the sizes of the forecasts of each step, or of the history. */
static fc_status split(const fc_reconcile_task *task, size_t level, bool by_history, double *mean)
{
    const size_t first = task->n_nodes - task->n_bottom;
    double *memory = malloc((3 * task->n_nodes + task->n_bottom) * sizeof *memory);
    size_t *groups = malloc(3 * task->n_bottom * sizeof *groups);
    split_work w = {.task = task,
                    .group = groups,
                    .parent = groups + task->n_bottom,
                    .own = groups + 2 * task->n_bottom};
    fc_status status = memory && groups ? FC_OK : fc_no_memory();
    bool tree = false;

    if (status == FC_OK) {
        w.rest = memory;
        w.sum = memory + task->n_nodes;
        w.n = memory + 2 * task->n_nodes;
        w.weight = memory + 3 * task->n_nodes;
        find_level(task, level, w.group);
        tree = is_tree(&w);
    }
    for (size_t h = 0; status == FC_OK && h < task->horizon; h++) {
        for (size_t j = 0; by_history && j < task->n_bottom; j++)
            w.weight[j] = task->size[first + j];
        if (!by_history)
            weigh_by_forecasts(&w, level, tree, h);
        add_up(&w, h);
        write_step(&w, h, mean);
    }
    free(groups);
    free(memory);
    return status;
}

static fc_status by_forecasts(const fc_reconcile_task *task, double *mean)
{
    return split(task, 0, false, mean);
}

static fc_status by_history(const fc_reconcile_task *task, double *mean)
{
    return split(task, 0, true, mean);
}

static fc_status from_the_middle(const fc_reconcile_task *task, double *mean)
{
    return split(task, middle_of(task), false, mean);
}

const fc_reconciler fc_reconciler_top_down = {
    .name = "top-down",
    .summary = "the total's forecast, split in proportion to the forecasts below it",
    .source = "Athanasopoulos, Ahmed & Hyndman (2009)",
    .split = by_forecasts,
};

const fc_reconciler fc_reconciler_top_down_history = {
    .name = "top-down-history",
    .summary = "the total's forecast, split in proportion to the bottom's mean sizes so far",
    .source = "Gross & Sohl (1990), method F",
    .split = by_history,
};

const fc_reconciler fc_reconciler_middle_out = {
    .name = "middle-out",
    .summary = "forecasts of the middle level, added up above and split below by forecasts",
    .source = "Hyndman & Athanasopoulos (2021), section 11.2",
    .split = from_the_middle,
};
