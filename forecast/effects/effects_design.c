/* effects_design.c - the columns of one series' regression: what is asked about, season, trend. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"

enum { LEAST_FREEDOM = 6, DAYS_OF_WEEK = 7, DAYS_OF_WAVE = 45, YEARS_OF_WAVE = 5 };

static const double LEAST_SEASONS = 2.25;
static const double PI = 3.14159265358979323846;

/* How many waves the trend has: none shorter than two years, or a quarter of days. */
static size_t n_waves(size_t n, size_t season)
{
    if (season == DAYS_OF_WEEK)
        return n / DAYS_OF_WAVE;
    return n / (season > 1 ? season : YEARS_OF_WAVE);
}

size_t fc_effects_phase(const fc_series *s, size_t t)
{
    const fc_period m = s->season_length > 1 ? (fc_period)s->season_length : 1;

    return (size_t)(((s->start + (fc_period)t) % m + m) % m);
}

/* Which column each place of the season that was seen has. */
static void number_season(fc_effects_design *d, const fc_series *s)
{
    const size_t m = s->season_length > 1 ? s->season_length : 1;

    for (size_t phase = 0; phase < m; phase++)
        d->phase[phase] = SIZE_MAX;
    for (size_t i = 0; i < d->n; i++) {
        size_t *phase = &d->phase[fc_effects_phase(s, d->at[i])];

        if (*phase == SIZE_MAX)
            *phase = d->columns++;
    }
}

/* Logarithms where all values are positive, else values over their mean size, whose size is then
 * told; 0 where all are zero. */
static double look_at(fc_effects_design *d, const fc_series *s)
{
    double size = 0;

    d->logarithms = true;
    for (size_t i = 0; i < d->n; i++) {
        size += fabs(s->y[d->at[i]]) / (double)d->n;
        d->logarithms = d->logarithms && s->y[d->at[i]] > 0;
    }
    return size;
}

static fc_status allocate(const fc_effects_task *task, const fc_series *s, size_t n,
                          fc_effects_design *d)
{
    const size_t m = s->season_length > 1 ? s->season_length : 1;

    d->at = malloc((n + fc_regressors_size(task->regressors) + m + 1) * sizeof *d->at);
    if (!d->at)
        return fc_no_memory();
    d->which = d->at + n;
    d->phase = d->which + fc_regressors_size(task->regressors);
    for (size_t t = 0; t < n; t++)
        if (!isnan(s->y[t]))
            d->at[d->n++] = t;
    return FC_OK;
}

static void fill_row(const fc_effects_design *d, const fc_regressors *r, size_t node,
                     const fc_series *s, size_t i, double *row)
{
    memset(row, 0, d->first * sizeof *row);
    row[d->phase[fc_effects_phase(s, d->at[i])]] = 1;
    for (size_t j = 0; j < d->k; j++)
        row[d->first + j] =
            fc_regressors_value(r, d->which[j], node, s->start + (fc_period)d->at[i]);
}

static fc_status fill(const fc_effects_task *task, size_t node, const fc_series *s, size_t n,
                      size_t waves, double size, fc_effects_design *d)
{
    const size_t stride = d->columns + 1;

    d->x = malloc(d->n * stride * sizeof *d->x);
    if (!d->x)
        return fc_no_memory();
    for (size_t i = 0; i < d->n; i++) {
        double *row = d->x + i * stride;
        const double y = s->y[d->at[i]];

        fill_row(d, task->regressors, node, s, i, row);
        for (size_t w = 1; w <= waves; w++)
            row[d->first - waves + w - 1] =
                cos(PI * (double)w * ((double)d->at[i] + 0.5) / (double)n);
        row[d->columns] = d->logarithms ? log(y) : y / size;
    }
    return FC_OK;
}

fc_status fc_effects_design_new(const fc_effects_task *task, size_t i, const fc_series *s, size_t n,
                                fc_parts parts, fc_effects_design *d, bool *enough)
{
    const size_t waves = n_waves(n, s->season_length);
    fc_status status;
    double size;

    *enough = false;
    *d = (fc_effects_design){.n = 0};
    status = allocate(task, s, n, d);
    if (status != FC_OK || (double)d->n < LEAST_SEASONS * (double)s->season_length ||
        d->n <= s->season_length + waves + LEAST_FREEDOM)
        return status;
    size = look_at(d, s);
    if (!(size > 0))
        return FC_OK;
    for (size_t j = 0; j < fc_regressors_size(task->regressors); j++)
        if (parts >> fc_regressors_at(task->regressors, j)->part & 1)
            d->which[d->k++] = j;
    number_season(d, s);
    d->first = d->columns + waves;
    d->columns = d->first + d->k;
    *enough = true;
    return fill(task, task->node ? task->node[i] : 0, s, n, waves, size, d);
}

void fc_effects_design_free(fc_effects_design *d)
{
    free(d->x);
    free(d->at);
    *d = (fc_effects_design){.n = 0};
}
