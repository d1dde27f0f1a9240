/* cmd_watch.c - gapcast watch: who is going wrong, early. */
#include "analysis/table/chance_table.h"
#include "analysis/watch/watch.h"
#include "cli/blend_options.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/plan_options.h"

typedef struct {
    const char *rules;
    cli_number rate, fdr, chance;
    bool backtest;
    cli_plan_options plan;
    cli_forecast_options forecast;
    cli_blend_options blend;
    cli_sales_options sales;
    cli_output_options output;
} watch_options;

#define FIELD(name) offsetof(watch_options, name)

static const cli_option own[] = {
    {"rules", 0, CLI_TEXT, FIELD(rules), "FILE",
     "your own rules over the measures of gapcast kpi, as an INI file"},
    {"false-alarms", 0, CLI_NUMBER, FIELD(rate), "N",
     "accepted for a node in a year (default 0.333: one in three years)"},
    {"fdr", 0, CLI_NUMBER, FIELD(fdr), "PERCENT",
     "of the alarms may be false, down the hierarchy (default 20; 100: each node is judged "
     "alone)"},
    {"chance", 0, CLI_NUMBER, FIELD(chance), "PERCENT",
     "a chance to reach the plan below this is an alarm (default 10)"},
    {"backtest", 0, CLI_FLAG, FIELD(backtest), "",
     "print every alarm that the rules would have given, and what each rule was worth"},
};

static const cli_group groups[] = {
    {"Watch", own, sizeof own / sizeof *own, 0},
    {"Plan", cli_plan_table, CLI_PLAN_OPTIONS, FIELD(plan)},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Deals", cli_blend_table, CLI_BLEND_OPTIONS, FIELD(blend)},
    {"Reading deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(blend.deals)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_forecasts *forecasts;
    an_plan *plan;
    an_review *review;
    fc_calibration calibration;
    an_deals *deals;
    an_book *book;
    an_watch *watch;
    an_table *table;
} watch_parts;

static void parts_free(watch_parts *p)
{
    an_table_free(p->table);
    an_watch_free(p->watch);
    an_book_free(p->book);
    an_deals_free(p->deals);
    an_review_free(p->review);
    an_plan_free(p->plan);
    fc_forecasts_free(p->forecasts);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

static fc_status check(const watch_options *o)
{
    if (o->rate.given && !(o->rate.value > 0 && o->rate.value <= 12))
        return fc_fail(FC_EUSAGE, "--false-alarms: a rate above 0 and up to 12 a year");
    if (o->fdr.given && !(o->fdr.value > 0 && o->fdr.value <= 100))
        return fc_fail(FC_EUSAGE, "--fdr: a percentage above 0 and up to 100");
    if (o->chance.given && !(o->chance.value > 0 && o->chance.value < 100))
        return fc_fail(FC_EUSAGE, "--chance: a percentage between 0 and 100");
    return cli_emit_check(&o->output);
}

static fc_status make_review(const watch_options *o, watch_parts *p)
{
    const an_review_options options = {
        .year = o->plan.year, .lang = cli_output_lang(&o->output), .unit = o->output.unit};
    fc_status status = FC_OK;

    if (!o->plan.plan)
        return FC_OK;
    status = cli_plan_read(&o->plan, &o->forecast, &o->sales, p->sales, p->problems, &p->forecasts,
                           &p->plan);
    if (status == FC_OK)
        status = an_review_new(p->sales, p->forecasts, p->plan, &options, &p->review);
    return status == FC_OK ? cli_plan_calibrate(&o->forecast, p->sales, &p->calibration) : status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const watch_options *o = options;
    an_watch_options watch = {.rate = o->rate.value,
                              .fdr = o->fdr.value / 100,
                              .least = o->chance.value / 100,
                              .lang = cli_output_lang(&o->output),
                              .rules = o->rules};
    watch_parts p = {0};
    bool found = false;
    fc_status status = check(o);

    if (status == FC_OK)
        status = an_problems_new(&p.problems);
    if (status == FC_OK)
        status = cli_sales_read_detail(&o->sales, files, n_files, p.problems, &p.sales);
    if (status == FC_OK)
        status = make_review(o, &p);
    if (p.problems)
        cli_tell_problems(p.problems);
    if (status == FC_OK)
        status = cli_blend_book(&o->blend, &o->sales, p.sales, false, &p.deals, &p.book);
    watch.book = p.book;
    watch.calibration = &p.calibration;
    if (status == FC_OK)
        status = an_watch_run(p.sales, p.plan, p.review, &watch, &p.watch);
    if (status == FC_OK) {
        found = !o->backtest && an_watch_size(p.watch) > 0;
        status =
            o->backtest ? an_watch_history(p.watch, &p.table) : an_watch_table(p.watch, &p.table);
    }
    if (status == FC_OK) {
        an_chance_note(&p.calibration, watch.lang, p.table);
        status = cli_emit(p.table, &o->output);
    }
    parts_free(&p);
    return status == FC_OK && found ? CLI_FOUND : cli_fail(status);
}

const cli_command cli_cmd_watch = {
    .name = "watch",
    .usage = "SALES... [--plan PLAN] [--pipeline DEALS] [--rules FILE]",
    .summary = "early warning: who is going wrong, and how often such an alarm is false",
    .description =
        "Looks for nodes that fall: a level shift, a slope, less than last year, one odd period,\n"
        "forecasts that were too high again and again; with a plan a small chance to reach it, an\n"
        "outlook that falls below it, a pace behind past years; with deals their coverage,\n"
        "creation, push rate and stage leakage; with customers their concentration.\n"
        "Rules are replayed over the history for thresholds that keep false alarms as rare as "
        "asked.\n"
        "Prints a row an alarm: the keys, rule, since, evidence, expected_shortfall, p_attain,\n"
        "false_alarms_per_year, median_lead. Ends with 1 if there is any.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(watch_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
