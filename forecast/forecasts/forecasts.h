/* forecasts.h - the forecasts of every node: history, point, simulated paths, intervals. */
#ifndef FORECAST_FORECASTS_H
#define FORECAST_FORECASTS_H

#include <stdint.h>

#include "forecast/effects/effects.h"
#include "forecast/effects/launch.h"
#include "forecast/learning/panel_learning.h"
#include "forecast/model.h"
#include "forecast/panel/hierarchy.h"
#include "forecast/ranges/holdouts.h"
#include "forecast/series.h"
#include "forecast/temporal.h"

/* Where ranges come from: learned from the errors of other series, and corrected by the panel's own
 * past; only learned; or simulated by each model, from its own errors within the history. */
typedef enum { FC_RANGES_PANEL, FC_RANGES_LEARNED, FC_RANGES_MODEL } fc_ranges;

typedef enum { FC_LEVELS_ALL, FC_LEVELS_BOTTOM, FC_LEVELS_TOTAL } fc_levels;

typedef struct {
    const char *model;      /* a name of the model table; NULL = "auto" */
    const char *reconciler; /* a name of the reconciler table; NULL = "auto" */
    fc_levels levels;       /* BOTTOM: each cell by itself, from its own last row on */
    size_t horizon;
    fc_period last;       /* complete, fitting ends here; FC_PERIOD_NONE = the panel's last */
    bool has_first;       /* fitting begins with `first`: what is before it is not complete; */
    fc_period first;      /* not for a node without a row from there on */
    size_t measure;       /* which measure of the panel */
    size_t season_length; /* 0 = the calendar's */
    bool gaps_missing;    /* a period without rows inside a node's life is missing, not zero */
    size_t n_paths;       /* 0 = 1000 */
    uint64_t seed;
    fc_panel_learning panel_learning;
    fc_temporal temporal;
    const fc_launch_options *launch; /* NULL: nodes launched lately are as any others */
    const fc_regressors *regressors; /* calendar and drivers of history and forecast; NULL: none */
    fc_effects_options effects;      /* how these are estimated */
    fc_ranges ranges;
    const struct fc_fits *fits; /* fits.h: what was fitted elsewhere; NULL: fit here */
    const double *intervals;    /* levels (0.80) to have ready: in parallel, not one by one */
    size_t n_intervals;
    /* Called from one thread at a time, now and then; may be NULL. */
    void (*progress)(void *data, size_t done, size_t total);
    void *progress_data, *learning_progress_data;
} fc_forecast_options;

/* Owns its values, borrows the hierarchy. Nodes are those of the hierarchy; with FC_LEVELS_BOTTOM
 * or TOTAL only some of them hold forecasts (fc_forecasts_has). */
typedef struct fc_forecasts fc_forecasts;

/* Fits every node in parallel and makes the result coherent. A series that cannot be fitted gets a
 * simpler model and says so in its model text; the call fails only when nothing can be forecast, or
 * for a name that no table has (FC_EUSAGE). */
fc_status fc_forecasts_run(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                           const fc_forecast_options *options, fc_forecasts **forecasts) FC_CHECKED;
void fc_forecasts_free(fc_forecasts *forecasts);

/* Takes other points in the place of the models', makes them coherent and simulates around them:
 * point[nodes x horizon]; width[nodes x horizon], which the errors' scale is multiplied with.
 * `mark` is appended to the model texts. A node without a model stays as it is. */
fc_status fc_forecasts_blend(fc_forecasts *forecasts, const double *point, const double *width,
                             const char *mark) FC_CHECKED;

bool fc_forecasts_has(const fc_forecasts *forecasts, size_t node);
size_t fc_forecasts_horizon(const fc_forecasts *forecasts);

/* The first period forecast: after `last`, with FC_LEVELS_BOTTOM after the node's own last row. */
fc_period fc_forecasts_first(const fc_forecasts *forecasts);
fc_period fc_forecasts_first_of(const fc_forecasts *forecasts, size_t node);
size_t fc_forecasts_n_paths(const fc_forecasts *forecasts);

/* What the node was fitted on: from its first period with a row to the one before the first that is
 * forecast. n is 0 where it has not begun. */
fc_series fc_forecasts_history(const fc_forecasts *forecasts, size_t node);

/* horizon values: coherent, and as the model gave them before reconciliation. */
const double *fc_forecasts_mean(const fc_forecasts *forecasts, size_t node);
const double *fc_forecasts_base(const fc_forecasts *forecasts, size_t node);

/* What was used, as printed in the `model` column: "ets(M,Ad,M)", "naive (too short for ets)",
 * "naive (new)", "ended" (see lifecycle.h), "not begun" for a node without a row up to `last`. And
 * whether that is another than the model asked for. */
const char *fc_forecasts_model(const fc_forecasts *forecasts, size_t node);
bool fc_forecasts_replaced(const fc_forecasts *forecasts, size_t node);

const char *fc_forecasts_reconciler(const fc_forecasts *forecasts); /* its name; BOTTOM: "none" */

/* Whether launches were asked for, and how many nodes they forecast. */
bool fc_forecasts_launch_asked(const fc_forecasts *forecasts);
size_t fc_forecasts_launched(const fc_forecasts *forecasts);

/* What temporal AUTO found; nothing judged where it was not asked for. */
const fc_temporal_verdict *fc_forecasts_temporal(const fc_forecasts *forecasts);

/* What panel learning found; not used and nothing judged where it was off. */
const fc_panel_verdict *fc_forecasts_learned(const fc_forecasts *forecasts);

/* What the panel's own past says about its ranges, which they are made wider by. */
const fc_holdouts *fc_forecasts_holdouts(const fc_forecasts *forecasts);

/* Simulated futures around the coherent mean: paths[n_paths x horizon], row after row. The same on
 * every call. Path by path those of children add up to their parents'. Errors correlate over steps
 * and nodes as past ones did. A node with too few errors of its own takes the relative errors of
 * the others. */
fc_status fc_forecasts_paths(const fc_forecasts *forecasts, size_t node, double *paths) FC_CHECKED;

/* lo[horizon], hi[horizon] of the central interval that holds `level` (0.80) of the outcomes; the
 * mean lies in it. */
fc_status fc_forecasts_interval(const fc_forecasts *forecasts, size_t node, double level,
                                double *lo, double *hi) FC_CHECKED;

/* out[n x horizon]: the quantiles p[n], each between 0 and 1, of the outcomes at every step. */
fc_status fc_forecasts_quantiles(const fc_forecasts *forecasts, size_t node, const double *p,
                                 size_t n, double *out) FC_CHECKED;

#endif
