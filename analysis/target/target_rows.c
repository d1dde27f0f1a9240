/* target_rows.c - sums of targets, of what is expected and of the futures, for every node. */
#include <math.h>
#include <stdlib.h>

#include "analysis/first_failure.h"
#include "analysis/target/target_private.h"
#include "forecast/forecasts/futures.h"

/* A thread's room for one node. */
typedef struct {
    int64_t *slots;   /* running sums of the node's targets: slots + 1 */
    double *expected; /* of its baseline likewise */
    double *paths;    /* n_paths x horizon */
    double *sums;     /* n_paths */
} workspace;

static fc_status workspace_init(workspace *w, const an_target *t)
{
    const size_t n_paths = fc_forecasts_n_paths(t->forecasts);

    w->slots = malloc((t->spans.n_slots + 1) * sizeof *w->slots);
    w->expected = malloc((t->spans.n_slots + 1) * sizeof *w->expected);
    w->paths = calloc(n_paths * fc_forecasts_horizon(t->forecasts), sizeof *w->paths);
    w->sums = malloc(n_paths * sizeof *w->sums);
    return w->slots && w->expected && w->paths && w->sums ? FC_OK : fc_no_memory();
}

static void workspace_clear(workspace *w)
{
    free(w->slots);
    free(w->expected);
    free(w->paths);
    free(w->sums);
}

void an_target_sum_paths(const an_target *t, size_t node, const double *paths, size_t span,
                         double *sums)
{
    const an_span *s = &t->spans.spans[span];
    const fc_period next = fc_forecasts_first(t->forecasts);
    const double *baseline = t->baseline + node * t->n_periods;
    fc_futures_span futures = {.rest = 1};

    for (fc_period p = s->first_period; p <= s->last_period && p < next; p++)
        futures.known += baseline[p - t->spans.first];
    if (s->last_period >= next) {
        futures.first = s->first_period < next ? 0 : (size_t)(s->first_period - next);
        futures.end = (size_t)(s->last_period - next) + 1;
    }
    fc_futures_sum(t->forecasts, node, paths, &futures, sums);
}

static double sum_periods(const an_target *t, const double *periods, const an_span *span)
{
    double sum = 0;

    for (fc_period p = span->first_period; p <= span->last_period; p++)
        sum += periods[p - t->spans.first];
    return sum;
}

static bool is_fine(const an_span *span)
{
    return span->first_period == FC_PERIOD_NONE;
}

static void sum_slots(const an_target *t, size_t node, workspace *w)
{
    const double *baseline = t->baseline + node * t->n_periods;
    size_t n;
    const size_t *cells = fc_hierarchy_cells(t->sales->hierarchy, node, &n);

    w->slots[0] = 0;
    w->expected[0] = 0;
    for (size_t i = 0; i < t->spans.n_slots; i++) {
        w->slots[i + 1] = w->slots[i];
        for (size_t c = 0; c < n; c++)
            w->slots[i + 1] += t->values[cells[c] * t->spans.n_slots + i];
        w->expected[i + 1] = w->expected[i] + baseline[t->spans.periods[i]] * t->day_share[i];
    }
}

/* The baseline of a span that is finer than the sales' periods, or of any. */
static double expected_in(const workspace *w, const an_span *span)
{
    return w->expected[span->last + 1] - w->expected[span->first];
}

static double chance(const an_target *t, size_t node, size_t span, double target, workspace *w)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    size_t reached = 0;

    an_target_sum_paths(t, node, w->paths, span, w->sums);
    for (size_t i = 0; i < n; i++)
        reached += an_target_reaches(w->sums[i], target);
    return (double)reached / (double)n;
}

/* The weight of a span in the one that it is divided from. */
static double share_of(const an_target *t, size_t node, size_t span, const workspace *w)
{
    const double *baseline = t->baseline + node * t->n_periods;
    const an_span *whole = &t->spans.spans[0], *own = &t->spans.spans[span];
    const size_t first = own->first < t->n_known ? t->n_known : own->first;
    const double left = w->expected[t->spans.n_slots] - w->expected[t->n_known];
    const double part =
        span == 0 ? sum_periods(t, baseline, whole) : expected_in(w, &t->spans.spans[span]);
    const double of = span == 0 ? sum_periods(t, t->baseline, whole) : expected_in(w, whole);

    if (t->n_known > 0 && span > 0) /* of what is left, from `first` on */
        return left > 0 && own->last >= first
                   ? (w->expected[own->last + 1] - w->expected[first]) / left
                   : NAN;
    return of > 0 ? part / of : NAN;
}

static void set_row(const an_target *t, size_t node, size_t span, workspace *w, an_target_row *row)
{
    const an_span *s = &t->spans.spans[span];
    const size_t at = node * t->n_periods;

    row->target =
        an_target_from_steps((double)(w->slots[s->last + 1] - w->slots[s->first]), t->options.step);
    row->share = share_of(t, node, span, w);
    row->bound = SIZE_MAX;
    row->last_year = row->p_attain = NAN;
    if (is_fine(s)) {
        row->baseline = expected_in(w, s);
        return;
    }
    row->baseline = sum_periods(t, t->baseline + at, s);
    row->last_year = sum_periods(t, t->before + at, s);
    if (fc_forecasts_history(t->forecasts, node).n > 0)
        row->p_attain = chance(t, node, span, row->target, w);
}

static fc_status set_node(an_target *t, size_t node, workspace *w)
{
    fc_status status = FC_OK;

    if (fc_forecasts_first(t->forecasts) <= t->spans.last)
        status = fc_forecasts_paths(t->forecasts, node, w->paths);
    sum_slots(t, node, w);
    for (size_t s = 0; status == FC_OK && s < t->spans.n; s++)
        set_row(t, node, s, w, &t->rows[node * t->spans.n + s]);
    return status;
}

static void mark_bounds(an_target *t)
{
    for (size_t i = 0; i < t->options.n_bounds; i++) {
        const an_target_bound *b = &t->options.bounds[i];
        const double total = t->rows[b->span].target, near = t->options.step / 2;
        an_target_row *row = &t->rows[b->node * t->spans.n + b->span];

        row->bound = i;
        if (fabs(row->target - b->lo * (b->of_total ? total : 1)) <= near)
            row->held = -1;
        else if (fabs(row->target - b->hi * (b->of_total ? total : 1)) <= near)
            row->held = 1;
    }
}

fc_status an_target_rows_make(an_target *t)
{
    an_first_failure failure = {FC_OK, ""};

    t->rows = calloc(t->n_nodes * t->spans.n, sizeof *t->rows);
    if (!t->rows)
        return fc_no_memory();
#pragma omp parallel if (t->n_nodes > 16)
    {
        workspace w;
        fc_status status = workspace_init(&w, t);

#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < t->n_nodes; i++)
            if (status == FC_OK)
                status = set_node(t, i, &w);
        if (status != FC_OK)
            an_first_failure_note(&failure, status);
        workspace_clear(&w);
    }
    mark_bounds(t);
    return an_first_failure_tell(&failure);
}
