/* comb.c - the mean of three kinds of exponential smoothing.
 *
 * Makridakis & Hibon (2000), The M3-Competition: method COMB S-H-D. */
#include "forecast/combination.h"

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    static const char *const members[] = {"ses", "holt", "damped"};

    return fc_combination_fit(state, members, 3, train, fitted, scratch);
}

const fc_model_type fc_model_comb = {
    .name = "comb",
    .summary = "the mean of simple, Holt and damped exponential smoothing",
    .source = "Makridakis & Hibon (2000), The M3-Competition",
    .min_n = 5,
    .state_size = sizeof(fc_combination),
    .takes_missing = true,
    .n_unknowns = 4,
    .slope_doubt = 1.5,
    .fit = fit,
    .forecast = fc_combination_forecast,
    .response = fc_combination_response,
    .disagree = fc_combination_disagree,
    .describe = fc_combination_describe,
    .release = fc_combination_release,
};
