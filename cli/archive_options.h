/* archive_options.h - the option of commands whose runs can be kept. */
#ifndef CLI_ARCHIVE_OPTIONS_H
#define CLI_ARCHIVE_OPTIONS_H

#include "analysis/archive/memory.h"
#include "cli/sales_options.h"

typedef struct {
    const char *archive;
} cli_archive_options;

enum { CLI_ARCHIVE_OPTIONS = 1 };

extern const cli_option cli_archive_table[CLI_ARCHIVE_OPTIONS];

/* What a command's run consists of besides its numbers. */
typedef struct {
    const char *command;
    const char *const *files; /* of sales */
    size_t n_files;
    const an_archive_input *others; /* plan, overrides, drivers ...; a path may be NULL: none */
    size_t n_others;
    const cli_list *deals; /* files and folders; NULL: none */
} cli_archive_inputs;

/* Keeps the run where --archive was given: fills command, options, version, inputs, filter,
 * `unmoved` and the number of `run`, whose other fields the caller has set. FC_EUSAGE
 * where moved sales cannot be read a second time without their moves. */
fc_status cli_archive_keep(const cli_archive_options *options, const cli_sales_options *sales,
                           const cli_archive_inputs *inputs, an_archive_run *run) FC_CHECKED;

/* What the archive tells a report of the year of that run; NULL where none was kept. */
fc_status cli_archive_recall(const cli_archive_options *options, const an_sales *sales, int64_t id,
                             fc_period year, an_memory **memory) FC_CHECKED;

#endif
