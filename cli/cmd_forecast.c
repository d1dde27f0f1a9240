/* cmd_forecast.c - gapcast forecast: every node, coherent, with ranges. */
#include <stdlib.h>
#include <string.h>

#include "analysis/drivers/effects_table.h"
#include "analysis/report/forecast_charts.h"
#include "analysis/table/paths_table.h"
#include "cli/commands.h"
#include "cli/exit.h"
#include "cli/forecast_parts.h"

#define FIELD(name) offsetof(cli_forecast_command, name)

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
    {"Many machines", cli_shard_table, CLI_SHARD_OPTIONS, FIELD(shard)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static fc_status check(const cli_forecast_command *o, const char *const *files, size_t n_files,
                       an_levels *levels, fc_forecast_options *core)
{
    fc_status status = cli_emit_check(&o->output);

    if (status == FC_OK)
        status = cli_shard_check(&o->shard, &o->output, files, n_files);
    if (status == FC_OK)
        status = an_levels_parse(o->level ? o->level : "80,95", levels);
    if (status == FC_OK)
        status = cli_forecast_check_horizon(o->horizon);
    if (status == FC_OK)
        status = cli_forecast_translate(&o->forecast, core);
    core->levels = o->levels ? (fc_levels)(o->levels - 1) : FC_LEVELS_ALL;
    core->horizon = (size_t)o->horizon;
    core->fits = o->shard.fits;
    return status;
}

static fc_status write_effects(const cli_forecast_command *o, const cli_forecast_parts *p)
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

static fc_status write_paths(const cli_forecast_command *o, const cli_forecast_parts *p)
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
static fc_status side_by_side(const cli_forecast_command *o, const char *const *files,
                              size_t n_files, const an_levels *levels, fc_forecast_options *core)
{
    char text[256];
    const char *names[AN_MAX_SCENARIOS];
    const fc_forecasts *forecasts[AN_MAX_SCENARIOS];
    cli_forecast_parts p[AN_MAX_SCENARIOS] = {{0}};
    an_table *table = NULL;
    size_t n;
    fc_status status =
        o->archive.archive
            ? fc_fail(FC_EUSAGE, "--archive: it keeps one forecast; give one --scenario")
            : an_drivers_scenarios(o->drivers.scenario, text, sizeof text, names, AN_MAX_SCENARIOS,
                                   &n);

    for (size_t s = 0; status == FC_OK && s < n; s++) {
        cli_forecast_command one = *o;

        one.drivers.scenario = names[s];
        status = cli_forecast_read(&one, files, n_files, core, &p[s]);
        if (status == FC_OK)
            status = cli_forecast_make(&one, levels, core, &p[s]);
        forecasts[s] = p[s].forecasts;
    }
    if (status == FC_OK)
        status = an_scenario_table(p[0].sales, forecasts, names, n, &table);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    for (size_t s = 0; s < AN_MAX_SCENARIOS; s++)
        cli_forecast_forget(&p[s]);
    return status;
}

static fc_status read_overrides(const cli_forecast_command *o, cli_forecast_parts *p)
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
static fc_status keep(const cli_forecast_command *o, const char *const *files, size_t n_files,
                      const cli_forecast_parts *p)
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

cli_shard_options *cli_forecast_shard(void *options)
{
    return &((cli_forecast_command *)options)->shard;
}

/* One machine's part: the fits alone. */
static fc_status save_shard(const cli_forecast_command *o, const char *const *files, size_t n_files,
                            fc_forecast_options *core)
{
    cli_forecast_parts p = {0};
    fc_status status;

    if (o->drivers.scenario && strchr(o->drivers.scenario, ','))
        return fc_fail(FC_EUSAGE, "--shard: a shard is of one forecast; give one --scenario");
    if (cli_shard_is_made(&o->shard, &o->output))
        return FC_OK;
    status = cli_forecast_read(o, files, n_files, core, &p);
    if (status == FC_OK)
        status = cli_shard_save(&o->shard, &o->output, p.sales, core);
    cli_forecast_forget(&p);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const cli_forecast_command *o = options;
    fc_forecast_options core;
    an_levels levels;
    cli_forecast_parts p = {0};
    an_table *table = NULL;
    fc_status status = check(o, files, n_files, &levels, &core);

    if (status == FC_OK && o->shard.shard)
        return cli_fail(save_shard(o, files, n_files, &core));
    if (status == FC_OK && o->drivers.scenario && strchr(o->drivers.scenario, ','))
        return cli_fail(side_by_side(o, files, n_files, &levels, &core));
    if (status == FC_OK)
        status = cli_forecast_read(o, files, n_files, &core, &p);
    if (status == FC_OK)
        status = cli_forecast_make(o, &levels, &core, &p);
    if (status == FC_OK)
        status = read_overrides(o, &p);
    if (status == FC_OK)
        status = an_forecast_table(
            p.sales, p.forecasts, &levels, o->overrides ? &p.overrides : NULL, p.blend,
            cli_emit_is(&o->output, "json"), cli_output_lang(&o->output), &table);
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
    cli_forecast_forget(&p);
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
    .options_size = sizeof(cli_forecast_command),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
