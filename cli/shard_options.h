/* shard_options.h - the option that fits a part of the nodes, for many machines. */
#ifndef CLI_SHARD_OPTIONS_H
#define CLI_SHARD_OPTIONS_H

#include "analysis/read/sales.h"
#include "cli/emit.h"
#include "forecast/forecasts/fits.h"

typedef struct {
    const char *shard;
    const fc_fits *fits; /* of all shards, set by merge; NULL: fit here */
} cli_shard_options;

enum { CLI_SHARD_OPTIONS = 1 };

extern const cli_option cli_shard_table[CLI_SHARD_OPTIONS];

/* Refuses what cannot be done in shards. Fine without --shard. */
fc_status cli_shard_check(const cli_shard_options *options, const cli_output_options *output,
                          const char *const *files, size_t n_files) FC_CHECKED;

/* Whether the file is there already, made of the same data by the same command. */
bool cli_shard_is_made(const cli_shard_options *options, const cli_output_options *output);

/* Fits the nodes of the shard into the file of -o. */
fc_status cli_shard_save(const cli_shard_options *options, const cli_output_options *output,
                         const an_sales *sales, const fc_forecast_options *core) FC_CHECKED;

/* The field of the options of forecast, for merge. */
cli_shard_options *cli_forecast_shard(void *forecast_options);

#endif
