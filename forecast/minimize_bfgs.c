/* minimize_bfgs.c - Broyden, Fletcher, Goldfarb & Shanno's search with backtracking.
 *
 * Nocedal & Wright, Numerical Optimization, 2nd ed. (2006), algorithms 3.1 and 6.1. */
#include "forecast/minimize_bfgs.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_HALVINGS = 12 };

static const double DIFFERENCE = 1e-5;
static const double SUFFICIENT = 1e-4; /* share of the slope that a step must gain */

typedef struct {
    fc_objective *objective;
    void *context;
    size_t n;
    double *x;
    double value;
    double gradient[FC_MINIMIZE_MAX];
    double direction[FC_MINIMIZE_MAX];
} descent;

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Where a forward difference leaves what is allowed, a backward one is taken. */
static void differentiate(const descent *d, double *gradient)
{
    double moved[FC_MINIMIZE_MAX];

    memcpy(moved, d->x, d->n * sizeof *moved);
    for (size_t i = 0; i < d->n; i++) {
        double step = DIFFERENCE;
        double there;

        moved[i] = d->x[i] + step;
        there = d->objective(moved, d->context);
        if (!isfinite(there)) {
            step = -step;
            moved[i] = d->x[i] + step;
            there = d->objective(moved, d->context);
        }
        gradient[i] = isfinite(there) ? (there - d->value) / step : 0;
        moved[i] = d->x[i];
    }
}

/* Minus the inverse times the gradient; where that does not lead downhill, minus the gradient in
 * the inverse's own scale. Returns the slope. */
static double point_downhill(descent *d, double *inverse)
{
    const size_t n = d->n;
    double slope;

    for (size_t i = 0; i < n; i++)
        d->direction[i] = -dot(inverse + i * n, d->gradient, n);
    slope = dot(d->direction, d->gradient, n);
    if (slope < 0)
        return slope;
    for (size_t i = 0; i < n; i++) {
        const double scale = fabs(inverse[i * n + i]);

        memset(inverse + i * n, 0, n * sizeof *inverse);
        inverse[i * n + i] = scale;
        d->direction[i] = -scale * d->gradient[i];
    }
    return dot(d->direction, d->gradient, n);
}

/* Backtracks by the parabola through what is known until the step gains enough; false when it
 * never does. */
static bool step_down(descent *d, double slope, double *x)
{
    double length = 1;

    for (size_t i = 0; i < MAX_HALVINGS; i++) {
        double there, vertex;

        for (size_t j = 0; j < d->n; j++)
            x[j] = d->x[j] + length * d->direction[j];
        there = d->objective(x, d->context);
        if (there <= d->value + SUFFICIENT * length * slope) {
            d->value = there;
            return true;
        }
        vertex = -slope * length * length / (2 * (there - d->value - slope * length));
        length = isfinite(there) ? fmin(fmax(vertex, length / 10), length / 2) : length / 4;
    }
    return false;
}

/* Equation 6.17: makes the inverse map the change of the gradient to the step. */
static void update(double *inverse, size_t n, const double *step, const double *change)
{
    const double curvature = dot(step, change, n);
    double mapped[FC_MINIMIZE_MAX];
    double factor;

    if (!(curvature > 1e-12 * sqrt(dot(step, step, n) * dot(change, change, n))))
        return;
    for (size_t i = 0; i < n; i++)
        mapped[i] = dot(inverse + i * n, change, n);
    factor = (1 + dot(mapped, change, n) / curvature) / curvature;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            inverse[i * n + j] += factor * step[i] * step[j] -
                                  (mapped[i] * step[j] + step[i] * mapped[j]) / curvature;
}

double fc_minimize_bfgs(fc_objective *objective, void *context, double *x, size_t n,
                        double *inverse, size_t max_steps, double tolerance)
{
    descent d = {.objective = objective, .context = context, .n = n, .x = x};

    assert(n <= FC_MINIMIZE_MAX);
    d.value = objective(x, context);
    if (n == 0 || !isfinite(d.value))
        return d.value;
    differentiate(&d, d.gradient);
    for (size_t i = 0; i < max_steps; i++) {
        const double before = d.value;
        const double slope = point_downhill(&d, inverse);
        double moved[FC_MINIMIZE_MAX], gradient[FC_MINIMIZE_MAX];

        if (-slope < 2 * tolerance || !step_down(&d, slope, moved) || before - d.value < tolerance)
            break;
        for (size_t j = 0; j < n; j++) {
            d.direction[j] = moved[j] - x[j];
            x[j] = moved[j];
        }
        differentiate(&d, gradient);
        for (size_t j = 0; j < n; j++) {
            const double now = gradient[j];

            gradient[j] -= d.gradient[j];
            d.gradient[j] = now;
        }
        update(inverse, n, d.direction, gradient);
    }
    return d.value;
}
