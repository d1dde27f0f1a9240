/* cmd_explain.c - gapcast explain: how one number came about. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/explain/explain.h"
#include "cli/blend_options.h"
#include "cli/commands.h"
#include "cli/driver_options.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"
#include "cli/suggest.h"

typedef struct {
    cli_list node;
    const char *at;
    const char *charts, *overrides;
    long rows;
    cli_forecast_options forecast;
    cli_driver_options drivers;
    cli_blend_options blend;
    cli_sales_options sales;
    cli_output_options output;
} explain_options;

enum { ROWS_KNOWN = 1000, ROWS_FORECAST = 10, READ_AGAIN = 500000 };

#define FIELD(name) offsetof(explain_options, name)

static const cli_option own[] = {
    {"node", 0, CLI_LIST, FIELD(node), "KEY=VALUE",
     "region=East; may be repeated (default: the total)"},
    {"at", 0, CLI_TEXT, FIELD(at), "PERIOD", "2026-03: a period that is known or to come"},
    {"rows", 0, CLI_WHOLE, FIELD(rows), "N",
     "list so many of the rows it comes from (default: 1000 of a known number, 10 of a forecast)"},
    {"overrides", 0, CLI_TEXT, FIELD(overrides), "FILE",
     "changes made by hand, as forecast takes them"},
    {"charts", 0, CLI_TEXT, FIELD(charts), "DIR", "draw the parts of the number there"},
};

static const cli_group groups[] = {
    {"Explain", own, sizeof own / sizeof *own, 0},
    {"Method", cli_forecast_table, CLI_FORECAST_OPTIONS, FIELD(forecast)},
    {"Calendar and drivers", cli_driver_table, CLI_DRIVER_OPTIONS, FIELD(drivers)},
    {"Deals", cli_blend_table, CLI_BLEND_OPTIONS, FIELD(blend)},
    {"Reading deals", cli_pipeline_table, CLI_PIPELINE_OPTIONS, FIELD(blend.deals)},
    {"Sales file", cli_sales_table, CLI_SALES_OPTIONS, FIELD(sales)},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* Everything a run makes, in the order it is made. */
typedef struct {
    an_problems *problems;
    an_sales *sales;
    fc_regressors *regressors;
    fc_launch_options launch;
    fc_forecasts *forecasts;
    an_blend *blend; /* NULL: no deals */
    an_overrides overrides;
    an_explain_row *rows;
    an_explanation explanation;
    an_table *table;
} parts;

static fc_status no_such_key(const an_sales *sales, const char *text)
{
    cli_suggestion s;
    char key[64];

    snprintf(key, sizeof key, "%.*s", (int)strcspn(text, "="), text);
    cli_suggest_begin(&s, key);
    for (size_t k = 0; k < sales->n_keys; k++)
        cli_suggest_try(&s, sales->key_names[k]);
    return fc_fail(FC_EUSAGE, "--node: '%s' is not KEY=VALUE with one of the keys of --by%s%s%s",
                   text, s.best ? "; did you mean " : "", s.best ? s.best : "", s.best ? "?" : "");
}

static fc_status no_such_node(const an_sales *sales, const char *const *keys)
{
    for (size_t k = 0; k < sales->n_keys; k++) {
        cli_suggestion s;
        bool known = strcmp(keys[k], "*") == 0;

        cli_suggest_begin(&s, keys[k]);
        for (size_t i = 0; !known && i < fc_hierarchy_size(sales->hierarchy); i++) {
            known = strcmp(fc_hierarchy_key(sales->hierarchy, i, k), keys[k]) == 0;
            cli_suggest_try(&s, fc_hierarchy_key(sales->hierarchy, i, k));
        }
        if (!known)
            return fc_fail(FC_EDATA, "--node: no %s is called '%s'%s%s%s", sales->key_names[k],
                           keys[k], s.best ? "; did you mean " : "", s.best ? s.best : "",
                           s.best ? "?" : "");
    }
    return fc_fail(FC_EDATA, "--node: these keys are no node of --by, or were never sold together");
}

static fc_status find_node(const explain_options *o, const an_sales *sales, size_t *node)
{
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < sales->n_keys; k++)
        keys[k] = "*";
    for (size_t i = 0; i < o->node.n; i++) {
        const char *text = o->node.items[i], *equals = strchr(text, '=');
        size_t k = 0;

        while (equals && k < sales->n_keys &&
               (strncmp(sales->key_names[k], text, (size_t)(equals - text)) != 0 ||
                sales->key_names[k][equals - text] != '\0'))
            k++;
        if (!equals || k == sales->n_keys)
            return no_such_key(sales, text);
        keys[k] = equals + 1;
    }
    *node = fc_hierarchy_find(sales->hierarchy, keys);
    return *node == SIZE_MAX ? no_such_node(sales, keys) : FC_OK;
}

static fc_status find_period(const explain_options *o, const an_sales *sales, fc_period *period)
{
    fc_unit unit;

    if (!o->at)
        return fc_fail(FC_EUSAGE, "explain: no period given; usage: gapcast explain SALES --node "
                                  "region=East --at 2026-03");
    if (!fc_calendar_parse(&sales->calendar, o->at, &unit, period) || unit != sales->calendar.unit)
        return fc_fail(FC_EUSAGE, "--at: '%s' is no %s; the periods of the sales are such", o->at,
                       fc_unit_name(sales->calendar.unit));
    return FC_OK;
}

/* A year, or as far as the period asked for. */
static size_t horizon_to(const an_sales *sales, const fc_forecast_options *core, fc_period period)
{
    const size_t year =
        sales->calendar.unit == FC_DAY ? 28 : fc_calendar_season_length(&sales->calendar);
    const size_t season = core->season_length > year ? core->season_length : year;
    const size_t ahead =
        period > sales->last_complete ? (size_t)(period - sales->last_complete) : 0;

    return ahead > season ? ahead : season;
}

/* The rows of the period, or those that the forecast was fitted on. */
static fc_status find_rows(const explain_options *o, const char *const *files, size_t n_files,
                           an_explain_input *in, parts *p)
{
    const bool known = !p->explanation.is_forecast;
    const fc_series history = fc_forecasts_history(p->forecasts, in->node);
    const an_explain_search search = {.node = in->node,
                                      .first = known ? in->period : history.start,
                                      .last = known ? in->period
                                                    : history.start + (fc_period)history.n - 1,
                                      .most = o->rows ? (size_t)o->rows
                                              : known ? ROWS_KNOWN
                                                      : ROWS_FORECAST};
    cli_where where;
    an_sales_options sales;
    fc_status status = cli_sales_translate(&o->sales, &where, &sales);

    if (!known && o->rows == 0 && p->sales->rows > READ_AGAIN)
        return status; /* a second reading is not worth ten rows */
    if (status == FC_OK)
        status = an_explain_rows(files, n_files, &sales, p->sales, &search, &p->rows, &in->n_rows,
                                 &in->all_rows);
    in->rows = p->rows;
    return status;
}

static fc_status read_overrides(const explain_options *o, an_explain_input *in, parts *p)
{
    const an_text_options text = cli_sales_text(&o->sales);

    if (!o->overrides)
        return FC_OK;
    in->overrides = &p->overrides;
    return an_overrides_read(o->overrides, &text, p->sales, p->forecasts, p->problems,
                             &p->overrides);
}

static fc_status tell(const explain_options *o, const char *const *files, size_t n_files,
                      an_explain_input *in, parts *p)
{
    fc_status status = read_overrides(o, in, p);

    if (status == FC_OK)
        status = an_explain(in, &p->explanation);
    if (status == FC_OK)
        status = find_rows(o, files, n_files, in, p);
    if (status == FC_OK)
        status = an_explain_table(in, &p->explanation, &p->table);
    if (status == FC_OK)
        status = cli_emit(p->table, &o->output);
    if (status == FC_OK && o->charts)
        status = an_explain_chart(in, &p->explanation, o->charts);
    return status;
}

static fc_status explain(const explain_options *o, const char *const *files, size_t n_files,
                         parts *p)
{
    fc_forecast_options core;
    an_explain_input in = {.lang = cli_output_lang(&o->output), .unit = o->output.unit};
    const an_text_options text = cli_sales_text(&o->sales);
    fc_status status = cli_forecast_translate(&o->forecast, &core);

    if (status == FC_OK)
        status = cli_sales_read(&o->sales, files, n_files, p->problems, &p->sales);
    if (status == FC_OK)
        status = find_node(o, p->sales, &in.node);
    if (status == FC_OK)
        status = find_period(o, p->sales, &in.period);
    if (status == FC_OK) {
        core.horizon = horizon_to(p->sales, &core, in.period);
        status = cli_forecast_check_horizon((long)core.horizon);
    }
    if (status == FC_OK)
        status = cli_driver_read(&o->drivers, &text, p->sales, core.horizon, p->problems,
                                 &p->regressors);
    if (status == FC_OK)
        status = cli_driver_launch(&o->drivers, p->sales, &p->launch, &core.launch);
    if (status != FC_OK)
        return status;
    core.last = p->sales->last_complete;
    core.has_first = p->sales->first_incomplete;
    core.first = p->sales->first_complete;
    core.regressors = in.regressors = p->regressors;
    core.effects = cli_driver_effects(&o->drivers);
    status = fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, &core, &p->forecasts);
    cli_progress_end();
    if (status == FC_OK)
        status = cli_blend_run(&o->blend, &o->sales, p->sales, &core, p->forecasts, &p->blend);
    in.blend = p->blend;
    in.sales = p->sales;
    in.forecasts = p->forecasts;
    return status == FC_OK ? tell(o, files, n_files, &in, p) : status;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const explain_options *o = options;
    parts p = {0};
    fc_status status = cli_emit_check(&o->output);

    if (status == FC_OK)
        status = an_problems_new(&p.problems);
    if (status == FC_OK)
        status = explain(o, files, n_files, &p);
    if (p.problems)
        cli_tell_problems(p.problems);
    an_table_free(p.table);
    an_explanation_clear(&p.explanation);
    free(p.rows);
    an_overrides_clear(&p.overrides);
    an_blend_free(p.blend);
    fc_forecasts_free(p.forecasts);
    fc_regressors_free(p.regressors);
    an_sales_free(p.sales);
    an_problems_free(p.problems);
    return cli_fail(status);
}

const cli_command cli_cmd_explain = {
    .name = "explain",
    .usage = "SALES... [--node KEY=VALUE]... --at PERIOD",
    .summary = "how one number came about: rows, model, components, ranges",
    .description =
        "Takes one number apart. A known one into the cells it is the sum of, with their rows; a\n"
        "forecast into level, trend, season, each effect of calendar and drivers, and what makes "
        "it "
        "add\n"
        "up with the other nodes. The parts add up to the printed number to the cent.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(explain_options),
    .min_files = 1,
    .max_files = 1000,
    .run = run,
};
