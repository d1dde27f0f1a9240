/* least_squares.c - Levenberg-Marquardt search.
 *
 * Marquardt, An algorithm for least-squares estimation of nonlinear parameters, SIAM J. Applied
 * Mathematics 11 (1963): damping scaled by the diagonal of J'J. Steps are projected into the
 * bounds; an unknown that presses against one is held there. */
#include "forecast/regression/least_squares.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { MAX_REFUSALS = 10 };

static const double FIRST_DAMPING = 1e-3;
static const double RELAX = 0.2;
static const double TIGHTEN = 5;
static const double DIFFERENCE = 1e-6;

/* No unknown moves further than this in one step: ours are angles and logarithms. */
static const double LONGEST_STEP = 1;

typedef struct {
    const fc_least_squares *problem;
    double *jacobian;
    double *trial;                                             /* residuals at the point tried */
    double normal[FC_LEAST_SQUARES_MAX][FC_LEAST_SQUARES_MAX]; /* J'J */
    double gradient[FC_LEAST_SQUARES_MAX];                     /* J'r */
    bool held[FC_LEAST_SQUARES_MAX];
} search;

static double sum_of_squares(const double *r, size_t n)
{
    double sum = 0;

    for (size_t t = 0; t < n; t++)
        sum += r[t] * r[t];
    return isfinite(sum) ? sum : INFINITY;
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;

#pragma omp simd reduction(+ : sum)
    for (size_t t = 0; t < n; t++)
        sum += a[t] * b[t];
    return sum;
}

/* Away from zero, so that unknowns on a bound of their own do not leave it. */
static void differences(search *s, const double *x, const double *residual)
{
    const fc_least_squares *p = s->problem;
    double moved[FC_LEAST_SQUARES_MAX];

    memcpy(moved, x, p->n_unknowns * sizeof *x);
    for (size_t j = 0; j < p->n_unknowns; j++) {
        const double step = x[j] > 0 ? -DIFFERENCE : DIFFERENCE;
        double *column = s->jacobian + j * p->n_residuals;

        moved[j] = x[j] + step;
        if (p->residuals(moved, column, p->context))
            for (size_t t = 0; t < p->n_residuals; t++)
                column[t] = (column[t] - residual[t]) / step;
        else
            memset(column, 0, p->n_residuals * sizeof *column);
        moved[j] = x[j];
    }
}

/* Is this unknown held: on a bound that the sum falls towards, or without any effect on it? */
static bool is_held(const search *s, const double *x, size_t i)
{
    const fc_least_squares *p = s->problem;

    return s->normal[i][i] <= 0 || (p->lower && x[i] <= p->lower[i] && s->gradient[i] > 0) ||
           (p->upper && x[i] >= p->upper[i] && s->gradient[i] < 0);
}

static void linearize(search *s, const double *x, const double *residual)
{
    const fc_least_squares *p = s->problem;
    const size_t n = p->n_residuals;

    if (p->jacobian)
        p->jacobian(x, residual, s->jacobian, p->context);
    else
        differences(s, x, residual);
    for (size_t i = 0; i < p->n_unknowns; i++) {
        s->gradient[i] = dot(s->jacobian + i * n, residual, n);
        for (size_t j = 0; j <= i; j++)
            s->normal[i][j] = dot(s->jacobian + i * n, s->jacobian + j * n, n);
        s->held[i] = is_held(s, x, i);
    }
}

/* The damped matrix at i, j; an unknown that is held has a row of the unit matrix. */
static double damped(const search *s, size_t i, size_t j, double damping)
{
    if (s->held[i] || s->held[j])
        return i == j;
    return s->normal[i][j] * (i == j ? 1 + damping : 1);
}

/* Solves (J'J + damping diag(J'J)) step = -J'r by Cholesky; false where that is singular. */
static bool damped_step(const search *s, double damping, double *step)
{
    const size_t k = s->problem->n_unknowns;
    double l[FC_LEAST_SQUARES_MAX][FC_LEAST_SQUARES_MAX];
    double longest = 0;

    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j <= i; j++) {
            const double sum = damped(s, i, j, damping) - dot(l[i], l[j], j);

            if (i == j && !(sum > 0))
                return false;
            l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
        }
        step[i] = ((s->held[i] ? 0 : -s->gradient[i]) - dot(l[i], step, i)) / l[i][i];
    }
    for (size_t i = k; i-- > 0;) {
        for (size_t h = i + 1; h < k; h++)
            step[i] -= l[h][i] * step[h];
        step[i] /= l[i][i];
        longest = fmax(longest, fabs(step[i]));
    }
    for (size_t i = 0; longest > LONGEST_STEP && i < k; i++)
        step[i] *= LONGEST_STEP / longest;
    return isfinite(longest);
}

static double project(const fc_least_squares *p, size_t j, double x)
{
    if (p->lower && x < p->lower[j])
        return p->lower[j];
    return p->upper && x > p->upper[j] ? p->upper[j] : x;
}

/* Tries steps, each shorter than the one before, until one gains; false when none does. */
static bool improve(search *s, double *x, double *residual, double *sum, double *damping)
{
    const fc_least_squares *p = s->problem;

    for (size_t refusals = 0; refusals < MAX_REFUSALS; refusals++) {
        double step[FC_LEAST_SQUARES_MAX];
        double moved[FC_LEAST_SQUARES_MAX];
        double tried = INFINITY;

        if (damped_step(s, *damping, step)) {
            for (size_t j = 0; j < p->n_unknowns; j++)
                moved[j] = project(p, j, x[j] + step[j]);
            if (p->residuals(moved, s->trial, p->context))
                tried = sum_of_squares(s->trial, p->n_residuals);
        }
        if (tried < *sum) {
            memcpy(x, moved, p->n_unknowns * sizeof *x);
            memcpy(residual, s->trial, p->n_residuals * sizeof *residual);
            *sum = tried;
            *damping *= RELAX;
            return true;
        }
        *damping *= TIGHTEN;
    }
    return false;
}

fc_status fc_least_squares_fit(const fc_least_squares *problem, double *x, double *residual,
                               double *sum, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    search s; /* large: what is used of it is set below */
    double damping = FIRST_DAMPING;

    assert(problem->n_unknowns <= FC_LEAST_SQUARES_MAX);
    s.problem = problem;
    s.jacobian = fc_scratch_take(scratch, problem->n_unknowns * problem->n_residuals);
    s.trial = fc_scratch_take(scratch, problem->n_residuals);
    if (!s.jacobian || !s.trial)
        return fc_no_memory();
    *sum = INFINITY;
    if (problem->residuals(x, residual, problem->context))
        *sum = sum_of_squares(residual, problem->n_residuals);
    for (size_t i = 0; i < problem->max_steps && isfinite(*sum) && *sum > 0; i++) {
        const double before = *sum;

        linearize(&s, x, residual);
        if (!improve(&s, x, residual, sum, &damping) ||
            before - *sum <= problem->tolerance * before)
            break;
    }
    fc_scratch_release(scratch, mark);
    return FC_OK;
}
