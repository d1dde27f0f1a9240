/* blend_options.h - the option that lets deals have a say in a forecast. */
#ifndef CLI_BLEND_OPTIONS_H
#define CLI_BLEND_OPTIONS_H

#include "analysis/pipeline/blend.h"
#include "analysis/watch/watch.h"
#include "cli/pipeline_options.h"

typedef struct {
    cli_list pipeline;
    cli_pipeline_options deals;
} cli_blend_options;

enum { CLI_BLEND_OPTIONS = 1 };

/* The options of the deals themselves are cli_pipeline_table, at the field `deals`. */
extern const cli_option cli_blend_table[CLI_BLEND_OPTIONS];

/* Reads the deals with the keys of the sales and blends what they say into the forecasts, made with
 * `core`, and tells what was found in them. *blend is NULL without --pipeline. */
fc_status cli_blend_run(const cli_blend_options *options, const cli_sales_options *read,
                        const an_sales *sales, const fc_forecast_options *core,
                        fc_forecasts *forecasts, an_blend **blend) FC_CHECKED;

/* The keys of the sales as --by would name them. */
void cli_blend_keys(const an_sales *sales, char *by, size_t size);

/* The deals alone, with the keys and the calendar of the sales, beside their nodes. *deals and
 * *book are NULL without --pipeline; the book borrows the deals. Problems of the deals are told
 * unless `quiet`, where they were told before. */
fc_status cli_blend_book(const cli_blend_options *options, const cli_sales_options *read,
                         const an_sales *sales, bool quiet, an_deals **deals,
                         an_book **book) FC_CHECKED;

/* Runs the early warning with the deals, which were read and told of before. */
fc_status cli_blend_watch(const cli_blend_options *options, const cli_sales_options *read,
                          const an_sales *sales, const an_plan *plan, const an_review *review,
                          an_watch_options watch_options, an_watch **watch) FC_CHECKED;

#endif
