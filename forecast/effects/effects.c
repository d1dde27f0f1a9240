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

double fc_effects_multiply(const fc_regressors *r, const double *b, unsigned groups,
                           fc_period period)
{
    double sum = 0;

    for (size_t j = 0; j < fc_regressors_size(r); j++)
        if (groups >> fc_regressors_at(r, j)->group & 1)
            sum += b[j] * fc_regressors_value(r, j, period);
    return exp(fmax(-5, fmin(5, sum)));
}

static fc_status allocate(const fc_effects_task *task, fc_effects *e)
{
    e->regressors = task->regressors;
    e->k = fc_regressors_size(task->regressors);
    e->n_series = task->n_series;
    e->n_levels = highest_level(task) + 1;
    e->level = malloc((task->n_series + 1) * sizeof *e->level);
    e->b = calloc(task->n_series * e->k + 1, sizeof *e->b);
    e->error = calloc(task->n_series * e->k + 1, sizeof *e->error);
    e->kept = calloc(e->n_levels, sizeof *e->kept);
    e->ratio = calloc(e->n_levels * FC_GROUPS, sizeof *e->ratio);
    if (!e->level || !e->b || !e->error || !e->kept || !e->ratio)
        return fc_no_memory();
    memcpy(e->level, task->level, task->n_series * sizeof *e->level);
    for (size_t l = 0; l < e->n_levels; l++)
        e->kept[l] = task->judge ? 0 : FC_VARIANTS - 1;
    for (size_t l = 0; l < e->n_levels * FC_GROUPS; l++)
        e->ratio[l] = 1;
    return FC_OK;
}

static fc_status fit_all(const fc_effects_task *task, fc_effects *e)
{
    fc_status status = FC_OK;

#pragma omp parallel for schedule(dynamic)
    for (size_t i = 0; i < task->n_series; i++) {
        const fc_status own = fc_effects_fit(task->regressors, &task->series[i], task->series[i].n,
                                             e->b + i * e->k, e->error + i * e->k);

        if (own != FC_OK) {
#pragma omp critical(fc_effects)
            status = own;
        }
    }
    return status == FC_OK ? FC_OK : fc_no_memory();
}

fc_status fc_effects_estimate(const fc_effects_task *task, fc_effects **effects)
{
    fc_effects *e = calloc(1, sizeof *e);
    fc_status status = e ? allocate(task, e) : fc_no_memory();

    if (status == FC_OK)
        status = fit_all(task, e);
    if (status == FC_OK)
        fc_effects_share(task, NULL, task->n_series, e->b, e->error);
    if (status == FC_OK && task->judge)
        status = fc_effects_judge(task, e);
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
    free(effects->ratio);
    free(effects);
}

const double *fc_effects_coefficients(const fc_effects *effects, size_t series)
{
    return effects->b + series * effects->k;
}

const double *fc_effects_errors(const fc_effects *effects, size_t series)
{
    return effects->error + series * effects->k;
}

bool fc_effects_has(const fc_effects *effects, fc_regressor_group group)
{
    for (size_t j = 0; j < effects->k; j++)
        if (fc_regressors_at(effects->regressors, j)->group == group)
            return true;
    return false;
}

bool fc_effects_kept(const fc_effects *effects, size_t series, fc_regressor_group group)
{
    return effects->kept[effects->level[series]] >> group & 1;
}

double fc_effects_ratio(const fc_effects *effects, size_t series, fc_regressor_group group)
{
    return effects->ratio[effects->level[series] * FC_GROUPS + group];
}

double fc_effects_factor(const fc_effects *effects, size_t series, fc_period period)
{
    return fc_effects_multiply(effects->regressors, fc_effects_coefficients(effects, series),
                               effects->kept[effects->level[series]], period);
}

double fc_effects_factor_of(const fc_effects *effects, size_t series, fc_regressor_group group,
                            fc_period period)
{
    return fc_effects_multiply(effects->regressors, fc_effects_coefficients(effects, series),
                               1U << group, period);
}
