/* forecasts.c - runs every node of a hierarchy: read, fit, reconcile, simulate. */
#include "forecast/forecasts/forecasts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_private.h"

enum { PATHS = 1000, PROGRESS_STEPS = 200 };

static size_t n_nodes(const fc_forecasts *f)
{
    return fc_hierarchy_size(f->hierarchy);
}

static fc_status check_options(const fc_forecasts *f)
{
    const fc_forecast_options *o = &f->options;

    if (o->horizon == 0)
        return fc_fail(FC_EUSAGE, "the horizon is 0; ask for at least one period");
    if (!fc_model_find(o->model))
        return fc_fail(FC_EUSAGE, "there is no model '%s'", o->model);
    if (!f->reconciler)
        return fc_fail(FC_EUSAGE, "there is no reconciliation method '%s'", o->reconciler);
    return FC_OK;
}

static void set_options(fc_forecasts *f, const fc_calendar *calendar,
                        const fc_forecast_options *options)
{
    fc_period first;

    f->options = *options;
    f->calendar = *calendar;
    f->unit = calendar->unit;
    if (!options->model)
        f->options.model = "auto";
    if (!options->reconciler)
        f->options.reconciler = "auto";
    if (options->last == FC_PERIOD_NONE)
        fc_panel_span(fc_hierarchy_panel(f->hierarchy), &first, &f->options.last);
    if (options->season_length == 0)
        f->options.season_length = fc_calendar_season_length(calendar);
    if (options->n_paths == 0)
        f->options.n_paths = PATHS;
    f->reconciler = fc_reconciler_find(f->options.reconciler);
}

static fc_status allocate(fc_forecasts *f)
{
    const size_t n = n_nodes(f), horizon = f->options.horizon;

    f->nodes = calloc(n, sizeof *f->nodes);
    f->base = calloc(n * horizon, sizeof *f->base);
    f->point = calloc(n * horizon, sizeof *f->point);
    f->mean = calloc(n * horizon, sizeof *f->mean);
    f->scale = calloc(n * horizon, sizeof *f->scale);
    f->levels = malloc((f->options.n_intervals + 1) * sizeof *f->levels);
    f->intervals = calloc(n * horizon * f->options.n_intervals * 2 + 1, sizeof *f->intervals);
    if (!f->nodes || !f->base || !f->point || !f->mean || !f->scale || !f->levels || !f->intervals)
        return fc_no_memory();
    for (size_t k = 0; k < f->options.n_intervals; k++)
        f->levels[k] = f->options.intervals[k];

    const size_t bottom = n - fc_hierarchy_n_bottom(f->hierarchy);

    for (size_t i = 0; i < n; i++) {
        f->nodes[i].wanted = f->options.levels == FC_LEVELS_ALL ||
                             (f->options.levels == FC_LEVELS_TOTAL ? i == 0 : i >= bottom);
        f->n_wanted += f->nodes[i].wanted;
    }
    return FC_OK;
}

static void report_progress(fc_forecasts *f)
{
    f->done++;
    if (f->options.progress &&
        (f->done == f->total || f->done % (f->total / PROGRESS_STEPS + 1) == 0))
        f->options.progress(f->options.progress_data, f->done, f->total);
}

static void note_failure(fc_forecasts *f, fc_status status)
{
    if (f->status != FC_OK)
        return;
    f->status = status;
    snprintf(f->message, sizeof f->message, "%s", fc_error_message());
}

fc_status fc_forecasts_each(fc_forecasts *f, fc_forecast_work *work)
{
    f->status = FC_OK;
#pragma omp parallel
    {
        fc_scratch *scratch = NULL;
        fc_status status = fc_scratch_new(&scratch);

#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < n_nodes(f); i++) {
            if (!f->nodes[i].wanted)
                continue;
            if (status == FC_OK)
                status = work(f, i, scratch);
#pragma omp critical(fc_forecasts)
            {
                if (status != FC_OK)
                    note_failure(f, status);
                report_progress(f);
            }
        }
        fc_scratch_free(scratch);
    }
    return f->status == FC_OK ? FC_OK : fc_fail(f->status, "%s", f->message);
}

/* What has ended as a whole has ended in its parts, and is the sum of parts that have. */
static void spread_endings(fc_forecasts *f)
{
    const size_t bottom = n_nodes(f) - fc_hierarchy_n_bottom(f->hierarchy);

    for (size_t i = 0; i < bottom; i++) {
        size_t n;
        const size_t *cells = fc_hierarchy_cells(f->hierarchy, i, &n);

        for (size_t c = 0; f->nodes[i].life == FC_LIFE_ENDED && c < n; c++)
            if (f->nodes[bottom + cells[c]].life != FC_LIFE_NONE)
                f->nodes[bottom + cells[c]].life = FC_LIFE_ENDED;
    }
    for (size_t i = 0; i < bottom; i++) {
        size_t n, ended = 0;
        const size_t *cells = fc_hierarchy_cells(f->hierarchy, i, &n);

        for (size_t c = 0; c < n; c++) {
            const fc_life life = f->nodes[bottom + cells[c]].life;

            ended += life == FC_LIFE_ENDED || life == FC_LIFE_NONE;
        }
        if (ended == n && f->nodes[i].life != FC_LIFE_NONE)
            f->nodes[i].life = FC_LIFE_ENDED;
    }
}

static fc_status check_histories(const fc_forecasts *f)
{
    for (size_t i = 0; i < n_nodes(f); i++)
        if (f->nodes[i].wanted && f->nodes[i].life != FC_LIFE_NONE)
            return FC_OK;
    return fc_fail(FC_EDATA, "no row lies in a complete period; there is nothing to forecast from");
}

fc_status fc_forecasts_prepare_fits(fc_forecasts *f)
{
    fc_status status = check_options(f);

    if (status == FC_OK)
        status = allocate(f);
    f->total = f->n_wanted * (2 + (f->options.n_intervals > 0));
    if (status == FC_OK)
        status = fc_forecasts_each(f, fc_forecasts_read);
    if (status == FC_OK)
        status = check_histories(f);
    if (status == FC_OK && f->options.levels == FC_LEVELS_ALL)
        spread_endings(f);
    if (status == FC_OK && f->options.regressors)
        status = fc_forecasts_find_effects(f);
    return status == FC_OK ? fc_forecasts_judge_temporal(f) : status;
}

static fc_status run(fc_forecasts *f)
{
    fc_status status = fc_forecasts_prepare_fits(f);

    if (status == FC_OK)
        status = fc_forecasts_each(f, fc_forecasts_fit);
    if (status == FC_OK)
        status = fc_forecasts_launch(f);
    if (status == FC_OK)
        status = fc_forecasts_judge_ranges(f);
    if (status == FC_OK)
        status = fc_forecasts_learn(f);
    if (status == FC_OK)
        status = fc_forecasts_pool_errors(f);
    if (status == FC_OK)
        status = fc_forecasts_reconcile(f);
    if (status == FC_OK)
        status = fc_joint_new(f);
    if (status == FC_OK && f->options.n_intervals > 0)
        status = fc_forecasts_each(f, fc_forecasts_prepare);
    return status;
}

fc_status fc_forecasts_new(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                           const fc_forecast_options *options, fc_forecasts **forecasts)
{
    fc_forecasts *f = *forecasts = calloc(1, sizeof *f);

    if (!f)
        return fc_no_memory();
    f->hierarchy = hierarchy;
    set_options(f, calendar, options);
    return FC_OK;
}

fc_status fc_forecasts_run(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                           const fc_forecast_options *options, fc_forecasts **forecasts)
{
    fc_forecasts *f;
    fc_status status = fc_forecasts_new(hierarchy, calendar, options, &f);

    *forecasts = NULL;
    if (status == FC_OK)
        status = run(f);
    if (status == FC_OK)
        *forecasts = f;
    else
        fc_forecasts_free(f);
    return status;
}

void fc_forecasts_free(fc_forecasts *f)
{
    if (!f)
        return;
    for (size_t i = 0; f->nodes && i < n_nodes(f); i++) {
        fc_model_free(f->nodes[i].model);
        free(f->nodes[i].y);
        free(f->nodes[i].demands);
        free(f->nodes[i].shape);
        free(f->nodes[i].adjusted);
    }
    fc_effects_free(f->effects);
    free(f->nodes);
    free(f->base);
    free(f->point);
    free(f->unmoved);
    free(f->moved);
    free(f->mean);
    free(f->scale);
    fc_joint_clear(&f->joint);
    free(f->levels);
    free(f->intervals);
    free(f);
}
