/* model_deviation.c - how far a model itself thinks that outcomes may lie from its forecast. */
#include <math.h>
#include <stdlib.h>

#include "forecast/model_private.h"

/* Of errors that live on as `share` says, each of the size of the forecast of its step where
 * errors are relative, and else of a slope that may be another, as in simulation. Relative errors
 * have none of that here: what spread_table.c knows of them was learned without. */
static double inner_deviation(const fc_model *model, const fc_prospect *p, const double *share,
                              size_t step)
{
    const bool follows = model->type->follow;
    const double doubt = follows || p->pool.relative ? 0 : model->type->slope_doubt;
    const double slope = doubt * share[step] / sqrt((double)p->pool.n + 1) * (double)(step + 1);
    double squares = slope * slope;

    for (size_t j = 0; j <= step; j++) {
        const size_t at = follows ? j : step;
        const double size = p->pool.relative ? fabs(p->mean[at]) : 1;

        squares += pow(share[step - j] * size, 2);
    }
    return p->pool.n > 0 ? p->pool.deviation * sqrt(squares) : 0;
}

static void to_outer(const fc_model *model, const fc_prospect *p, const double *share,
                     double *lower, double *deviation)
{
    const size_t horizon = p->horizon;

    for (size_t i = 0; i < horizon; i++) {
        const double inner = inner_deviation(model, p, share, i);

        lower[i] = p->mean[i] - inner;
        deviation[i] = p->mean[i] + inner;
    }
    fc_model_to_outer(model, horizon, lower);
    fc_model_to_outer(model, horizon, deviation);
    for (size_t i = 0; i < horizon; i++)
        deviation[i] = fabs(deviation[i] - lower[i]) / 2;
}

fc_status fc_model_deviation(fc_model *model, size_t horizon, double *deviation,
                             double *disagreement)
{
    double *memory = malloc((4 * horizon + model->inner.n + 1) * sizeof *memory);
    double *share = memory, *lower = memory + horizon;
    fc_prospect prospect;
    fc_status status = memory ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = fc_model_look_ahead(model, horizon, memory + 2 * horizon, &prospect);
    for (size_t i = 0; i < horizon; i++) {
        deviation[i] = 0;
        disagreement[i] = NAN;
    }
    if (status != FC_OK || model->constant)
        goto done;
    status = fc_model_response(model, horizon, share);
    if (status == FC_OK)
        to_outer(model, &prospect, share, lower, deviation);
    if (status == FC_OK && model->type->disagree)
        status = model->type->disagree(model->state, horizon, disagreement);
done:
    free(memory);
    return status;
}
