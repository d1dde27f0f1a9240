/* scores.h - normal deviates that correlate over the steps ahead as forecast errors do, and between
 * nodes. */
#ifndef FORECAST_SCORES_H
#define FORECAST_SCORES_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* Blocks of n_paths x horizon deviates, from which the scores of any number of nodes are made. */
typedef struct fc_scores fc_scores;

/* n_factors are common to all nodes. */
fc_status fc_scores_new(uint64_t seed, size_t n_paths, size_t horizon, size_t n_factors,
                        fc_scores **scores) FC_CHECKED;
void fc_scores_free(fc_scores *scores);

/* out[n_paths x horizon], each standard normal: the common factors by loading[n_factors], whose
 * squares add up to at most 1, and the node's own by its key. Errors of the past were a random walk
 * with white noise on top: `walk`, 0 to 1, is the walk's part of the variance. The same on every
 * call. */
void fc_scores_of(const fc_scores *scores, uint64_t key, double walk, const double *loading,
                  double *out);

/* The correlation of errors so many steps ahead, counted from 0. */
double fc_scores_correlation(double walk, size_t step, size_t other);

#endif
