/* effects.c - coefficients of many series: shared, kept or not, as factors. */
#include "forecast/effects/effects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"

/* The series of a level differ from each other by no less than this share of their errors. */
static const double LEAST_APART = 0.1;

static size_t number(const size_t *which, size_t i)
{
    return which ? which[i] : i;
}

/* The mean of column j over the series of level 0, by precision; false where none knows it. */
static bool common(const fc_effects_task *task, const size_t *which, size_t n, const double *b,
                   const double *error, size_t j, double *mean)
{
    const size_t k = fc_regressors_size(task->regressors);
    double sum = 0, weights = 0;

    for (size_t i = 0; i < n; i++)
        if (task->level[number(which, i)] == 0 && error[i * k + j] < INFINITY) {
            const double weight = 1 / fmax(pow(error[i * k + j], 2), 1e-300);

            sum += weight * b[i * k + j];
            weights += weight;
        }
    *mean = weights > 0 ? sum / weights : fc_regressors_at(task->regressors, j)->prior;
    return weights > 0;
}

/* How far the series of a level lie from `mean` beyond their errors, squared; and how many there
 * are. */
static double apart(const fc_effects_task *task, const size_t *which, size_t n, const double *b,
                    const double *error, size_t j, size_t level, double mean)
{
    const size_t k = fc_regressors_size(task->regressors);
    double sum = 0, squares = 0;
    size_t known = 0;

    for (size_t i = 0; i < n; i++)
        if (task->level[number(which, i)] == level && error[i * k + j] < INFINITY) {
            const double e2 = pow(error[i * k + j], 2);

            sum += pow(b[i * k + j] - mean, 2) - e2;
            squares += e2;
            known++;
        }
    if (known == 0)
        return 0;
    return fmax(sum, LEAST_APART * squares) / (double)known;
}

static size_t highest_level(const fc_effects_task *task)
{
    size_t highest = 0;

    for (size_t i = 0; i < task->n_series; i++)
        highest = task->level[i] > highest ? task->level[i] : highest;
    return highest;
}

static size_t count_level(const fc_effects_task *task, const size_t *which, size_t n, size_t level)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += task->level[number(which, i)] == level;
    return count;
}

void fc_effects_share(const fc_effects_task *task, const size_t *which, size_t n, double *b,
                      double *error)
{
    const size_t k = fc_regressors_size(task->regressors), levels = highest_level(task) + 1;

    for (size_t j = 0; j < k; j++) {
        double mean;
        const bool known = common(task, which, n, b, error, j, &mean);

        for (size_t level = 0; level < levels; level++) {
            if (level == 0 && count_level(task, which, n, 0) == 1)
                continue; /* the total is itself */

            const double apart2 = apart(task, which, n, b, error, j, level, mean);

            for (size_t i = 0; i < n; i++) {
                double *own = b + i * k + j, *e = error + i * k + j;

                if (task->level[number(which, i)] != level)
                    continue;
                if (!(*e < INFINITY)) {
                    *own = known ? mean : 0;
                } else if (apart2 > 0) {
                    const double trust = apart2 / (apart2 + *e * *e);

                    *own = mean + trust * (*own - mean);
                    *e *= sqrt(trust);
                }
            }
        }
    }
}

double fc_effects_multiply(const fc_regressors *r, const double *b, fc_parts parts, size_t node,
                           fc_period period)
{
    double sum = 0;

    for (size_t j = 0; j < fc_regressors_size(r); j++)
        if (b[j] != 0 && parts >> fc_regressors_at(r, j)->part & 1)
            sum += b[j] * fc_regressors_value(r, j, node, period);
    return exp(fmax(-5, fmin(5, sum)));
}

static fc_status allocate(const fc_effects_task *task, fc_effects *e)
{
    e->regressors = task->regressors;
    e->k = fc_regressors_size(task->regressors);
    e->n_parts = fc_regressors_parts(task->regressors);
    e->n_series = task->n_series;
    e->n_levels = highest_level(task) + 1;
    e->level = malloc(2 * (task->n_series + 1) * sizeof *e->level);
    e->b = calloc(task->n_series * e->k + 1, sizeof *e->b);
    e->error = calloc(task->n_series * e->k + 1, sizeof *e->error);
    e->kept = calloc(e->n_levels, sizeof *e->kept);
    e->part_ratio = malloc((e->n_levels * e->n_parts + 1) * sizeof *e->part_ratio);
    e->ratio = malloc(2 * e->n_levels * sizeof *e->ratio);
    if (!e->level || !e->b || !e->error || !e->kept || !e->part_ratio || !e->ratio)
        return fc_no_memory();
    e->node = e->level + task->n_series;
    e->share = e->ratio + e->n_levels;
    memcpy(e->level, task->level, task->n_series * sizeof *e->level);
    for (size_t i = 0; i < task->n_series; i++)
        e->node[i] = task->node ? task->node[i] : 0;
    for (size_t l = 0; l < e->n_levels; l++) {
        e->kept[l] = task->judge ? 0 : ~(fc_parts)0;
        e->ratio[l] = 1;
        e->share[l] = 0;
    }
    for (size_t l = 0; l < e->n_levels * e->n_parts; l++)
        e->part_ratio[l] = 1;
    return FC_OK;
}

/* Fits the series which[n] (NULL: all) on these parts, and lets them share: rows of b and error. */
static fc_status fit(const fc_effects_task *task, const size_t *which, size_t n, fc_parts parts,
                     double *b, double *error)
{
    const size_t k = fc_regressors_size(task->regressors);
    fc_status status = FC_OK;

#pragma omp parallel for schedule(dynamic)
    for (size_t i = 0; i < n; i++) {
        const fc_series *series = &task->series[number(which, i)];
        const fc_status own = fc_effects_fit(task, number(which, i), series, series->n, parts,
                                             b + i * k, error + i * k, NULL);

        if (own != FC_OK) {
#pragma omp critical(fc_effects)
            status = own;
        }
    }
    if (status != FC_OK)
        return fc_no_memory();
    fc_effects_share(task, which, n, b, error);
    return FC_OK;
}

/* Takes what was estimated without the rest, for the columns of these parts and the levels that
 * keep just these. */
static void take(const fc_effects_task *task, fc_effects *e, const size_t *which, size_t n,
                 fc_parts parts, const double *b, const double *error)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; e->kept[e->level[which[i]]] == parts && j < e->k; j++)
            if (parts >> fc_regressors_at(task->regressors, j)->part & 1) {
                e->b[which[i] * e->k + j] = b[i * e->k + j];
                e->error[which[i] * e->k + j] = error[i * e->k + j];
            }
}

/* Estimates again what the levels keep, each choice by itself, the coarsest series beside. */
static fc_status refit(const fc_effects_task *task, fc_effects *e)
{
    const fc_parts all =
        e->n_parts < FC_REGRESSOR_PARTS ? ((fc_parts)1 << e->n_parts) - 1 : ~(fc_parts)0;
    size_t *which = malloc((task->n_series + 1) * sizeof *which);
    double *b = malloc((2 * task->n_series * e->k + 1) * sizeof *b);
    fc_status status = which && b ? FC_OK : fc_no_memory();

    for (size_t level = 0; status == FC_OK && level < e->n_levels; level++) {
        const fc_parts parts = e->kept[level];
        size_t n = 0;
        bool done = parts == 0 || parts == all;

        for (size_t before = 0; before < level; before++)
            done = done || e->kept[before] == parts;
        if (done)
            continue;
        for (size_t i = 0; i < task->n_series; i++)
            if (task->level[i] == 0 || e->kept[task->level[i]] == parts)
                which[n++] = i;
        status = fit(task, which, n, parts, b, b + n * e->k);
        if (status == FC_OK)
            take(task, e, which, n, parts, b, b + n * e->k);
    }
    free(which);
    free(b);
    return status;
}

fc_status fc_effects_estimate(const fc_effects_task *task, fc_effects **effects)
{
    fc_effects *e = calloc(1, sizeof *e);
    fc_status status = e ? allocate(task, e) : fc_no_memory();

    if (status == FC_OK)
        status = fit(task, NULL, task->n_series, ~(fc_parts)0, e->b, e->error);
    if (status == FC_OK && task->judge)
        status = fc_effects_judge(task, e);
    if (status == FC_OK && task->judge)
        status = refit(task, e);
    *effects = status == FC_OK ? e : NULL;
    if (status != FC_OK)
        fc_effects_free(e);
    return status;
}

void fc_effects_free(fc_effects *effects)
{
    if (!effects)
        return;
    free(effects->level);
    free(effects->b);
    free(effects->error);
    free(effects->kept);
    free(effects->part_ratio);
    free(effects->ratio);
    free(effects);
}
