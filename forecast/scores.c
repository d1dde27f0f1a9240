/* scores.c - normal deviates that correlate over the steps ahead as forecast errors do. */
#include "forecast/scores.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

/* The part of the random walk in the variance at every step, up to this season length. Fitted to
 * the correlations of past errors, ranked by step: of one and two steps ahead .74, .60, .53 and .65
 * for years, quarters, months and weeks, where a walk has .71. Days are taken as months. */
static const struct {
    size_t longest_season;
    double walk;
} parts[] = {{1, 1}, {6, .88}, {24, .77}, {SIZE_MAX, .9}};

static double part_of_walk(size_t season_length)
{
    size_t i = 0;

    while (parts[i].longest_season < season_length)
        i++;
    return parts[i].walk;
}

double fc_scores_correlation(size_t season_length, size_t step, size_t other)
{
    const size_t near = step < other ? step : other, far = step < other ? other : step;

    return step == other
               ? 1
               : part_of_walk(season_length) * sqrt((double)(near + 1) / (double)(far + 1));
}

fc_status fc_scores_draw(uint64_t seed, size_t season_length, size_t n_paths, size_t horizon,
                         double *scores)
{
    const double part = part_of_walk(season_length), noise = sqrt(1 - part);
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);

    if (!generator)
        return fc_no_memory();
    gsl_rng_set(generator, (unsigned long)((seed ^ (seed >> 32)) & 0xffffffff));
    for (size_t p = 0; p < n_paths; p++) {
        double sum = 0;

        for (size_t h = 0; h < horizon; h++) {
            sum += gsl_ran_gaussian_ziggurat(generator, 1);
            scores[p * horizon + h] = sum * sqrt(part / (double)(h + 1));
            if (noise > 0)
                scores[p * horizon + h] += gsl_ran_gaussian_ziggurat(generator, noise);
        }
    }
    gsl_rng_free(generator);
    return FC_OK;
}
