/* figure_fan.c - actual, forecast with its bands, and plan of the total, from last year on. */
#include <math.h>

#include "analysis/report/figure.h"
#include "analysis/report/finding.h"

typedef struct {
    fc_period first;
    size_t n;
} span;

/* From the start of the year before to the end of the year, as far as data and forecast go. */
static span fan_span(const an_view *view)
{
    const fc_calendar *calendar = &view->in->sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    const fc_series history = fc_forecasts_history(view->in->forecasts, 0);
    const fc_period end = fc_forecasts_first(view->in->forecasts) +
                          (fc_period)fc_forecasts_horizon(view->in->forecasts);
    const fc_period year = an_review_year_period(view->in->review);
    fc_period first, after;

    first = fc_calendar_period(calendar, fc_calendar_start(&years, year - 1));
    after = fc_calendar_period(calendar, fc_calendar_start(&years, year + 1));
    first = first < history.start ? history.start : first;
    after = after > end ? end : after;
    return after > first ? (span){first, (size_t)(after - first)} : (span){0};
}

static fc_status fill_labels(an_view *view, span s, an_chart_fan *fan)
{
    const char **labels = an_pool_array(&view->pool, s.n, sizeof *labels);

    if (!labels)
        return fc_no_memory();
    for (size_t i = 0; i < s.n; i++) {
        char label[FC_LABEL_SIZE];

        fc_calendar_label(&view->in->sales->calendar, s.first + (fc_period)i, label);
        labels[i] = an_pool_text(&view->pool, label);
    }
    fan->n = s.n;
    fan->labels = labels;
    fan->months = view->months;
    return an_pool_status(&view->pool);
}

static fc_status fill_actual_and_plan(an_view *view, span s, an_chart_fan *fan)
{
    const fc_series history = fc_forecasts_history(view->in->forecasts, 0);
    const double unit = view->unit.divisor;
    double *actual = an_pool_numbers(&view->pool, s.n), *plan = an_pool_numbers(&view->pool, s.n);

    if (!actual || !plan)
        return fc_no_memory();
    for (size_t i = 0; i < s.n; i++) {
        const fc_period period = s.first + (fc_period)i;
        const fc_period t = period - history.start;

        if (t < (fc_period)history.n) {
            actual[i] = history.y[t] / unit;
            fan->n_actual = i + 1;
        }
        plan[i] = an_plan_value(view->in->plan, 0, period) / unit;
    }
    fan->actual = actual;
    fan->plan = plan;
    return FC_OK;
}

/* values[horizon] onto the periods of the figure. */
static const double *place(an_view *view, span s, const double *values)
{
    const fc_period first = fc_forecasts_first(view->in->forecasts);
    const size_t horizon = fc_forecasts_horizon(view->in->forecasts);
    double *placed = an_pool_numbers(&view->pool, s.n);

    for (size_t h = 0; placed && h < horizon; h++) {
        const fc_period i = first + (fc_period)h - s.first;

        if (i >= 0 && i < (fc_period)s.n)
            placed[i] = values[h] / view->unit.divisor;
    }
    return placed;
}

static fc_status fill_band(an_view *view, span s, double level, const double **lo,
                           const double **hi)
{
    const size_t horizon = fc_forecasts_horizon(view->in->forecasts);
    double *low = an_pool_numbers(&view->pool, horizon);
    double *high = an_pool_numbers(&view->pool, horizon);
    fc_status status;

    if (!low || !high)
        return fc_no_memory();
    status = fc_forecasts_interval(view->in->forecasts, 0, level, low, high);
    if (status != FC_OK)
        return status;
    *lo = place(view, s, low);
    *hi = place(view, s, high);
    return an_pool_status(&view->pool);
}

static fc_status fill_forecast(an_view *view, span s, an_chart_fan *fan)
{
    fc_status status = fill_band(view, s, .50, &fan->lo50, &fan->hi50);

    if (status == FC_OK)
        status = fill_band(view, s, .80, &fan->lo80, &fan->hi80);
    if (status == FC_OK)
        status = fill_band(view, s, .95, &fan->lo95, &fan->hi95);
    fan->forecast = place(view, s, fc_forecasts_mean(view->in->forecasts, 0));
    return status;
}

static fc_status build(an_view *view, void *chart)
{
    an_chart_fan *fan = chart;
    const span s = fan_span(view);
    const char *model = fc_forecasts_model(view->in->forecasts, 0);
    fc_status status = fill_labels(view, s, fan);

    if (status == FC_OK)
        status = fill_actual_and_plan(view, s, fan);
    if (status == FC_OK)
        status = fill_forecast(view, s, fan);
    fan->heading.title = an_finding_fan(view);
    fan->heading.subtitle =
        an_view_words(view, "fan-subtitle", an_text(view->lang, view->unit.id), NULL);
    fan->heading.foot = an_view_words(view, "fan-foot", view->until, model, NULL);
    fan->word_actual = an_text(view->lang, "actual");
    fan->word_forecast = an_text(view->lang, "forecast");
    fan->word_plan = an_text(view->lang, "plan");
    return status;
}

static bool has_data(const void *chart)
{
    const an_chart_fan *fan = chart;

    return fan->n > 1;
}

static fc_status draw(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path)
{
    return an_chart_draw_fan(gnuplot, chart, format, path);
}

const an_figure_type an_figure_fan = {
    .name = "fan",
    .size = sizeof(an_chart_fan),
    .build = build,
    .has_data = has_data,
    .draw = draw,
};
