/* reconciler_solve.c - the coherent forecasts nearest to the base forecasts, by conjugate
 * gradients.
 *
 * With W the covariance and C the constraints (an aggregate less its bottom nodes is zero, and so
 * is a pinned bottom node) they are y - W C' (C W C')^-1 C y, Wickramasuriya, Athanasopoulos &
 * Hyndman (2019), section 2.4. W may be singular. C W C' is never made: it is applied, through the
 * lists of cells, in time linear in their length. In the units of its diagonal its eigenvalues lie
 * below the number of levels, so that few iterations do. */
#include "forecast/reconciler_solve.h"

#include <math.h>
#include <stdlib.h>

static const double TOLERANCE = 1e-15; /* of the rest, relative to the first one */

enum { ITERATIONS_MAX = 2000 };

static size_t n_aggregates(const fc_reconcile_task *task)
{
    return task->n_nodes - task->n_bottom;
}

static size_t n_constraints(const fc_reconcile_task *task, const fc_reconcile_step *s)
{
    return n_aggregates(task) + s->n_pins;
}

fc_reconcile_step *fc_reconciler_step_new(const fc_reconcile_task *task,
                                          const fc_covariance *covariance, size_t n_pins)
{
    const size_t n = task->n_nodes, a = n_aggregates(task) + n_pins, r = covariance->rank;
    fc_reconcile_step *s = malloc(sizeof *s);
    double *memory = malloc((2 * n + task->n_bottom + a * r + r + 6 * a) * sizeof *memory);
    bool *held = malloc(n * sizeof *held);
    size_t *pins = malloc((n_pins + 1) * sizeof *pins);

    if (!s || !memory || !held || !pins) {
        free(pins);
        free(held);
        free(memory);
        free(s);
        return NULL;
    }
    *s = (fc_reconcile_step){.base = memory, .held = held, .pins = pins, .n_pins = n_pins};
    s->node = s->base + n;
    s->bottom = s->node + n;
    s->link = s->bottom + task->n_bottom;
    s->rank = s->link + a * r;
    s->scale = s->rank + r;
    s->rest = s->scale + a;
    s->preconditioned = s->rest + a;
    s->direction = s->preconditioned + a;
    s->image = s->direction + a;
    s->multiplier = s->image + a;
    return s;
}

void fc_reconciler_step_free(fc_reconcile_step *step)
{
    if (!step)
        return;
    free(step->base);
    free(step->held);
    free(step->pins);
    free(step);
}

static double dot(const double *x, const double *y, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

/* out = C node */
static void constrain(const fc_reconcile_task *task, const fc_reconcile_step *s, const double *node,
                      double *out)
{
    const double *bottom = node + n_aggregates(task);

    for (size_t a = 0; a < n_aggregates(task); a++) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, a, &n);
        double sum = 0.0;

        for (size_t i = 0; i < n; i++)
            sum += bottom[cells[i]];
        out[a] = node[a] - sum;
    }
    for (size_t k = 0; k < s->n_pins; k++)
        out[n_aggregates(task) + k] = bottom[s->pins[k]];
}

/* node = C' v */
static void spread(const fc_reconcile_task *task, const fc_reconcile_step *s, const double *v,
                   double *node)
{
    double *bottom = node + n_aggregates(task);

    for (size_t j = 0; j < task->n_bottom; j++)
        bottom[j] = 0.0;
    for (size_t a = 0; a < n_aggregates(task); a++) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, a, &n);

        node[a] = v[a];
        for (size_t i = 0; i < n; i++)
            bottom[cells[i]] -= v[a];
    }
    for (size_t k = 0; k < s->n_pins; k++)
        bottom[s->pins[k]] += v[n_aggregates(task) + k];
}

static double variance_of(const fc_covariance *w, const fc_reconcile_step *s, size_t node)
{
    return s->held[node] ? 0.0 : w->diagonal[node];
}

/* rank = link' v */
static void project(const fc_covariance *w, fc_reconcile_step *s, const double *v, size_t n)
{
    for (size_t k = 0; k < w->rank; k++)
        s->rank[k] = 0.0;
    for (size_t a = 0; a < n; a++)
        for (size_t k = 0; k < w->rank; k++)
            s->rank[k] += s->link[a * w->rank + k] * v[a];
}

/* out = C W C' v */
static void apply(const fc_reconcile_task *task, const fc_covariance *w, fc_reconcile_step *s,
                  const double *v, double *out)
{
    const size_t n = n_constraints(task, s);

    spread(task, s, v, s->node);
    for (size_t i = 0; i < task->n_nodes; i++)
        s->node[i] *= variance_of(w, s, i);
    constrain(task, s, s->node, out);
    project(w, s, v, n);
    for (size_t a = 0; a < n; a++)
        out[a] += dot(s->link + a * w->rank, s->rank, w->rank);
}

/* link = C factor, and scale = the diagonal of C W C' inverted. */
static void prepare(const fc_reconcile_task *task, const fc_covariance *w, fc_reconcile_step *s)
{
    const size_t n_agg = n_aggregates(task), r = w->rank;

    for (size_t a = 0; a < n_agg; a++) {
        size_t n;
        const size_t *cells = fc_lists_get(task->cells, a, &n);
        double *link = s->link + a * r, diagonal = variance_of(w, s, a);

        for (size_t k = 0; k < r; k++)
            link[k] = s->held[a] ? 0.0 : w->factor[a * r + k];
        for (size_t i = 0; i < n; i++) {
            const size_t j = n_agg + cells[i];

            diagonal += variance_of(w, s, j);
            for (size_t k = 0; k < r && !s->held[j]; k++)
                link[k] -= w->factor[j * r + k];
        }
        diagonal += dot(link, link, r);
        s->scale[a] = diagonal > 0.0 ? 1.0 / diagonal : 0.0;
    }
    for (size_t k = 0; k < s->n_pins; k++) {
        const size_t j = n_agg + s->pins[k];
        double *link = s->link + (n_agg + k) * r, diagonal = variance_of(w, s, j);

        for (size_t f = 0; f < r; f++)
            link[f] = s->held[j] ? 0.0 : w->factor[j * r + f];
        diagonal += dot(link, link, r);
        s->scale[n_agg + k] = diagonal > 0.0 ? 1.0 / diagonal : 0.0;
    }
}

/* Solves C W C' multiplier = C base: Saad (2003), Iterative methods for sparse linear systems,
 * algorithm 9.1. */
static void find_multiplier(const fc_reconcile_task *task, const fc_covariance *w,
                            fc_reconcile_step *s)
{
    const size_t n = n_constraints(task, s);
    double product, first;

    constrain(task, s, s->base, s->rest);
    for (size_t a = 0; a < n; a++) {
        s->multiplier[a] = 0.0;
        s->direction[a] = s->scale[a] * s->rest[a];
    }
    first = product = dot(s->direction, s->rest, n);
    for (size_t i = 0; i < ITERATIONS_MAX && product > TOLERANCE * TOLERANCE * first; i++) {
        apply(task, w, s, s->direction, s->image);
        const double curvature = dot(s->direction, s->image, n);
        const double length = curvature > 0.0 ? product / curvature : 0.0;
        const double before = product;

        for (size_t a = 0; a < n; a++) {
            s->multiplier[a] += length * s->direction[a];
            s->rest[a] -= length * s->image[a];
            s->preconditioned[a] = s->scale[a] * s->rest[a];
        }
        product = dot(s->preconditioned, s->rest, n);
        for (size_t a = 0; a < n; a++)
            s->direction[a] = s->preconditioned[a] + product / before * s->direction[a];
        if (curvature <= 0.0)
            break;
    }
}

void fc_reconciler_step_solve(const fc_reconcile_task *task, const fc_covariance *covariance,
                              fc_reconcile_step *s)
{
    const size_t n_agg = n_aggregates(task), r = covariance->rank;

    prepare(task, covariance, s);
    find_multiplier(task, covariance, s);
    spread(task, s, s->multiplier, s->node);
    project(covariance, s, s->multiplier, n_constraints(task, s));
    for (size_t j = 0; j < task->n_bottom; j++) {
        const size_t i = n_agg + j;
        const double shift = covariance->diagonal[i] * s->node[i] +
                             (r ? dot(covariance->factor + i * r, s->rank, r) : 0.0);

        s->bottom[j] = s->base[i] - (s->held[i] ? 0.0 : shift);
    }
}
