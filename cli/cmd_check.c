/* cmd_check.c - gapcast check: every problem in the data, with file and line. */
#include "analysis/check/check.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/plan_options.h"
#include "cli/sales_options.h"

typedef struct {
    cli_plan_options plan;
    cli_sales_options sales;
    cli_output_options output;
} check_options;

static const cli_group groups[] = {
    {"Plan", cli_plan_table, CLI_PLAN_OPTIONS, offsetof(check_options, plan)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, offsetof(check_options, sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, offsetof(check_options, output)},
};

/* The plan as a review would read it: a coarser one is split by the forecast's shape. */
static fc_status look_at_plan(void *data, const an_sales *sales, an_problems *problems)
{
    const check_options *o = data;
    const cli_forecast_options method = {0};
    fc_forecasts *forecasts = NULL;
    an_plan *plan = NULL;
    fc_status status =
        cli_plan_read(&o->plan, &method, &o->sales, sales, problems, &forecasts, &plan);

    an_plan_free(plan);
    fc_forecasts_free(forecasts);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const check_options *o = options;
    const an_check_more more = {.lang = cli_output_lang(&o->output),
                                .file = o->plan.plan,
                                .look = o->plan.plan ? look_at_plan : NULL,
                                .data = options};
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
        status = an_check_run(files, n_files, &sales, &more, problems, &table);
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
    .usage = "FILE... [--plan PLAN]",
    .summary = "list every problem in the data with file and line",
    .description =
        "Reads the files as a forecast would and lists what was set aside, what looks wrong and\n"
        "what was decided, each with file and line, and a score of the data's quality; with --plan "
        "what is wrong\n"
        "with the plan for these sales, too.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(check_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
