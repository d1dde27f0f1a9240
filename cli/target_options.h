/* target_options.h - the options of gapcast target, and what they ask for. */
#ifndef CLI_TARGET_OPTIONS_H
#define CLI_TARGET_OPTIONS_H

#include "analysis/target/metric.h"
#include "analysis/target/smart.h"
#include "cli/archive_options.h"
#include "cli/blend_options.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"

/* What a metric is to reach. */
typedef struct {
    const an_metric *metric;
    an_goal goal;
    double value;
} cli_target_wish;

enum { CLI_TARGET_WISHES = 5 };

typedef struct {
    const char *metrics, *cost, *market, *activities, *lessons;
    cli_list goals;
    bool new_business;
    cli_number new_share, market_share;
    const char *year, *lock, *bottom_up, *capacity, *report, *check, *band;
    bool rephase, png, pdf;
    cli_number total, growth, confidence, step, padding;
    int record; /* choice auto|off */
    int down;   /* choice quarter|month|week|day */
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_blend_options blend; /* the deals, which here tell what is to be done */
    cli_archive_options archive;
    cli_sales_options sales;
    cli_output_options output;
} cli_target_options;

enum { CLI_TARGET_OPTIONS = 27 };

/* Those of the command alone. */
extern const cli_option cli_target_table[CLI_TARGET_OPTIONS];

/* Whether they fit together. */
fc_status cli_target_check(const cli_target_options *options) FC_CHECKED;

/* What is asked of each metric; the first is the one that is discussed, divided by drafts and
 * capacity, and drawn. FC_EUSAGE where a name or a goal cannot be read, or stands twice. */
fc_status cli_target_wishes(const cli_target_options *options,
                            cli_target_wish wishes[CLI_TARGET_WISHES], size_t *n) FC_CHECKED;

/* Whether new and existing business are told apart. */
bool cli_target_splits(const cli_target_options *options);

/* Sets goal, measure and step; `first`: it is the one that --step is for. */
void cli_target_goal(const cli_target_options *options, const cli_target_wish *wish, bool first,
                     an_target_options *out);

/* The finest period: as asked, else the month or what the sales are cut by. */
fc_unit cli_target_down(const cli_target_options *options, const an_sales *sales);

/* "40,70" of --band. */
fc_status cli_target_band(const char *text, an_smart_options *out) FC_CHECKED;

#endif
