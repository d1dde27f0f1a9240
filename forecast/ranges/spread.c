/* spread.c - how far outcomes lie from a forecast: a scale by regression, a shape by quantiles. */
#include <math.h>

#include "forecast/ranges/spread_private.h"

/* Sizes below this share of the level count as that share. */
static const double smallest = 1e-4;

enum { LEAST = 3, RECENT_SEASONS = 3, RECENT = 6 };

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

static double mean_change(const fc_series *series, size_t from, size_t lag)
{
    double sum = 0, n = 0;

    for (size_t t = from > lag ? from : lag; t < series->n; t++) {
        const double change = fabs(series->y[t] - series->y[t - lag]);

        if (isnan(change))
            continue;
        sum += change;
        n++;
    }
    return n > 0 ? sum / n : 0;
}

static size_t last(const fc_series *series, size_t n)
{
    return series->n > n ? series->n - n : 0;
}

bool fc_spread_look_at(const fc_series *series, fc_spread_facts *facts)
{
    const size_t m = series->season_length > 1 ? series->season_length : 1;
    double size = mean_size(series, 0);

    *facts = (fc_spread_facts){.level = mean_size(series, last(series, m > 1 ? m : LEAST))};
    for (size_t t = 0; t < series->n; t++)
        facts->n += !isnan(series->y[t]);
    if (facts->n < LEAST || !(size > 0))
        return false;
    /* A last season of almost nothing is no measure of what may come. */
    facts->level = fmax(facts->level, 0.1 * size);
    facts->season = mean_change(series, 0, facts->n > (double)m ? m : 1);
    facts->change = mean_change(series, 0, 1);
    facts->recent = mean_change(series, last(series, m > 1 ? RECENT_SEASONS * m : RECENT), 1);
    return true;
}

static double ratio(double size, double unit)
{
    return log(fmax(size, smallest * unit) / unit);
}

double fc_spread_features(const fc_spread_facts *facts, size_t step, double first, double deviation,
                          double disagreement, double *x)
{
    const double unit = fmax(isfinite(first) ? first : facts->change, smallest * facts->level);
    const double i = log((double)step + 1);

    x[0] = 1;
    x[1] = i;
    x[2] = i * i;
    x[3] = ratio(facts->season, unit);
    x[4] = ratio(facts->change, unit);
    x[5] = ratio(facts->recent, unit);
    x[6] = log(unit / facts->level);
    x[7] = ratio(deviation, unit);
    x[8] = isnan(disagreement) ? 0 : ratio(disagreement, unit);
    x[9] = log(facts->n);
    x[10] = i * x[9];
    x[11] = x[6] * x[9]; /* the longer the history, the less its errors are taken for luck */
    return unit;
}

const fc_spread_row *fc_spread_row_of(size_t season_length, bool combination)
{
    const fc_spread_row *row = fc_spread_table;

    while (row->longest_season < season_length || row->combination != combination)
        row++;
    return row;
}

static double log_scale(const fc_spread_row *row, const double *x)
{
    double sum = 0;

    for (size_t k = 0; k < FC_SPREAD_FEATURES; k++)
        sum += row->coefficient[k] * fmin(fmax(x[k], row->lower[k]), row->upper[k]);
    return sum;
}

void fc_spread_scale(const fc_spread_row *row, const fc_spread_facts *facts, size_t horizon,
                     const double *deviation, const double *disagreement, double *scale)
{
    const size_t longest = (size_t)lround(exp(row->upper[1])); /* steps that were learned from */

    for (size_t i = 0; i < horizon; i++) {
        const size_t at = i < longest ? i : longest - 1;
        double x[FC_SPREAD_FEATURES];
        const double unit =
            fc_spread_features(facts, at, deviation[0], deviation[at], disagreement[at], x);

        scale[i] = deviation[0] > 0
                       ? unit * exp(log_scale(row, x)) * sqrt((double)(i + 1) / (double)(at + 1))
                       : 0;
    }
}

double fc_spread_quantile(const fc_spread_row *row, double score)
{
    const double *z = fc_spread_score, *q = row->quantile;
    size_t k = 1;

    /* Counted to the end: where a search stops cannot be foreseen, which would cost more. */
    for (size_t i = 1; i + 1 < FC_SPREAD_QUANTILES; i++)
        k += z[i] < score;
    return q[k - 1] + (score - z[k - 1]) * (q[k] - q[k - 1]) / (z[k] - z[k - 1]);
}
