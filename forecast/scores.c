/* scores.c - normal deviates that correlate over the steps ahead as forecast errors do, and between
 * nodes.
 *
 * Between nodes they are those of a factor model. What is a node's own is one of a few blocks drawn
 * once, its paths shifted around by a number of the node and their sign perhaps turned: no two of
 * some hundred thousand nodes need have the same, and none costs a draw. */
#include "forecast/scores.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "forecast/hash.h"

enum { OWN_BLOCKS = 61 };

struct fc_scores {
    size_t n_paths, horizon, n_factors;
    double *blocks; /* the factors, then those of the nodes' own */
};

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
    const double walk = sqrt((double)(near + 1) / (double)(far + 1));

    return near == far ? 1 : part_of_walk(season_length) * walk;
}

static void draw_path(gsl_rng *generator, double part, size_t horizon, double *path)
{
    const double noise = sqrt(1 - part);
    double sum = 0;

    for (size_t h = 0; h < horizon; h++) {
        sum += gsl_ran_gaussian_ziggurat(generator, 1);
        path[h] = sum * sqrt(part / (double)(h + 1));
        if (noise > 0)
            path[h] += gsl_ran_gaussian_ziggurat(generator, noise);
    }
}

fc_status fc_scores_new(uint64_t seed, size_t season_length, size_t n_paths, size_t horizon,
                        size_t n_factors, fc_scores **scores)
{
    const size_t n = (n_factors + OWN_BLOCKS) * n_paths;
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);
    fc_scores *s = malloc(sizeof *s);
    double *blocks = malloc(n * horizon * sizeof *blocks);

    *scores = NULL;
    if (!generator || !s || !blocks) {
        gsl_rng_free(generator);
        free(s);
        free(blocks);
        return fc_no_memory();
    }
    *s = (fc_scores){n_paths, horizon, n_factors, blocks};
    gsl_rng_set(generator, (unsigned long)(fc_hash_mix(seed) & 0xffffffff));
    for (size_t p = 0; p < n; p++)
        draw_path(generator, part_of_walk(season_length), horizon, blocks + p * horizon);
    gsl_rng_free(generator);
    *scores = s;
    return FC_OK;
}

void fc_scores_free(fc_scores *scores)
{
    if (!scores)
        return;
    free(scores->blocks);
    free(scores);
}

static void add(const double *block, double weight, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] += weight * block[i];
}

void fc_scores_of(const fc_scores *s, uint64_t key, const double *loading, double *out)
{
    const size_t n = s->n_paths * s->horizon;
    const uint64_t hash = fc_hash_mix(key);
    const double *own = s->blocks + (s->n_factors + (hash >> 8) % OWN_BLOCKS) * n;
    const size_t shift = (size_t)((hash >> 24) % s->n_paths) * s->horizon;
    double common = 0, weight;

    for (size_t k = 0; k < s->n_factors; k++)
        common += loading[k] * loading[k];
    weight = (hash & 1 ? 1 : -1) * sqrt(fmax(1 - common, 0));
    for (size_t i = 0; i < n - shift; i++)
        out[i] = weight * own[shift + i];
    for (size_t i = 0; i < shift; i++)
        out[n - shift + i] = weight * own[i];
    for (size_t k = 0; k < s->n_factors; k++)
        if (loading[k] != 0)
            add(s->blocks + k * n, loading[k], n, out);
}
