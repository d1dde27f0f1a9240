/* backtest.c - rolling-origin evaluation: the forecasts of past periods, made again.
 *
 * Tashman (2000), Out-of-sample tests of forecasting accuracy, International J. Forecasting 16,
 * 437-450. */
#include "forecast/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/backtest_naive.h"
#include "forecast/backtest_score.h"

enum { WINDOWS = 12 };

static const double LEVELS[] = {0.80, 0.95};
enum { N_LEVELS = sizeof LEVELS / sizeof *LEVELS };

struct fc_backtest {
    const fc_hierarchy *hierarchy;
    fc_backtest_options options;
    fc_period first_origin;
    size_t n_nodes;
    fc_forecasts *full;      /* of the last period: for the histories, which hold the actuals */
    fc_accuracy_case *cases; /* models x nodes x horizon x windows */
    char **made_by;          /* models x nodes x windows: another model; NULL: as asked */
    fc_calibration *scopes;  /* models x FC_CALIBRATION_SCOPES */
    size_t n_scopes;
    double *bounds; /* lo and hi of each level for one node: horizon each */
};

static fc_accuracy_case *case_at(const fc_backtest *b, size_t model, size_t node, size_t step,
                                 size_t window)
{
    const size_t horizon = b->options.forecast.horizon;

    return b->cases + ((model * b->n_nodes + node) * horizon + step) * b->options.windows + window;
}

static char **made_by_at(const fc_backtest *b, size_t model, size_t node, size_t window)
{
    return b->made_by + (model * b->n_nodes + node) * b->options.windows + window;
}

/* The origins: as many as asked for, or as the panel has periods for. */
static fc_status place_windows(fc_backtest *b)
{
    const fc_forecast_options *o = &b->options.forecast;
    fc_period first, last;
    size_t known;

    fc_panel_span(fc_hierarchy_panel(b->hierarchy), &first, &last);
    if (o->last != FC_PERIOD_NONE)
        last = o->last;
    if (o->has_first && first < o->first)
        first = o->first;
    known = first == FC_PERIOD_NONE || last < first ? 0 : (size_t)(last - first) + 1;
    if (known <= o->horizon)
        return fc_fail(FC_EDATA,
                       "a backtest of %zu periods needs more than that; there are %zu; "
                       "give a shorter --horizon",
                       o->horizon, known);
    if (b->options.windows > (known - o->horizon - 1) / b->options.step + 1)
        b->options.windows = (known - o->horizon - 1) / b->options.step + 1;
    b->options.forecast.last = last;
    b->first_origin =
        last - (fc_period)o->horizon - (fc_period)((b->options.windows - 1) * b->options.step);
    return FC_OK;
}

/* Forecasts by the simplest model, only to have every node's history up to the end. */
static fc_status read_histories(fc_backtest *b, const fc_calendar *calendar)
{
    fc_forecast_options o = b->options.forecast;

    o.model = "naive";
    o.reconciler = "bottom-up";
    o.horizon = 1;
    o.n_intervals = 0;
    o.ranges = FC_RANGES_LEARNED;
    o.regressors = NULL;
    o.progress = NULL;
    return fc_forecasts_run(b->hierarchy, calendar, &o, &b->full);
}

/* The cases of one node in one window: forecasts, ranges and what came. */
static fc_status record(fc_backtest *b, const fc_forecasts *f, size_t model, size_t node,
                        size_t window)
{
    const size_t horizon = b->options.forecast.horizon;
    const fc_series history = fc_forecasts_history(b->full, node);
    const fc_period origin = fc_backtest_origin(b, window);
    const size_t n = origin >= history.start ? (size_t)(origin - history.start) + 1 : 0;
    const double *mean = fc_forecasts_mean(f, node);
    const double *bound = b->bounds;
    fc_accuracy_case scales = {0};
    fc_status status = FC_OK;

    for (size_t k = 0; k < N_LEVELS && status == FC_OK; k++)
        status = fc_forecasts_interval(f, node, LEVELS[k], b->bounds + 2 * k * horizon,
                                       b->bounds + (2 * k + 1) * horizon);
    fc_backtest_scales(&history, n, &scales);
    for (size_t i = 0; i < horizon && status == FC_OK; i++) {
        *case_at(b, model, node, i, window) = (fc_accuracy_case){
            .actual = n > 0 && n + i < history.n ? history.y[n + i] : NAN,
            .forecast = mean[i],
            .lo80 = bound[i],
            .hi80 = bound[horizon + i],
            .lo95 = bound[2 * horizon + i],
            .hi95 = bound[3 * horizon + i],
            .naive = n > 0 ? fc_backtest_naive(&history, n, i) : 0,
            .scale = scales.scale,
            .square = scales.square,
        };
    }
    if (status == FC_OK && b->options.crps)
        status = fc_backtest_score(f, node, case_at(b, model, node, 0, window), b->options.windows);
    if (status == FC_OK && fc_forecasts_replaced(f, node)) {
        char **made_by = made_by_at(b, model, node, window);

        *made_by = strdup(fc_forecasts_model(f, node));
        status = *made_by ? FC_OK : fc_no_memory();
    }
    return status;
}

static fc_status run_window(fc_backtest *b, const fc_calendar *calendar, size_t model,
                            size_t window)
{
    fc_forecast_options o = b->options.forecast;
    fc_forecasts *f = NULL;
    fc_status status;

    o.model = b->options.models[model];
    o.last = fc_backtest_origin(b, window);
    o.intervals = LEVELS;
    o.n_intervals = N_LEVELS;
    o.progress = NULL;
    status = fc_forecasts_run(b->hierarchy, calendar, &o, &f);
    for (size_t node = 0; node < b->n_nodes && status == FC_OK; node++)
        if (fc_forecasts_has(f, node))
            status = record(b, f, model, node, window);
    if (status == FC_OK && b->options.calibrate)
        status = fc_calibration_window(f, b->full, b->n_nodes, b->options.growth,
                                       b->scopes + model * FC_CALIBRATION_SCOPES, b->n_scopes);
    fc_forecasts_free(f);
    return status;
}

static fc_status run_windows(fc_backtest *b, const fc_calendar *calendar)
{
    const fc_forecast_options *o = &b->options.forecast;
    const size_t total = b->options.n_models * b->options.windows;
    fc_status status = FC_OK;

    for (size_t i = 0; i < total && status == FC_OK; i++) {
        status = run_window(b, calendar, i / b->options.windows, i % b->options.windows);
        if (o->progress)
            o->progress(o->progress_data, i + 1, total);
    }
    return status;
}

static fc_status allocate(fc_backtest *b)
{
    const size_t horizon = b->options.forecast.horizon;
    const size_t n = b->options.n_models * b->n_nodes * horizon * b->options.windows;

    b->cases = malloc((n + 1) * sizeof *b->cases);
    b->made_by = calloc(n / horizon + 1, sizeof *b->made_by);
    b->bounds = malloc(2 * N_LEVELS * horizon * sizeof *b->bounds);
    b->scopes = calloc(b->options.n_models * FC_CALIBRATION_SCOPES, sizeof *b->scopes);
    if (!b->cases || !b->made_by || !b->bounds || !b->scopes)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++)
        b->cases[i] = (fc_accuracy_case){.actual = NAN};
    return FC_OK;
}

static void set_scopes(fc_backtest *b)
{
    const size_t m = fc_forecasts_history(b->full, 0).season_length;

    for (size_t model = 0; model < b->options.n_models; model++)
        b->n_scopes = fc_calibration_scopes(m, b->options.forecast.horizon,
                                            b->scopes + model * FC_CALIBRATION_SCOPES);
}

fc_status fc_backtest_run(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                          const fc_backtest_options *options, fc_backtest **backtest)
{
    fc_backtest *b = calloc(1, sizeof *b);
    fc_status status;

    *backtest = NULL;
    if (!b)
        return fc_no_memory();
    b->hierarchy = hierarchy;
    b->options = *options;
    b->n_nodes = fc_hierarchy_size(hierarchy);
    if (b->options.windows == 0)
        b->options.windows = WINDOWS;
    if (b->options.step == 0)
        b->options.step = 1;
    status = place_windows(b);
    if (status == FC_OK)
        status = allocate(b);
    if (status == FC_OK)
        status = read_histories(b, calendar);
    if (status == FC_OK && b->options.calibrate)
        set_scopes(b);
    if (status == FC_OK)
        status = run_windows(b, calendar);
    if (status == FC_OK)
        *backtest = b;
    else
        fc_backtest_free(b);
    return status;
}

void fc_backtest_free(fc_backtest *b)
{
    if (!b)
        return;
    fc_forecasts_free(b->full);
    for (size_t i = 0; b->made_by && i < b->options.n_models * b->n_nodes * b->options.windows; i++)
        free(b->made_by[i]);
    free(b->made_by);
    free(b->cases);
    free(b->bounds);
    free(b->scopes);
    free(b);
}

size_t fc_backtest_windows(const fc_backtest *b)
{
    return b->options.windows;
}

fc_period fc_backtest_origin(const fc_backtest *b, size_t window)
{
    return b->first_origin + (fc_period)(window * b->options.step);
}

bool fc_backtest_has(const fc_backtest *b, size_t node)
{
    return fc_forecasts_has(b->full, node);
}

const fc_accuracy_case *fc_backtest_cases(const fc_backtest *b, size_t model, size_t node,
                                          size_t step)
{
    return case_at(b, model, node, step, 0);
}

const char *fc_backtest_made_by(const fc_backtest *b, size_t model, size_t node, size_t window)
{
    return *made_by_at(b, model, node, window);
}

fc_accuracy fc_backtest_accuracy(const fc_backtest *b, size_t model, size_t node, size_t step)
{
    const fc_accuracy_case *cases = case_at(b, model, node, step, 0);
    fc_accuracy accuracy;

    fc_accuracy_of(cases, b->options.windows, &accuracy);
    accuracy.p_value = fc_accuracy_test(cases, b->options.windows, step / b->options.step);
    return accuracy;
}

fc_accuracy fc_backtest_overall(const fc_backtest *b, size_t model)
{
    const size_t n = b->n_nodes * b->options.forecast.horizon * b->options.windows;
    fc_accuracy accuracy;

    fc_accuracy_of(case_at(b, model, 0, 0, 0), n, &accuracy);
    return accuracy;
}

const fc_calibration *fc_backtest_calibration(const fc_backtest *b, size_t model, size_t *n)
{
    *n = b->n_scopes;
    return b->scopes + model * FC_CALIBRATION_SCOPES;
}
