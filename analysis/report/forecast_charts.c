/* forecast_charts.c - history and forecast of a node as the data of a fan chart. */
#include "analysis/report/forecast_charts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/chart.h"
#include "analysis/output/output.h"
#include "analysis/text/text.h"

enum { SEASONS_SHOWN = 3, MIN_SHOWN = 24, BANDS = 6, N_SERIES = BANDS + 3 };

/* Series of a fan, each `n` long: actual, plan, forecast, then lo and hi of 50, 80, 95 %. */
typedef struct {
    size_t n, n_actual, horizon;
    char (*labels)[FC_LABEL_SIZE];
    const char **label_list;
    double *series[N_SERIES];
} fan_data;

static void fan_free(fan_data *f)
{
    free(f->labels);
    free(f->label_list);
    for (size_t s = 0; s < N_SERIES; s++)
        free(f->series[s]);
}

static fc_status fan_alloc(fan_data *f, size_t n_actual, size_t horizon)
{
    *f = (fan_data){.n = n_actual + horizon, .n_actual = n_actual, .horizon = horizon};
    f->labels = calloc(f->n, sizeof *f->labels);
    f->label_list = calloc(f->n, sizeof *f->label_list);
    for (size_t s = 0; s < N_SERIES; s++) {
        f->series[s] = malloc(f->n * sizeof *f->series[s]);
        for (size_t i = 0; f->series[s] && i < f->n; i++)
            f->series[s][i] = NAN;
        if (!f->series[s])
            return fc_no_memory();
    }
    return f->labels && f->label_list ? FC_OK : fc_no_memory();
}

static fc_status fan_fill(fan_data *f, const an_sales *sales, const fc_forecasts *forecasts,
                          size_t node)
{
    static const double levels[] = {0.50, 0.80, 0.95};
    const fc_series y = fc_forecasts_history(forecasts, node);
    const double *mean = fc_forecasts_mean(forecasts, node);
    const size_t skipped = y.n - f->n_actual;
    fc_status status = FC_OK;

    memcpy(f->series[0], y.y + skipped, f->n_actual * sizeof *y.y);
    memcpy(f->series[2] + f->n_actual, mean, f->horizon * sizeof *mean);
    for (size_t l = 0; status == FC_OK && l < BANDS / 2; l++)
        status =
            fc_forecasts_interval(forecasts, node, levels[l], f->series[3 + 2 * l] + f->n_actual,
                                  f->series[4 + 2 * l] + f->n_actual);
    for (size_t i = 0; i < f->n; i++) {
        const fc_period p =
            fc_forecasts_first_of(forecasts, node) - (fc_period)f->n_actual + (fc_period)i;

        fc_calendar_label(&sales->calendar, p, f->labels[i]);
        f->label_list[i] = f->labels[i];
    }
    return status;
}

static void fan_scale(fan_data *f, double divisor)
{
    for (size_t s = 0; s < N_SERIES; s++)
        for (size_t i = 0; i < f->n; i++)
            f->series[s][i] /= divisor;
}

static double sum(const double *v, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += isnan(v[i]) ? 0 : v[i];
    return s;
}

/* "East: 12.3 m in the next 12 periods, +4.1% on the 12 before." */
static void make_title(const fan_data *f, const char *name, const char *lang, an_unit unit,
                       char *title, size_t size)
{
    const size_t h = f->horizon;
    const double next = sum(f->series[2] + f->n_actual, h);
    char amount[48], change[32], periods[24];

    an_money(next, unit, amount, sizeof amount);
    snprintf(periods, sizeof periods, "%zu", h);
    if (f->n_actual >= h) {
        const double before = sum(f->series[0] + f->n_actual - h, h);

        if (before > 0) {
            an_percent(100 * (next / before - 1), true, change, sizeof change);
            an_text_fill(title, size, lang, "ahead-title-change", name, amount, periods, change,
                         NULL);
            return;
        }
    }
    an_text_fill(title, size, lang, "ahead-title", name, amount, periods, NULL);
}

static double largest(const fan_data *f)
{
    double top = 0;

    for (size_t i = 0; i < f->n; i++)
        top = fmax(top, fmax(fabs(f->series[0][i]), fabs(f->series[2][i]))); /* fmax skips NaN */
    return top;
}

static fc_status draw(an_gnuplot *gnuplot, const an_sales *sales, const fc_forecasts *forecasts,
                      size_t node, const char *lang, const char *unit_name, const char *path)
{
    const fc_series y = fc_forecasts_history(forecasts, node);
    const size_t wanted = SEASONS_SHOWN * fc_calendar_season_length(&sales->calendar);
    const size_t shown = wanted > MIN_SHOWN ? wanted : MIN_SHOWN;
    char title[512], subtitle[256];
    const bool total = node == 0 && sales->n_keys > 0;
    const char *name = total ? an_text(lang, "total") : fc_hierarchy_name(sales->hierarchy, node);
    an_unit unit;
    fan_data f;
    fc_status status = fan_alloc(&f, y.n < shown ? y.n : shown, fc_forecasts_horizon(forecasts));

    if (status == FC_OK)
        status = fan_fill(&f, sales, forecasts, node);
    if (status == FC_OK) {
        an_unit_parse(unit_name, lang, largest(&f), &unit);
        make_title(&f, name, lang, unit, title, sizeof title);
        an_text_fill(subtitle, sizeof subtitle, lang, "ahead-subtitle", an_text(lang, unit.id),
                     fc_forecasts_model(forecasts, node), NULL);
        fan_scale(&f, unit.divisor);
        status =
            an_chart_draw_fan(gnuplot,
                              &(an_chart_fan){.heading = {.title = title, .subtitle = subtitle},
                                              .n = f.n,
                                              .labels = f.label_list,
                                              .n_actual = f.n_actual,
                                              .actual = f.series[0],
                                              .plan = f.series[1],
                                              .forecast = f.series[2],
                                              .lo50 = f.series[3],
                                              .hi50 = f.series[4],
                                              .lo80 = f.series[5],
                                              .hi80 = f.series[6],
                                              .lo95 = f.series[7],
                                              .hi95 = f.series[8],
                                              .word_actual = an_text(lang, "actual"),
                                              .word_forecast = an_text(lang, "forecast"),
                                              .word_plan = an_text(lang, "plan")},
                              AN_CHART_SVG, path);
    }
    fan_free(&f);
    return status;
}

fc_status an_forecast_charts(const an_sales *sales, const fc_forecasts *forecasts, const char *lang,
                             const char *unit, const char *folder)
{
    an_gnuplot *gnuplot = NULL;
    size_t drawn = 0;
    fc_status status = an_output_folder(folder);

    if (status == FC_OK)
        status = an_gnuplot_open(&gnuplot);
    for (size_t node = 0; status == FC_OK && drawn < AN_FORECAST_CHARTS &&
                          node < fc_hierarchy_size(sales->hierarchy);
         node++) {
        char path[4096];

        if (!fc_forecasts_has(forecasts, node))
            continue;
        snprintf(path, sizeof path, "%s/fan-%02zu.svg", folder, ++drawn);
        status = draw(gnuplot, sales, forecasts, node, lang, unit, path);
    }
    if (status == FC_OK)
        return an_gnuplot_close(gnuplot);
    an_gnuplot_abandon(gnuplot);
    return status;
}
