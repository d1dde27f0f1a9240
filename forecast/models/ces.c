/* ces.c - complex exponential smoothing of the seasonally adjusted series.
 *
 * Svetunkov, Kourentzes & Ord (2022), Complex exponential smoothing, Naval Research Logistics 69.
 * The parameter a0 + i a1 moves a level and a second, hidden state c:
 *
 *   l' = l - (1 - a1) c + (a0 - a1) e,  c' = l + (1 - a0) c + (a0 + a1) e,  e = y - l. */
#include <math.h>

#include "forecast/minimize.h"
#include "forecast/model.h"

static const fc_unknown start[] = {{1.3, 0.2, -5, 5}, {1, 0.1, -5, 5}};
static const double tolerance = 1e-6, start_ratio = 1.1;
enum { MAX_EVALUATIONS = 150, FIRST_LEVEL = 10 };

typedef struct {
    double real;
    double imaginary;
    double level;
    double hidden;
} ces;

static void observe(ces *s, double y)
{
    const double e = y - s->level;
    const double level = s->level - (1 - s->imaginary) * s->hidden + (s->real - s->imaginary) * e;

    s->hidden = s->level + (1 - s->real) * s->hidden + (s->real + s->imaginary) * e;
    s->level = level;
}

/* Do past errors fade? The larger eigenvalue of the states' recursion must lie within the unit
 * circle (ibid., section 4). */
static bool is_stable(double real, double imaginary)
{
    const double a = 1 - real + imaginary, b = imaginary - 1, c = 1 - real - imaginary;
    const double d = 1 - real;
    const double trace = a + d, determinant = a * d - b * c;
    const double discriminant = trace * trace - 4 * determinant;

    if (discriminant < 0)
        return determinant < 1;
    return (fabs(trace) + sqrt(discriminant)) / 2 < 1;
}

/* The states before the first observation: run through the series, and back. */
static void backcast(const fc_series *train, ces *s)
{
    const size_t n = train->n, first = n < FIRST_LEVEL ? n : FIRST_LEVEL;

    s->level = 0;
    for (size_t t = 0; t < first; t++)
        s->level += train->y[t] / (double)first;
    s->hidden = s->level / start_ratio;
    for (size_t t = 0; t < n; t++)
        observe(s, train->y[t]);
    for (size_t t = n; t-- > 0;)
        observe(s, train->y[t]);
}

static double sum_of_squares(const double *x, void *context)
{
    const fc_series *train = context;
    ces s = {.real = x[0], .imaginary = x[1]};
    double sum = 0;

    if (!is_stable(s.real, s.imaginary))
        return INFINITY;
    backcast(train, &s);
    for (size_t t = 0; t < train->n; t++) {
        sum += (train->y[t] - s.level) * (train->y[t] - s.level);
        observe(&s, train->y[t]);
    }
    return sum;
}

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    ces *s = state;
    fc_series series = *train;
    fc_unknown x[] = {start[0], start[1]};

    (void)scratch;
    fc_minimize(sum_of_squares, &series, x, 2, MAX_EVALUATIONS, tolerance);
    s->real = x[0].value;
    s->imaginary = x[1].value;
    backcast(train, s);
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] = s->level;
        observe(s, train->y[t]);
    }
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    ces s = *(const ces *)state;

    for (size_t i = 0; i < horizon; i++) {
        path[i] = s.level + (errors ? errors[i] : 0);
        observe(&s, path[i]);
    }
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    follow(state, NULL, horizon, mean);
    return FC_OK;
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const ces *s = state;
    const fc_parameter all[] = {{"alpha", s->real, 0}, {"alpha i", s->imaginary, 0}};
    const size_t n = max < 2 ? max : 2;

    for (size_t i = 0; i < n; i++)
        list[i] = all[i];
    return n;
}

const fc_model_type fc_model_ces = {
    .name = "ces",
    .summary = "complex exponential smoothing, seasonally adjusted",
    .source = "Svetunkov, Kourentzes & Ord (2022), Naval Research Logistics 69",
    .min_n = 5,
    .state_size = sizeof(ces),
    .scaled = true,
    .n_unknowns = 4,
    .season = FC_SEASON_SHRUNKEN,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};
