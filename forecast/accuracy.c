/* accuracy.c - measures of forecasts.
 *
 * Hyndman & Koehler (2006), Another look at measures of forecast accuracy, International J.
 * Forecasting 22, 679-688 (MASE); Makridakis, Spiliotis & Assimakopoulos (2020, 2022), the M4 and
 * M5 competitions (sMAPE, MSIS; RMSSE); Gneiting & Raftery (2007), Strictly proper scoring rules,
 * J. American Statistical Association 102, section 6 (interval score, pinball). */
#include "forecast/accuracy.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define MEASURE(field) #field, offsetof(fc_accuracy, field)

static const fc_accuracy_measure table[] = {
    {MEASURE(mase), FC_ACCURACY_NUMBER, true,
     "mean |error| over the mean |error| of the seasonal naive forecast within the history"},
    {MEASURE(rmsse), FC_ACCURACY_NUMBER, true,
     "root of the mean squared error over that of the seasonal naive forecast within the history"},
    {MEASURE(smape), FC_ACCURACY_PERCENT, true, "mean of 200 |error| / (|actual| + |forecast|)"},
    {MEASURE(wape), FC_ACCURACY_SHARE, true, "sum of |error| / sum of |actual|"},
    {MEASURE(bias), FC_ACCURACY_SHARE, true,
     "sum of errors / sum of actuals; positive: forecasts were too low"},
    {MEASURE(coverage80), FC_ACCURACY_SHARE, true, "share of actuals inside the 80 % interval"},
    {MEASURE(coverage95), FC_ACCURACY_SHARE, true, "share of actuals inside the 95 % interval"},
    {MEASURE(msis95), FC_ACCURACY_NUMBER, true,
     "mean score of the 95 % interval, width and misses, in the scale of mase"},
    {MEASURE(skill), FC_ACCURACY_SHARE, true,
     "1 - mean |error| / mean |error| of the seasonal naive forecast; positive: better"},
    {MEASURE(p_value), FC_ACCURACY_NUMBER, true,
     "chance of such a skill if both were equally good (Diebold-Mariano, small samples)"},
    {MEASURE(me), FC_ACCURACY_NUMBER, false, "mean error; positive: forecasts were too low"},
    {MEASURE(mae), FC_ACCURACY_NUMBER, false, "mean |error|"},
    {MEASURE(rmse), FC_ACCURACY_NUMBER, false, "root of the mean squared error"},
    {MEASURE(mpe), FC_ACCURACY_PERCENT, false, "mean of 100 error / actual, without actuals of 0"},
    {MEASURE(mape), FC_ACCURACY_PERCENT, false,
     "mean of 100 |error| / |actual|, without actuals of 0"},
    {MEASURE(accuracy), FC_ACCURACY_SHARE, false, "1 - wape, at least 0"},
    {MEASURE(cfe), FC_ACCURACY_NUMBER, false, "sum of errors"},
    {MEASURE(tracking), FC_ACCURACY_NUMBER, false,
     "sum of errors / mean |error|; beyond 4 either way: biased"},
    {MEASURE(winkler80), FC_ACCURACY_NUMBER, false, "mean score of the 80 % interval"},
    {MEASURE(winkler95), FC_ACCURACY_NUMBER, false, "mean score of the 95 % interval"},
    {MEASURE(pinball), FC_ACCURACY_NUMBER, false,
     "mean quantile loss of the four bounds (2.5, 10, 90 and 97.5 %)"},
    {MEASURE(crps), FC_ACCURACY_NUMBER, false,
     "mean continuous ranked probability score of 50 quantiles; of a point it would be mae"},
    {MEASURE(fva), FC_ACCURACY_SHARE, false,
     "forecast value added: wape of the seasonal naive forecast - wape"},
};

size_t fc_accuracy_count(void)
{
    return sizeof table / sizeof *table;
}

const fc_accuracy_measure *fc_accuracy_at(size_t i)
{
    return &table[i];
}

double fc_accuracy_value(const fc_accuracy *accuracy, const fc_accuracy_measure *measure)
{
    return *(const double *)((const char *)accuracy + measure->offset);
}

static double ratio(double a, double b)
{
    return b != 0 ? a / b : NAN;
}

/* (q - y) / (|y| + |f|) style terms are 0 where both are 0. */
static double symmetric(double error, double actual, double forecast)
{
    const double size = fabs(actual) + fabs(forecast);

    return size > 0 ? 200 * fabs(error) / size : 0;
}

/* Width, and misses at 2 / alpha (Gneiting & Raftery 2007, equation 43). */
static double interval_score(double actual, double lo, double hi, double alpha)
{
    const double below = fmax(lo - actual, 0);
    const double above = fmax(actual - hi, 0);

    return hi - lo + 2 / alpha * (below + above);
}

static double pinball(double actual, double quantile, double p)
{
    return actual < quantile ? (1 - p) * (quantile - actual) : p * (actual - quantile);
}

/* Sums over cases, of which the measures are ratios. */
typedef struct {
    double error, size, square, naive_size, actual, actual_size;
    double relative, relative_size, n_relative;
    double symmetric, scaled, scaled_square, scaled_score;
    double inside80, inside95, score80, score95, pinball, crps;
} sums;

static void add(sums *s, const fc_accuracy_case *c)
{
    const double e = c->actual - c->forecast;
    const double score = interval_score(c->actual, c->lo95, c->hi95, 0.05);

    s->error += e;
    s->size += fabs(e);
    s->square += e * e;
    s->naive_size += fabs(c->actual - c->naive);
    s->actual += c->actual;
    s->actual_size += fabs(c->actual);
    if (c->actual != 0) {
        s->relative += e / c->actual;
        s->relative_size += fabs(e / c->actual);
        s->n_relative++;
    }
    s->symmetric += symmetric(e, c->actual, c->forecast);
    s->inside80 += c->actual >= c->lo80 && c->actual <= c->hi80;
    s->inside95 += c->actual >= c->lo95 && c->actual <= c->hi95;
    s->score80 += interval_score(c->actual, c->lo80, c->hi80, 0.2);
    s->score95 += score;
    s->pinball += (pinball(c->actual, c->lo95, 0.025) + pinball(c->actual, c->lo80, 0.1) +
                   pinball(c->actual, c->hi80, 0.9) + pinball(c->actual, c->hi95, 0.975)) /
                  4;
    s->crps += c->has_crps ? c->crps : NAN;
    if (c->scale > 0) {
        s->scaled += fabs(e) / c->scale;
        s->scaled_square += e * e / c->square;
        s->scaled_score += score / c->scale;
    }
}

void fc_accuracy_of(const fc_accuracy_case *cases, size_t n, fc_accuracy *a)
{
    sums s = {0};
    double k, scaled;

    *a = (fc_accuracy){.p_value = NAN};
    for (size_t i = 0; i < n; i++) {
        if (isnan(cases[i].actual))
            continue;
        a->n++;
        a->n_scaled += cases[i].scale > 0;
        add(&s, &cases[i]);
    }
    k = (double)a->n;
    scaled = (double)a->n_scaled;
    a->me = ratio(s.error, k);
    a->mpe = 100 * ratio(s.relative, s.n_relative);
    a->mae = ratio(s.size, k);
    a->rmse = sqrt(ratio(s.square, k));
    a->mape = 100 * ratio(s.relative_size, s.n_relative);
    a->wape = ratio(s.size, s.actual_size);
    a->accuracy = isnan(a->wape) ? NAN : fmax(1 - a->wape, 0);
    a->smape = ratio(s.symmetric, k);
    a->bias = ratio(s.error, s.actual);
    a->cfe = a->n ? s.error : NAN;
    a->tracking = ratio(s.error, a->mae);
    a->mase = ratio(s.scaled, scaled);
    a->rmsse = sqrt(ratio(s.scaled_square, scaled));
    a->coverage80 = ratio(s.inside80, k);
    a->coverage95 = ratio(s.inside95, k);
    a->msis95 = ratio(s.scaled_score, scaled);
    a->winkler80 = ratio(s.score80, k);
    a->winkler95 = ratio(s.score95, k);
    a->pinball = ratio(s.pinball, k);
    a->crps = ratio(s.crps, k);
    a->skill = 1 - ratio(s.size, s.naive_size);
    a->fva = ratio(s.naive_size, s.actual_size) - a->wape;
}

static double difference(const fc_accuracy_case *c)
{
    return fabs(c->actual - c->forecast) - fabs(c->actual - c->naive);
}

/* Sum of products of deviations `lag` cases apart; a case that is left out has none. */
static double covariance(const fc_accuracy_case *cases, size_t n, double mean, size_t lag)
{
    double sum = 0;

    for (size_t i = lag; i < n; i++)
        if (!isnan(cases[i].actual) && !isnan(cases[i - lag].actual))
            sum += (difference(&cases[i]) - mean) * (difference(&cases[i - lag]) - mean);
    return sum;
}

/* Diebold & Mariano (1995), J. Business & Economic Statistics 13, 253-263, corrected for small
 * samples by Harvey, Leybourne & Newbold (1997), International J. Forecasting 13, 281-291. Where
 * the long-run variance comes out negative, errors are taken as uncorrelated, as dm.test() in R
 * does. */
double fc_accuracy_test(const fc_accuracy_case *cases, size_t n, size_t overlap)
{
    double mean = 0;
    double k = 0;
    double variance, correction, statistic;
    double h = (double)overlap + 1;

    for (size_t i = 0; i < n; i++)
        if (!isnan(cases[i].actual)) {
            mean += difference(&cases[i]);
            k++;
        }
    if (k < 3)
        return NAN;
    mean /= k;
    variance = covariance(cases, n, mean, 0);
    for (size_t lag = 1; lag <= overlap; lag++)
        variance += 2 * covariance(cases, n, mean, lag);
    if (h >= k) /* all products together are zero: no variance can be told */
        return NAN;
    correction = (k + 1 - 2 * h + h * (h - 1) / k) / k;
    if (!(variance > 1e-9 * covariance(cases, n, mean, 0)) || !(correction > 0)) {
        variance = covariance(cases, n, mean, 0);
        correction = (k - 1) / k;
    }
    if (!(variance > 0))
        return NAN;
    statistic = mean / sqrt(variance / k / k) * sqrt(correction);
    return 2 * gsl_cdf_tdist_Q(fabs(statistic), k - 1);
}
