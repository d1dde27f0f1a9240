/* minimize.c - Nelder-Mead search inside a box, golden section on a line.
 *
 * Nelder & Mead, A simplex method for function minimization, Computer Journal 7 (1965);
 * bounds by projection as in Box (1965). */
#include "forecast/minimize.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* The classical coefficients, as places on the line from the worst corner through the centroid:
 * centroid + place (centroid - worst). */
static const double reflection = 1;
static const double expansion = 2;
static const double contraction = -0.5;
static const double shrinkage = 0.5;

typedef struct {
    fc_objective *objective;
    void *context;
    const fc_unknown *box;
    size_t n;
    size_t evaluations;
    double corner[FC_MINIMIZE_MAX + 1][FC_MINIMIZE_MAX];
    double value[FC_MINIMIZE_MAX + 1];
    size_t best, worst, second_worst;
} simplex;

static double clamp(double x, const fc_unknown *range)
{
    return x < range->lower ? range->lower : x > range->upper ? range->upper : x;
}

static double evaluate(simplex *s, const double *x)
{
    const double value = s->objective(x, s->context);

    s->evaluations++;
    return isfinite(value) ? value : DBL_MAX;
}

/* A first step that would leave the box goes the other way: projected, it would leave the simplex
 * flat. */
static double first_step(const fc_unknown *u)
{
    const double there = u->value + u->step;

    return clamp(there > u->upper || there < u->lower ? u->value - u->step : there, u);
}

static void start(simplex *s)
{
    for (size_t i = 0; i <= s->n; i++) {
        for (size_t j = 0; j < s->n; j++)
            s->corner[i][j] = clamp(s->box[j].value, &s->box[j]);
        if (i > 0)
            s->corner[i][i - 1] = first_step(&s->box[i - 1]);
        s->value[i] = evaluate(s, s->corner[i]);
    }
}

static void rank(simplex *s)
{
    s->best = s->worst = 0;
    for (size_t i = 1; i <= s->n; i++) {
        if (s->value[i] < s->value[s->best])
            s->best = i;
        if (s->value[i] > s->value[s->worst])
            s->worst = i;
    }
    s->second_worst = s->best;
    for (size_t i = 0; i <= s->n; i++)
        if (i != s->worst && s->value[i] > s->value[s->second_worst])
            s->second_worst = i;
}

static void replace_worst(simplex *s, const double *x, double value)
{
    memcpy(s->corner[s->worst], x, s->n * sizeof *x);
    s->value[s->worst] = value;
}

/* Are all corners but the worst on this wall of the box? */
static bool others_on_wall(const simplex *s, size_t j, double wall)
{
    for (size_t i = 0; i <= s->n; i++)
        if (i != s->worst && s->corner[i][j] != wall)
            return false;
    return true;
}

/* Projection must not press the simplex flat against a wall, from where it would see nothing beside
 * the wall: the last corner stays off it and comes half the way. */
static double project(const simplex *s, size_t j, double x)
{
    const double projected = clamp(x, &s->box[j]);

    return projected != x && others_on_wall(s, j, projected)
               ? projected + shrinkage * (s->corner[s->worst][j] - projected)
               : projected;
}

/* The value at `place` on the line from the worst corner through the centroid of the others. */
static double probe(simplex *s, const double *centroid, double place, double *x)
{
    for (size_t j = 0; j < s->n; j++)
        x[j] = project(s, j, centroid[j] + place * (centroid[j] - s->corner[s->worst][j]));
    return evaluate(s, x);
}

static void shrink(simplex *s)
{
    for (size_t i = 0; i <= s->n; i++) {
        if (i == s->best)
            continue;
        for (size_t j = 0; j < s->n; j++)
            s->corner[i][j] += shrinkage * (s->corner[s->best][j] - s->corner[i][j]);
        s->value[i] = evaluate(s, s->corner[i]);
    }
}

static void step(simplex *s)
{
    double centroid[FC_MINIMIZE_MAX], x[FC_MINIMIZE_MAX], further[FC_MINIMIZE_MAX];

    for (size_t j = 0; j < s->n; j++) {
        double sum = 0;
        for (size_t i = 0; i <= s->n; i++)
            sum += i == s->worst ? 0 : s->corner[i][j];
        centroid[j] = sum / (double)s->n;
    }
    const double reflected = probe(s, centroid, reflection, x);
    if (reflected < s->value[s->best]) {
        const double expanded = probe(s, centroid, expansion, further);
        if (expanded < reflected)
            replace_worst(s, further, expanded);
        else
            replace_worst(s, x, reflected);
        return;
    }
    if (reflected < s->value[s->worst])
        replace_worst(s, x, reflected);
    if (reflected < s->value[s->second_worst])
        return;
    const double contracted = probe(s, centroid, contraction, x);
    if (contracted < s->value[s->worst])
        replace_worst(s, x, contracted);
    else
        shrink(s);
}

double fc_minimize(fc_objective *objective, void *context, fc_unknown *unknowns, size_t n,
                   size_t max_evaluations, double tolerance)
{
    simplex s = {.objective = objective, .context = context, .box = unknowns, .n = n};

    assert(n > 0 && n <= FC_MINIMIZE_MAX);
    start(&s);
    for (rank(&s); s.evaluations < max_evaluations; rank(&s)) {
        if (s.value[s.worst] - s.value[s.best] <= tolerance * (fabs(s.value[s.best]) + DBL_MIN))
            break;
        step(&s);
    }
    for (size_t j = 0; j < n; j++)
        unknowns[j].value = s.corner[s.best][j];
    return s.value[s.best];
}

/* Kiefer (1953), Sequential minimax search for a maximum. */
static double golden_section(fc_objective *objective, void *context, double lower, double upper,
                             double tolerance, double *x)
{
    const double ratio = (sqrt(5) - 1) / 2;
    double left = upper - ratio * (upper - lower), right = lower + ratio * (upper - lower);
    double at_left = objective(&left, context), at_right = objective(&right, context);

    while (upper - lower > tolerance) {
        if (at_left <= at_right) {
            upper = right;
            right = left;
            at_right = at_left;
            left = upper - ratio * (upper - lower);
            at_left = objective(&left, context);
        } else {
            lower = left;
            left = right;
            at_left = at_right;
            right = lower + ratio * (upper - lower);
            at_right = objective(&right, context);
        }
    }
    *x = at_left <= at_right ? left : right;
    return fmin(at_left, at_right);
}

double fc_minimize_line(fc_objective *objective, void *context, double lower, double upper,
                        size_t n_starts, double tolerance, double *x)
{
    const double spacing = (upper - lower) / (double)(n_starts - 1);
    double best = INFINITY, place = lower;

    assert(n_starts > 1);
    for (size_t i = 0; i < n_starts; i++) {
        const double point = i + 1 < n_starts ? lower + (double)i * spacing : upper;
        const double value = objective(&point, context);
        if (value < best) {
            best = value;
            place = point;
        }
    }
    const double inside = golden_section(objective, context, fmax(lower, place - spacing),
                                         fmin(upper, place + spacing), tolerance, x);
    if (inside < best)
        return inside;
    *x = place;
    return best;
}
