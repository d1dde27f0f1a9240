/* forecast_notes.c - what the forecasts' own past said, in notes below the table. */
#include "analysis/table/forecast_notes.h"

#include <math.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/learning/panel_learning.h"

static void note_learning(const fc_forecasts *forecasts, an_table *table)
{
    const fc_panel_verdict *v = fc_forecasts_learned(forecasts);

    if (v->too_small)
        an_table_note(table,
                      "panel learning not used: too few series with a long history; "
                      "--panel-learning auto judges %d or more",
                      FC_PANEL_LEARNING_SERIES);
    if (v->judged > 0)
        an_table_note(
            table,
            "panel learning %s: on the last %zu periods of %zu series it changes the loss from "
            "%.3f to %.3f (gain %.3f, standard error %.3f)",
            v->used ? "used" : "not used", fc_forecasts_horizon(forecasts), v->judged, v->without,
            v->with, v->gain, v->se);
}

static void note_temporal(const fc_forecasts *forecasts, an_table *table)
{
    const fc_temporal_verdict *v = fc_forecasts_temporal(forecasts);

    if (v->origins > 0)
        an_table_note(table,
                      "longer spans %s: forecasts of %zu series from %zu past origins had %.1f %% "
                      "%s error with them, less at %zu origins",
                      v->used ? "used" : "not used", v->series, v->origins,
                      100 * fabs(v->ratio - 1), v->ratio > 1 ? "more" : "less", v->won);
}

static void note_ranges(const fc_forecasts *forecasts, an_table *table)
{
    const fc_holdouts *h = fc_forecasts_holdouts(forecasts);

    if (h->errors > 0)
        an_table_note(table,
                      "ranges: learned from the past errors of other series; %zu of this panel's "
                      "own, of %zu series at %zu past origins, ask for %+.0f %% of width; drawn to "
                      "what is usual: %+.0f %% near, %+.0f %% far ahead, and %+.0f %% in the tails",
                      h->errors, h->series, h->origins, 100 * (h->seen - 1),
                      100 * (fc_holdouts_factor(h, 0) - 1),
                      100 * (fc_holdouts_factor(h, fc_forecasts_horizon(forecasts)) - 1),
                      100 * (h->tail - 1));
}

/* An option that changed nothing is told of. */
static void note_launches(const fc_forecasts *forecasts, an_table *table)
{
    if (fc_forecasts_launch_asked(forecasts) && fc_forecasts_launched(forecasts) == 0)
        an_table_note(table,
                      "--like and --launch change nothing: no node that they know how to forecast "
                      "was launched within the last season (with --levels all)");
}

/* Of each part, in one line: for how many levels it is kept, and what it did to the error at past
 * origins. */
static void note_part(const an_sales *sales, const fc_forecasts *forecasts, size_t part,
                      const char *name, an_table *table)
{
    size_t told = SIZE_MAX, kept = 0, levels = 0, series;
    double ratio = 1;

    for (size_t i = 0; i < fc_hierarchy_size(sales->hierarchy); i++) {
        const fc_effects *e =
            fc_forecasts_has(forecasts, i) ? fc_forecasts_effects(forecasts, i, &series) : NULL;

        if (!e || fc_hierarchy_level(sales->hierarchy, i) == told)
            continue;
        told = fc_hierarchy_level(sales->hierarchy, i);
        ratio = levels++ ? ratio : fc_effects_part_ratio(e, series, part);
        kept += fc_effects_part_kept(e, series, part);
    }
    if (levels > 0)
        an_table_note(table,
                      "%s: kept for %zu of %zu levels of nodes; alone it changes the error of the "
                      "coarsest at past origins by %+.1f %%",
                      name, kept, levels, 100 * (ratio - 1));
}

static void note_effects(const an_sales *sales, const fc_forecasts *forecasts, an_table *table)
{
    const fc_regressors *r = fc_forecasts_regressors(forecasts);

    for (size_t p = 0; r && p < fc_regressors_parts(r); p++)
        note_part(sales, forecasts, p, fc_regressors_part_name(r, p), table);
}

void an_forecast_notes(const an_sales *sales, const fc_forecasts *forecasts, an_table *table)
{
    note_ranges(forecasts, table);
    note_learning(forecasts, table);
    note_temporal(forecasts, table);
    note_launches(forecasts, table);
    note_effects(sales, forecasts, table);
}
