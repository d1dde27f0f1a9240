/* blend_learn.c - what both forecasts said at past origins, and the weights that would have been
 * best. */
#include <gsl/gsl_fit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/blend_parts.h"

enum { ORIGINS = 12, LEADS = 6 };

/* What all levels say counts as so many origins of one level; a width of one as so many. */
static const double COMMON = 24, EQUAL = 6;

/* That both are as good counts as so many origins when their variances are estimated. */
static const double ALIKE = 1;

/* What a lead has learned is worth at the next one, as a power of its odds. */
static const double CARRIED = 0.75;

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
    *used = *used && first != FC_PERIOD_NONE && last >= first;
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

/* The weight that would have been best at one level: the slope of a regression through the origin;
 * `otherwise` where both said the same. */
static double slope_of(const sample *s, double otherwise)
{
    double slope, variance, square, spread = 0;

    for (size_t k = 0; k < s->n; k++)
        spread += s->x[k] * s->x[k];
    if (!(spread > 0) || gsl_fit_mul(s->x, 1, s->y, 1, s->n, &slope, &variance, &square) != 0)
        return otherwise;
    return slope < 0 ? 0 : slope > 1 ? 1 : slope;
}

/* The odds of the deals' forecast against the history's: those before, times the likelihoods of `n`
 * normal errors with the variances found. Every level counts alike. */
static double posterior(const learning *l, size_t n_levels, size_t lead, double n, double odds)
{
    double history = 0, deals = 0, even;

    for (size_t level = 0; level < n_levels; level++) {
        const sample *s = &l->samples[level * LEADS + lead];
        double by_history = 0, by_deals = 0;

        for (size_t k = 0; k < s->n; k++) {
            by_history += s->y[k] * s->y[k];
            by_deals += (s->y[k] - s->x[k]) * (s->y[k] - s->x[k]);
        }
        if (by_history + by_deals > 0) {
            history += by_history / (by_history + by_deals);
            deals += by_deals / (by_history + by_deals);
        }
    }
    even = ALIKE * (history + deals) / 2;
    return even > 0 ? odds * pow((n * history + even) / (n * deals + even), n / 2) : odds;
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

/* Of a lead: the odds of all levels, which start even at the first one and at each further one at
 * what the lead before makes of them; the best weight of each level, drawn to these. */
static fc_status set_weights(const learning *l, an_blend_weights *w)
{
    double odds = 1;

    w->weight = calloc(w->n_levels * w->n_leads + 1, sizeof *w->weight);
    w->width = calloc(w->n_levels * w->n_leads + 1, sizeof *w->width);
    if (!w->weight || !w->width)
        return fc_no_memory();
    for (size_t h = 0; h < w->n_leads; h++) {
        const double n = (double)l->samples[h].origins / (double)(h + 1); /* they overlap */

        odds = posterior(l, w->n_levels, h, n, pow(odds, CARRIED));
        for (size_t level = 0; level < w->n_levels; level++) {
            const sample *s = &l->samples[level * LEADS + h];
            const double common = odds / (1 + odds), own = slope_of(s, common);
            const size_t at = level * w->n_leads + h;

            w->weight[at] = (n * own + COMMON * common) / (n + COMMON);
            w->width[at] = n > 0 ? width_of(s, w->weight[at]) : 1;
        }
    }
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
