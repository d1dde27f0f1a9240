/* forecasts_fit.c - the history of one node, its model, and simpler ones where that does not fit.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"
#include "forecast/panel/node_life.h"
#include "forecast/temporal.h"

enum { ERRORS_MIN = 3 };

static size_t rows_in(const fc_panel *panel, const size_t *cells, size_t n, fc_period period)
{
    size_t rows = 0;

    for (size_t i = 0; i < n && rows == 0; i++)
        rows += fc_panel_rows(panel, cells[i], period);
    return rows;
}

/* From the first period with a row in one of the cells to `last`, or to the last row if the series
 * stands by itself; false where there is none. */
static bool find_span(const fc_panel *panel, const size_t *cells, size_t n, bool alone,
                      fc_period *first, fc_period *last)
{
    *first = FC_PERIOD_NONE;
    for (size_t i = 0; i < n; i++) {
        fc_period begin, end;

        fc_panel_cell_span(panel, cells[i], &begin, &end);
        if (begin != FC_PERIOD_NONE && (*first == FC_PERIOD_NONE || begin < *first))
            *first = begin;
    }
    if (*first == FC_PERIOD_NONE || *first > *last)
        return false;
    while (alone && rows_in(panel, cells, n, *last) == 0)
        --*last;
    return true;
}

/* Begins with the first complete period, where the node lives on until then. */
static void skip_incomplete(const fc_forecast_options *o, fc_period last, fc_period *first)
{
    if (o->has_first && *first < o->first && o->first <= last)
        *first = o->first;
}

/* Sign and size of the history. */
static void look_at(fc_forecast_node *own)
{
    double n = 0.0;

    own->nonnegative = true;
    for (size_t t = 0; t < own->series.n; t++)
        if (!isnan(own->y[t])) {
            n++;
            own->size += (fabs(own->y[t]) - own->size) / n;
            own->nonnegative = own->nonnegative && own->y[t] >= 0.0;
        }
}

fc_status fc_forecasts_read(fc_forecasts *f, size_t node, fc_scratch *scratch)
{
    const fc_panel *panel = fc_hierarchy_panel(f->hierarchy);
    const fc_forecast_options *o = &f->options;
    fc_forecast_node *own = &f->nodes[node];
    size_t n_cells;
    const size_t *cells = fc_hierarchy_cells(f->hierarchy, node, &n_cells);
    fc_period first, last = o->last;
    const bool alone = o->levels == FC_LEVELS_BOTTOM;
    size_t n = 0;

    (void)scratch;
    if (find_span(panel, cells, n_cells, alone, &first, &last)) {
        skip_incomplete(o, last, &first);
        n = (size_t)(last - first) + 1;
    }
    own->y = malloc((n + 1) * sizeof *own->y);
    if (!own->y)
        return fc_no_memory();
    own->series = (fc_series){.key = fc_hierarchy_name(f->hierarchy, node),
                              .y = own->y,
                              .n = n,
                              .season_length = o->season_length,
                              .start = n > 0 ? first : o->last + 1};
    fc_hierarchy_values(f->hierarchy, node, o->measure, own->series.start, n, own->y);
    for (size_t t = 0; o->gaps_missing && t < n; t++)
        if (rows_in(panel, cells, n_cells, first + (fc_period)t) == 0)
            own->y[t] = NAN;
    look_at(own);
    return fc_node_life(f->hierarchy, &f->calendar, node, &own->series, &own->life);
}

/* Fits one model and lets it forecast; on failure the node has no model. */
static fc_status try_model(fc_forecasts *f, size_t node, const char *name, fc_scratch *scratch)
{
    fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    const fc_series train = fc_forecasts_train(own);
    fc_status status = fc_model_fit(fc_model_find(name), &train, scratch, &own->model);

    own->spans = 0;
    if (status == FC_OK)
        status = fc_model_forecast(own->model, horizon, f->base + node * horizon);
    if (status == FC_OK && f->temporal.used)
        status = fc_temporal_forecast(fc_model_find(name), &train, own->model, scratch, horizon,
                                      f->base + node * horizon, &own->spans);
    if (status == FC_OK)
        status = fc_forecasts_join_member(f, node, scratch);
    for (size_t h = 0; status == FC_OK && h < horizon; h++)
        f->base[node * horizon + h] *= fc_forecasts_factor(f, node, h);
    if (status != FC_OK) {
        fc_model_free(own->model);
        own->model = NULL;
    }
    return status;
}

static void append(fc_forecast_node *own, const char *mark)
{
    const size_t used = strlen(own->text);

    snprintf(own->text + used, sizeof own->text - used, "%s", mark);
}

/* Whether the series is too short for the model, by what its row of the table asks. */
static bool is_too_short(const fc_model_type *type, const fc_series *series)
{
    const double seasons = series->season_length > 1 ? type->min_seasons : 0.0;
    size_t n = 0;

    for (size_t t = 0; t < series->n; t++)
        n += !isnan(series->y[t]);
    return n < type->min_n || (double)n < seasons * (double)series->season_length;
}

static void describe(const fc_forecasts *f, fc_forecast_node *own)
{
    const fc_model_type *asked = fc_model_find(f->options.model);
    char text[FC_MODEL_TEXT / 2];

    fc_model_describe(own->model, text, sizeof text);
    own->replaced = own->life != FC_LIFE_NEW || asked != fc_model_find("naive");
    if (own->life == FC_LIFE_NEW)
        snprintf(own->text, sizeof own->text, "naive (new)");
    else if (is_too_short(asked, &own->series))
        snprintf(own->text, sizeof own->text, "%s (too short for %s)", text, asked->name);
    else
        snprintf(own->text, sizeof own->text, "%s (%s failed)", text, asked->name);
}

/* The root mean square of the one-step errors. */
static double typical_error(const fc_forecast_node *own)
{
    const double *residuals = fc_model_residuals(own->model);
    double squares = 0.0;
    size_t n = 0;

    for (size_t t = 0; t < own->series.n; t++)
        if (!isnan(residuals[t])) {
            squares += residuals[t] * residuals[t];
            n++;
        }
    return n < ERRORS_MIN ? NAN : sqrt(squares / (double)n);
}

fc_status fc_forecasts_fit(fc_forecasts *f, size_t node, fc_scratch *scratch)
{
    static const char *const simpler[] = {"auto", "naive"};
    fc_forecast_node *own = &f->nodes[node];
    fc_status status = FC_EDATA;

    if (own->life == FC_LIFE_NONE || own->life == FC_LIFE_ENDED) {
        snprintf(own->text, sizeof own->text, "%s",
                 own->life == FC_LIFE_ENDED ? "ended" : "not begun");
        own->replaced = true;
        return FC_OK;
    }
    if (f->options.fits)
        return fc_forecasts_recall(f, node);
    if (own->life != FC_LIFE_NEW)
        status = try_model(f, node, f->options.model, scratch);
    if (status == FC_OK) {
        fc_model_describe(own->model, own->text, sizeof own->text);
        if (own->has_member)
            append(own, " + regression");
        own->replaced = fc_model_ran_away(own->model);
    }
    for (size_t k = own->life == FC_LIFE_NEW; status != FC_OK && k < 2; k++) {
        if (status == FC_ENOMEM)
            return status;
        status = try_model(f, node, simpler[k], scratch);
        if (status == FC_OK)
            describe(f, own);
    }
    if (status == FC_OK) {
        if (own->spans > 0)
            append(own, " + longer spans");
        own->error = typical_error(own);
        status = fc_forecasts_spread(f, node);
    }
    if (status == FC_OK) /* only reconciliation asks for residuals */
        status = fc_model_settle(own->model, f->options.levels == FC_LEVELS_ALL);
    return status;
}
