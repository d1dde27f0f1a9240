/* adida.c - intermittent demand summed over longer periods, smoothed there, and divided again.
 *
 * Nikolopoulos, Syntetos, Boylan, Petropoulos & Assimakopoulos (2011), An aggregate-disaggregate
 * intermittent demand approach, J. Operational Research Society 62, 544-554 (ADIDA); Petropoulos &
 * Kourentzes (2015), Forecast combinations for intermittent demand, same journal 66, 914-924
 * (IMAPA). */
#include <string.h>

#include "forecast/intermittent.h"
#include "forecast/model.h"

enum { LEAST_SUMS = 3 }; /* what the smoothing needs */

typedef struct {
    size_t longest; /* periods summed */
    double rate;
} aggregated;

/* Averages over sums of `shortest` to the mean interval's length. */
static fc_status fit_levels(aggregated *s, const fc_series *train, bool all, double *fitted,
                            fc_scratch *scratch)
{
    const size_t most = train->n / LEAST_SUMS;
    size_t shortest;
    fc_status status = FC_OK;

    s->longest = fc_intermittent_interval(train->y, train->n);
    if (s->longest > most)
        s->longest = most;
    shortest = all ? 1 : s->longest;
    memset(fitted, 0, train->n * sizeof *fitted);
    for (size_t k = shortest; k <= s->longest && status == FC_OK; k++) {
        const double weight = 1 / (double)(s->longest - shortest + 1);
        double rate = 0;

        status = fc_intermittent_aggregate(train->y, train->n, k, weight, &rate, fitted, scratch);
        s->rate += weight * rate;
    }
    return status;
}

static fc_status fit_adida(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_levels(state, train, false, fitted, scratch);
}

static fc_status fit_imapa(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_levels(state, train, true, fitted, scratch);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const aggregated *s = state;

    for (size_t i = 0; i < horizon; i++)
        mean[i] = s->rate;
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    const aggregated *s = state;

    for (size_t i = 0; i < horizon; i++)
        path[i] = s->rate + errors[i];
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const aggregated *s = state;

    if (max > 0)
        list[0] = (fc_parameter){"periods", (double)s->longest, 0};
    return max > 0;
}

#define AGGREGATED                                                                                \
    .min_n = LEAST_SUMS, .state_size = sizeof(aggregated), .n_unknowns = 2, .forecast = forecast, \
    .follow = follow, .parameters = parameters

const fc_model_type fc_model_adida = {
    .name = "adida",
    .summary = "intermittent demand smoothed as sums over the mean interval",
    .source = "Nikolopoulos et al. (2011), J. Operational Research Society 62",
    .fit = fit_adida,
    AGGREGATED,
};

const fc_model_type fc_model_imapa = {
    .name = "imapa",
    .summary = "the mean of such smoothings over every length up to the mean interval",
    .source = "Petropoulos & Kourentzes (2015), J. Operational Research Society 66",
    .fit = fit_imapa,
    AGGREGATED,
};
