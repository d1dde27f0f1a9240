/* cmd_target.c - gapcast target: next year's targets out of the forecast, down to the day. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/output.h"
#include "analysis/review_horizon.h"
#include "analysis/target/locks.h"
#include "analysis/target/meeting.h"
#include "analysis/target/smart.h"
#include "analysis/target/target_table.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/target_options.h"

#define FIELD(name) offsetof(cli_target_options, name)

static const cli_group groups[] = {
    {"Target", cli_target_table, CLI_TARGET_OPTIONS, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_workdays *workdays;
    fc_regressors *regressors;
    fc_forecasts *forecasts;
    an_spans spans;
    an_locks locks;
    an_target_options options;
    an_target *target;
    an_sales *later; /* also what came after --as-of */
    an_smart *smart;
    an_table *table;
} target_parts;

static void parts_free(target_parts *p)
{
    an_table_free(p->table);
    an_smart_free(p->smart);
    an_sales_free(p->later);
    an_target_free(p->target);
    an_locks_clear(&p->locks);
    an_spans_clear(&p->spans);
    fc_forecasts_free(p->forecasts);
    fc_regressors_free(p->regressors);
    fc_workdays_free(p->workdays);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

/* Days off of the countries, from the first sale to the end of any year that can be asked for. */
static fc_status find_workdays(const cli_target_options *o, target_parts *p)
{
    enum { YEARS_AHEAD = 4 * 366 };
    const fc_date first = p->sales->first_date, last = p->sales->last_date + YEARS_AHEAD;
    char countries[64];
    fc_status status;

    p->options.daily = an_daily_working_days(NULL, 0, 0);
    if (!o->drivers.holidays)
        return FC_OK;
    snprintf(countries, sizeof countries, "%s", o->drivers.holidays);
    for (char *c = countries; *c; c++)
        if (*c == ',')
            *c = ' ';
    status = fc_workdays_new(countries, first, last, NULL, 0, &p->workdays);
    if (status == FC_OK)
        p->options.daily = an_daily_working_days(p->workdays, first, last);
    return status;
}

static fc_status read_sales(const cli_target_options *o, const char *const *files, size_t n_files,
                            target_parts *p)
{
    cli_where where;
    an_sales_options sales;
    fc_status status = cli_sales_read(&o->sales, files, n_files, p->problems, &p->sales);

    if (status == FC_OK && cli_target_measure(o) == AN_QUANTITY && !p->sales->has_quantity)
        status = fc_fail(FC_EDATA, "%s: there is no quantity; name its column with --quantity",
                         files[0]);
    if (status == FC_OK)
        status = find_workdays(o, p);
    if (status != FC_OK || cli_target_down(o, p->sales) >= p->sales->calendar.unit)
        return status;
    status = cli_sales_translate(&o->sales, &where, &sales);
    if (status == FC_OK)
        status = an_daily_learn(files, n_files, &sales, cli_target_measure(o), &p->options.daily);
    cli_progress_end();
    return status;
}

static fc_status forecast_year(const cli_target_options *o, target_parts *p)
{
    const an_text_options text = cli_sales_text(&o->sales);
    fc_forecast_options core;
    fc_status status = cli_forecast_translate(&o->forecast, &core);

    if (status != FC_OK)
        return status;
    core.last = p->sales->last_complete;
    core.has_first = p->sales->first_incomplete;
    core.first = p->sales->first_complete;
    core.measure = cli_target_measure(o);
    status = an_review_horizon(p->sales, o->year, &core.horizon);
    if (status == FC_OK)
        status = cli_driver_read(&o->drivers, &text, p->sales, core.horizon, p->problems,
                                 &p->regressors);
    core.regressors = p->regressors;
    if (status == FC_OK)
        status = fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, &core, &p->forecasts);
    cli_progress_end();
    return status;
}

static fc_status read_locks(const cli_target_options *o, target_parts *p)
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

static fc_status make_target(const cli_target_options *o, target_parts *p)
{
    fc_status status = an_target_spans(p->sales, o->year, cli_target_down(o, p->sales), &p->spans);

    if (status == FC_OK)
        status = forecast_year(o, p);
    cli_target_goal(o, &p->options);
    if (status == FC_OK)
        status = read_locks(o, p);
    if (status == FC_OK)
        status = an_target_new(p->sales, p->forecasts, &p->spans, &p->options, &p->target);
    return status;
}

/* The table, and the meeting's folder: without gnuplot both are still written. */
static fc_status give_result(const cli_target_options *o, target_parts *p)
{
    const an_report_options report = {.lang = cli_output_lang(&o->output),
                                      .unit = o->output.unit,
                                      .png = o->png,
                                      .pdf = o->pdf,
                                      .command = cli_command_line()};
    const an_meeting meeting = {p->target, cli_target_metric(o), p->problems};
    fc_status status = an_target_table(p->target, cli_target_metric(o), report.lang, &p->table);

    if (status == FC_OK)
        status = cli_emit(p->table, &o->output);
    if (status == FC_OK && o->report)
        status = an_meeting_write(&meeting, &report, o->report);
    return status;
}

/* What came of targets that were set in the past. */
static fc_status read_later(const cli_target_options *o, const char *const *files, size_t n_files,
                            target_parts *p)
{
    cli_sales_options all = o->sales;
    an_problems *again = NULL; /* told already */
    fc_status status = an_problems_new(&again);

    all.as_of = 0;
    if (status == FC_OK && o->sales.as_of && strcmp(files[0], "-") != 0)
        status = cli_sales_read(&all, files, n_files, again, &p->later);
    an_problems_free(again);
    return status;
}

/* DIR/check.html, whole or untouched. */
static fc_status write_check(const cli_target_options *o, const target_parts *p)
{
    const an_report_options report = {.lang = cli_output_lang(&o->output), .unit = o->output.unit};
    an_output *output = NULL;
    char *path = NULL;
    fc_status status = an_output_folder(o->report);

    if (status == FC_OK && asprintf(&path, "%s/check.html", o->report) < 0)
        status = fc_no_memory();
    if (status == FC_OK)
        status = an_output_open(path, &output);
    free(path);
    if (status == FC_OK)
        status = an_smart_html(p->smart, p->target, &report, an_output_stream(output));
    if (status == FC_OK)
        return an_output_commit(output);
    an_output_discard(output);
    return status;
}

static fc_status check_plan(const cli_target_options *o, const char *const *files, size_t n_files,
                            target_parts *p)
{
    cli_where where;
    an_sales_options sales;
    an_smart_options options = {.lang = cli_output_lang(&o->output), .unit = o->output.unit};
    fc_status status = cli_sales_translate(&o->sales, &where, &sales);
    const an_plan_options plan = {
        .text = sales.text, .year = o->year, .where = sales.where, .n_where = sales.n_where};

    if (status == FC_OK)
        status = cli_target_band(o->band, &options);
    if (status == FC_OK)
        status = read_later(o, files, n_files, p);
    options.later = p->later;
    if (status == FC_OK)
        status = an_smart_new(o->check, &plan, p->target, &options, p->problems, &p->smart);
    if (status == FC_OK)
        status = an_smart_table(p->smart, p->target, cli_target_metric(o), options.lang, &p->table);
    if (status == FC_OK)
        status = cli_emit(p->table, &o->output);
    if (status == FC_OK && o->report)
        status = write_check(o, p);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const cli_target_options *o = options;
    target_parts p = {0};
    fc_status status = cli_target_check(o);

    if (status == FC_OK)
        status = an_problems_new(&p.problems);
    if (status == FC_OK)
        status = read_sales(o, files, n_files, &p);
    if (p.problems)
        cli_tell_problems(p.problems);
    if (status == FC_OK)
        status = make_target(o, &p);
    if (status == FC_OK)
        status = o->check ? check_plan(o, files, n_files, &p) : give_result(o, &p);
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
    .options_size = sizeof(cli_target_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
