/* emit.h - a result table to standard output or to a file, in the format asked for. */
#ifndef CLI_EMIT_H
#define CLI_EMIT_H

#include "analysis/table/table.h"
#include "cli/options.h"

typedef struct {
    const char *path;   /* -o; NULL or "-": standard output */
    const char *format; /* NULL: by the ending of -o; table on a terminal, csv otherwise */
    const char *unit;
    int lang; /* choice en|zh */
    bool quiet;
} cli_output_options;

enum { CLI_OUTPUT_OPTIONS = 5 };

extern const cli_option cli_output_table[CLI_OUTPUT_OPTIONS];

const char *cli_output_lang(const cli_output_options *options);
an_print_options cli_print_options(const cli_output_options *options);
bool cli_colour(void); /* standard output takes colour */

/* For a command whose -o names a folder: refuses the name of a file, unless such a folder is there.
 */
fc_status cli_emit_folder(const cli_output_options *options, const char *command) FC_CHECKED;

/* Checks format, unit and place before any work is done. */
fc_status cli_emit_check(const cli_output_options *options) FC_CHECKED;

/* Whether the table will be printed in this format. */
bool cli_emit_is(const cli_output_options *options, const char *format);

/* Prints the table; its notes go to standard error where the format has no place for them. */
fc_status cli_emit(const an_table *table, const cli_output_options *options) FC_CHECKED;

/* Flushes standard output: FC_EIO when not everything could be written. */
fc_status cli_flush(void) FC_CHECKED;

#endif
