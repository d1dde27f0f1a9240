/* theta.c - simple exponential smoothing plus half the slope of a line through the series.
 *
 * Assimakopoulos & Nikolopoulos (2000), The theta model; in the form of Hyndman & Billah (2003),
 * Unmasking the Theta method. */
#include <math.h>

#include "forecast/ets/ses.h"
#include "forecast/model.h"

typedef struct {
    fc_ses ses;
    double drift;
    double lag; /* how far, in periods of drift, smoothing lags behind the line */
} theta;

static double slope_of(const fc_series *train)
{
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;

    for (size_t t = 0; t < train->n; t++) {
        if (isnan(train->y[t]))
            continue;
        const double time = (double)t;
        n++;
        x += time;
        y += train->y[t];
        xx += time * time;
        xy += time * train->y[t];
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    theta *s = state;
    double fading = 1;

    (void)scratch;
    s->ses = fc_ses_fit(train, fitted);
    s->drift = slope_of(train) / 2;
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] += s->drift * (1 - fading) / s->ses.alpha;
        fading *= 1 - s->ses.alpha;
    }
    s->lag = (1 - fading) / s->ses.alpha;
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const theta *s = state;
    double level = s->ses.level;

    for (size_t i = 0; i < horizon; i++) {
        const double error = errors ? errors[i] : 0;
        path[i] = level + s->drift * (s->lag + (double)i) + error;
        level += s->ses.alpha * error;
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
    const fc_parameter all[] = {{"alpha", s->ses.alpha, 0}};
    size_t n = 0;

    for (; n < sizeof all / sizeof all[0] && n < max; n++)
        list[n] = all[n];
    return n;
}

const fc_model_type fc_model_theta = {
    .name = "theta",
    .summary = "smoothing plus half the trend, seasonally adjusted where a test finds a season",
    .source = "Assimakopoulos & Nikolopoulos (2000); Hyndman & Billah (2003)",
    .min_n = 3,
    .state_size = sizeof(theta),
    .scaled = true,
    .takes_missing = true,
    .n_unknowns = 3,
    .season = FC_SEASON_CLASSICAL,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};

const fc_model_type fc_model_theta_box_cox = {
    .name = "theta-bc",
    .summary = "theta of the Box-Cox transformed series, lambda by Guerrero",
    .source = "Legaki & Koutsouri (2018), submission to the M4 competition",
    .min_n = 3,
    .state_size = sizeof(theta),
    .scaled = true,
    .takes_missing = true,
    .n_unknowns = 4,
    .season = FC_SEASON_CLASSICAL,
    .transform = FC_TRANSFORM_BOX_COX,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .parameters = parameters,
};
