/* pipeline_options.h - the options every command that reads deals has in common. */
#ifndef CLI_PIPELINE_OPTIONS_H
#define CLI_PIPELINE_OPTIONS_H

#include "analysis/pipeline/deals_read.h"
#include "cli/sales_options.h"

typedef struct {
    cli_list columns, won, lost, stages;
    const char *history, *rates, *prices;
} cli_pipeline_options;

enum { CLI_PIPELINE_OPTIONS = 7 };

extern const cli_option cli_pipeline_table[CLI_PIPELINE_OPTIONS];

/* Room for what the translated options point into. */
typedef struct {
    cli_where where;
    char texts[3][256];
    const char *columns[CLI_LIST_MAX + 3];
} cli_pipeline_room;

/* The sales options say how text is read, which nodes there are and which rows are kept; --date
 * names the column of close dates, --amount that of amounts. */
fc_status cli_pipeline_translate(const cli_pipeline_options *options,
                                 const cli_sales_options *sales, cli_pipeline_room *room,
                                 an_deals_options *out) FC_CHECKED;

#endif
