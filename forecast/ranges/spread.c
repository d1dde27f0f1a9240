/* spread.c - how far outcomes lie from a forecast: a scale by regression, a shape by quantiles. */
#include <math.h>
#include <string.h>

#include "forecast/ranges/spread_private.h"

/* Sizes below this share of the level count as that share. */
static const double smallest = 1e-4;

enum { LEAST = 3, RECENT_SEASONS = 3, RECENT = 6 };

/* Residuals of one season of the year are few: so many of average size are added to them, and with
 * a long season those of the neighbours so near. */
enum { PHASE_PRIOR = 4, LONG_SEASON = 24, NEIGHBOURS = 2 };

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

static double mean_residual(const double *residuals, size_t n)
{
    const fc_series series = {.y = residuals, .n = n};
    double any = 0;

    for (size_t t = 0; residuals && t < n; t++)
        any += !isnan(residuals[t]);
    return any > 0 ? mean_size(&series, 0) : NAN;
}

bool fc_spread_look_at(const fc_series *series, const double *residuals, fc_spread_facts *facts)
{
    const size_t m = series->season_length > 1 ? series->season_length : 1;
    double size = mean_size(series, 0);

    *facts = (fc_spread_facts){.series = *series,
                               .residuals = residuals,
                               .level = mean_size(series, last(series, m > 1 ? m : LEAST)),
                               .residual = mean_residual(residuals, series->n)};
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

/* Mean |residual| in the season of a step, against that in all. */
static double phase_of(const fc_spread_facts *facts, size_t step)
{
    const size_t n = facts->series.n, m = facts->series.season_length;
    const size_t reach = m > LONG_SEASON ? NEIGHBOURS : 0;
    double sum = PHASE_PRIOR * facts->residual, count = PHASE_PRIOR;

    if (m < 2 || !(facts->residual > 0))
        return 0;
    for (size_t t = 0; t < n; t++) {
        const size_t after = (n + step + m - t % m) % m,
                     apart = after < m - after ? after : m - after;

        if (apart > reach || isnan(facts->residuals[t]))
            continue;
        sum += fabs(facts->residuals[t]);
        count++;
    }
    return log(sum / count / facts->residual);
}

double fc_spread_features(const fc_spread_facts *facts, size_t step, double first, double deviation,
                          double disagreement, double *x)
{
    const double unit = fmax(isfinite(first) ? first : facts->change, smallest * facts->level);

    x[FC_SPREAD_STEP] = log((double)step + 1);
    x[FC_SPREAD_SEASON] = ratio(facts->season, unit);
    x[FC_SPREAD_CHANGE] = ratio(facts->change, unit);
    x[FC_SPREAD_RECENT] = ratio(facts->recent, unit);
    x[FC_SPREAD_DEVIATION] = ratio(deviation, unit);
    x[FC_SPREAD_DISAGREEMENT] = isnan(disagreement) ? 0 : ratio(disagreement, unit);
    x[FC_SPREAD_LENGTH] = log(facts->n);
    x[FC_SPREAD_TAIL] = isnan(facts->residual) ? 0 : ratio(facts->residual, unit);
    x[FC_SPREAD_PHASE] = phase_of(facts, step);
    return unit;
}

/* A row that was learned from disagreement tells nothing without. */
static bool fits(const fc_spread_row *row, const char *model, bool disagrees)
{
    return !row->model || (strcmp(row->model, model) == 0 &&
                           (disagrees || row->coefficient[1 + FC_SPREAD_DISAGREEMENT] == 0));
}

const fc_spread_row *fc_spread_row_of(size_t season_length, const char *model, bool disagrees)
{
    const fc_spread_row *row = fc_spread_table;

    while (row->longest_season < season_length || !fits(row, model, disagrees))
        row++;
    return row;
}

static double log_scale(const fc_spread_row *row, const double *x)
{
    double within[FC_SPREAD_FEATURES], sum = row->coefficient[0];
    const double *b = row->coefficient + 1 + FC_SPREAD_FEATURES;

    for (size_t k = 0; k < FC_SPREAD_FEATURES; k++) {
        within[k] = fmin(fmax(x[k], row->lower[k]), row->upper[k]);
        sum += row->coefficient[1 + k] * within[k];
    }
    return sum + b[0] * within[FC_SPREAD_STEP] * within[FC_SPREAD_STEP] +
           b[1] * within[FC_SPREAD_STEP] * within[FC_SPREAD_LENGTH];
}

void fc_spread_scale(const fc_spread_row *row, const fc_spread_facts *facts, size_t horizon,
                     const double *deviation, const double *disagreement, double *scale)
{
    const size_t longest =
        (size_t)lround(exp(row->upper[FC_SPREAD_STEP])); /* steps that were learned from */

    for (size_t i = 0; i < horizon; i++) {
        const size_t at = i < longest ? i : longest - 1;
        double x[FC_SPREAD_FEATURES];
        const double unit =
            fc_spread_features(facts, at, deviation[0], deviation[at], disagreement[at], x);

        scale[i] = deviation[0] > 0 ? unit * exp(log_scale(row, x)) : 0;
        if (i > at)
            scale[i] *= deviation[at] > 0 ? deviation[i] / deviation[at] : 1;
    }
}

double fc_spread_between(const double *q, double score)
{
    const double *z = fc_spread_score;
    size_t k = 1;

    /* Counted to the end: where a search stops cannot be foreseen, which would cost more. */
    for (size_t i = 1; i + 1 < FC_SPREAD_QUANTILES; i++)
        k += z[i] < score;
    return q[k - 1] + (score - z[k - 1]) * (q[k] - q[k - 1]) / (z[k] - z[k - 1]);
}

double fc_spread_quantile(const fc_spread_row *row, double score)
{
    return fc_spread_between(row->quantile, score);
}
