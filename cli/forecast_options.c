/* forecast_options.c - forecasting options into what the core wants. */
#include "cli/forecast_options.h"

#include <string.h>

#include "cli/exit.h"
#include "cli/suggest.h"
#include "forecast/model.h"
#include "forecast/reconciler.h"

enum { PRESET_FAST = 1, PRESET_BEST }; /* choices of --preset */

/* Below the first a range of 95 % would rest on one or two futures; the second fills a gigabyte. */
enum { LEAST_PATHS = 100, MOST_PATHS = 100000 };

#define FIELD(name) offsetof(cli_forecast_options, name)

const cli_option cli_forecast_table[CLI_FORECAST_OPTIONS] = {
    {"model", 'm', CLI_TEXT, FIELD(model), "NAME", "a name of gapcast models (default auto)"},
    {"preset", 0, CLI_CHOICE, FIELD(preset), "fast|best",
     "fast: the cheap half of auto; best: auto with panel learning and longer spans where they "
     "help"},
    {"panel-learning", 0, CLI_CHOICE, FIELD(panel_learning), "off|on|auto",
     "a network trained on the past of all series; auto: where holdouts say that it helps (default "
     "off)"},
    {"temporal", 0, CLI_CHOICE, FIELD(temporal), "off|on|auto",
     "forecast sums over longer spans too, up to the season, and bring all into agreement; auto: "
     "where past forecasts were better with it (default off)"},
    {"ranges", 0, CLI_CHOICE, FIELD(ranges), "panel|learned|model",
     "learned from other series and corrected by this panel's past (default), not corrected, or as "
     "each model simulates them"},
    {"reconcile", 0, CLI_TEXT, FIELD(reconciler), "METHOD",
     "how children are made to add up to parents: bottom-up, top-down, middle-out, ols, "
     "wls-structural, wls-variance, wls-total, mint-shrink, mint-factor, mint-total, mint-mean, "
     "erm ... (default auto)"},
    {"paths", 0, CLI_WHOLE, FIELD(paths), "N",
     "simulated futures for ranges and probabilities (default 1000)"},
    {"seed", 0, CLI_WHOLE, FIELD(seed), "N", "of the simulation (default fixed)"},
    {"season", 0, CLI_WHOLE, FIELD(season), "PERIODS", "season length (default: the calendar's)"},
    {"gaps", 0, CLI_CHOICE, FIELD(gaps), "zero|missing",
     "what a period without rows inside a node's life is (default zero)"},
};

static fc_status check_model(const char *name)
{
    cli_suggestion s;

    if (!name || fc_model_find(name))
        return FC_OK;
    if (strchr(name, ','))
        return fc_fail(FC_EUSAGE,
                       "--model: '%s' are several models, but this command takes one; gapcast "
                       "backtest takes several and compares them",
                       name);
    cli_suggest_begin(&s, name);
    for (size_t i = 0; i < fc_model_count(); i++)
        cli_suggest_try(&s, fc_model_at(i)->name);
    return fc_fail(FC_EUSAGE, "--model: no model '%s'; %s%s%s", name, s.best ? "did you mean " : "",
                   s.best ? s.best : "gapcast models lists them", s.best ? "?" : "");
}

static fc_status check_reconciler(const char *name)
{
    cli_suggestion s;

    if (!name || fc_reconciler_find(name))
        return FC_OK;
    cli_suggest_begin(&s, name);
    for (size_t i = 0; i < fc_reconciler_count(); i++)
        cli_suggest_try(&s, fc_reconciler_at(i)->name);
    return fc_fail(FC_EUSAGE, "--reconcile: no method '%s'; did you mean %s?", name,
                   s.best ? s.best : fc_reconciler_at(0)->name);
}

static fc_status check_preset(const cli_forecast_options *o)
{
    if (!o->model || o->preset != PRESET_FAST)
        return FC_OK;
    return fc_fail(FC_EUSAGE,
                   "--preset fast chooses a model, and so does --model %s; leave one of them out",
                   o->model);
}

const char *cli_forecast_default_model(const cli_forecast_options *o)
{
    return o->preset == PRESET_FAST ? "fast" : "auto";
}

static fc_status check_paths(long n)
{
    if (n == 0 || (n >= LEAST_PATHS && n <= MOST_PATHS))
        return FC_OK;
    return fc_fail(FC_EUSAGE, "--paths: %ld simulated futures are too %s; give %d to %d", n,
                   n < LEAST_PATHS ? "few for a range or a chance" : "many", LEAST_PATHS,
                   MOST_PATHS);
}

fc_status cli_forecast_check_horizon(long periods)
{
    if (periods <= CLI_MOST_PERIODS)
        return FC_OK;
    return fc_fail(FC_EUSAGE,
                   "--horizon: %ld periods are too far ahead; at most %d, ten years of days, can "
                   "be forecast",
                   periods, CLI_MOST_PERIODS);
}

fc_status cli_forecast_translate(const cli_forecast_options *o, fc_forecast_options *out)
{
    fc_status status = check_preset(o);

    if (status == FC_OK)
        status = check_model(o->model);
    if (status == FC_OK)
        status = check_reconciler(o->reconciler);
    if (status == FC_OK)
        status = check_paths(o->paths);
    *out = (fc_forecast_options){.model = o->model ? o->model : cli_forecast_default_model(o),
                                 .reconciler = o->reconciler,
                                 .horizon = (size_t)o->horizon,
                                 .last = FC_PERIOD_NONE,
                                 .season_length = (size_t)o->season,
                                 .gaps_missing = o->gaps == 2,
                                 .n_paths = (size_t)o->paths,
                                 .seed = (uint64_t)o->seed,
                                 .progress = cli_progress,
                                 .progress_data = (void *)"fitting",
                                 .learning_progress_data = (void *)"learning"};
    if (o->ranges)
        out->ranges = (fc_ranges)(o->ranges - 1);
    if (o->panel_learning)
        out->panel_learning = (fc_panel_learning)(o->panel_learning - 1);
    else if (o->preset == PRESET_BEST)
        out->panel_learning = FC_PANEL_LEARNING_AUTO;
    if (o->temporal)
        out->temporal = (fc_temporal)(o->temporal - 1);
    else if (o->preset == PRESET_BEST)
        out->temporal = FC_TEMPORAL_AUTO;
    return status;
}
