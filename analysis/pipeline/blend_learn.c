/* blend_learn.c - what both forecasts said at past origins, and the weights that would have been
 * best. */
#include <gsl/gsl_fit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/blend_parts.h"

enum { ORIGINS = 12, LEADS = 6 };

/* One half counts as so many origins, and what all levels say as so many of one level. */
static const double EQUAL = 6, COMMON = 12;

/* Differences from the history's forecast, relative to the node's size: of the deals' (x) and of
 * what came (y). lists[level * LEADS + lead]. */
typedef struct {
    double *x, *y;
    size_t n, origins;
} sample;

typedef struct {
    const an_bridge *bridge;
    const fc_forecast_options *options;
    size_t n_leads;
    sample *samples;
} learning;

void an_blend_weights_free(an_blend_weights *w)
{
    free(w->weight);
    free(w->width);
    *w = (an_blend_weights){0};
}

static fc_status add(sample *s, double x, double y)
{
    double *xs = realloc(s->x, (s->n + 1) * sizeof *xs);
    double *ys = realloc(s->y, (s->n + 1) * sizeof *ys);

    s->x = xs ? xs : s->x;
    s->y = ys ? ys : s->y;
    if (!xs || !ys)
        return fc_no_memory();
    xs[s->n] = x;
    ys[s->n++] = y;
    return FC_OK;
}

/* One origin: what the history said, what deals said, what came. */
static fc_status compare(learning *l, fc_period last, const fc_forecasts *history,
                         const double *deals, size_t n_leads)
{
    const fc_hierarchy *sales = l->bridge->sales->hierarchy;
    fc_status status = FC_OK;

    for (size_t node = 0; node < fc_hierarchy_size(sales); node++) {
        const size_t level = fc_hierarchy_level(sales, node);
        const fc_series past = fc_forecasts_history(history, node);
        const double *mean = fc_forecasts_mean(history, node);
        double came[LEADS], size = 0;

        for (size_t t = past.n > 12 ? past.n - 12 : 0; t < past.n; t++)
            size += isnan(past.y[t]) ? 0 : fabs(past.y[t]) / 12;
        fc_hierarchy_values(sales, node, AN_AMOUNT, last + 1, n_leads, came);
        for (size_t h = 0; h < n_leads && status == FC_OK; h++) {
            const double said = deals[node * l->n_leads + h];

            if (!isnan(said) && size > 0)
                status = add(&l->samples[level * LEADS + h], (said - mean[h]) / size,
                             (came[h] - mean[h]) / size);
        }
    }
    return status;
}

static fc_status look_back(learning *l, size_t back, bool *used)
{
    const an_sales *sales = l->bridge->sales;
    const fc_period last = l->bridge->last - (fc_period)back;
    const size_t n_leads = back < l->n_leads ? back : l->n_leads;
    const size_t n_nodes = fc_hierarchy_size(sales->hierarchy);
    fc_forecast_options options = *l->options;
    double *deals = malloc((n_nodes * l->n_leads + 1) * sizeof *deals);
    fc_forecasts *history = NULL;
    fc_period first, ignored;
    fc_status status =
        deals ? an_bridge_expect(l->bridge, last, l->n_leads, deals, NULL, used) : fc_no_memory();

    fc_panel_span(sales->panel, &first, &ignored);
    *used = *used && first != FC_PERIOD_NONE && last > first + 1;
    options.last = last;
    options.horizon = l->n_leads;
    options.n_intervals = 0;
    options.progress = NULL;
    if (status == FC_OK && *used)
        status = fc_forecasts_run(sales->hierarchy, &sales->calendar, &options, &history);
    if (status == FC_OK && *used)
        status = compare(l, last, history, deals, n_leads);
    fc_forecasts_free(history);
    free(deals);
    return status;
}

/* The weight that would have been best: the slope of a regression through the origin, of several
 * samples together. */
static double slope_of(const sample *const *samples, size_t n_samples)
{
    double weights = 0, sum = 0;

    for (size_t i = 0; i < n_samples; i++) {
        const sample *s = samples[i];
        double slope, variance, square, weight = 0;

        for (size_t k = 0; k < s->n; k++)
            weight += s->x[k] * s->x[k];
        if (weight > 0 && gsl_fit_mul(s->x, 1, s->y, 1, s->n, &slope, &variance, &square) == 0) {
            sum += weight * slope;
            weights += weight;
        }
    }
    if (!(weights > 0))
        return 0.5;
    return sum < 0 ? 0 : sum > weights ? 1 : sum / weights;
}

/* How much narrower the errors became by this weight. */
static double width_of(const sample *s, double weight)
{
    const double n = (double)s->origins;
    double before = 0, after = 0, width;

    for (size_t i = 0; i < s->n; i++) {
        const double off = s->y[i] - weight * s->x[i];

        before += s->y[i] * s->y[i];
        after += off * off;
    }
    width = before > 0 ? sqrt((n * after / before + EQUAL) / (n + EQUAL)) : 1;
    return width > 1 ? 1 : width;
}

/* Of a lead: that of all levels, drawn to the lead before it, the first to one half; that of each
 * level, drawn to it. */
static fc_status set_weights(const learning *l, an_blend_weights *w)
{
    const sample **all = malloc(w->n_levels * sizeof *all);
    double common = 0.5;

    w->weight = calloc(w->n_levels * w->n_leads + 1, sizeof *w->weight);
    w->width = calloc(w->n_levels * w->n_leads + 1, sizeof *w->width);
    if (!w->weight || !w->width || !all) {
        free(all);
        return fc_no_memory();
    }
    for (size_t h = 0; h < w->n_leads; h++) {
        const double n = (double)l->samples[h].origins / (double)(h + 1); /* they overlap */

        for (size_t level = 0; level < w->n_levels; level++)
            all[level] = &l->samples[level * LEADS + h];
        common = (n * slope_of(all, w->n_levels) + EQUAL * common) / (n + EQUAL);
        for (size_t level = 0; level < w->n_levels; level++) {
            const size_t at = level * w->n_leads + h;
            const double own = n > 0 ? slope_of(&all[level], 1) : common;

            w->weight[at] = (n * own + COMMON * common) / (n + COMMON);
            w->width[at] = n > 0 ? width_of(all[level], w->weight[at]) : 1;
        }
    }
    free(all);
    return FC_OK;
}

fc_status an_blend_learn(const an_bridge *bridge, const fc_forecast_options *options,
                         an_blend_weights *w)
{
    const size_t n_levels = fc_hierarchy_n_levels(bridge->sales->hierarchy);
    learning l = {.bridge = bridge,
                  .options = options,
                  .n_leads = options->horizon < LEADS ? options->horizon : LEADS,
                  .samples = calloc(n_levels * LEADS, sizeof *l.samples)};
    fc_status status = l.samples ? FC_OK : fc_no_memory();

    *w = (an_blend_weights){.n_levels = n_levels, .n_leads = l.n_leads};
    for (size_t back = 1; status == FC_OK && back <= ORIGINS; back++) {
        bool used = false;

        status = look_back(&l, back, &used);
        if (!used)
            break;
        w->n_origins++;
        for (size_t level = 0; level < n_levels; level++)
            for (size_t h = 0; h < back && h < l.n_leads; h++)
                l.samples[level * LEADS + h].origins++;
    }
    if (status == FC_OK)
        status = set_weights(&l, w);
    for (size_t i = 0; l.samples && i < n_levels * LEADS; i++) {
        free(l.samples[i].x);
        free(l.samples[i].y);
    }
    free(l.samples);
    if (status != FC_OK)
        an_blend_weights_free(w);
    return status;
}
