/* scores.c - normal deviates that correlate over the steps ahead as forecast errors do, and between
 * nodes.
 *
 * Between nodes they are those of a factor model. What is a node's own is one of a few blocks drawn
 * once, its paths shifted around by a number of the node and their sign perhaps turned: no two of
 * some hundred thousand nodes need have the same, and none costs a draw. */
#include "forecast/ranges/scores.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/panel/hash.h"

enum { OWN_BLOCKS = 31, SLICE = 1024 };

struct fc_scores {
    size_t n_paths, horizon, n_factors;
    double *walks, *noises; /* blocks: the factors, then those of the nodes' own */
};

double fc_scores_correlation(double walk, size_t step, size_t other)
{
    const size_t near = step < other ? step : other, far = step < other ? other : step;

    return near == far ? 1 : walk * sqrt((double)(near + 1) / (double)(far + 1));
}

/* Two paths of the same variance at every step: a random walk, and noise. */
static void draw_paths(gsl_rng *generator, size_t horizon, double *walk, double *noise)
{
    double sum = 0;

    for (size_t h = 0; h < horizon; h++) {
        sum += gsl_ran_gaussian_ziggurat(generator, 1);
        walk[h] = sum / sqrt((double)(h + 1));
        noise[h] = gsl_ran_gaussian_ziggurat(generator, 1);
    }
}

fc_status fc_scores_new(uint64_t seed, size_t n_paths, size_t horizon, size_t n_factors,
                        fc_scores **scores)
{
    const size_t n = (n_factors + OWN_BLOCKS) * n_paths;
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);
    fc_scores *s = malloc(sizeof *s);
    double *blocks = malloc(2 * n * horizon * sizeof *blocks);

    *scores = NULL;
    if (!generator || !s || !blocks) {
        gsl_rng_free(generator);
        free(s);
        free(blocks);
        return fc_no_memory();
    }
    *s = (fc_scores){n_paths, horizon, n_factors, blocks, blocks + n * horizon};
    gsl_rng_set(generator, (unsigned long)(fc_hash_mix(seed) & 0xffffffff));
    for (size_t p = 0; p < n; p++)
        draw_paths(generator, horizon, s->walks + p * horizon, s->noises + p * horizon);
    gsl_rng_free(generator);
    *scores = s;
    return FC_OK;
}

void fc_scores_free(fc_scores *scores)
{
    if (!scores)
        return;
    free(scores->walks); /* and the noises behind them */
    free(scores);
}

static void add(double walk, const double *walks, double noise, const double *noises, size_t n,
                double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] += walk * walks[i] + noise * noises[i];
}

void fc_scores_of(const fc_scores *s, uint64_t key, double walk, const double *loading, double *out)
{
    const size_t n = s->n_paths * s->horizon;
    const uint64_t hash = fc_hash_mix(key);
    const size_t own = (s->n_factors + (hash >> 8) % OWN_BLOCKS) * n;
    const size_t shift = (size_t)((hash >> 24) % s->n_paths) * s->horizon;
    const double a = sqrt(walk), b = sqrt(1 - walk);
    double common = 0, weight;

    memset(out, 0, n * sizeof *out);
    for (size_t from = 0; from < n; from += SLICE) /* which stays in the fastest cache */
        for (size_t k = 0; k < s->n_factors; k++)
            if (loading[k] != 0)
                add(a * loading[k], s->walks + k * n + from, b * loading[k],
                    s->noises + k * n + from, n - from < SLICE ? n - from : SLICE, out + from);
    for (size_t k = 0; k < s->n_factors; k++)
        common += loading[k] * loading[k];
    weight = (hash & 1 ? 1 : -1) * sqrt(fmax(1 - common, 0));
    add(a * weight, s->walks + own + shift, b * weight, s->noises + own + shift, n - shift, out);
    add(a * weight, s->walks + own, b * weight, s->noises + own, shift, out + n - shift);
}
