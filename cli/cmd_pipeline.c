/* cmd_pipeline.c - gapcast pipeline: what open deals say, and what became of earlier ones. */
#include <omp.h>

#include "analysis/pipeline/activity.h"
#include "analysis/pipeline/reports.h"
#include "analysis/review/review_horizon.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/pipeline_options.h"

typedef struct {
    int report, win_rate; /* choices */
    long horizon, paths, seed, stale_days;
    fc_date since; /* + 1 */
    const char *window, *plan, *activities;
    cli_pipeline_options pipeline;
    cli_sales_options sales;
    cli_output_options output;
} pipeline_options;

#define FIELD(name) offsetof(pipeline_options, name)

static const cli_option own[] = {
    {"report", 'r', CLI_CHOICE, FIELD(report),
     "forecast|stages|waterfall|velocity|coverage|hygiene|calibration|activity",
     "(default forecast)"},
    {"horizon", 'H', CLI_WHOLE, FIELD(horizon), "PERIODS",
     "periods ahead (default 6; for coverage 3)"},
    {"since", 0, CLI_DATE, FIELD(since), "DATE", "reports: only what happened from that day on"},
    {"for", 0, CLI_TEXT, FIELD(window), "PERIOD",
     "waterfall: deals expected to close in 2026-Q3, or all (default: the running quarter)"},
    {"win-rate", 0, CLI_CHOICE, FIELD(win_rate), "closed|cohort|all",
     "won of deals closed, of deals created and closed, or of all created (default closed)"},
    {"plan", 0, CLI_TEXT, FIELD(plan), "FILE", "coverage and activity: the plan of the same nodes"},
    {"activities", 0, CLI_TEXT, FIELD(activities), "FILE",
     "activity: date and kind (meeting, visit, 拜访) of what was done, a row each"},
    {"stale-days", 0, CLI_WHOLE, FIELD(stale_days), "DAYS",
     "hygiene: no activity for more than that (default 30)"},
    {"paths", 0, CLI_WHOLE, FIELD(paths), "N", "forecast: simulated futures (default 1000)"},
    {"seed", 0, CLI_WHOLE, FIELD(seed), "N", "forecast: of the simulation (default fixed)"},
};

static const cli_group groups[] = {
    {"Pipeline", own, sizeof own / sizeof *own, 0},
    {"Deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(pipeline)},
    {"Files", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static an_pipeline_report *const REPORTS[] = {
    an_report_forecast,  an_report_forecast,    an_report_stages,
    an_report_waterfall, an_report_velocity,    an_report_coverage,
    an_report_hygiene,   an_report_calibration, an_report_activity,
};

enum { COVERAGE = 5, ACTIVITY = 8 }; /* choices */

/* The plan on the deals' nodes; a coarser one is split by the shape of what was won. */
static fc_status read_plan(const pipeline_options *o, const an_deals_options *read,
                           const an_book *book, an_problems *problems, fc_forecasts **shape,
                           an_plan **plan)
{
    const an_plan_options options = {
        .text = read->text, .where = read->where, .n_where = read->n_where};
    fc_forecast_options core = {.model = "mean", .last = book->won.last_complete};
    fc_status status;

    if (!o->plan)
        return FC_OK;
    if (o->report != COVERAGE && o->report != ACTIVITY)
        return fc_fail(FC_EUSAGE, "--plan: only --report coverage and activity use a plan");
    if (book->won.rows_kept == 0)
        return fc_fail(FC_EDATA, "--plan: no deal was won yet, so a plan cannot be laid out");
    status = an_review_horizon(&book->won, NULL, &core.horizon);
    if (status == FC_OK)
        status = fc_forecasts_run(book->won.hierarchy, &book->won.calendar, &core, shape);
    if (status == FC_OK)
        status = an_plan_read(o->plan, &options, &book->won, *shape, problems, plan);
    return status;
}

/* Everything a run makes; the table borrows the names of the keys. */
typedef struct {
    an_problems *problems;
    an_deals *deals;
    an_book *book;
    fc_forecasts *shape;
    an_plan *plan;
    an_activities activities;
    an_table *table;
} pipeline_parts;

static void parts_free(pipeline_parts *p)
{
    an_table_free(p->table);
    an_activities_clear(&p->activities);
    an_plan_free(p->plan);
    fc_forecasts_free(p->shape);
    an_book_free(p->book);
    an_deals_free(p->deals);
    an_problems_free(p->problems);
}

static fc_status report(const pipeline_options *o, const char *const *files, size_t n_files,
                        pipeline_parts *p)
{
    an_pipeline_options options = {.win_rate = o->win_rate ? (an_win_rate)(o->win_rate - 1) : 0,
                                   .since = o->since ? o->since - 1 : FC_DATE_NONE,
                                   .window = o->window,
                                   .stale_days = o->stale_days,
                                   .horizon = (size_t)o->horizon,
                                   .n_paths = (size_t)o->paths,
                                   .seed = (uint64_t)o->seed};
    cli_pipeline_room room;
    an_deals_options read;
    fc_status status = FC_OK;

    if (o->sales.moves || o->sales.structure)
        status = fc_fail(FC_EUSAGE, "--moves and --structure: a deal counts where its export has "
                                    "it; leave them out");
    if (status == FC_OK)
        status = cli_pipeline_translate(&o->pipeline, &o->sales, &room, &read);

    if (status == FC_OK)
        status = an_problems_new(&p->problems);
    if (status == FC_OK)
        status = an_deals_read(files, n_files, &read, p->problems, &p->deals);
    if (status == FC_OK)
        status = an_book_new(p->deals, &p->book);
    if (status == FC_OK)
        p->book->lang = cli_output_lang(&o->output);
    if (status == FC_OK)
        status = read_plan(o, &read, p->book, p->problems, &p->shape, &p->plan);
    options.plan = p->plan;
    if (status == FC_OK && o->activities) {
        status = an_activities_read(o->activities, &read.text, options.since, p->deals->as_of,
                                    p->problems, &p->activities);
        options.activities = &p->activities;
    }
    return status == FC_OK ? REPORTS[o->report](p->book, &options, &p->table) : status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const pipeline_options *o = options;
    pipeline_parts p = {0};
    fc_status status = cli_emit_check(&o->output);

    if (o->sales.threads > 0)
        omp_set_num_threads((int)o->sales.threads);
    if (status == FC_OK)
        status = report(o, files, n_files, &p);
    if (p.problems)
        cli_tell_problems(p.problems);
    if (status == FC_OK)
        status = cli_emit(p.table, &o->output);
    parts_free(&p);
    return cli_fail(status);
}

const cli_command cli_cmd_pipeline = {
    .name = "pipeline",
    .usage = "DEALS... [--report NAME] [--as-of DATE]",
    .summary = "what open deals will bring, learned from what became of earlier ones",
    .description = "Reads CRM exports of deals: one with dates, several of different days, or a "
                   "folder of them.\n"
                   "Prints what is expected to be won by period and node beside what the CRM says, "
                   "or another\n"
                   "report: stages, waterfall, velocity, coverage, hygiene, calibration, activity.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(pipeline_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
