/* target_options.h - the options of gapcast target, and what they ask for. */
#ifndef CLI_TARGET_OPTIONS_H
#define CLI_TARGET_OPTIONS_H

#include "analysis/target/smart.h"
#include "cli/archive_options.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"

typedef struct {
    const char *year, *lock, *bottom_up, *capacity, *report, *check, *band;
    bool rephase, png, pdf;
    cli_number total, growth, confidence, step, padding;
    int down;   /* choice quarter|month|week|day */
    int metric; /* choice amount|quantity */
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_archive_options archive;
    cli_sales_options sales;
    cli_output_options output;
} cli_target_options;

enum { CLI_TARGET_OPTIONS = 17 };

/* Those of the command alone. */
extern const cli_option cli_target_table[CLI_TARGET_OPTIONS];

/* Whether they fit together. */
fc_status cli_target_check(const cli_target_options *options) FC_CHECKED;

/* The measure of the sales' panel, and its name. */
size_t cli_target_measure(const cli_target_options *options);
const char *cli_target_metric(const cli_target_options *options);

/* Sets goal, measure and step. */
void cli_target_goal(const cli_target_options *options, an_target_options *out);

/* The finest period: as asked, else the month or what the sales are cut by. */
fc_unit cli_target_down(const cli_target_options *options, const an_sales *sales);

/* "40,70" of --band. */
fc_status cli_target_band(const char *text, an_smart_options *out) FC_CHECKED;

#endif
