/* cmd_check.c - gapcast check: every problem in the data, with file and line. */
#include "analysis/check.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/sales_options.h"

typedef struct {
    cli_sales_options sales;
    cli_output_options output;
} check_options;

static const cli_group groups[] = {
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, offsetof(check_options, sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, offsetof(check_options, output)},
};

static int run(void *options, const char *const *files, size_t n_files)
{
    const check_options *o = options;
    an_sales_options sales;
    cli_where where;
    an_problems *problems = NULL;
    an_table *table = NULL;
    fc_status status = cli_emit_check(&o->output), emitted;

    if (status == FC_OK)
        status = cli_sales_translate(&o->sales, &where, &sales);
    if (status == FC_OK)
        status = an_problems_new(&problems);
    if (status == FC_OK)
        status = an_check_run(files, n_files, &sales, problems, &table);
    cli_fail(status); /* files that cannot be used still have a table of what was found */
    if (table) {
        emitted = cli_emit(table, &o->output);
        if (emitted != FC_OK) {
            status = emitted;
            cli_fail(status);
        }
    }
    an_table_free(table);
    an_problems_free(problems);
    return cli_exit_code(status);
}

const cli_command cli_cmd_check = {
    .name = "check",
    .usage = "FILE...",
    .summary = "list every problem in the data with file and line",
    .description =
        "Reads the files as a forecast would and lists what was set aside, what looks wrong and\n"
        "what was decided, each with file and line, and a score of the data's quality.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(check_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
