/* meeting_view.c - what the target meeting looks at: the total, its bridge, its fan. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/gnuplot.h"
#include "analysis/chart/inline.h"
#include "analysis/plan/plan.h"
#include "analysis/target/meeting_parts.h"

static const char *label_of(an_meeting_view *v, fc_unit unit, fc_period period)
{
    const fc_calendar cut = fc_calendar_with(&an_target_periods(v->target)->calendar, unit);
    char label[FC_LABEL_SIZE];

    fc_calendar_label(&cut, period, label);
    return an_pool_text(&v->html.view.pool, label);
}

static fc_status open_view(an_meeting_view *v, const an_report_options *options)
{
    const fc_forecasts *f = an_target_forecasts(v->target);
    an_view *view = &v->html.view;

    v->input = (an_report_input){
        .sales = an_target_sales(v->target), .forecasts = f, .problems = v->in->problems};
    view->in = &v->input;
    view->options = options;
    view->hierarchy = v->input.sales->hierarchy;
    view->lang = options->lang;
    view->year = an_target_periods(v->target)->spans[0].label;
    view->until =
        label_of(v, an_target_periods(v->target)->calendar.unit, fc_forecasts_first(f) - 1);
    for (int m = 0; m < 12; m++) {
        char id[24];

        snprintf(id, sizeof id, "month-%02d", m + 1);
        view->months[m] = an_text(view->lang, id);
    }
    if (!an_unit_parse(options->unit, view->lang,
                       fmax(fabs(v->total->target), fabs(v->total->baseline)), &view->unit))
        return fc_fail(FC_EUSAGE, "unit '%s': no such unit; use 1, k, m, 万 or 亿", options->unit);
    return FC_OK;
}

/* Steps of the total, or of a node beside it in the first dimension. */
static fc_status find_steps(an_meeting_view *v)
{
    const fc_hierarchy *h = v->html.view.hierarchy;
    size_t n = 0;
    const size_t *nodes =
        fc_hierarchy_n_dimensions(h) > 0 ? fc_hierarchy_children(h, 0, 0, &n) : NULL;
    fc_status status = an_assume(v->target, 0, &v->assumptions);

    for (int i = 0; i < AN_N_STEPS; i++)
        v->shows[i] = v->assumptions.steps[i] != 0;
    for (size_t k = 0; status == FC_OK && k < n; k++) {
        an_assumptions a;

        status = an_assume(v->target, nodes[k], &a);
        for (int i = 0; i < AN_N_STEPS; i++)
            v->shows[i] = v->shows[i] || a.steps[i] != 0;
    }
    return status;
}

static void fill_bridge(an_meeting_view *v)
{
    an_view *view = &v->html.view;
    const double unit = view->unit.divisor, way = v->assumptions.target - v->assumptions.last_year;
    const double stretch = v->assumptions.steps[AN_STEP_STRETCH];
    const char **labels = an_pool_array(&view->pool, AN_N_STEPS, sizeof *labels);
    double *steps = an_pool_numbers(&view->pool, AN_N_STEPS);
    const fc_calendar years = fc_calendar_with(&an_target_periods(v->target)->calendar, FC_YEAR);
    const char *before;

    if (!labels || !steps)
        return;
    before = label_of(v, FC_YEAR,
                      fc_calendar_within(&years, &an_target_periods(v->target)->calendar,
                                         an_target_periods(v->target)->first) -
                          1);
    for (int i = 0; i < AN_N_STEPS; i++)
        if (v->assumptions.steps[i] != 0) {
            labels[v->bridge.n] = an_text(view->lang, an_assume_id((an_step)i));
            steps[v->bridge.n++] = v->assumptions.steps[i] / unit;
        }
    v->bridge.start = v->assumptions.last_year / unit;
    v->bridge.end = v->assumptions.target / unit;
    v->bridge.start_label = before;
    v->bridge.end_label = an_text(view->lang, "target-target");
    v->bridge.labels = labels;
    v->bridge.steps = steps;
    v->bridge.heading.title =
        stretch > 0 && way > 0
            ? an_view_words(view, "target-steps-title",
                            an_view_percent(view, 100 * stretch / way, false), NULL)
            : an_view_words(view, "target-steps-under", an_view_money(view, -stretch, false), NULL);
    v->bridge.heading.subtitle = an_view_words(view, "target-steps-subtitle", before, view->year,
                                               an_text(view->lang, view->unit.id), NULL);
    v->bridge.heading.foot = v->told;
}

/* Periods of the fan: last year's, as far as they are known, and the target's. */
typedef struct {
    fc_period first;
    size_t n;
} window;

static window window_of(const an_meeting_view *v)
{
    const an_spans *s = an_target_periods(v->target);
    const fc_series history = fc_forecasts_history(v->input.forecasts, 0);
    fc_period first = an_plan_year_before(&s->calendar, s->first);

    if (fc_forecasts_first(v->input.forecasts) <= first) /* the year before is forecast as well */
        first = an_plan_year_before(&s->calendar, first);
    first = first < history.start ? history.start : first;
    return (window){first, (size_t)(s->last - first) + 1};
}

static const double *place(an_meeting_view *v, window w, const double *values)
{
    const fc_period first = fc_forecasts_first(v->input.forecasts);
    double *placed = an_pool_numbers(&v->html.view.pool, w.n);

    for (size_t h = 0; placed && h < fc_forecasts_horizon(v->input.forecasts); h++) {
        const fc_period i = first + (fc_period)h - w.first;

        if (i >= 0 && i < (fc_period)w.n)
            placed[i] = values[h] / v->html.view.unit.divisor;
    }
    return placed;
}

static fc_status fill_bands(an_meeting_view *v, window w)
{
    const double levels[] = {.5, .8, .95};
    const double **out[][2] = {
        {&v->fan.lo50, &v->fan.hi50}, {&v->fan.lo80, &v->fan.hi80}, {&v->fan.lo95, &v->fan.hi95}};
    const size_t horizon = fc_forecasts_horizon(v->input.forecasts);
    double *lo = an_pool_numbers(&v->html.view.pool, horizon);
    double *hi = an_pool_numbers(&v->html.view.pool, horizon);
    fc_status status = lo && hi ? FC_OK : fc_no_memory();

    for (size_t k = 0; status == FC_OK && k < sizeof levels / sizeof *levels; k++) {
        status = fc_forecasts_interval(v->input.forecasts, 0, levels[k], lo, hi);
        *out[k][0] = place(v, w, lo);
        *out[k][1] = place(v, w, hi);
    }
    return status;
}

/* Targets by sales period, out of the rows of that unit. */
static void place_targets(an_meeting_view *v, window w, double *plan)
{
    const an_spans *s = an_target_periods(v->target);

    for (size_t k = 0; k < s->n; k++)
        if (s->spans[k].unit == s->calendar.unit && s->spans[k].first_period != FC_PERIOD_NONE)
            plan[s->spans[k].first_period - w.first] =
                an_target_at(v->target, 0, k)->target / v->html.view.unit.divisor;
}

static fc_status fill_fan(an_meeting_view *v)
{
    const window w = window_of(v);
    const fc_series history = fc_forecasts_history(v->input.forecasts, 0);
    an_view *view = &v->html.view;
    const char **labels = an_pool_array(&view->pool, w.n, sizeof *labels);
    double *actual = an_pool_numbers(&view->pool, w.n), *plan = an_pool_numbers(&view->pool, w.n);

    if (!labels || !actual || !plan)
        return fc_no_memory();
    for (size_t i = 0; i < w.n; i++) {
        const fc_period period = w.first + (fc_period)i, t = period - history.start;

        labels[i] = label_of(v, an_target_periods(v->target)->calendar.unit, period);
        if (t >= 0 && t < (fc_period)history.n) {
            actual[i] = history.y[t] / view->unit.divisor;
            v->fan.n_actual = i + 1;
        }
    }
    place_targets(v, w, plan);
    v->fan.n = w.n;
    v->fan.labels = labels;
    v->fan.months = view->months;
    v->fan.actual = actual;
    v->fan.plan = plan;
    v->fan.forecast = place(v, w, fc_forecasts_mean(v->input.forecasts, 0));
    v->fan.word_actual = an_text(view->lang, "actual");
    v->fan.word_forecast = an_text(view->lang, "forecast");
    v->fan.word_plan = an_text(view->lang, "target-target");
    v->fan.heading.title = an_view_words(view, "target-fan-title", view->year, NULL);
    v->fan.heading.subtitle =
        an_view_words(view, "target-fan-subtitle", an_text(view->lang, view->unit.id), NULL);
    v->fan.heading.foot = an_view_words(view, "fan-foot", view->until,
                                        fc_forecasts_model(v->input.forecasts, 0), NULL);
    return fill_bands(v, w);
}

fc_status an_meeting_open(const an_meeting *meeting, const an_report_options *options,
                          an_meeting_view *v)
{
    fc_status status;

    memset(v, 0, sizeof *v);
    v->in = meeting;
    v->target = meeting->target;
    v->total = an_target_at(v->target, 0, 0);
    v->has_bridge = an_assume_can(v->target);
    v->told = an_text(options->lang,
                      an_assume_tells(v->target, AN_STEP_LOST) ? "target-told" : "target-not-told");
    status = open_view(v, options);
    if (status == FC_OK && v->has_bridge)
        status = find_steps(v);
    if (status == FC_OK && v->has_bridge)
        fill_bridge(v);
    if (status == FC_OK)
        status = fill_fan(v);
    return status == FC_OK ? an_pool_status(&v->html.view.pool) : status;
}

void an_meeting_close(an_meeting_view *v)
{
    for (size_t i = 0; i < AN_MEETING_CHARTS; i++)
        free(v->svg[i]);
    an_pool_free(&v->html.view.pool);
}
