/* forecasts_joint.c - futures of all nodes together: those of children add up to their parents'. */
#include "forecast/forecasts/forecasts_joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"
#include "forecast/panel/hash.h"
#include "forecast/ranges/matching.h"
#include "forecast/residuals.h"

enum { FACTORS = 12, MOST_MATCHED = 400, BLOCK = 32, SLICE = 2048 };

static size_t n_aggregates(const fc_forecasts *f)
{
    return fc_hierarchy_size(f->hierarchy) - fc_hierarchy_n_bottom(f->hierarchy);
}

static size_t n_values(const fc_forecasts *f)
{
    return f->options.n_paths * f->options.horizon;
}

/* The aggregate of a matched level that a bottom node is in. */
static size_t group_of(const fc_forecasts *f, size_t level, size_t bottom)
{
    return f->joint.group[level * fc_hierarchy_n_bottom(f->hierarchy) + bottom];
}

/* From the key, so that it depends neither on threads nor on the order of nodes. */
static uint64_t key_of(const fc_forecasts *f, size_t node)
{
    const char *key = f->nodes[node].series.key;

    return fc_hash(f->options.seed, key, strlen(key));
}

/* A node's outcomes before those of its parents are looked at. */
static void draw(const fc_forecasts *f, size_t node, double *paths)
{
    static const double none[FACTORS];
    const double *loading = f->joint.loading;
    const size_t first = n_aggregates(f);

    fc_scores_of(f->joint.scores, key_of(f, node), f->nodes[node].walk,
                 loading && node >= first ? loading + (node - first) * FACTORS : none, paths);
    for (size_t p = 0, i = 0; p < f->options.n_paths; p++)
        for (size_t h = 0; h < f->options.horizon; h++, i++)
            paths[i] = fc_forecasts_outcome(f, node, h, paths[i]);
}

/* Up or down to a whole number, up as often as the fraction is large. */
static double whole(double value, uint64_t random)
{
    return floor(value + (double)(random >> 11) * 0x1p-53);
}

void fc_joint_bottom(const fc_forecasts *f, size_t node, double *paths)
{
    const fc_forecast_node *own = &f->nodes[node];
    const size_t n = n_values(f), horizon = f->options.horizon;
    const double *scale = f->scale + node * horizon;
    const uint64_t key = key_of(f, node);
    const bool moved = own->model && f->joint.n_levels > 0;

    draw(f, node, paths);
    for (size_t l = 0; moved && l < f->joint.n_levels; l++) {
        const double *shift = f->joint.shift + group_of(f, l, node - n_aggregates(f)) * n;

        for (size_t p = 0; p < n; p += horizon)
            for (size_t h = 0; h < horizon; h++)
                paths[p + h] += scale[h] * scale[h] * shift[p + h];
    }
    for (size_t i = 0; moved && i < n; i++) {
        paths[i] = own->nonnegative ? fmax(paths[i], 0.0) : paths[i];
        if (own->whole_demands)
            paths[i] = whole(paths[i], fc_hash_mix(key + i));
    }
}

/* Writes the values of a bottom node that are to be summed. */
typedef void make_paths(const fc_forecasts *f, size_t node, double *paths);

/* Adds the values of one block of bottom nodes to their groups, each sum in the order of nodes. */
static void add_block(const fc_forecasts *f, const double *block, size_t first, size_t n_block,
                      double *sums)
{
    const size_t n = n_values(f);

#pragma omp parallel for schedule(static)
    for (size_t from = 0; from < n; from += SLICE)
        for (size_t j = 0; j < n_block; j++) {
            const size_t end = from + SLICE < n ? from + SLICE : n;

            for (size_t l = 0; l < f->joint.n_levels; l++) {
                double *sum = sums + group_of(f, l, first + j) * n;

                for (size_t i = from; i < end; i++)
                    sum[i] += block[j * n + i];
            }
        }
}

static fc_status sum_up(const fc_forecasts *f, make_paths *make, double *sums)
{
    const size_t n = n_values(f), n_bottom = fc_hierarchy_n_bottom(f->hierarchy);
    double *block = malloc(BLOCK * n * sizeof *block);

    if (!block)
        return fc_no_memory();
    memset(sums, 0, f->joint.n_matched * n * sizeof *sums);
    for (size_t first = 0; first < n_bottom; first += BLOCK) {
        const size_t n_block = n_bottom - first < BLOCK ? n_bottom - first : BLOCK;

#pragma omp parallel for schedule(dynamic)
        for (size_t j = 0; j < n_block; j++)
            make(f, n_aggregates(f) + first + j, block + j * n);
        add_block(f, block, first, n_block, sums);
    }
    free(block);
    return FC_OK;
}

/* The coarsest aggregates, as many whole levels as are not too many. */
static fc_status find_groups(fc_forecasts *f)
{
    const size_t n_bottom = fc_hierarchy_n_bottom(f->hierarchy);
    fc_joint *joint = &f->joint;

    joint->level = calloc(fc_hierarchy_n_levels(f->hierarchy) + 1, sizeof *joint->level);
    if (!joint->level)
        return fc_no_memory();
    for (size_t a = 0; a < n_aggregates(f) && a < MOST_MATCHED; a++)
        if (fc_hierarchy_level(f->hierarchy, a + 1) != fc_hierarchy_level(f->hierarchy, a))
            joint->level[++joint->n_levels] = joint->n_matched = a + 1;
    joint->group = malloc((joint->n_levels * n_bottom + 1) * sizeof *joint->group);
    if (!joint->group)
        return fc_no_memory();
    for (size_t l = 0; l < joint->n_levels; l++)
        for (size_t a = joint->level[l]; a < joint->level[l + 1]; a++) {
            size_t n;
            const size_t *cells = fc_hierarchy_cells(f->hierarchy, a, &n);

            for (size_t c = 0; c < n; c++)
                joint->group[l * n_bottom + cells[c]] = a;
        }
    return FC_OK;
}

/* overlap[n_matched x n_matched]: sums of the squared scales of common bottom nodes. */
static void find_overlap(const fc_forecasts *f, size_t step, double *overlap)
{
    const fc_joint *joint = &f->joint;
    const size_t n_bottom = fc_hierarchy_n_bottom(f->hierarchy), n = joint->n_matched;

    memset(overlap, 0, n * n * sizeof *overlap);
    for (size_t j = 0; j < n_bottom; j++) {
        const double scale = f->scale[(n_aggregates(f) + j) * f->options.horizon + step];

        for (size_t l = 0; l < joint->n_levels; l++)
            for (size_t k = 0; k < joint->n_levels; k++)
                overlap[joint->group[l * n_bottom + j] * n + joint->group[k * n_bottom + j]] +=
                    scale * scale;
    }
}

typedef struct {
    const fc_forecasts *forecasts;
    size_t step;
} place;

static double outcome(void *data, size_t group, double score)
{
    const place *at = data;

    return fc_forecasts_outcome(at->forecasts, group, at->step, score);
}

/* The shifts of one step ahead, from the sums in joint.paths. */
static fc_status match_step(fc_forecasts *f, size_t step)
{
    fc_joint *joint = &f->joint;
    const size_t n = joint->n_matched * f->options.n_paths, horizon = f->options.horizon;
    double *memory = malloc((2 * n + joint->n_matched * joint->n_matched) * sizeof *memory);
    double *sums = memory, *shift = memory + n, *overlap = memory + 2 * n;
    place at = {f, step};
    const fc_matching matching = {
        joint->n_matched, joint->n_levels, f->options.n_paths, joint->level, overlap, outcome, &at};
    fc_status status = memory ? FC_OK : fc_no_memory();

    if (status == FC_OK) {
        find_overlap(f, step, overlap);
        for (size_t i = 0; i < n; i++)
            sums[i] = joint->paths[i * horizon + step];
        status = fc_matching_step(&matching, sums, shift);
    }
    for (size_t i = 0; status == FC_OK && i < n; i++)
        joint->shift[i * horizon + step] = shift[i];
    free(memory);
    return status;
}

static fc_status match(fc_forecasts *f)
{
    const size_t n = f->joint.n_matched * n_values(f);
    fc_status status = FC_OK;

    f->joint.paths = malloc(n * sizeof *f->joint.paths);
    f->joint.shift = malloc(n * sizeof *f->joint.shift);
    if (!f->joint.paths || !f->joint.shift)
        return fc_no_memory();
    status = sum_up(f, draw, f->joint.paths);
    if (status != FC_OK)
        return status;
#pragma omp parallel for schedule(dynamic)
    for (size_t h = 0; h < f->options.horizon; h++) {
        const fc_status own = match_step(f, h);

        if (own != FC_OK)
#pragma omp critical(fc_joint)
            status = own;
    }
    return status == FC_OK ? sum_up(f, fc_joint_bottom, f->joint.paths) : fc_no_memory();
}

/* How the errors of the bottom nodes went together in the past. */
static fc_status find_loadings(fc_forecasts *f)
{
    const size_t n = fc_hierarchy_n_bottom(f->hierarchy);
    const double **residuals = malloc(n * sizeof *residuals);
    size_t *n_residuals = malloc(n * sizeof *n_residuals);
    fc_status status = FC_OK;

    f->joint.loading = malloc(n * FACTORS * sizeof *f->joint.loading);
    if (!residuals || !n_residuals || !f->joint.loading)
        status = fc_no_memory();
    for (size_t j = 0; status == FC_OK && j < n; j++) {
        const fc_forecast_node *node = &f->nodes[n_aggregates(f) + j];

        residuals[j] = node->model ? fc_model_residuals(node->model) : NULL;
        n_residuals[j] = node->model ? node->series.n : 0;
    }
    if (status == FC_OK)
        status = fc_residuals_factors(residuals, n_residuals, n, FACTORS, f->joint.loading);
    free(residuals);
    free(n_residuals);
    return status;
}

fc_status fc_joint_new(fc_forecasts *f)
{
    const bool together = f->options.levels == FC_LEVELS_ALL && n_aggregates(f) > 0;
    fc_status status = fc_scores_new(f->options.seed, f->options.n_paths, f->options.horizon,
                                     FACTORS, &f->joint.scores);

    if (status == FC_OK && together)
        status = find_loadings(f);
    if (status == FC_OK && together)
        status = find_groups(f);
    if (status == FC_OK && together)
        status = match(f);
    return status;
}

void fc_joint_clear(fc_joint *joint)
{
    fc_scores_free(joint->scores);
    free(joint->loading);
    free(joint->level);
    free(joint->group);
    free(joint->shift);
    free(joint->paths);
}
