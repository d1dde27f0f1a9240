/* effects_trial.c - forecasts at past origins, with parts of calendar and drivers or without. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"
#include "forecast/model.h"

enum { A_YEAR = 4, SAMPLE = 48, LARGE_SAMPLE_PARTS = 4, DAYS_OF_WEEK = 7, FOUR_WEEKS = 28 };

/* How much history an origin needs, in seasons. */
static const double LEAST_SEASONS = 2.25;

/* The model whose forecasts are looked at. */
static const char JUDGE[] = "otm";

/* A quarter of the year, four weeks of days. */
static size_t quarter(size_t season)
{
    if (season == DAYS_OF_WEEK)
        return FOUR_WEEKS;
    return season < A_YEAR ? 1 : season / A_YEAR;
}

/* Periods from one origin to the next: a quarter of the year, or less so that short histories have
 * as many origins. */
static size_t step_of(const fc_series *s)
{
    const size_t least = (size_t)ceil(LEAST_SEASONS * (double)s->season_length);
    const size_t room = s->n > least ? (s->n - least) / FC_ORIGINS : 0;

    return room < 1 ? 1 : room < quarter(s->season_length) ? room : quarter(s->season_length);
}

/* How much of a series is known at the origin; 0 where it is too little. */
static size_t known_at(const fc_series *s, size_t origin)
{
    const size_t behind = (origin + 1) * step_of(s);
    const double least = LEAST_SEASONS * (double)s->season_length;

    return s->season_length > 1 && s->n > behind && (double)(s->n - behind) >= least ? s->n - behind
                                                                                     : 0;
}

/* A season of the year over the time behind its first origin, at least 1. */
static double doubt_of(const fc_series *s)
{
    const double season = A_YEAR * (double)quarter(s->season_length);

    for (size_t origin = FC_ORIGINS; origin-- > 0;)
        if (known_at(s, origin) > 0)
            return fmax(1, season / (double)(s->n - known_at(s, origin)));
    return INFINITY;
}

/* Up to so many series of each level, evenly spread. */
static size_t choose(const fc_effects_task *task, size_t n_levels, size_t *which)
{
    const size_t most =
        fc_regressors_parts(task->regressors) > LARGE_SAMPLE_PARTS ? SAMPLE / 2 : SAMPLE;
    size_t n = 0;

    for (size_t level = 0; level < n_levels; level++) {
        size_t of_level = 0, seen = 0, taken = 0;

        for (size_t i = 0; i < task->n_series; i++)
            of_level += task->level[i] == level;

        const size_t wanted = of_level < most ? of_level : most;

        for (size_t i = 0; i < task->n_series; i++)
            if (task->level[i] == level && seen++ * wanted / of_level == taken && taken < wanted) {
                which[n++] = i;
                taken++;
            }
    }
    return n;
}

fc_status fc_effects_trial_new(const fc_effects_task *task, size_t n_levels, fc_effects_trial *t)
{
    const size_t k = fc_regressors_size(task->regressors), most = n_levels * SAMPLE;

    *t = (fc_effects_trial){.task = task,
                            .n_levels = n_levels,
                            .which = malloc(most * sizeof *t->which),
                            .b = malloc((most * k + 1) * sizeof *t->b),
                            .error = malloc((most * k + 1) * sizeof *t->error),
                            .own = malloc(most * FC_ORIGINS * sizeof *t->own)};
    if (!t->which || !t->b || !t->error || !t->own)
        return fc_no_memory();
    t->n = choose(task, n_levels, t->which);
    t->doubt = INFINITY;
    for (size_t i = 0; i < t->n; i++)
        t->doubt = fmin(t->doubt, doubt_of(&task->series[t->which[i]]));
    for (size_t i = 0; i < t->n; i++)
        for (size_t origin = t->n_origins; origin < FC_ORIGINS; origin++)
            if (known_at(&task->series[t->which[i]], origin) > 0)
                t->n_origins = origin + 1;
    return FC_OK;
}

void fc_effects_trial_free(fc_effects_trial *t)
{
    free(t->which);
    free(t->b);
    free(t->error);
    free(t->own);
}

/* mean[horizon] of the adjusted history, the member having its share. */
static fc_status forecast(const fc_series *train, size_t horizon, double share, fc_scratch *scratch,
                          double *mean)
{
    double *member = share > 0 ? malloc(horizon * sizeof *member) : NULL;
    fc_model *model = NULL;
    fc_status status = share > 0 && !member ? fc_no_memory() : FC_OK, own;

    if (status == FC_OK)
        status = fc_model_fit(fc_model_find(JUDGE), train, scratch, &model);
    if (status == FC_OK)
        status = fc_model_forecast(model, horizon, mean);
    own = status == FC_OK && share > 0 ? fc_effects_continue(train, horizon, scratch, member)
                                       : FC_EDATA;
    for (size_t h = 0; own == FC_OK && h < horizon; h++)
        mean[h] += share * (member[h] - mean[h]);
    fc_model_free(model);
    free(member);
    return own == FC_ENOMEM ? own : status;
}

/* The error of one forecast from `known` values, divided by the mean size of those; parts are
 * taken out before and put back. */
static fc_status error_of(const fc_effects_trial *t, size_t i, size_t known, fc_parts parts,
                          double share, fc_scratch *scratch, double *error)
{
    const fc_series *s = &t->task->series[t->which[i]];
    const double *b = t->b + i * fc_regressors_size(t->task->regressors);
    const size_t node = t->task->node ? t->task->node[t->which[i]] : 0;
    const size_t year = A_YEAR * quarter(s->season_length);
    const size_t horizon = s->n - known < year ? s->n - known : year;
    double *y = malloc(s->n * sizeof *y), size = 0;
    fc_series train = *s;
    fc_status status = y ? FC_OK : fc_no_memory();

    train.n = known;
    train.y = y;
    *error = 0;
    for (size_t p = 0; status == FC_OK && p < known; p++) {
        y[p] = s->y[p] /
               fc_effects_multiply(t->task->regressors, b, parts, node, s->start + (fc_period)p);
        size += isnan(s->y[p]) ? 0 : fabs(s->y[p]) / (double)known;
    }
    if (status == FC_OK)
        status = forecast(&train, horizon, share, scratch, y + known);
    for (size_t p = known; status == FC_OK && p < known + horizon; p++)
        if (!isnan(s->y[p]) && size > 0)
            *error += fabs(s->y[p] - y[p] * fc_effects_multiply(t->task->regressors, b, parts, node,
                                                                s->start + (fc_period)p)) /
                      size;
    free(y);
    return status;
}

static fc_status fit_all(fc_effects_trial *t, size_t origin, const fc_parts *parts)
{
    const size_t k = fc_regressors_size(t->task->regressors);
    fc_status status = FC_OK;

#pragma omp parallel for schedule(dynamic)
    for (size_t i = 0; i < t->n; i++) {
        const fc_series *s = &t->task->series[t->which[i]];
        const fc_parts asked = parts[t->task->level[t->which[i]]];

        memset(t->b + i * k, 0, k * sizeof *t->b);
        if (asked && fc_effects_fit(t->task, t->which[i], s, known_at(s, origin), asked,
                                    t->b + i * k, t->error + i * k, NULL) != FC_OK) {
#pragma omp critical(fc_effects)
            status = FC_ENOMEM;
        }
        for (size_t j = 0; !asked && j < k; j++)
            t->error[i * k + j] = INFINITY;
    }
    if (status != FC_OK)
        return fc_no_memory();
    fc_effects_share(t->task, t->which, t->n, t->b, t->error);
    return FC_OK;
}

/* Estimates what was known at the origin, and forecasts the rest, all series in parallel. */
static fc_status try_origin(fc_effects_trial *t, size_t origin, const fc_parts *parts, double share)
{
    fc_status status = fit_all(t, origin, parts);

    if (status != FC_OK)
        return status;
#pragma omp parallel
    {
        fc_scratch *scratch = NULL;
        fc_status own = fc_scratch_new(&scratch);

#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < t->n; i++) {
            const size_t known = known_at(&t->task->series[t->which[i]], origin);
            double *error = t->own + i * FC_ORIGINS + origin;

            *error = 0;
            if (own == FC_OK && known > 0)
                own = error_of(t, i, known, parts[t->task->level[t->which[i]]], share, scratch,
                               error);
            if (own == FC_EDATA) { /* a series that cannot be forecast says nothing */
                *error = 0;
                own = FC_OK;
            }
        }
        if (own != FC_OK) {
#pragma omp critical(fc_effects)
            status = own;
        }
        fc_scratch_free(scratch);
    }
    return status == FC_OK ? FC_OK : fc_no_memory();
}

fc_status fc_effects_trial_run(fc_effects_trial *t, const fc_parts *parts, double share,
                               double *sum)
{
    fc_status status = FC_OK;

    for (size_t origin = 0; status == FC_OK && origin < t->n_origins; origin++)
        status = try_origin(t, origin, parts, share);
    for (size_t i = 0; i < t->n_levels * FC_ORIGINS; i++)
        sum[i] = 0;
    for (size_t i = 0; status == FC_OK && i < t->n; i++)
        for (size_t origin = 0; origin < t->n_origins; origin++)
            sum[t->task->level[t->which[i]] * FC_ORIGINS + origin] +=
                t->own[i * FC_ORIGINS + origin];
    return status;
}
