/* season.c - seasonal indices by ratio to (or difference from) a centred moving average. */
#include "forecast/season/season.h"

#include <math.h>
#include <string.h>

/* One-sided 5 % point of the normal distribution: the M4 competition tests at 90 %. */
static const double critical_value = 1.645;
static const double least_index = 1e-3; /* below it a ratio is not a season */
/* Shrunken indices: weight of a year against the next, the number of seasons below which the noise
 * cannot be estimated and the factor it then gets, the longest season with enough years. */
static const double weight_per_year = 0.88;
static const double least_seasons = 1.2;
static const double unknown_noise = 6;
enum { LONGEST = 52 };

typedef struct {
    const fc_series *series;
    bool multiplicative;
    double *filled;    /* without gaps */
    double *deviation; /* from the moving average; NaN where there is none */
} detrended;

static void none(fc_season *season)
{
    season->length = 1;
    season->multiplicative = false;
    season->index[0] = 0;
}

double fc_season_remove(const fc_season *season, size_t t, double value)
{
    const double index = season->index[t % season->length];

    return season->multiplicative ? value / index : value - index;
}

double fc_season_restore(const fc_season *season, size_t t, double value)
{
    const double index = season->index[t % season->length];

    return season->multiplicative ? value * index : value + index;
}

/* Straight lines over the gaps; the first and the last value carried on beyond them. */
static void fill_lines(const double *y, size_t n, double *out)
{
    size_t before = n;

    for (size_t t = 0; t < n; t++) {
        if (isnan(y[t]))
            continue;
        for (size_t i = before < n ? before + 1 : 0; i < t; i++)
            out[i] = before < n ? y[before] + (y[t] - y[before]) * (double)(i - before) /
                                                  (double)(t - before)
                                : y[t];
        out[t] = y[t];
        before = t;
    }
    for (size_t i = before + 1; before < n && i < n; i++)
        out[i] = y[before];
}

static double centred_mean(const double *y, size_t t, size_t m)
{
    const size_t half = m / 2;
    const double ends = m % 2 ? 1 : 0.5;
    double sum = ends * (y[t - half] + y[t + half]);

    for (size_t i = t - half + 1; i < t + half; i++)
        sum += y[i];
    return sum / (double)m;
}

static bool all_positive(const fc_series *series)
{
    for (size_t t = 0; t < series->n; t++)
        if (series->y[t] <= 0)
            return false;
    return true;
}

static bool detrend(const fc_series *series, bool multiplicative, detrended *d, fc_scratch *scratch)
{
    const size_t n = series->n, m = series->season_length, half = m / 2;

    d->series = series;
    d->multiplicative = multiplicative;
    d->filled = fc_scratch_take(scratch, n);
    d->deviation = fc_scratch_take(scratch, n);
    if (!d->filled || !d->deviation)
        return false;
    fill_lines(series->y, n, d->filled);
    for (size_t t = 0; t < n; t++) {
        d->deviation[t] = NAN;
        if (t < half || t + half >= n)
            continue;
        const double average = centred_mean(d->filled, t, m);
        d->deviation[t] = d->multiplicative ? series->y[t] / average : series->y[t] - average;
    }
    return true;
}

/* Is the autocorrelation at the season's lag significant, given those at shorter lags (Bartlett)?
 */
static bool is_seasonal(const double *y, size_t n, size_t m)
{
    double mean = 0, variance = 0, r = 0, bartlett = 1;

    for (size_t t = 0; t < n; t++)
        mean += y[t] / (double)n;
    for (size_t t = 0; t < n; t++)
        variance += (y[t] - mean) * (y[t] - mean);
    if (variance <= 0)
        return false;
    for (size_t lag = 1; lag <= m; lag++) {
        double covariance = 0;
        for (size_t t = lag; t < n; t++)
            covariance += (y[t] - mean) * (y[t - lag] - mean);
        r = covariance / variance;
        bartlett += lag < m ? 2 * r * r : 0;
    }
    return fabs(r) > critical_value * sqrt(bartlett / (double)n);
}

/* Classical decomposition: the mean deviation of each phase, normalised. */
static void decompose(const detrended *d, fc_season *season)
{
    const size_t n = d->series->n, m = d->series->season_length;
    double total = 0;

    season->length = m;
    season->multiplicative = d->multiplicative;
    for (size_t phase = 0; phase < m; phase++) {
        double sum = 0;
        size_t count = 0;
        for (size_t t = phase; t < n; t += m)
            if (!isnan(d->deviation[t])) {
                sum += d->deviation[t];
                count++;
            }
        season->index[phase] = count ? sum / (double)count : d->multiplicative;
        total += season->index[phase] / (double)m;
    }
    for (size_t phase = 0; phase < m; phase++) {
        if (d->multiplicative)
            season->index[phase] /= total;
        else
            season->index[phase] -= total;
        if (d->multiplicative && season->index[phase] < least_index) {
            none(season);
            return;
        }
    }
}

/* Makridakis, Spiliotis & Assimakopoulos (2020), The M4 Competition, appendix: Naive 2. */
static void estimate_classical(const detrended *d, fc_season *season)
{
    const size_t n = d->series->n, m = d->series->season_length;

    if (n >= 3 * m && is_seasonal(d->filled, n, m))
        decompose(d, season);
    else
        none(season);
}

/* Weighted mean of the deviations of each phase, of mean 0; returns the weights' sum and, in
 * *squares, the sum of their squares. */
static double weighted_phases(const detrended *d, double *weight, double *index, double *squares)
{
    const size_t n = d->series->n, m = d->series->season_length;
    const double decay = pow(weight_per_year, 1 / (double)m);
    double sum_of_weights[LONGEST] = {0}, total = 0, mean = 0, w = 1;

    *squares = 0;
    memset(index, 0, m * sizeof *index);
    for (size_t t = n - m / 2; t-- > m / 2; w *= decay) {
        weight[t] = isnan(d->deviation[t]) ? 0 : w;
        if (weight[t] == 0)
            continue;
        index[t % m] += w * d->deviation[t];
        sum_of_weights[t % m] += w;
        total += w;
        *squares += w * w;
    }
    for (size_t phase = 0; phase < m; phase++) {
        index[phase] = sum_of_weights[phase] > 0 ? index[phase] / sum_of_weights[phase] : 0;
        mean += index[phase] / (double)m;
    }
    for (size_t phase = 0; phase < m; phase++)
        index[phase] -= mean;
    return total;
}

/* How much of the indices is not noise: 1 - variance of an index / variance between them. */
static double kept_share(const detrended *d, const double *weight, const double *index,
                         double total, double squares)
{
    const size_t n = d->series->n, m = d->series->season_length;
    const double seasons = total * total / squares / (double)m;
    double noise = 0, between = 0;

    for (size_t t = m / 2; t + m / 2 < n; t++)
        if (weight[t] > 0) {
            const double e = d->deviation[t] - index[t % m];
            noise += weight[t] * e * e / total;
        }
    noise *= seasons > least_seasons ? seasons / (seasons - 1) : unknown_noise;
    for (size_t phase = 0; phase < m; phase++)
        between += index[phase] * index[phase] / (double)(m - 1);
    return between > 0 ? fmax(0, 1 - noise / seasons / between) : 0;
}

/* Log ratios (or differences), recent years weighing more, shrunk towards no season in the manner
 * of Miller & Williams (2003), Shrinkage estimators of time series seasonal factors. */
static void estimate_shrunken(const detrended *d, double *weight, fc_season *season)
{
    const size_t n = d->series->n, m = d->series->season_length;
    double squares, mean = 0;

    none(season);
    if (n < 2 * m + 2 || m > LONGEST)
        return;
    for (size_t t = 0; t < n && d->multiplicative; t++)
        d->deviation[t] = log(d->deviation[t]);
    const double total = weighted_phases(d, weight, season->index, &squares);
    const double kept = total > 0 ? kept_share(d, weight, season->index, total, squares) : 0;
    if (kept <= 0) {
        none(season);
        return;
    }
    season->length = m;
    season->multiplicative = d->multiplicative;
    for (size_t phase = 0; phase < m; phase++) {
        season->index[phase] *= kept;
        if (d->multiplicative)
            season->index[phase] = exp(season->index[phase]);
        mean += season->index[phase] / (double)m;
    }
    for (size_t phase = 0; phase < m && d->multiplicative; phase++)
        season->index[phase] /= mean;
}

fc_status fc_season_estimate(fc_season_method method, const fc_series *series, fc_season *season,
                             fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    fc_status status = FC_OK;
    detrended d;

    none(season);
    if (method == FC_SEASON_NONE || series->season_length < 2 || series->n == 0)
        return FC_OK;
    double *weight = fc_scratch_take(scratch, series->n);
    if (!weight || !detrend(series, all_positive(series), &d, scratch))
        status = fc_no_memory();
    else if (method == FC_SEASON_CLASSICAL)
        estimate_classical(&d, season);
    else
        estimate_shrunken(&d, weight, season);
    fc_scratch_release(scratch, mark);
    return status;
}

fc_status fc_season_decompose(const fc_series *series, bool multiplicative, fc_season *season,
                              fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    detrended d;

    none(season);
    if (series->season_length < 2 || series->n < 2 * series->season_length)
        return FC_OK;
    if (!detrend(series, multiplicative, &d, scratch))
        return fc_no_memory();
    decompose(&d, season);
    fc_scratch_release(scratch, mark);
    return FC_OK;
}

fc_status fc_season_fill(const fc_series *series, double *out, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    fc_season season = {.index = fc_scratch_take(scratch, series->season_length)};
    double *adjusted = fc_scratch_take(scratch, series->n);
    fc_status status = season.index && adjusted ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = fc_season_estimate(FC_SEASON_SHRUNKEN, series, &season, scratch);
    if (status == FC_OK) {
        for (size_t t = 0; t < series->n; t++)
            adjusted[t] = fc_season_remove(&season, t, series->y[t]);
        fill_lines(adjusted, series->n, out);
        for (size_t t = 0; t < series->n; t++)
            out[t] = isnan(series->y[t]) ? fc_season_restore(&season, t, out[t]) : series->y[t];
    }
    fc_scratch_release(scratch, mark);
    return status;
}
