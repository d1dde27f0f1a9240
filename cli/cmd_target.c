/* cmd_target.c - gapcast target: next year's targets out of the forecast, down to the day. */
#include <stdlib.h>
#include <string.h>

#include "analysis/table/chance_table.h"
#include "analysis/target/assume.h"
#include "analysis/target/effort.h"
#include "analysis/target/meeting.h"
#include "analysis/target/metrics_table.h"
#include "analysis/target/target_table.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/target_parts.h"

#define FIELD(name) offsetof(cli_target_options, name)

static const cli_group groups[] = {
    {"Target", cli_target_table, CLI_TARGET_OPTIONS, 0},
    {"Deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(blend.deals)},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Memory", cli_archive_table, CLI_ARCHIVE_OPTIONS, FIELD(archive)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* The parts of all metrics, and what is made of them. */
typedef struct {
    cli_target_parts parts[CLI_TARGET_WISHES];
    an_metric_target targets[CLI_TARGET_WISHES];
    size_t n;
    an_deals *deals; /* whose key names the tables of the pipeline borrow */
    an_book *book;
    an_activities done;
    an_table *table, *metrics, *drafts, *rounds, *reps, *bridge, *effort, *lessons;
    an_table *chances;
} target_run;

static void run_clear(target_run *r)
{
    an_table_free(r->table);
    an_table_free(r->metrics);
    an_table_free(r->drafts);
    an_table_free(r->rounds);
    an_table_free(r->reps);
    an_table_free(r->bridge);
    an_table_free(r->lessons);
    an_table_free(r->effort);
    an_activities_clear(&r->done);
    an_book_free(r->book);
    an_deals_free(r->deals);
    an_table_free(r->chances);
    for (size_t i = 0; i < r->n; i++)
        cli_target_free(&r->parts[i]);
}

static fc_status make_all(const cli_target_options *o, const char *const *files, size_t n_files,
                          target_run *r)
{
    cli_target_wish wishes[CLI_TARGET_WISHES];
    fc_status status = cli_target_wishes(o, wishes, &r->n);

    for (size_t i = 0; status == FC_OK && r->n > 1 && i < n_files; i++)
        if (strcmp(files[i], "-") == 0)
            status = fc_fail(FC_EUSAGE, "target: several metrics read the sales more than once; "
                                        "give a file in the place of standard input");
    if (status != FC_OK)
        r->n = 0;
    for (size_t i = 0; status == FC_OK && i < r->n; i++) {
        r->parts[i].wish = wishes[i];
        r->parts[i].first = i == 0;
        status = cli_target_make(o, files, n_files, &r->parts[i]);
        r->targets[i] = (an_metric_target){wishes[i].metric, r->parts[i].target};
    }
    return status;
}

static void add_extra(an_meeting *meeting, const char *name, const an_table *table, bool file_only)
{
    if (table)
        meeting->extras[meeting->n_extras++] = (an_meeting_extra){name, table, file_only};
}

/* What the targets need of the pipeline. */
static fc_status find_effort(const cli_target_options *o, target_run *r)
{
    const cli_target_parts *p = &r->parts[0];
    const an_text_options text = cli_sales_text(&o->sales);
    fc_status status = cli_blend_book(&o->blend, &o->sales, p->sales, false, &r->deals, &r->book);

    if (status == FC_OK && r->book && o->activities)
        status = an_activities_read(o->activities, &text, r->deals->as_of - 365, r->deals->as_of,
                                    p->problems, &r->done);
    if (status == FC_OK && r->book)
        status = an_effort_table(p->target, r->book, o->activities ? &r->done : NULL,
                                 cli_output_lang(&o->output), &r->effort);
    return status;
}

static fc_status write_report(const cli_target_options *o, target_run *r)
{
    const an_report_options report = {.lang = cli_output_lang(&o->output),
                                      .unit = o->output.unit,
                                      .png = o->png,
                                      .pdf = o->pdf,
                                      .command = cli_command_line()};
    const cli_target_parts *p = &r->parts[0];
    an_meeting meeting = {
        .target = p->target, .metric = p->wish.metric, .problems = p->problems, .table = r->table};
    fc_status status = FC_OK;

    if (r->n > 1)
        status = an_metrics_table(r->targets, r->n, report.lang, &r->metrics);
    if (status == FC_OK && p->drafts.n > 0)
        status = an_drafts_table(&p->drafts, p->target, &r->drafts);
    if (status == FC_OK && p->drafts.n > 0)
        status = an_drafts_rounds(&p->drafts, p->target, &r->rounds);
    if (status == FC_OK && p->reps.n > 0)
        status = an_reps_table(&p->reps, &r->reps);
    if (status == FC_OK && an_assume_can(p->target))
        status = an_assume_table(p->target, &r->bridge);
    if (status == FC_OK && p->calibration.n_targets > 0)
        status = an_chance_table(&p->calibration, report.lang, &r->chances);
    add_extra(&meeting, "metrics", r->metrics, false);
    add_extra(&meeting, "drafts", r->drafts, false);
    add_extra(&meeting, "rounds", r->rounds, false);
    if (status == FC_OK)
        status = find_effort(o, r);
    if (status == FC_OK && p->lessons.n > 0)
        status = an_lessons_table(&p->lessons, p->target, report.lang, &r->lessons);
    add_extra(&meeting, "lessons", r->lessons, false);
    add_extra(&meeting, "reps", r->reps, false);
    add_extra(&meeting, "effort", r->effort, false);
    add_extra(&meeting, "chances", r->chances, false);
    add_extra(&meeting, "bridge", r->bridge, true);
    return status == FC_OK ? an_meeting_write(&meeting, &report, o->report) : status;
}

/* The table, and the meeting's folder: without gnuplot both are still written. */
static fc_status give_result(const cli_target_options *o, target_run *r)
{
    const char *lang = cli_output_lang(&o->output);
    fc_status status = an_metrics_targets(r->targets, r->n, lang, &r->table);

    if (status == FC_OK) {
        an_chance_note(&r->parts[0].calibration, lang, r->table);
        status = cli_emit(r->table, &o->output);
    }
    return status == FC_OK && o->report ? write_report(o, r) : status;
}

/* The forecast of a metric, and its targets as they were printed: a run of its own. */
static fc_status keep(const cli_target_options *o, const char *const *files, size_t n_files,
                      const target_run *r, size_t i)
{
    const cli_target_parts *p = &r->parts[i];
    const an_archive_input others[] = {{"locks", o->lock},        {"drafts", o->bottom_up},
                                       {"capacity", o->capacity}, {"drivers", o->drivers.drivers},
                                       {"market", o->market},     {"last-year", o->lessons}};
    const cli_archive_inputs inputs = {
        "target", files, n_files, others, sizeof others / sizeof *others, NULL};
    an_archive_run run = {
        .sales = p->sales, .forecasts = p->forecasts, .measure = p->wish.metric->measure};
    an_table *table = NULL;
    fc_status status = FC_OK;

    if (!o->check)
        status = an_metrics_targets(&r->targets[i], 1, cli_output_lang(&o->output), &table);
    run.targets = table;
    if (status == FC_OK)
        status = cli_archive_keep(&o->archive, &o->sales, &inputs, &run);
    an_table_free(table);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const cli_target_options *o = options;
    target_run r = {.n = 0};
    fc_status status = cli_target_check(o);

    if (status == FC_OK)
        status = make_all(o, files, n_files, &r);
    if (status == FC_OK)
        status = o->check ? cli_target_judge(o, files, n_files, &r.parts[0]) : give_result(o, &r);
    for (size_t i = 0; status == FC_OK && o->archive.archive && i < r.n; i++)
        status = keep(o, files, n_files, &r, i);
    run_clear(&r);
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
