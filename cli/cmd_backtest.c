/* cmd_backtest.c - gapcast backtest: how good forecasts would have been. */
#include <stdio.h>
#include <string.h>

#include "analysis/table/backtest_table.h"
#include "analysis/table/calibration_table.h"
#include "cli/commands.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"

/* Chances are looked at for targets of last year and 5 % more. */
static const double TARGET_GROWTH = 0.05;

enum { MAX_MODELS = 32, MODEL_NAMES = 512 };

typedef struct {
    long horizon, windows, step;
    int levels; /* choice all|bottom|total */
    const char *windows_out, *calibration, *charts;
    bool all_measures;
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_sales_options sales;
    cli_output_options output;
} backtest_options;

#define FIELD(name) offsetof(backtest_options, name)

static const cli_option own[] = {
    {"horizon", 'H', CLI_WHOLE, FIELD(horizon), "PERIODS", "how far ahead (default: a year)"},
    {"windows", 0, CLI_WHOLE, FIELD(windows), "N", "past origins to forecast from (default 12)"},
    {"step", 0, CLI_WHOLE, FIELD(step), "PERIODS", "from one origin to the next (default 1)"},
    {"levels", 0, CLI_CHOICE, FIELD(levels), "all|bottom|total",
     "bottom forecasts each series by itself (default all)"},
    {"windows-out", 0, CLI_TEXT, FIELD(windows_out), "FILE", "write each single forecast there"},
    {"calibration", 0, CLI_TEXT, FIELD(calibration), "FILE",
     "write there whether ranges and chances came true"},
    {"charts", 0, CLI_TEXT, FIELD(charts), "DIR",
     "draw there how often targets of each chance were met"},
    {"all-measures", 0, CLI_FLAG, FIELD(all_measures), "", "every accuracy measure there is"},
};

static const cli_group groups[] = {
    {"Backtest", own, sizeof own / sizeof *own, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* The models side by side, cut from "auto,snaive,ets". */
typedef struct {
    char text[MODEL_NAMES];
    const char *names[MAX_MODELS];
    size_t n;
} model_list;

/* The list as it was given, or the default model beside seasonal naive. */
static fc_status copy_models(const cli_forecast_options *o, model_list *list)
{
    const int length = o->model ? snprintf(list->text, sizeof list->text, "%s", o->model)
                                : snprintf(list->text, sizeof list->text, "%s,snaive",
                                           cli_forecast_default_model(o));

    list->n = 0;
    return length < MODEL_NAMES
               ? FC_OK
               : fc_fail(FC_EUSAGE, "--model: more than %d letters", MODEL_NAMES - 1);
}

/* Appends a model that is in the table and not yet in the list. */
static fc_status add_model(model_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (fc_model_find(list->names[i]) == fc_model_find(name))
            return fc_fail(FC_EUSAGE, "--model: %s is there twice; name each model once", name);
    if (list->n == MAX_MODELS)
        return fc_fail(FC_EUSAGE, "--model: more than %d models", MAX_MODELS);
    list->names[list->n++] = name;
    return FC_OK;
}

/* Checks the options and every model's name. */
static fc_status translate(const backtest_options *o, model_list *list, fc_backtest_options *core)
{
    cli_forecast_options method = o->forecast;
    fc_status status = copy_models(&o->forecast, list);
    char *rest = NULL;

    for (char *name = status == FC_OK ? strtok_r(list->text, ",", &rest) : NULL;
         name && status == FC_OK; name = strtok_r(NULL, ",", &rest)) {
        method.model = o->forecast.model ? name : NULL;
        status = cli_forecast_translate(&method, &core->forecast);
        if (status == FC_OK)
            status = add_model(list, name);
    }
    if (status == FC_OK && list->n == 0)
        status = fc_fail(FC_EUSAGE, "--model: no model given");
    core->forecast.levels = o->levels ? (fc_levels)(o->levels - 1) : FC_LEVELS_ALL;
    core->forecast.horizon = (size_t)o->horizon;
    core->forecast.progress_data = (void *)"testing";
    core->models = list->names;
    core->n_models = list->n;
    core->windows = (size_t)o->windows;
    core->step = (size_t)o->step;
    core->calibrate = o->calibration || o->charts;
    core->crps = o->all_measures;
    core->growth = TARGET_GROWTH;
    return status;
}

static size_t a_year(const fc_calendar *calendar)
{
    return calendar->unit == FC_DAY ? 28 : fc_calendar_season_length(calendar);
}

static fc_status write_cases(const backtest_options *o, const an_sales *sales,
                             const fc_backtest *backtest, const an_backtest_view *view)
{
    const cli_output_options output = {.path = o->windows_out};
    an_table *table = NULL;
    fc_status status = an_backtest_cases(sales, backtest, view, &table);

    if (status == FC_OK)
        status = cli_emit(table, &output);
    an_table_free(table);
    return status;
}

static fc_status write_calibration(const backtest_options *o, const fc_backtest *backtest,
                                   const fc_backtest_options *core)
{
    const cli_output_options output = {.path = o->calibration, .quiet = o->output.quiet};
    an_table *table = NULL;
    fc_status status = an_calibration_table(backtest, core->models, core->n_models, &table);

    if (status == FC_OK)
        status = cli_emit(table, &output);
    an_table_free(table);
    return status;
}

static fc_status print_result(const backtest_options *o, const an_sales *sales,
                              const fc_backtest *backtest, const fc_backtest_options *core)
{
    const an_backtest_view view = {core->models, core->n_models, core->forecast.horizon, core->step,
                                   o->all_measures};
    an_table *table = NULL;
    fc_status status = FC_OK;

    if (o->windows_out)
        status = write_cases(o, sales, backtest, &view);
    if (status == FC_OK && o->calibration)
        status = write_calibration(o, backtest, core);
    if (status == FC_OK)
        status = an_backtest_table(sales, backtest, &view, &table);
    if (status == FC_OK)
        an_calibration_notes(backtest, core->models, core->n_models, table);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    if (status == FC_OK && o->charts) /* last: without gnuplot the numbers are still there */
        status =
            an_calibration_chart(backtest, core->models[0], cli_output_lang(&o->output), o->charts);
    an_table_free(table);
    return status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const backtest_options *o = options;
    fc_backtest_options core = {0};
    model_list list;
    an_problems *problems = NULL;
    an_sales *sales = NULL;
    fc_regressors *regressors = NULL;
    fc_backtest *backtest = NULL;
    const an_text_options text = cli_sales_text(&o->sales);
    fc_status status = cli_emit_check(&o->output);

    if (status == FC_OK)
        status = translate(o, &list, &core);
    if (status == FC_OK)
        status = an_problems_new(&problems);
    if (status == FC_OK)
        status = cli_sales_read(&o->sales, files, n_files, problems, &sales);
    if (status == FC_OK) /* what is forecast lies in the past: no driver is needed beyond it */
        status = cli_driver_read(&o->drivers, &text, sales, 0, problems, &regressors);
    if (problems)
        cli_tell_problems(problems);
    if (status == FC_OK) {
        core.forecast.last = sales->last_complete;
        core.forecast.has_first = sales->first_incomplete;
        core.forecast.first = sales->first_complete;
        if (core.forecast.horizon == 0)
            core.forecast.horizon = a_year(&sales->calendar);
        core.forecast.regressors = regressors;
        core.forecast.effects = cli_driver_effects(&o->drivers);
        status = fc_backtest_run(sales->hierarchy, &sales->calendar, &core, &backtest);
        cli_progress_end();
    }
    if (status == FC_OK)
        status = print_result(o, sales, backtest, &core);
    fc_backtest_free(backtest);
    fc_regressors_free(regressors);
    an_sales_free(sales);
    an_problems_free(problems);
    return cli_fail(status);
}

const cli_command cli_cmd_backtest = {
    .name = "backtest",
    .usage = "SALES... [--horizon PERIODS] [--windows N] [--model NAME,NAME...]",
    .summary = "forecast again from past origins and measure how good that was",
    .description =
        "Makes the forecasts of past periods again, each with what was known then, for one model "
        "or\n"
        "several side by side (--model auto,snaive,ets). Prints a row a node, model and step "
        "ahead:\n"
        "the keys, model, step, n, accuracy, and the skill over the seasonal naive forecast.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(backtest_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
