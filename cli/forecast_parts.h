/* forecast_parts.h - what a run of gapcast forecast makes, for the files of the command. */
#ifndef CLI_FORECAST_PARTS_H
#define CLI_FORECAST_PARTS_H

#include "analysis/overrides/overrides.h"
#include "analysis/table/forecast_table.h"
#include "cli/archive_options.h"
#include "cli/blend_options.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"
#include "cli/shard_options.h"

typedef struct {
    long horizon;
    const char *level;
    int levels; /* choice all|bottom|total */
    const char *charts, *paths_out;
    const char *effects;
    const char *overrides;
    cli_archive_options archive;
    cli_shard_options shard;
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_blend_options blend;
    cli_sales_options sales;
    cli_output_options output;
} cli_forecast_command;

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_regressors *regressors;
    fc_launch_options launch;
    fc_forecasts *forecasts;
    an_blend *blend; /* NULL: no deals */
    an_overrides overrides;
} cli_forecast_parts;

void cli_forecast_forget(cli_forecast_parts *parts);

/* Sales and drivers; completes `core` by them. */
fc_status cli_forecast_read(const cli_forecast_command *options, const char *const *files,
                            size_t n_files, fc_forecast_options *core,
                            cli_forecast_parts *parts) FC_CHECKED;

/* The forecasts, with what deals say. */
fc_status cli_forecast_make(const cli_forecast_command *options, const an_levels *levels,
                            fc_forecast_options *core, cli_forecast_parts *parts) FC_CHECKED;

#endif
