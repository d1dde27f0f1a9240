/* persistence.c - how much of a forecast's error lives on from step to step.
 *
 * A logistic regression on the growth of the model's own deviation (a random walk has .5) and the
 * logarithm of that deviation at the first step in shares of the level. Fitted so that squares of
 * summed errors are what was said: over 4 quarters and 12 months on M1, M3 and the tourism
 * competition, 13 weeks and 91 days on M4 and a shop's orders (superstore_us), each set with the
 * same weight. On four others, variances of sums over a year: said .87 of a walk's where .85 came
 * (aus_retail), .30 and .20 (tourism_au); over 13 weeks .57 and .44 (walmart); over 91 days .11 and
 * .03 (the sample company), where where growth alone said .35. */
#include "forecast/ranges/persistence.h"

#include <math.h>

static const double CONSTANT = -2.14, GROWTH = 4.55, NOISE = -0.87;
static const double MOST_GROWTH = 0.6, LEAST_NOISE = -5, MOST_NOISE = 2;

enum { LAST = 3, HORIZON_OF_YEARS = 6 };

static double mean_size(const fc_series *series, size_t from)
{
    double sum = 0, n = 0;

    for (size_t t = from; t < series->n; t++)
        if (!isnan(series->y[t])) {
            sum += fabs(series->y[t]);
            n++;
        }
    return n > 0 ? sum / n : 0;
}

/* That of the last season or, where almost nothing came in it, a tenth of that of all. */
static double level_of(const fc_series *series)
{
    const size_t last = series->season_length > 1 ? series->season_length : LAST;

    return fmax(mean_size(series, series->n > last ? series->n - last : 0),
                0.1 * mean_size(series, 0));
}

double fc_persistence_of(const fc_series *series, size_t horizon, const double *deviation)
{
    const size_t m = series->season_length > 1 ? series->season_length : HORIZON_OF_YEARS;
    const size_t steps = horizon < m ? horizon : m;
    const double level = level_of(series);
    double growth, noise;

    if (steps < 2 || !(deviation[0] > 0) || !(level > 0))
        return 1;
    growth = log(deviation[steps - 1] / deviation[0]) / log((double)steps);
    growth = fmin(fmax(growth, 0), MOST_GROWTH);
    noise = fmin(fmax(log(deviation[0] / level), LEAST_NOISE), MOST_NOISE);
    return 1 / (1 + exp(-(CONSTANT + GROWTH * growth + NOISE * noise)));
}
