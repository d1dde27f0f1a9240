/* dotm.c - optimised theta models: the weight of the trend line is estimated with the smoothing.
 *
 * Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), Models for optimising the theta
 * method and their relationship to state space models, International Journal of Forecasting 32. The
 * line is fixed (OTM) or drawn anew at each observation (DOTM). With w = 1 - 1/theta the one-step
 * forecast is
 *
 *   mu_t = l_{t-1} + w ((1-a)^{t-1} A_{t-1} + (1 - (1-a)^t) / a B_{t-1}),  l_t = a y_t + (1-a)
 * l_{t-1}
 *
 * which is linear in w and in the first level: only `a` has to be searched for. */
#include <math.h>

#include "forecast/minimize.h"
#include "forecast/model.h"

static const double least_alpha = 0.1, most_alpha = 0.99, most_weight = 0.99, tolerance = 1e-4;
enum { N_STARTS = 7, SKIPPED = 2 }; /* errors of the first two observations do not count */

/* A + B t is the line through the first `t` observations, or all; the states before the next one.
 */
typedef struct {
    double alpha;
    double weight;
    bool dynamic;
    double level;
    double intercept;
    double slope;
    double mean;  /* of the observations so far */
    double t;     /* how many there were */
    double power; /* (1 - alpha)^t */
} theta;

/* The part of the forecast that the weight multiplies. */
static double line(const theta *s)
{
    return s->power * s->intercept + (1 - s->power * (1 - s->alpha)) / s->alpha * s->slope;
}

static double predict(const theta *s)
{
    return s->level + s->weight * line(s);
}

static void observe(theta *s, double y)
{
    const double before = s->mean;

    s->level += s->alpha * (y - s->level);
    s->power *= 1 - s->alpha;
    s->t++;
    if (!s->dynamic)
        return;
    s->mean += (y - s->mean) / s->t;
    s->slope = s->t > 1 ? ((s->t - 2) * s->slope + 6 * (y - before) / s->t) / (s->t + 1) : 0;
    s->intercept = s->mean - (s->t + 1) / 2 * s->slope;
}

typedef struct {
    const fc_series *train;
    theta start;
    double level;  /* the best one for the alpha tried last */
    double weight; /* likewise */
} search;

/* Least squares for one alpha. With errors r - level g - weight d, r from a level of zero, g its
 * fading and d the line: the level profiled out, the rest is a parabola in the weight. */
static double profile(const double *alpha, void *context)
{
    search *s = context;
    theta states = s->start;
    double fading = 1, gg = 0, gd = 0, dd = 0, rg = 0, rd = 0, rr = 0;

    states.alpha = *alpha;
    for (size_t t = 0; t < s->train->n; t++) {
        const double r = s->train->y[t] - states.level, d = line(&states);
        if (t >= SKIPPED) {
            gg += fading * fading;
            gd += fading * d;
            dd += d * d;
            rg += r * fading;
            rd += r * d;
            rr += r * r;
        }
        observe(&states, s->train->y[t]);
        fading *= 1 - *alpha;
    }
    const double curvature = dd - gd * gd / gg, gradient = rd - rg * gd / gg;
    s->weight = curvature > 0 ? fmax(0, fmin(gradient / curvature, most_weight)) : 0;
    s->level = (rg - s->weight * gd) / gg;
    return rr - rg * rg / gg - s->weight * (2 * gradient - s->weight * curvature);
}

/* Intercept and slope of the line through all observations, at t = 1, 2 ... */
static void draw_line(const fc_series *train, theta *s)
{
    const double n = (double)train->n;
    double y = 0, ty = 0;

    for (size_t t = 0; t < train->n; t++) {
        y += train->y[t];
        ty += (double)(t + 1) * train->y[t];
    }
    s->slope = (ty - y * (n + 1) / 2) / (n * (n * n - 1) / 12);
    s->intercept = (y - s->slope * n * (n + 1) / 2) / n;
}

static fc_status fit(bool dynamic, theta *s, const fc_series *train, double *fitted)
{
    search best = {.train = train, .start = {.dynamic = dynamic, .power = 1}};
    double alpha;

    if (!dynamic)
        draw_line(train, &best.start);
    fc_minimize_line(profile, &best, least_alpha, most_alpha, N_STARTS, tolerance, &alpha);
    profile(&alpha, &best);
    *s = best.start;
    s->alpha = alpha;
    s->weight = best.weight;
    s->level = best.level;
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] = t < SKIPPED ? NAN : predict(s);
        observe(s, train->y[t]);
    }
    return FC_OK;
}

static fc_status fit_otm(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    (void)scratch;
    return fit(false, state, train, fitted);
}

static fc_status fit_dotm(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    (void)scratch;
    return fit(true, state, train, fitted);
}

/* Forecasts are taken for observations. */
static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    theta s = *(const theta *)state;

    for (size_t i = 0; i < horizon; i++) {
        path[i] = predict(&s) + (errors ? errors[i] : 0);
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
    const theta *s = state;
    const fc_parameter all[] = {{"alpha", s->alpha, 0}, {"theta", 1 / (1 - s->weight), 0}};
    const size_t n = max < 2 ? max : 2;

    for (size_t i = 0; i < n; i++)
        list[i] = all[i];
    return n;
}

#define ROW(variable, label, text, fitter, transformation)                           \
    const fc_model_type variable = {                                                 \
        .name = label,                                                               \
        .summary = text,                                                             \
        .source = "Fiorucci et al. (2016), International Journal of Forecasting 32", \
        .min_n = 5,                                                                  \
        .state_size = sizeof(theta),                                                 \
        .scaled = true,                                                              \
        .n_unknowns = 3,                                                             \
        .season = FC_SEASON_SHRUNKEN,                                                \
        .transform = transformation,                                                 \
        .fit = fitter,                                                               \
        .forecast = forecast,                                                        \
        .follow = follow,                                                            \
        .parameters = parameters,                                                    \
    };

ROW(fc_model_otm, "otm", "theta with an estimated weight of the trend line, seasonally adjusted",
    fit_otm, FC_TRANSFORM_NONE)
ROW(fc_model_otm_log, "otm-log", "optimised theta of the logarithms", fit_otm, FC_TRANSFORM_LOG)
ROW(fc_model_otm_box_cox, "otm-bc", "optimised theta of the Box-Cox transformed series", fit_otm,
    FC_TRANSFORM_BOX_COX)
ROW(fc_model_dotm, "dotm", "optimised theta whose trend line is drawn anew at each observation",
    fit_dotm, FC_TRANSFORM_NONE)
ROW(fc_model_dotm_log, "dotm-log", "dynamic optimised theta of the logarithms", fit_dotm,
    FC_TRANSFORM_LOG)
ROW(fc_model_dotm_box_cox, "dotm-bc", "dynamic optimised theta of the Box-Cox transformed series",
    fit_dotm, FC_TRANSFORM_BOX_COX)
