/* forecasts_temporal.c - whether sums over longer spans help: by forecasts made again at past
 * origins. */
#include <math.h>
#include <stdlib.h>

#include "forecast/forecasts/forecasts_private.h"

enum { MOST_SERIES = 48, ORIGINS = 4, LEAST_ORIGINS = 2, LEAST_SEASONS = 2 };

/* One series at one origin. The errors are sums over the steps, relative to the series' size. */
typedef struct {
    fc_series train;
    const double *actual; /* horizon, after train */
    size_t origin;
    double size, with, without;
} trial;

static bool takes_part(const fc_forecast_node *node)
{
    return node->wanted && node->life == FC_LIFE_GOES_ON && node->size > 0;
}

/* The nodes to judge by: all, or as many evenly spaced ones. */
static size_t spacing(const fc_forecasts *f)
{
    size_t n = 0;

    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++)
        n += takes_part(&f->nodes[i]);
    return (n + MOST_SERIES - 1) / MOST_SERIES;
}

/* Writes the trials, up to ORIGINS of each of MOST_SERIES; *series is of how many there are any. */
static size_t list_trials(const fc_forecasts *f, trial *trials, size_t *series)
{
    const size_t horizon = f->options.horizon, each = spacing(f);
    size_t n = 0, seen = 0;

    *series = 0;
    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++) {
        const size_t before = n;

        if (!takes_part(&f->nodes[i]) || seen++ % each != 0)
            continue;
        for (size_t k = 0; k < ORIGINS; k++) {
            trial *t = &trials[n];
            const size_t back = horizon + k * (horizon > 1 ? horizon / 2 : 1);

            t->train = fc_forecasts_train(&f->nodes[i]);
            if (t->train.n < back + LEAST_SEASONS * t->train.season_length)
                break;
            t->train.n -= back;
            t->actual = t->train.y + t->train.n;
            t->origin = k;
            t->size = f->nodes[i].size;
            n++;
        }
        *series += n > before;
    }
    return n;
}

static double error_of(const trial *t, const double *mean, size_t horizon)
{
    double sum = 0;

    for (size_t h = 0; h < horizon; h++)
        if (!isnan(t->actual[h]))
            sum += fabs(t->actual[h] - mean[h]) / t->size;
    return sum;
}

/* Errors of 0 both where the model cannot be fitted. */
static fc_status run_trial(const fc_forecasts *f, fc_scratch *scratch, trial *t)
{
    const size_t horizon = f->options.horizon;
    const fc_model_type *type = fc_model_find(f->options.model);
    double *mean = malloc(horizon * sizeof *mean), without = 0;
    fc_model *model = NULL;
    size_t spans;
    fc_status status = mean ? fc_model_fit(type, &t->train, scratch, &model) : fc_no_memory();

    t->with = t->without = 0;
    if (status == FC_OK)
        status = fc_model_forecast(model, horizon, mean);
    if (status == FC_OK) {
        without = error_of(t, mean, horizon);
        status = fc_temporal_forecast(type, &t->train, model, scratch, horizon, mean, &spans);
    }
    if (status == FC_OK) {
        t->without = without;
        t->with = error_of(t, mean, horizon);
    }
    fc_model_free(model);
    free(mean);
    return status == FC_ENOMEM ? status : FC_OK;
}

static fc_status run_trials(const fc_forecasts *f, trial *trials, size_t n)
{
    fc_status status = FC_OK;

#pragma omp parallel
    {
        fc_scratch *scratch = NULL;
        fc_status own = fc_scratch_new(&scratch);

#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < n; i++)
            if (own == FC_OK)
                own = run_trial(f, scratch, &trials[i]);
        if (own != FC_OK)
#pragma omp atomic write
            status = own;
        fc_scratch_free(scratch);
    }
    return status == FC_OK ? FC_OK : fc_no_memory();
}

/* Used where the sum of all errors is less with it, and so it is at three of four origins. */
static void decide(const trial *trials, size_t n, fc_temporal_verdict *v)
{
    double with[ORIGINS + 1] = {0}, without[ORIGINS + 1] = {0};

    for (size_t i = 0; i < n; i++) {
        with[trials[i].origin] += trials[i].with;
        without[trials[i].origin] += trials[i].without;
        with[ORIGINS] += trials[i].with;
        without[ORIGINS] += trials[i].without;
    }
    for (size_t k = 0; k < ORIGINS; k++) {
        v->origins += without[k] > 0;
        v->won += with[k] < without[k];
    }
    v->ratio = without[ORIGINS] > 0 ? with[ORIGINS] / without[ORIGINS] : 1;
    v->used = v->origins >= LEAST_ORIGINS && v->ratio < 1 && 4 * v->won >= 3 * v->origins;
}

fc_status fc_forecasts_judge_temporal(fc_forecasts *f)
{
    trial *trials = malloc(MOST_SERIES * ORIGINS * sizeof *trials);
    fc_status status = trials ? FC_OK : fc_no_memory();

    f->temporal = (fc_temporal_verdict){.used = f->options.temporal == FC_TEMPORAL_ON, .ratio = 1};
    if (status == FC_OK && f->options.temporal == FC_TEMPORAL_AUTO) {
        const size_t n = list_trials(f, trials, &f->temporal.series);

        status = run_trials(f, trials, n);
        if (status == FC_OK)
            decide(trials, n, &f->temporal);
    }
    free(trials);
    return status;
}

const fc_temporal_verdict *fc_forecasts_temporal(const fc_forecasts *f)
{
    return &f->temporal;
}
