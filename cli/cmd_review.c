/* cmd_review.c - gapcast review: the monthly forecast-against-plan review. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/output/output.h"
#include "analysis/report/measures.h"
#include "analysis/report/report.h"
#include "analysis/review/review_caveats.h"
#include "analysis/review/review_horizon.h"
#include "cli/archive_options.h"
#include "cli/blend_options.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/forecast_options.h"
#include "cli/plan_options.h"
#include "cli/sales_options.h"

typedef struct {
    cli_plan_options plan;
    int record; /* choice auto|off */
    cli_number fail_under;
    long worst;
    bool png, pdf;
    cli_archive_options archive;
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_blend_options blend;
    cli_sales_options sales;
    cli_output_options output;
} review_options;

enum { A_YEAR = 400 };   /* days, and some more for fiscal years */
enum { RECORD_OFF = 2 }; /* a choice of --record */
#define FIELD(name) offsetof(review_options, name)

static const cli_option own[] = {
    {"fail-under", 0, CLI_NUMBER, FIELD(fail_under), "PERCENT",
     "exit 1 when the total's outlook is below that share of the plan"},
    {"worst", 0, CLI_WHOLE, FIELD(worst), "N", "gaps told on the page (default 8)"},
    {"record", 0, CLI_CHOICE, FIELD(record), "auto|off",
     "tell how often such chances came true (auto: up to 500 nodes)"},
    {"png", 0, CLI_FLAG, FIELD(png), "", "charts as PNG too, for slides"},
    {"pdf", 0, CLI_FLAG, FIELD(pdf), "", "charts as PDF too"},
};

static const cli_group groups[] = {
    {"Plan", cli_plan_table, CLI_PLAN_OPTIONS, FIELD(plan)},
    {"Review", own, sizeof own / sizeof *own, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Deals", cli_blend_table, CLI_BLEND_OPTIONS, FIELD(blend)},
    {"Reading deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(blend.deals)},
    {"Memory", cli_archive_table, CLI_ARCHIVE_OPTIONS, FIELD(archive)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_regressors *regressors;
    fc_launch_options launch;
    fc_workdays *workdays;
    fc_forecasts *forecasts;
    an_blend *blend; /* NULL: no deals */
    fc_calibration calibration;
    an_plan *plan;
    an_review *review;
    an_watch *watch;
    an_table *measures;
    an_memory *memory; /* NULL without --archive */
} review_parts;

static void parts_free(review_parts *p)
{
    an_memory_free(p->memory);
    an_table_free(p->measures);
    an_watch_free(p->watch);
    an_review_free(p->review);
    an_plan_free(p->plan);
    an_blend_free(p->blend);
    fc_forecasts_free(p->forecasts);
    fc_regressors_free(p->regressors);
    fc_workdays_free(p->workdays);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

static fc_status run_forecasts(const review_options *o, const fc_forecast_options *core,
                               review_parts *p)
{
    fc_status status =
        fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, core, &p->forecasts);

    if (status == FC_OK && o->record != RECORD_OFF)
        status = an_review_calibrate(p->sales, core, &p->calibration);
    return status;
}

static fc_status forecast_year(const review_options *o, review_parts *p)
{
    fc_forecast_options core;
    fc_status status = cli_forecast_translate(&o->forecast, &core);

    if (status != FC_OK)
        return status;
    core.last = p->sales->last_complete;
    core.has_first = p->sales->first_incomplete;
    core.first = p->sales->first_complete;
    status = an_review_horizon(p->sales, o->plan.year, &core.horizon);
    if (status == FC_OK) {
        const an_text_options text = cli_sales_text(&o->sales);

        status = cli_driver_read(&o->drivers, &text, p->sales, core.horizon, p->problems,
                                 &p->regressors);
    }
    if (status == FC_OK)
        status = cli_driver_launch(&o->drivers, p->sales, &p->launch, &core.launch);
    if (status != FC_OK)
        return status;
    core.regressors = p->regressors;
    core.effects = cli_driver_effects(&o->drivers);
    status = cli_driver_workdays(
        &o->drivers, p->sales->first_date - A_YEAR,
        fc_calendar_end(&p->sales->calendar, core.last + (fc_period)core.horizon) + A_YEAR,
        &p->workdays);
    if (status == FC_OK)
        status = run_forecasts(o, &core, p);
    if (status == FC_OK)
        status = cli_blend_run(&o->blend, &o->sales, p->sales, &core, p->forecasts, &p->blend);
    return status;
}

static fc_status make_parts(const review_options *o, const char *const *files, size_t n_files,
                            review_parts *p)
{
    an_review_options options = {
        .year = o->plan.year, .lang = cli_output_lang(&o->output), .unit = o->output.unit};
    fc_status status = an_problems_new(&p->problems);

    options.quantiles = cli_emit_is(&o->output, "json"); /* which holds all that is known */
    if (status == FC_OK)
        status = cli_sales_read_detail(&o->sales, files, n_files, p->problems, &p->sales);
    if (status == FC_OK)
        status = forecast_year(o, p);
    if (status == FC_OK)
        status =
            cli_plan_read_at(&o->plan, &o->sales, p->sales, p->forecasts, p->problems, &p->plan);
    if (status == FC_OK)
        options.workdays = p->workdays;
    options.blend = p->blend;
    if (status == FC_OK)
        status = an_review_new(p->sales, p->forecasts, p->plan, &options, &p->review);
    if (status == FC_OK)
        status = cli_blend_watch(
            &o->blend, &o->sales, p->sales, p->plan, p->review,
            (an_watch_options){.lang = options.lang, .calibration = &p->calibration}, &p->watch);
    if (status == FC_OK)
        status = an_report_measures(p->sales, p->plan, options.lang, &p->measures);
    if (status == FC_OK)
        an_review_caveats(p->sales, files[0], p->problems);
    cli_progress_end();
    return status;
}

/* To standard output: the page, or the table where a format was asked for. */
static fc_status print_result(const review_options *o, const an_report_input *input,
                              const an_report_options *report)
{
    cli_output_options to_stdout = o->output;
    an_report_options full = *report;
    an_table *table = NULL;
    fc_status status;

    to_stdout.path = NULL;
    if (!o->output.format) {
        status = an_report_page(input, report, stdout);
        return status == FC_OK ? cli_flush() : status;
    }
    full.full = true;
    status = an_report_table(input, &full, &table);
    if (status == FC_OK)
        status = cli_emit(table, &to_stdout);
    an_table_free(table);
    return status;
}

/* Without gnuplot all but the charts is there: the page is printed, then the failure told. */
static fc_status give_result(const review_options *o, const an_report_input *input,
                             const an_report_options *report)
{
    fc_status written = FC_OK, status;
    char message[512];

    if (o->output.path)
        written = an_report_write(input, report, o->output.path);
    if (written != FC_OK && written != FC_EUNAVAILABLE)
        return written;
    snprintf(message, sizeof message, "%s", fc_error_message());
    status = print_result(o, input, report);
    return status == FC_OK && written != FC_OK ? fc_fail(written, "%s", message) : status;
}

/* Before the report, which tells what the archive makes of the run. */
static fc_status keep(const review_options *o, const char *const *files, size_t n_files,
                      review_parts *p)
{
    const an_archive_input others[] = {{"plan", o->plan.plan}, {"drivers", o->drivers.drivers}};
    const cli_archive_inputs inputs = {"review", files, n_files, others, 2, &o->blend.pipeline};
    an_archive_run run = {.sales = p->sales,
                          .forecasts = p->forecasts,
                          .history = p->blend ? p->blend->history : NULL,
                          .plan = p->plan};
    fc_status status = cli_archive_keep(&o->archive, &o->sales, &inputs, &run);

    return status == FC_OK ? cli_archive_recall(&o->archive, p->sales, run.id,
                                                an_review_year_period(p->review), &p->memory)
                           : status;
}

/* Refuses what cannot be done before anything is read. */
static fc_status check_options(const review_options *o)
{
    cli_output_options to_stdout = o->output;
    fc_status status;

    to_stdout.path = NULL; /* -o names a folder here */
    status = cli_emit_check(&to_stdout);
    if (status == FC_OK)
        status = cli_emit_folder(&o->output, "review");
    if (status == FC_OK && !o->plan.plan)
        status = fc_fail(FC_EUSAGE,
                         "review: no plan given; usage: gapcast review SALES --plan PLAN -o DIR");
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const review_options *o = options;
    review_parts p = {0};
    fc_status status = check_options(o);
    bool under = false;

    if (status == FC_OK)
        status = make_parts(o, files, n_files, &p);
    if (p.problems)
        cli_tell_problems(p.problems);
    if (status == FC_OK)
        status = keep(o, files, n_files, &p);
    if (status == FC_OK) {
        const an_report_input input = {p.sales, p.forecasts,    p.plan,     p.review, p.problems,
                                       p.watch, &p.calibration, p.measures, p.memory};
        const an_report_options report = {.lang = cli_output_lang(&o->output),
                                          .unit = o->output.unit,
                                          .png = o->png,
                                          .pdf = o->pdf,
                                          .colour = cli_colour(),
                                          .worst = (size_t)o->worst,
                                          .command = cli_command_line()};

        status = give_result(o, &input, &report);
        under = o->fail_under.given && an_review_attainment(p.review) < o->fail_under.value;
        if (status == FC_OK && o->fail_under.given && isnan(an_review_attainment(p.review)))
            status = fc_fail(FC_EDATA,
                             "%s: --fail-under: the total has no plan for all of %s; give one, or "
                             "keep the part that is planned with --where",
                             o->plan.plan, an_review_year(p.review));
    }
    parts_free(&p);
    if (status == FC_OK && under)
        return CLI_FOUND;
    return cli_fail(status);
}

const cli_command cli_cmd_review = {
    .name = "review",
    .usage = "SALES... --plan PLAN [--for YEAR] [-o DIR]",
    .summary = "actuals and forecast against plan, worst gap first, with the reason",
    .description = "Holds actuals so far and the forecast for the rest against the plan, for every "
                   "node, month,\n"
                   "quarter and the year. Prints the page a manager reads in one minute; with -o "
                   "DIR also writes\n"
                   "review.csv, report.html, report.xlsx and charts/ there.\n\n"
                   "Status: a period that is over is on track within 1 % of its plan, else behind "
                   "or ahead; one\n"
                   "that goes on is behind below a chance of 10 %, at risk below 50 %, ahead from "
                   "90 %. Chances are\n"
                   "counted around the outlook: half of the simulated outcomes reach it.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(review_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
