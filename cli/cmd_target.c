/* cmd_target.c - gapcast target: next year's targets out of the forecast, down to the day. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review/review_horizon.h"
#include "analysis/target/meeting.h"
#include "analysis/target/target_table.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/target_parts.h"

#define FIELD(name) offsetof(cli_target_options, name)

static const cli_group groups[] = {
    {"Target", cli_target_table, CLI_TARGET_OPTIONS, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Memory", cli_archive_table, CLI_ARCHIVE_OPTIONS, FIELD(archive)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static void parts_free(cli_target_parts *p)
{
    an_table_free(p->table);
    an_smart_free(p->smart);
    an_sales_free(p->later);
    an_target_free(p->target);
    free(p->bounds);
    an_reps_clear(&p->reps);
    an_drafts_clear(&p->drafts);
    an_locks_clear(&p->locks);
    an_spans_clear(&p->spans);
    fc_forecasts_free(p->forecasts);
    fc_regressors_free(p->regressors);
    fc_workdays_free(p->workdays);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

/* Days off of the countries, from the first sale to the end of any year that can be asked for. */
static fc_status find_workdays(const cli_target_options *o, cli_target_parts *p)
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
                            cli_target_parts *p)
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

static fc_status forecast_year(const cli_target_options *o, cli_target_parts *p)
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

static fc_status read_locks(const cli_target_options *o, cli_target_parts *p)
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

/* Locks, and what the year of nodes came to by drafts or capability, as one list. */
static fc_status join_bounds(cli_target_parts *p)
{
    const size_t n = p->locks.n + p->drafts.n + p->reps.n_bounds;

    p->bounds = malloc((n + 1) * sizeof *p->bounds);
    if (!p->bounds)
        return fc_no_memory();
    p->options.n_bounds = 0;
    for (size_t i = 0; i < p->locks.n; i++)
        p->bounds[p->options.n_bounds++] = p->locks.bounds[i];
    for (size_t i = 0; i < p->drafts.n; i++)
        p->bounds[p->options.n_bounds++] = p->drafts.bounds[i];
    for (size_t i = 0; i < p->reps.n_bounds; i++)
        p->bounds[p->options.n_bounds++] = p->reps.bounds[i];
    p->options.bounds = p->bounds;
    return FC_OK;
}

static fc_status divide(const cli_target_options *o, cli_target_parts *p)
{
    fc_status status = FC_OK;

    if (p->spans.n == 0)
        status = an_target_spans(p->sales, o->year, cli_target_down(o, p->sales), &p->spans);
    an_target_free(p->target);
    p->target = NULL;
    if (status == FC_OK)
        status = an_target_new(p->sales, p->forecasts, &p->spans, &p->options, &p->target);
    return status;
}

/* The target by the forecast's shape first: against it drafts and capability are held. */
static fc_status hear_teams(const cli_target_options *o, cli_target_parts *p)
{
    const char *lang = cli_output_lang(&o->output);
    cli_where where;
    an_sales_options sales;
    fc_status status = cli_sales_translate(&o->sales, &where, &sales);
    const an_plan_options plan = {.text = sales.text, .year = o->year};

    if (status == FC_OK && o->bottom_up)
        status = an_drafts_read(o->bottom_up, &plan, p->target, lang, p->problems, &p->drafts);
    if (status == FC_OK && o->capacity)
        status = an_reps_read(o->capacity, &sales.text, p->target, o->padding.value, lang,
                              p->problems, &p->reps);
    if (status == FC_OK)
        status = join_bounds(p);
    return status == FC_OK ? divide(o, p) : status;
}

static fc_status make_target(const cli_target_options *o, cli_target_parts *p)
{
    fc_status status = an_target_spans(p->sales, o->year, cli_target_down(o, p->sales), &p->spans);

    if (status == FC_OK)
        status = forecast_year(o, p);
    cli_target_goal(o, &p->options);
    if (status == FC_OK)
        status = read_locks(o, p);
    if (status == FC_OK)
        status = divide(o, p);
    if (status == FC_OK && (o->bottom_up || o->capacity))
        status = hear_teams(o, p);
    return status;
}

/* The table, and the meeting's folder: without gnuplot both are still written. */
static fc_status give_result(const cli_target_options *o, cli_target_parts *p)
{
    const an_report_options report = {.lang = cli_output_lang(&o->output),
                                      .unit = o->output.unit,
                                      .png = o->png,
                                      .pdf = o->pdf,
                                      .command = cli_command_line()};
    an_meeting meeting = {p->target, cli_target_metric(o), p->problems, {{NULL, NULL}}, 0};
    an_table *drafts = NULL, *reps = NULL;
    fc_status status = an_target_table(p->target, cli_target_metric(o), report.lang, &p->table);

    if (status == FC_OK)
        status = cli_emit(p->table, &o->output);
    if (status == FC_OK && p->drafts.n > 0) {
        status = an_drafts_table(&p->drafts, p->target, &drafts);
        meeting.extras[meeting.n_extras++] = (an_meeting_extra){"drafts", drafts};
    }
    if (status == FC_OK && p->reps.n > 0) {
        status = an_reps_table(&p->reps, &reps);
        meeting.extras[meeting.n_extras++] = (an_meeting_extra){"reps", reps};
    }
    if (status == FC_OK && o->report)
        status = an_meeting_write(&meeting, &report, o->report);
    an_table_free(drafts);
    an_table_free(reps);
    return status;
}

/* The forecast, and the targets as they were printed. */
static fc_status keep(const cli_target_options *o, const char *const *files, size_t n_files,
                      const cli_target_parts *p)
{
    const an_archive_input others[] = {{"locks", o->lock},
                                       {"drafts", o->bottom_up},
                                       {"capacity", o->capacity},
                                       {"drivers", o->drivers.drivers}};
    const cli_archive_inputs inputs = {"target", files, n_files, others, 4, NULL};
    an_archive_run run = {.sales = p->sales,
                          .forecasts = p->forecasts,
                          .targets = p->table,
                          .measure = cli_target_measure(o)};

    return cli_archive_keep(&o->archive, &o->sales, &inputs, &run);
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const cli_target_options *o = options;
    cli_target_parts p = {0};
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
        status = o->check ? cli_target_judge(o, files, n_files, &p) : give_result(o, &p);
    if (status == FC_OK)
        status = keep(o, files, n_files, &p);
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
