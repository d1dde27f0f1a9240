/* forecasts_parts.c - what one forecast is made of: parts that add up to it. */
#include <math.h>

#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/forecasts/forecasts_private.h"

/* The forecast of the model for the history without calendar and drivers. */
static double adjusted_forecast(const fc_forecasts *f, size_t node, size_t step)
{
    return f->base[node * f->options.horizon + step] / fc_forecasts_factor(f, node, step);
}

/* The mean of the last values, up to a season of them; *behind is how far their middle lies behind
 * the last period. */
static double recent_mean(const fc_series *s, size_t season, double *behind)
{
    double sum = 0, n = 0, places = 0;

    for (size_t t = s->n; t-- > 0 && s->n - t <= season;)
        if (!isnan(s->y[t])) {
            sum += s->y[t];
            places += (double)(s->n - 1 - t);
            n++;
        }
    *behind = n > 0 ? places / n : 0;
    return n > 0 ? sum / n : 0;
}

fc_forecast_parts fc_forecasts_parts(const fc_forecasts *f, size_t node, size_t step)
{
    const fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon, at = node * horizon + step;
    const size_t m = own->series.season_length <= horizon ? own->series.season_length : 1;
    const fc_series train = fc_forecasts_train(own);
    fc_forecast_parts p = {0};
    double behind, year = 0;

    p.blended = f->moved ? f->moved[at] : 0;
    p.panel = (f->moved ? f->unmoved[at] : f->point[at]) - f->base[at];
    p.reconciliation = f->mean[at] - (f->moved ? f->unmoved[at] + f->moved[at] : f->point[at]);
    p.effects = f->base[at] - adjusted_forecast(f, node, step);
    if (!own->model)
        return p;
    p.level = recent_mean(&train, m > 1 ? m : 1, &behind);
    for (size_t h = 0; m > 1 && h < m; h++)
        year += adjusted_forecast(f, node, h) / (double)m;
    if (m > 1)
        p.trend = (year - p.level) / ((double)(m + 1) / 2 + behind) * ((double)step + 1 + behind);
    p.season = adjusted_forecast(f, node, step) - p.level - p.trend;
    if (m == 1) { /* without a season what is not level is trend */
        p.trend = p.season;
        p.season = 0;
    }
    return p;
}
