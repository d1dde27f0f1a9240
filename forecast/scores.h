/* scores.h - normal deviates that correlate over the steps ahead as forecast errors do. */
#ifndef FORECAST_SCORES_H
#define FORECAST_SCORES_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* scores[n_paths x horizon], each standard normal. The same for the same seed. Errors of the past
 * were a random walk with white noise on top (tests/bench/fit_spread.R): the noise has the larger
 * part the finer the periods are. */
fc_status fc_scores_draw(uint64_t seed, size_t season_length, size_t n_paths, size_t horizon,
                         double *scores) FC_CHECKED;

/* The correlation of the errors so many steps ahead, counted from 0. */
double fc_scores_correlation(size_t season_length, size_t step, size_t other);

#endif
