/* backtest_score.c - the score of a whole forecast distribution. */
#include "forecast/backtest_score.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/ranges/calibration.h"

enum { PARTS = 50 };

fc_status fc_backtest_score(const fc_forecasts *f, size_t node, fc_accuracy_case *cases,
                            size_t stride)
{
    const size_t horizon = fc_forecasts_horizon(f);
    double p[PARTS], sample[PARTS], *quantiles = malloc(PARTS * horizon * sizeof *quantiles);
    fc_status status;

    for (size_t k = 0; k < PARTS; k++)
        p[k] = ((double)k + 0.5) / PARTS;
    status = quantiles ? fc_forecasts_quantiles(f, node, p, PARTS, quantiles) : fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < horizon; i++) {
        fc_accuracy_case *c = &cases[i * stride];

        for (size_t k = 0; k < PARTS; k++)
            sample[k] = quantiles[k * horizon + i];
        c->has_crps = !isnan(c->actual);
        c->crps = c->has_crps ? fc_crps(sample, PARTS, c->actual) : 0;
    }
    free(quantiles);
    return status;
}
