/* cmd_forecast.c - gapcast forecast: every node, coherent, with ranges. */
#include <stdlib.h>
#include <string.h>

#include "analysis/drivers/effects_table.h"
#include "analysis/report/forecast_charts.h"
#include "analysis/table/forecast_table.h"
#include "analysis/table/paths_table.h"
#include "cli/archive_options.h"
#include "cli/blend_options.h"
#include "cli/commands.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"

typedef struct {
    long horizon;
    const char *level;
    int levels; /* choice all|bottom|total */
    const char *charts, *paths_out;
    const char *effects;
    const char *overrides;
    cli_archive_options archive;
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_blend_options blend;
    cli_sales_options sales;
    cli_output_options output;
} forecast_options;

#define FIELD(name) offsetof(forecast_options, name)

static const cli_option own[] = {
    {"horizon", 'H', CLI_WHOLE, FIELD(horizon), "PERIODS", "how far ahead (default: a year)"},
    {"level", 'l', CLI_TEXT, FIELD(level), "PERCENTS", "prediction intervals (default 80,95)"},
    {"levels", 0, CLI_CHOICE, FIELD(levels), "all|bottom|total",
     "bottom forecasts each series by itself (default all)"},
    {"overrides", 0, CLI_TEXT, FIELD(overrides), "FILE",
     "changes made by hand: keys, period, and forecast, change or percent; step, author, note"},
    {"charts", 0, CLI_TEXT, FIELD(charts), "DIR", "draw a fan chart of the coarsest nodes there"},
    {"paths-out", 0, CLI_TEXT, FIELD(paths_out), "FILE",
     "write each simulated future there: children add up to parents path by path"},
    {"effects", 0, CLI_TEXT, FIELD(effects), "FILE",
     "what calendar and drivers do to each node: coefficients, errors, a sentence each"},
};

static const cli_group groups[] = {
    {"Forecast", own, sizeof own / sizeof *own, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Deals", cli_blend_table, CLI_BLEND_OPTIONS, FIELD(blend)},
    {"Reading deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(blend.deals)},
    {"Memory", cli_archive_table, CLI_ARCHIVE_OPTIONS, FIELD(archive)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static fc_status check(const forecast_options *o, an_levels *levels, fc_forecast_options *core)
{
    fc_status status = cli_emit_check(&o->output);

    if (status == FC_OK)
        status = an_levels_parse(o->level ? o->level : "80,95", levels);
    if (status == FC_OK)
        status = cli_forecast_check_horizon(o->horizon);
    if (status == FC_OK)
        status = cli_forecast_translate(&o->forecast, core);
    core->levels = o->levels ? (fc_levels)(o->levels - 1) : FC_LEVELS_ALL;
    core->horizon = (size_t)o->horizon;
    return status;
}

static size_t a_year(const fc_calendar *calendar)
{
    return calendar->unit == FC_DAY ? 28 : fc_calendar_season_length(calendar);
}

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_regressors *regressors;
    fc_launch_options launch;
    fc_forecasts *forecasts;
    an_blend *blend; /* NULL: no deals */
    an_overrides overrides;
} parts;

static void parts_free(parts *p)
{
    an_overrides_clear(&p->overrides);
    an_blend_free(p->blend);
    fc_forecasts_free(p->forecasts);
    fc_regressors_free(p->regressors);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

static fc_status read_inputs(const forecast_options *o, const char *const *files, size_t n_files,
                             fc_forecast_options *core, parts *p)
{
    const an_text_options text = cli_sales_text(&o->sales);
    fc_status status = an_problems_new(&p->problems);

    if (status == FC_OK)
        status = cli_sales_read(&o->sales, files, n_files, p->problems, &p->sales);
    if (status == FC_OK && core->horizon == 0)
        core->horizon = a_year(&p->sales->calendar);
    if (status == FC_OK)
        status = cli_driver_read(&o->drivers, &text, p->sales, core->horizon, p->problems,
                                 &p->regressors);
    if (status == FC_OK)
        status = cli_driver_launch(&o->drivers, p->sales, &p->launch, &core->launch);
    if (p->problems)
        cli_tell_problems(p->problems);
    return status;
}

static fc_status make_forecasts(const forecast_options *o, const an_levels *levels,
                                fc_forecast_options *core, parts *p)
{
    double intervals[AN_MAX_LEVELS];
    fc_status status;

    core->last = p->sales->last_complete;
    core->has_first = p->sales->first_incomplete;
    core->first = p->sales->first_complete;
    core->regressors = p->regressors;
    core->effects = cli_driver_effects(&o->drivers);
    core->n_intervals = levels->n;
    core->intervals = intervals;
    for (size_t l = 0; l < levels->n; l++)
        intervals[l] = levels->levels[l] / 100.0;
    status = fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, core, &p->forecasts);
    if (status == FC_OK)
        status = cli_blend_run(&o->blend, &o->sales, p->sales, core, p->forecasts, &p->blend);
    return status;
}

static fc_status write_effects(const forecast_options *o, const parts *p)
{
    const cli_output_options output = {.path = o->effects};
    an_table *table = NULL;
    fc_status status;

    if (!o->effects)
        return FC_OK;
    if (!p->regressors)
        return fc_fail(FC_EUSAGE,
                       "--effects: there are none; give --holidays, --drivers or --event");
    status = an_effects_table(p->sales, p->forecasts, p->regressors, cli_output_lang(&o->output),
                              &table);
    if (status == FC_OK)
        status = cli_emit(table, &output);
    an_table_free(table);
    return status;
}

static fc_status write_paths(const forecast_options *o, const parts *p)
{
    const cli_output_options output = {.path = o->paths_out};
    an_table *table = NULL;
    fc_status status = FC_OK;

    if (!o->paths_out)
        return FC_OK;
    status = an_paths_table(p->sales, p->forecasts, &table);
    if (status == FC_OK)
        status = cli_emit(table, &output);
    an_table_free(table);
    return status;
}

/* Forecasts in several scenarios, as one table. */
static fc_status side_by_side(const forecast_options *o, const char *const *files, size_t n_files,
                              const an_levels *levels, fc_forecast_options *core)
{
    char text[256];
    const char *names[AN_MAX_SCENARIOS];
    const fc_forecasts *forecasts[AN_MAX_SCENARIOS];
    parts p[AN_MAX_SCENARIOS] = {{0}};
    an_table *table = NULL;
    size_t n;
    fc_status status =
        o->archive.archive
            ? fc_fail(FC_EUSAGE, "--archive: it keeps one forecast; give one --scenario")
            : an_drivers_scenarios(o->drivers.scenario, text, sizeof text, names, AN_MAX_SCENARIOS,
                                   &n);

    for (size_t s = 0; status == FC_OK && s < n; s++) {
        forecast_options one = *o;

        one.drivers.scenario = names[s];
        status = read_inputs(&one, files, n_files, core, &p[s]);
        if (status == FC_OK)
            status = make_forecasts(&one, levels, core, &p[s]);
        forecasts[s] = p[s].forecasts;
    }
    if (status == FC_OK)
        status = an_scenario_table(p[0].sales, forecasts, names, n, &table);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    for (size_t s = 0; s < AN_MAX_SCENARIOS; s++)
        parts_free(&p[s]);
    return status;
}

static fc_status read_overrides(const forecast_options *o, parts *p)
{
    const an_text_options text = cli_sales_text(&o->sales);

    if (!o->overrides)
        return FC_OK;
    if (o->levels > 1)
        return fc_fail(FC_EUSAGE,
                       "--overrides: they are spread over all levels; leave --levels out");
    return an_overrides_read(o->overrides, &text, p->sales, p->forecasts, p->problems,
                             &p->overrides);
}

/* Into the archive, with what each step of the overrides did to each node. */
static fc_status keep(const forecast_options *o, const char *const *files, size_t n_files,
                      const parts *p)
{
    const an_overrides *overrides = &p->overrides;
    const an_archive_input others[] = {{"overrides", o->overrides},
                                       {"drivers", o->drivers.drivers}};
    const cli_archive_inputs inputs = {"forecast", files, n_files, others, 2, &o->blend.pipeline};
    an_archive_run run = {.sales = p->sales,
                          .forecasts = p->forecasts,
                          .history = p->blend ? p->blend->history : NULL};
    an_archive_adjustment *list = NULL;
    fc_status status = FC_OK;

    if (o->archive.archive && overrides->n_steps) {
        run.final = overrides->values[overrides->n_steps - 1];
        status = an_archive_adjustments(overrides, p->forecasts, &list, &run.n_adjustments);
        run.adjustments = list;
    }
    if (status == FC_OK)
        status = cli_archive_keep(&o->archive, &o->sales, &inputs, &run);
    free(list);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const forecast_options *o = options;
    fc_forecast_options core;
    an_levels levels;
    parts p = {0};
    an_table *table = NULL;
    fc_status status = check(o, &levels, &core);

    if (status == FC_OK && o->drivers.scenario && strchr(o->drivers.scenario, ','))
        return cli_fail(side_by_side(o, files, n_files, &levels, &core));
    if (status == FC_OK)
        status = read_inputs(o, files, n_files, &core, &p);
    if (status == FC_OK)
        status = make_forecasts(o, &levels, &core, &p);
    if (status == FC_OK)
        status = read_overrides(o, &p);
    if (status == FC_OK)
        status =
            an_forecast_table(p.sales, p.forecasts, &levels, o->overrides ? &p.overrides : NULL,
                              p.blend, cli_emit_is(&o->output, "json"), &table);
    if (status == FC_OK)
        status = write_paths(o, &p);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    if (status == FC_OK)
        status = write_effects(o, &p);
    if (status == FC_OK)
        status = keep(o, files, n_files, &p);
    if (status == FC_OK && o->charts) /* last: without gnuplot the numbers are still there */
        status = an_forecast_charts(p.sales, p.forecasts, cli_output_lang(&o->output),
                                    o->output.unit, o->charts);
    an_table_free(table);
    parts_free(&p);
    return cli_fail(status);
}

const cli_command cli_cmd_forecast = {
    .name = "forecast",
    .usage = "SALES... [--horizon PERIODS]",
    .summary = "forecast every region x product node, so that children add up to parents",
    .description = "Forecasts every node of the crossing of the keys. Prints a row a node and "
                   "period: the keys\n"
                   "(* where a node sums over a key), period, forecast, the bounds of its ranges, "
                   "and the model.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(forecast_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
