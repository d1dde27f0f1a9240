/* forecasts_decompose.c - history and forecast of a node as sums of the same components. */
#include <math.h>
#include <stdlib.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"
#include "forecast/season/stl.h"

enum { SEASONAL_WINDOW = 13 };

/* What calendar and drivers added to a value, one after the other. */
static void split_effects(const fc_forecasts *f, size_t node, fc_period period, double value,
                          double *calendar, double *drivers)
{
    const fc_forecast_node *own = &f->nodes[node];
    double without = value;

    *calendar = *drivers = 0;
    if (!own->adjusted)
        return;
    without /= fc_effects_factor(f->effects, own->effect, period);
    *drivers =
        without * (fc_effects_factor_of(f->effects, own->effect, FC_FROM_DRIVERS, period) - 1);
    *calendar = value - without - *drivers;
}

/* y[n] = the history without calendar and drivers; what is missing goes on from what was before. */
static void fill(const fc_series *s, double *y)
{
    double before = 0;

    for (size_t t = s->n; t-- > 0;)
        before = isnan(s->y[t]) ? before : s->y[t]; /* the first one there is */
    for (size_t t = 0; t < s->n; t++) {
        before = isnan(s->y[t]) ? before : s->y[t];
        y[t] = before;
    }
}

/* Season and trend of the history; where it is short, all is trend. */
static fc_status smooth(const fc_series *s, double *season, double *trend, fc_scratch *scratch)
{
    const size_t m = s->season_length;
    double *work = malloc(2 * (s->n + 1) * sizeof *work);
    fc_stl_options options;
    fc_status status = work ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        fill(s, work);
    if (status == FC_OK && m > 1 && s->n >= 2 * m + 1) {
        options = fc_stl_defaults(m, SEASONAL_WINDOW, true);
        status = fc_stl(&options, work, s->n, season, trend, work + s->n, scratch);
    } else if (status == FC_OK) {
        for (size_t t = 0; t < s->n; t++) {
            season[t] = 0;
            trend[t] = work[t];
        }
    }
    free(work);
    return status;
}

fc_status fc_forecasts_decompose(const fc_forecasts *f, size_t node, fc_scratch *scratch,
                                 double *const out[FC_COMPONENTS])
{
    const fc_forecast_node *own = &f->nodes[node];
    const fc_series train = fc_forecasts_train(own);
    fc_status status = smooth(&train, out[FC_COMPONENT_SEASON], out[FC_COMPONENT_TREND], scratch);

    for (size_t t = 0; status == FC_OK && t < train.n; t++) {
        split_effects(f, node, train.start + (fc_period)t, own->y[t],
                      &out[FC_COMPONENT_CALENDAR][t], &out[FC_COMPONENT_DRIVERS][t]);
        out[FC_COMPONENT_REST][t] =
            train.y[t] - out[FC_COMPONENT_SEASON][t] - out[FC_COMPONENT_TREND][t];
    }
    for (size_t h = 0; status == FC_OK && h < f->options.horizon; h++) {
        const fc_forecast_parts p = fc_forecasts_parts(f, node, h);
        const size_t at = train.n + h;

        out[FC_COMPONENT_TREND][at] = p.level + p.trend;
        out[FC_COMPONENT_SEASON][at] = p.season;
        split_effects(f, node, train.start + (fc_period)at,
                      p.level + p.trend + p.season + p.effects, &out[FC_COMPONENT_CALENDAR][at],
                      &out[FC_COMPONENT_DRIVERS][at]);
        out[FC_COMPONENT_REST][at] =
            f->mean[node * f->options.horizon + h] - p.level - p.trend - p.season - p.effects;
    }
    return status;
}
