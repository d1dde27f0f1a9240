/* explain_chart.c - the parts of one number as a bridge, and of its series as layers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/chart.h"
#include "analysis/explain/explain.h"
#include "analysis/output/output.h"
#include "analysis/text/text.h"
#include "forecast/forecasts/forecasts_parts.h"

enum { STEPS = 12, PATH = 4096 };

static fc_status draw_bridge(const an_explain_input *in, const an_explanation *e, an_unit unit,
                             an_gnuplot *gnuplot, const char *folder)
{
    const char *labels[STEPS];
    double steps[STEPS];
    char title[1024], path[PATH];
    an_chart_bridge bridge = {.labels = labels, .steps = steps};

    an_explain_sentence(in, e, title, sizeof title);
    bridge.heading = (an_chart_heading){.title = title, .subtitle = an_text(in->lang, unit.id)};
    bridge.start = e->n > 0 ? e->parts[0].amount / unit.divisor : 0;
    bridge.end = e->total / unit.divisor;
    bridge.start_label = e->n > 0 ? e->parts[0].item : "";
    bridge.end_label = an_text(in->lang, e->is_forecast ? "forecast" : "actual");
    for (size_t i = 1; i < e->n; i++) {
        const size_t at = i - 1 < STEPS ? i - 1 : STEPS - 1;

        steps[at] = (at == i - 1 ? 0 : steps[at]) + e->parts[i].amount / unit.divisor;
        labels[at] = at == i - 1 ? e->parts[i].item : "...";
        bridge.n = at + 1;
    }
    snprintf(path, sizeof path, "%s/explain.svg", folder);
    return an_chart_draw_bridge(gnuplot, &bridge, AN_CHART_SVG, path);
}

/* The series and its components, n values each; panels without any amount are left out. */
typedef struct {
    size_t n, n_actual, n_panels;
    double *value;
    const char *names[FC_COMPONENTS + 1];
    char (*labels)[FC_LABEL_SIZE];
    const char **label_list;
    double swing[FC_COMPONENTS]; /* the largest amount of each, over the typical size */
} layer_data;

static void clear(layer_data *d)
{
    free(d->value);
    free(d->labels);
    free(d->label_list);
}

static fc_status allocate(const an_explain_input *in, layer_data *d)
{
    const fc_series y = fc_forecasts_history(in->forecasts, in->node);

    *d = (layer_data){.n = y.n + fc_forecasts_horizon(in->forecasts), .n_actual = y.n};
    d->value = malloc((FC_COMPONENTS + 1) * d->n * sizeof *d->value);
    d->labels = calloc(d->n, sizeof *d->labels);
    d->label_list = calloc(d->n, sizeof *d->label_list);
    if (!d->value || !d->labels || !d->label_list)
        return fc_no_memory();
    for (size_t i = 0; i < d->n; i++) {
        fc_calendar_label(&in->sales->calendar, y.start + (fc_period)i, d->labels[i]);
        d->label_list[i] = d->labels[i];
        d->value[i] = i < y.n ? y.y[i] : fc_forecasts_mean(in->forecasts, in->node)[i - y.n];
    }
    return FC_OK;
}

static double size_of(const layer_data *d)
{
    double sum = 0, n = 0;

    for (size_t i = 0; i < d->n; i++)
        if (!isnan(d->value[i])) {
            sum += fabs(d->value[i]);
            n++;
        }
    return n > 0 ? sum / n : 0;
}

/* Takes the components behind the series, closing up over those that say nothing. */
static fc_status fill(const an_explain_input *in, layer_data *d)
{
    static const char *const ids[FC_COMPONENTS] = {"layer-trend", "layer-season", "layer-calendar",
                                                   "layer-drivers", "layer-rest"};
    const double size = size_of(d);
    double *out[FC_COMPONENTS];
    fc_scratch *scratch = NULL;
    fc_status status = fc_scratch_new(&scratch);

    for (size_t c = 0; c < FC_COMPONENTS; c++)
        out[c] = d->value + (c + 1) * d->n;
    if (status == FC_OK)
        status = fc_forecasts_decompose(in->forecasts, in->node, scratch, out);
    fc_scratch_free(scratch);
    d->names[d->n_panels++] = an_text(in->lang, "layer-sales");
    for (size_t c = 0; status == FC_OK && c < FC_COMPONENTS; c++) {
        for (size_t i = 0; i < d->n; i++)
            if (size > 0 && !isnan(out[c][i]))
                d->swing[c] = fmax(d->swing[c], 100 * fabs(out[c][i]) / size);
        if (d->swing[c] < 0.05)
            continue;
        memmove(d->value + d->n_panels * d->n, out[c], d->n * sizeof *out[c]);
        d->names[d->n_panels++] = an_text(in->lang, ids[c]);
    }
    return status;
}

/* "East: season moves sales by up to 21%, the calendar by 9%, drivers by 14%." */
static void make_title(const an_explain_input *in, const layer_data *d, char *title, size_t size)
{
    char season[32], calendar[32], drivers[32];
    const char *name = in->node == 0 && in->sales->n_keys > 0
                           ? an_text(in->lang, "total")
                           : fc_hierarchy_name(in->sales->hierarchy, in->node);

    an_percent(d->swing[FC_COMPONENT_SEASON], false, season, sizeof season);
    an_percent(d->swing[FC_COMPONENT_CALENDAR], false, calendar, sizeof calendar);
    an_percent(d->swing[FC_COMPONENT_DRIVERS], false, drivers, sizeof drivers);
    an_text_fill(title, size, in->lang, "layer-title", name, season, calendar, drivers, NULL);
}

static fc_status draw_layers(const an_explain_input *in, an_unit unit, an_gnuplot *gnuplot,
                             const char *folder)
{
    char title[512], path[PATH];
    layer_data d;
    fc_status status = allocate(in, &d);

    if (status == FC_OK)
        status = fill(in, &d);
    if (status == FC_OK) {
        make_title(in, &d, title, sizeof title);
        for (size_t i = 0; i < d.n_panels * d.n; i++)
            d.value[i] /= unit.divisor;
        snprintf(path, sizeof path, "%s/decomposition.svg", folder);

        const an_chart_layers chart = {
            .heading = {.title = title, .subtitle = an_text(in->lang, unit.id)},
            .n_panels = d.n_panels,
            .n = d.n,
            .n_actual = d.n_actual,
            .labels = d.names,
            .period_labels = d.label_list,
            .value = d.value,
            .word_actual = an_text(in->lang, "actual"),
            .word_forecast = an_text(in->lang, "forecast")};

        status = an_chart_draw_layers(gnuplot, &chart, AN_CHART_SVG, path);
    }
    clear(&d);
    return status;
}

fc_status an_explain_chart(const an_explain_input *in, const an_explanation *e, const char *folder)
{
    an_unit unit;
    an_gnuplot *gnuplot = NULL;
    fc_status status = an_output_folder(folder);

    an_unit_parse(in->unit, in->lang, fabs(e->total), &unit);
    if (status == FC_OK)
        status = an_gnuplot_open(&gnuplot);
    if (status == FC_OK)
        status = draw_bridge(in, e, unit, gnuplot, folder);
    if (status == FC_OK && fc_forecasts_history(in->forecasts, in->node).n > 0)
        status = draw_layers(in, unit, gnuplot, folder);
    if (status == FC_OK)
        return an_gnuplot_close(gnuplot);
    an_gnuplot_abandon(gnuplot);
    return status;
}
