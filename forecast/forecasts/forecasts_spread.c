/* forecasts_spread.c - how outcomes of a node lie around its coherent mean. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"
#include "forecast/intermittent.h"
#include "forecast/ranges/persistence.h"
#include "forecast/ranges/quantile.h"

/* The sizes of the demands of an intermittent series. */
static fc_status list_demands(fc_forecast_node *own)
{
    const size_t n = own->series.n;
    uint64_t *work;

    if (!own->nonnegative || !fc_intermittent_is(&own->series))
        return FC_OK;
    own->demands = malloc(n * sizeof *own->demands);
    work = malloc(2 * n * sizeof *work);
    if (!own->demands || !work) {
        free(work);
        return fc_no_memory();
    }
    own->whole_demands = true;
    for (size_t t = 0; t < n; t++)
        if (own->y[t] > 0) {
            own->demands[own->n_demands++] = own->y[t];
            own->whole_demands = own->whole_demands && own->y[t] == floor(own->y[t]);
        }
    for (size_t i = 0; i < own->n_demands; i++)
        own->demand += own->demands[i] / (double)own->n_demands;
    fc_quantile_sort(own->demands, own->n_demands, work);
    free(work);
    return FC_OK;
}

fc_status fc_forecasts_spread(fc_forecasts *f, size_t node)
{
    fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    double *deviation = malloc(2 * horizon * sizeof *deviation);
    double *disagreement = deviation + horizon;
    const fc_series train = fc_forecasts_train(own);
    fc_spread_facts facts;
    fc_status status = deviation ? list_demands(own) : fc_no_memory();

    if (status == FC_OK)
        status = fc_model_deviation(own->model, horizon, deviation, disagreement);
    if (status == FC_OK && !isnan(own->error) &&
        fc_spread_look_at(&train, fc_model_residuals(own->model), &facts)) {
        own->walk = fc_persistence_of(&train, horizon, deviation);
        if (f->options.ranges == FC_RANGES_MODEL) {
            status = fc_forecasts_simulate_spread(f, node);
            goto done;
        }
        own->spread = fc_spread_row_of(own->series.season_length, fc_model_name(own->model),
                                       !isnan(disagreement[0]));
        fc_spread_scale(own->spread, &facts, horizon, deviation, disagreement,
                        f->scale + node * horizon);
        for (size_t h = 0; h < horizon; h++)
            f->scale[node * horizon + h] *= fc_forecasts_factor(f, node, h);
    }
done:
    free(deviation);
    return status;
}

/* Random walks with the typical relative error of the other nodes. */
void fc_forecasts_borrow_spread(fc_forecasts *f, size_t node)
{
    fc_forecast_node *own = &f->nodes[node];

    own->walk = 1;
    for (size_t h = 0; h < f->options.horizon; h++)
        f->scale[node * f->options.horizon + h] = f->error * own->size * sqrt((double)h + 1);
}

/* Nothing is sold with the probability that the mean leaves; else one of the past demands, all of
 * them made larger where the mean is beyond theirs. */
static double demand(const fc_forecast_node *own, double mean, double score)
{
    const double chance = fmin(mean / own->demand, 1), place = gsl_cdf_ugaussian_P(score);

    if (place <= 1 - chance)
        return 0;
    return fc_quantile(own->demands, own->n_demands, (place - 1 + chance) / chance) *
           fmax(mean / own->demand, 1);
}

/* In scales. */
static double error_at(const fc_forecasts *f, const fc_forecast_node *own, size_t step,
                       double score)
{
    if (own->shape)
        return fc_spread_between(own->shape + step * FC_SPREAD_QUANTILES, score);
    return own->spread
               ? fc_spread_quantile(own->spread, score) * fc_holdouts_tail(&f->holdouts, score)
               : score;
}

double fc_forecasts_outcome(const fc_forecasts *f, size_t node, size_t step, double score)
{
    const fc_forecast_node *own = &f->nodes[node];
    const double mean = f->mean[node * f->options.horizon + step];
    const double scale = f->scale[node * f->options.horizon + step];
    double value;

    if (!own->model)
        return mean;
    if (own->n_demands > 0)
        return demand(own, mean, score);
    value = mean + scale * error_at(f, own, step, score);
    return own->nonnegative ? fmax(value, 0.0) : value;
}
