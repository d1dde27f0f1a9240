/* effects_judge.c - forecasts at past origins, with calendar and drivers and without. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"
#include "forecast/model.h"

enum { ORIGINS = 8, A_YEAR = 4, SAMPLE = 48, DAYS_OF_WEEK = 7, FOUR_WEEKS = 28 };

/* Less gain than this is none. */
static const double LEAST_GAIN = 0.02;

/* How much history an origin needs, in seasons. */
static const double LEAST_SEASONS = 2.25;

/* The errors of one level, by variant; [0] is without. */
typedef struct {
    double sum[FC_VARIANTS];
} errors;

typedef struct {
    const fc_effects_task *task;
    fc_effects *effects;
    size_t *which; /* the series that are tried */
    size_t n;
    double *b, *error; /* of these */
    errors *own;       /* of these */
} trial;

/* Periods from one origin to the next: a quarter of the year, four weeks of days. */
static size_t step_of(size_t season)
{
    if (season == DAYS_OF_WEEK)
        return FOUR_WEEKS;
    return season < A_YEAR ? 1 : season / A_YEAR;
}

/* How much of a series is known at the origin; 0 where it is too little. */
static size_t known_at(const fc_series *s, size_t origin)
{
    const size_t behind = (origin + 1) * step_of(s->season_length);
    const double least = LEAST_SEASONS * (double)s->season_length;

    return s->season_length > 1 && s->n > behind && (double)(s->n - behind) >= least ? s->n - behind
                                                                                     : 0;
}

/* Up to SAMPLE series of each level, evenly spread. */
static size_t choose(const fc_effects_task *task, size_t n_levels, size_t *which)
{
    size_t n = 0;

    for (size_t level = 0; level < n_levels; level++) {
        size_t of_level = 0, seen = 0, taken = 0;

        for (size_t i = 0; i < task->n_series; i++)
            of_level += task->level[i] == level;

        const size_t wanted = of_level < SAMPLE ? of_level : SAMPLE;

        for (size_t i = 0; i < task->n_series; i++)
            if (task->level[i] == level && seen++ * wanted / of_level == taken && taken < wanted) {
                which[n++] = i;
                taken++;
            }
    }
    return n;
}

/* The error of one forecast from `known` values, divided by the mean size of those; groups are
 * taken out before and put back. */
static fc_status forecast_error(const trial *t, size_t i, size_t known, unsigned groups,
                                fc_scratch *scratch, double *error)
{
    const fc_series *s = &t->task->series[t->which[i]];
    const double *b = t->b + i * fc_regressors_size(t->task->regressors);
    const size_t year = A_YEAR * step_of(s->season_length);
    const size_t horizon = s->n - known < year ? s->n - known : year, end = known + horizon;
    double *y = malloc(s->n * sizeof *y), size = 0;
    fc_series train = *s;
    fc_model *model = NULL;
    fc_status status = y ? FC_OK : fc_no_memory();

    train.n = known;
    train.y = y;
    *error = 0;
    for (size_t p = 0; status == FC_OK && p < known; p++) {
        y[p] =
            s->y[p] / fc_effects_multiply(t->task->regressors, b, groups, s->start + (fc_period)p);
        size += isnan(s->y[p]) ? 0 : fabs(s->y[p]) / (double)known;
    }
    if (status == FC_OK)
        status = fc_model_fit(fc_model_find("otm"), &train, scratch, &model);
    if (status == FC_OK)
        status = fc_model_forecast(model, horizon, y + known);
    for (size_t p = known; status == FC_OK && p < end; p++)
        if (!isnan(s->y[p]) && size > 0)
            *error += fabs(s->y[p] - y[p] * fc_effects_multiply(t->task->regressors, b, groups,
                                                                s->start + (fc_period)p)) /
                      size;
    fc_model_free(model);
    free(y);
    return status;
}

static fc_status try_one(trial *t, size_t i, size_t known, fc_scratch *scratch)
{
    fc_status status = FC_OK;
    errors found;

    for (unsigned v = 0; status == FC_OK && v < FC_VARIANTS; v++)
        status = forecast_error(t, i, known, v, scratch, &found.sum[v]);
    if (status == FC_OK)
        for (unsigned v = 0; v < FC_VARIANTS; v++)
            t->own[i].sum[v] += found.sum[v];
    return status == FC_ENOMEM ? status : FC_OK; /* a series that cannot be forecast says nothing */
}

/* Estimates what was known at the origin, and forecasts the rest, all series in parallel. */
static fc_status try_origin(trial *t, size_t origin)
{
    const size_t k = fc_regressors_size(t->task->regressors);
    fc_status status = FC_OK;

#pragma omp parallel for schedule(dynamic)
    for (size_t i = 0; i < t->n; i++) {
        const fc_series *s = &t->task->series[t->which[i]];

        if (fc_effects_fit(t->task->regressors, s, known_at(s, origin), t->b + i * k,
                           t->error + i * k) != FC_OK) {
#pragma omp critical(fc_effects)
            status = FC_ENOMEM;
        }
    }
    fc_effects_share(t->task, t->which, t->n, t->b, t->error);
#pragma omp parallel
    {
        fc_scratch *scratch = NULL;
        fc_status own = fc_scratch_new(&scratch);

#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < t->n; i++) {
            const size_t known = known_at(&t->task->series[t->which[i]], origin);

            if (own == FC_OK && known > 0)
                own = try_one(t, i, known, scratch);
        }
        if (own != FC_OK) {
#pragma omp critical(fc_effects)
            status = own;
        }
        fc_scratch_free(scratch);
    }
    return status == FC_OK ? FC_OK : fc_no_memory();
}

/* The error with each variant over that without, of a level; 1 where nothing was judged. */
static void ratios_of(const trial *t, size_t level, double ratio[FC_VARIANTS])
{
    errors all = {.sum = {0}};

    for (size_t i = 0; i < t->n; i++)
        for (unsigned v = 0; t->task->level[t->which[i]] == level && v < FC_VARIANTS; v++)
            all.sum[v] += t->own[i].sum[v];
    for (unsigned v = 0; v < FC_VARIANTS; v++)
        ratio[v] = all.sum[0] > 0 ? all.sum[v] / all.sum[0] : 1;
}

/* The variant of the least error, where a level counts as much as all levels together: one level by
 * itself is too easily lucky. */
static void decide(const trial *t)
{
    fc_effects *e = t->effects;
    double mean[FC_VARIANTS] = {0};

    for (size_t level = 0; level < e->n_levels; level++) {
        double ratio[FC_VARIANTS];

        ratios_of(t, level, ratio);
        for (unsigned v = 0; v < FC_VARIANTS; v++)
            mean[v] += ratio[v] / (double)e->n_levels;
    }
    for (size_t level = 0; level < e->n_levels; level++) {
        double ratio[FC_VARIANTS], least = 1 - LEAST_GAIN;

        ratios_of(t, level, ratio);
        for (unsigned g = 0; g < FC_GROUPS; g++)
            e->ratio[level * FC_GROUPS + g] = ratio[1U << g];
        for (unsigned v = 1; v < FC_VARIANTS; v++)
            if ((ratio[v] + mean[v]) / 2 < least) {
                least = (ratio[v] + mean[v]) / 2;
                e->kept[level] = v;
            }
    }
}

fc_status fc_effects_judge(const fc_effects_task *task, fc_effects *effects)
{
    const size_t k = fc_regressors_size(task->regressors), most = effects->n_levels * SAMPLE;
    trial t = {.task = task,
               .effects = effects,
               .which = malloc(most * sizeof *t.which),
               .b = malloc((most * k + 1) * sizeof *t.b),
               .error = malloc((most * k + 1) * sizeof *t.error),
               .own = calloc(most, sizeof *t.own)};
    fc_status status = t.which && t.b && t.error && t.own ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        t.n = choose(task, effects->n_levels, t.which);
    for (size_t origin = 0; status == FC_OK && origin < ORIGINS; origin++)
        status = try_origin(&t, origin);
    if (status == FC_OK)
        decide(&t);
    free(t.which);
    free(t.b);
    free(t.error);
    free(t.own);
    return status;
}
