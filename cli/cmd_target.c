/* cmd_target.c - gapcast target: next year's targets out of the forecast, down to the day. */
#include <math.h>
#include <string.h>

#include "analysis/review_horizon.h"
#include "analysis/target/locks.h"
#include "analysis/target/meeting.h"
#include "analysis/target/target_table.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"

typedef struct {
    const char *year, *lock, *report;
    bool png, pdf;
    cli_number total, growth, confidence, step;
    int down;   /* choice quarter|month|week|day */
    int metric; /* choice amount|quantity */
    cli_forecast_options forecast;
    cli_sales_options sales;
    cli_output_options output;
} target_options;

#define FIELD(name) offsetof(target_options, name)

static const cli_option own[] = {
    {"for", 0, CLI_TEXT, FIELD(year), "YEAR",
     "year of the targets (default: that of the next "
     "period)"},
    {"total", 0, CLI_NUMBER, FIELD(total), "AMOUNT", "the target of all together"},
    {"growth", 0, CLI_NUMBER, FIELD(growth), "PERCENT",
     "on last year: named as the flat rise it is"},
    {"confidence", 0, CLI_NUMBER, FIELD(confidence), "PERCENT",
     "the amount that is reached with this probability (default 60)"},
    {"down", 0, CLI_CHOICE, FIELD(down), "quarter|month|week|day",
     "the finest period (default month, or that of the sales)"},
    {"lock", 0, CLI_TEXT, FIELD(lock), "FILE",
     "targets fixed beforehand: keys, a period, and target, min or max (30% = of the total)"},
    {"metric", 0, CLI_CHOICE, FIELD(metric), "amount|quantity",
     "what the target is of (default amount)"},
    {"report", 0, CLI_TEXT, FIELD(report), "DIR",
     "write page, workbook and charts for the target meeting there"},
    {"png", 0, CLI_FLAG, FIELD(png), "", "its charts as PNG too, for slides"},
    {"pdf", 0, CLI_FLAG, FIELD(pdf), "", "its charts as PDF too"},
    {"step", 0, CLI_NUMBER, FIELD(step), "AMOUNT",
     "targets are whole multiples of it (default 0.01, of quantities 1)"},
};

static const cli_group groups[] = {
    {"Target", own, sizeof own / sizeof *own, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static const double DEFAULT_CONFIDENCE = 60, CENT = 0.01;

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_forecasts *forecasts;
    an_spans spans;
    an_locks locks;
    an_target_options options;
    an_target *target;
    an_table *table;
} target_parts;

static void parts_free(target_parts *p)
{
    an_table_free(p->table);
    an_target_free(p->target);
    an_locks_clear(&p->locks);
    an_spans_clear(&p->spans);
    fc_forecasts_free(p->forecasts);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

static size_t measure_of(const target_options *o)
{
    return o->metric == 2 ? AN_QUANTITY : AN_AMOUNT;
}

static fc_status check(const target_options *o)
{
    const int goals = o->total.given + o->growth.given + o->confidence.given;

    if (goals > 1)
        return fc_fail(FC_EUSAGE, "target: give one of --total, --growth and --confidence");
    if (o->step.given && !(o->step.value > 0))
        return fc_fail(FC_EUSAGE, "--step: targets go in steps above 0");
    return cli_emit_check(&o->output);
}

static void set_goal(const target_options *o, an_target_options *out)
{
    out->goal = AN_GOAL_CONFIDENCE;
    out->value = o->confidence.given ? o->confidence.value : DEFAULT_CONFIDENCE;
    if (o->total.given) {
        out->goal = AN_GOAL_TOTAL;
        out->value = o->total.value;
    } else if (o->growth.given) {
        out->goal = AN_GOAL_GROWTH;
        out->value = o->growth.value;
    }
    out->measure = measure_of(o);
    out->step = o->step.given ? o->step.value : out->measure == AN_QUANTITY ? 1 : CENT;
}

/* Choices are in the order quarter, month, week, day. */
static fc_unit down_of(const target_options *o, const an_sales *sales)
{
    const fc_unit unit = sales->calendar.unit;

    if (o->down)
        return (fc_unit)(FC_QUARTER - (o->down - 1));
    return unit == FC_QUARTER || unit == FC_WEEK || unit == FC_DAY ? unit : FC_MONTH;
}

static fc_status read_sales(const target_options *o, const char *const *files, size_t n_files,
                            target_parts *p)
{
    cli_where where;
    an_sales_options sales;
    fc_status status = cli_sales_read(&o->sales, files, n_files, p->problems, &p->sales);

    if (status == FC_OK && measure_of(o) == AN_QUANTITY && !p->sales->has_quantity)
        status = fc_fail(FC_EDATA, "%s: there is no quantity; name its column with --quantity",
                         files[0]);
    p->options.daily = an_daily_working_days();
    if (status != FC_OK || down_of(o, p->sales) >= p->sales->calendar.unit)
        return status;
    status = cli_sales_translate(&o->sales, &where, &sales);
    if (status == FC_OK)
        status = an_daily_learn(files, n_files, &sales, measure_of(o), &p->options.daily);
    cli_progress_end();
    return status;
}

static fc_status forecast_year(const target_options *o, target_parts *p)
{
    fc_forecast_options core;
    fc_status status = cli_forecast_translate(&o->forecast, &core);

    if (status != FC_OK)
        return status;
    core.last = p->sales->last_complete;
    core.measure = measure_of(o);
    status = an_review_horizon(p->sales, o->year, &core.horizon);
    if (status == FC_OK)
        status = fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, &core, &p->forecasts);
    cli_progress_end();
    return status;
}

static fc_status read_locks(const target_options *o, target_parts *p)
{
    cli_where where;
    an_sales_options sales;
    fc_status status = cli_sales_translate(&o->sales, &where, &sales);
    const an_plan_options plan = {.text = sales.text, .year = o->year};

    if (status != FC_OK || !o->lock)
        return status;
    status =
        an_locks_read(o->lock, &plan, p->sales, p->forecasts, &p->spans, p->problems, &p->locks);
    p->options.bounds = p->locks.bounds;
    p->options.n_bounds = p->locks.n;
    return status;
}

static fc_status make_target(const target_options *o, target_parts *p)
{
    fc_status status = an_target_spans(p->sales, o->year, down_of(o, p->sales), &p->spans);

    if (status == FC_OK)
        status = forecast_year(o, p);
    set_goal(o, &p->options);
    if (status == FC_OK)
        status = read_locks(o, p);
    if (status == FC_OK)
        status = an_target_new(p->sales, p->forecasts, &p->spans, &p->options, &p->target);
    return status;
}

static const char *metric_of(const target_options *o)
{
    return measure_of(o) == AN_QUANTITY ? "quantity" : "amount";
}

/* The table, and the meeting's folder: without gnuplot both are still written. */
static fc_status give_result(const target_options *o, target_parts *p)
{
    const an_report_options report = {.lang = cli_output_lang(&o->output),
                                      .unit = o->output.unit,
                                      .png = o->png,
                                      .pdf = o->pdf,
                                      .command = cli_command_line()};
    const an_meeting meeting = {p->target, metric_of(o), p->problems};
    fc_status status = an_target_table(p->target, metric_of(o), report.lang, &p->table);

    if (status == FC_OK)
        status = cli_emit(p->table, &o->output);
    if (status == FC_OK && o->report)
        status = an_meeting_write(&meeting, &report, o->report);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const target_options *o = options;
    target_parts p = {0};
    fc_status status = check(o);

    if (status == FC_OK)
        status = an_problems_new(&p.problems);
    if (status == FC_OK)
        status = read_sales(o, files, n_files, &p);
    if (p.problems)
        cli_tell_problems(p.problems);
    if (status == FC_OK)
        status = make_target(o, &p);
    if (status == FC_OK)
        status = give_result(o, &p);
    parts_free(&p);
    return cli_fail(status);
}

const cli_command cli_cmd_target = {
    .name = "target",
    .usage = "SALES... [--for YEAR] [--total AMOUNT | --growth PERCENT | --confidence PERCENT]",
    .summary = "next year's targets out of the forecast, down to the day, adding up exactly",
    .description =
        "Sets the total, by hand or by the chance to reach it, and brings it down to every node\n"
        "and period by the forecast's own shape. Prints a row a node and period: the target, last\n"
        "year, the forecast (baseline), what is asked beyond it (stretch), the chance to reach "
        "it,\n"
        "and the rule and weight it was made by (basis).",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(target_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
