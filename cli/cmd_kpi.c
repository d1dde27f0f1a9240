/* cmd_kpi.c - gapcast kpi: the measures of sales, each with its definition. */
#include "analysis/kpi/kpi.h"
#include "cli/blend_options.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/plan_options.h"

typedef struct {
    cli_list only;
    const char *costs, *receipts;
    int levels; /* choice all|total */
    cli_plan_options plan;
    cli_forecast_options forecast;
    cli_blend_options blend;
    cli_sales_options sales;
    cli_output_options output;
} kpi_options;

#define FIELD(name) offsetof(kpi_options, name)

static const cli_option own[] = {
    {"kpi", 'k', CLI_LIST, FIELD(only), "NAME",
     "this measure alone; may be repeated (default: all that the file has what they need for)"},
    {"costs", 0, CLI_TEXT, FIELD(costs), "FILE",
     "costs of sales and marketing: date, amount and the keys"},
    {"receipts", 0, CLI_TEXT, FIELD(receipts), "FILE", "money received: date, amount and the keys"},
    {"levels", 0, CLI_CHOICE, FIELD(levels), "all|total", "the nodes to print (default all)"},
};

static const cli_group groups[] = {
    {"Measures", own, sizeof own / sizeof *own, 0},
    {"Plan", cli_plan_table, CLI_PLAN_OPTIONS, FIELD(plan)},
    {"Method of the plan's split", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Deals", cli_blend_table, CLI_BLEND_OPTIONS, FIELD(blend)},
    {"Reading deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(blend.deals)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* A file like the sales, with the same keys; its amounts are found by their name. */
static fc_status read_other(const kpi_options *o, const char *file, const an_sales *sales,
                            an_problems *problems, an_sales **other)
{
    cli_sales_options options = o->sales;
    char by[4096];

    if (!file)
        return FC_OK;
    cli_blend_keys(sales, by, sizeof by);
    options.by = by;
    options.date = options.amount = options.quantity = options.query = NULL;
    return cli_sales_read(&options, &file, 1, problems, other);
}

/* The amounts beside the sales: what customers cost, and what they paid. */
static fc_status read_others(const kpi_options *o, const an_sales *sales, an_problems *problems,
                             an_kpi_options *kpi, an_sales **costs, an_sales **receipts)
{
    fc_status status = read_other(o, o->costs, sales, problems, costs);

    if (status == FC_OK)
        status = read_other(o, o->receipts, sales, problems, receipts);
    kpi->costs = *costs;
    kpi->receipts = *receipts;
    return status;
}

static fc_status tell(const kpi_options *o, const an_sales *sales, const an_plan *plan,
                      const an_kpi_options *kpi)
{
    an_table *table = NULL;
    fc_status status = an_kpi_table(sales, plan, kpi, &table);

    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const kpi_options *o = options;
    an_kpi_options kpi = {.lang = cli_output_lang(&o->output),
                          .only = o->only.items,
                          .n_only = o->only.n,
                          .total_only = o->levels == 2};
    an_problems *problems = NULL;
    an_sales *sales = NULL, *costs = NULL, *receipts = NULL;
    fc_forecasts *forecasts = NULL;
    an_plan *plan = NULL;
    an_deals *deals = NULL;
    an_book *book = NULL;
    fc_status status = cli_emit_check(&o->output);

    if (status == FC_OK)
        status = an_problems_new(&problems);
    if (status == FC_OK)
        status = cli_sales_read_detail(&o->sales, files, n_files, problems, &sales);
    if (status == FC_OK && o->plan.plan)
        status =
            cli_plan_read(&o->plan, &o->forecast, &o->sales, sales, problems, &forecasts, &plan);
    if (status == FC_OK)
        status = read_others(o, sales, problems, &kpi, &costs, &receipts);
    if (problems)
        cli_tell_problems(problems);
    if (status == FC_OK)
        status = cli_blend_book(&o->blend, &o->sales, sales, false, &deals, &book);
    kpi.book = book;
    if (status == FC_OK)
        status = tell(o, sales, plan, &kpi);
    an_book_free(book);
    an_deals_free(deals);
    an_plan_free(plan);
    fc_forecasts_free(forecasts);
    an_sales_free(receipts);
    an_sales_free(costs);
    an_sales_free(sales);
    an_problems_free(problems);
    return cli_fail(status);
}

const cli_command cli_cmd_kpi = {
    .name = "kpi",
    .usage = "SALES... [--plan PLAN] [--pipeline DEALS] [--kpi NAME]...",
    .summary = "growth, pace, attainment, shares, customers and the price-volume-mix bridge",
    .description =
        "Measures every node: growth, sums to date, run rates, attainment, linearity, shares,\n"
        "concentration, ABC-XYZ, new and lost customers, price, volume and mix, productivity,\n"
        "and with deals their pipeline, win rate, cycle, velocity, coverage and push rate. "
        "Prints\n"
        "a row a node and measure: the keys, kpi, period, value, previous, change, definition.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(kpi_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
