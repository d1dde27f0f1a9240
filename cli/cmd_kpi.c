/* cmd_kpi.c - gapcast kpi: the measures of sales, each with its definition. */
#include "analysis/kpi/kpi.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/plan_options.h"

typedef struct {
    cli_list only;
    int levels; /* choice all|total */
    cli_plan_options plan;
    cli_forecast_options forecast;
    cli_sales_options sales;
    cli_output_options output;
} kpi_options;

#define FIELD(name) offsetof(kpi_options, name)

static const cli_option own[] = {
    {"kpi", 'k', CLI_LIST, FIELD(only), "NAME",
     "this measure alone; may be repeated (default: all that the file has what they need for)"},
    {"levels", 0, CLI_CHOICE, FIELD(levels), "all|total", "the nodes to print (default all)"},
};

static const cli_group groups[] = {
    {"Measures", own, sizeof own / sizeof *own, 0},
    {"Plan", cli_plan_table, CLI_PLAN_OPTIONS, FIELD(plan)},
    {"Method of the plan's split", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static int run(void *options, const char *const *files, size_t n_files)
{
    const kpi_options *o = options;
    const an_kpi_options kpi = {.lang = cli_output_lang(&o->output),
                                .only = o->only.items,
                                .n_only = o->only.n,
                                .total_only = o->levels == 2};
    an_problems *problems = NULL;
    an_sales *sales = NULL;
    fc_forecasts *forecasts = NULL;
    an_plan *plan = NULL;
    an_table *table = NULL;
    fc_status status = cli_emit_check(&o->output);

    if (status == FC_OK)
        status = an_problems_new(&problems);
    if (status == FC_OK)
        status = cli_sales_read_detail(&o->sales, files, n_files, problems, &sales);
    if (status == FC_OK && o->plan.plan)
        status =
            cli_plan_read(&o->plan, &o->forecast, &o->sales, sales, problems, &forecasts, &plan);
    if (problems)
        cli_tell_problems(problems);
    if (status == FC_OK)
        status = an_kpi_table(sales, plan, &kpi, &table);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    an_plan_free(plan);
    fc_forecasts_free(forecasts);
    an_sales_free(sales);
    an_problems_free(problems);
    return cli_fail(status);
}

const cli_command cli_cmd_kpi = {
    .name = "kpi",
    .usage = "SALES... [--plan PLAN] [--kpi NAME]...",
    .summary = "growth, pace, attainment, shares, customers and the price-volume-mix bridge",
    .description =
        "Measures every node: growth, sums to date, run rates, attainment, linearity, shares,\n"
        "concentration, ABC-XYZ, new and lost customers, price, volume and mix, productivity. "
        "Prints\n"
        "a row a node and measure: the keys, kpi, period, value, previous, change, definition.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(kpi_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
