/* snaive.c - every forecast repeats the same season's last value.
 *
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., sections 5.2 (method)
 * and 5.5 (how its errors grow). */
#include <math.h>
#include <stdlib.h>

#include "forecast/model.h"

typedef struct {
    size_t season_length;
    size_t next;  /* phase of the first forecast */
    double *last; /* of each phase */
} seasonal_naive;

/* A phase never observed (gaps in the first season) takes the last value of all. */
static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    seasonal_naive *s = state;
    const size_t m = train->season_length;
    double last = NAN;

    (void)scratch;
    s->last = malloc(m * sizeof *s->last);
    if (!s->last)
        return fc_no_memory();
    s->season_length = m;
    s->next = train->n % m;
    for (size_t phase = 0; phase < m; phase++)
        s->last[phase] = NAN;
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] = s->last[t % m];
        if (!isnan(train->y[t]))
            last = s->last[t % m] = train->y[t];
    }
    for (size_t phase = 0; phase < m; phase++)
        if (isnan(s->last[phase]))
            s->last[phase] = last;
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const seasonal_naive *s = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = s->last[(s->next + i) % s->season_length];
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const seasonal_naive *s = state;
    const size_t m = s->season_length;

    for (size_t i = 0; i < horizon; i++)
        path[i] = errors[i] + (i < m ? s->last[(s->next + i) % m] : path[i - m]);
}

static void release(void *state)
{
    seasonal_naive *s = state;

    free(s->last);
}

const fc_model_type fc_model_snaive = {
    .name = "snaive",
    .alias = "seasonal-naive",
    .summary = "the same season's last value",
    .source = "Hyndman & Athanasopoulos, FPP3, 5.2",
    .min_n = 1,
    .min_seasons = 1,
    .state_size = sizeof(seasonal_naive),
    .takes_missing = true,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .release = release,
};
