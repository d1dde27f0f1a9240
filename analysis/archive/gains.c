/* gains.c - the long-run variance of gains, and the score of ranges. */
#include "analysis/archive/gains.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { LEAST_MONTHS = 6, MOST_MONTHS = 1200 };

double an_gains_sum(const an_gains *g)
{
    double sum = 0;

    for (size_t i = 0; i < g->n; i++)
        sum += g->of_month[i];
    return sum;
}

static double covariance(const an_gains *g, double mean, size_t lag)
{
    double sum = 0;

    for (size_t i = lag; i < g->n; i++)
        sum += (g->of_month[i] - mean) * (g->of_month[i - lag] - mean);
    return sum / (double)(g->n - 1);
}

/* Errors made `lead` months ahead overlap over that many months. */
static double long_run_variance(const an_gains *g, double mean, size_t lead)
{
    const size_t lags = lead ? lead - 1 : (size_t)cbrt((double)g->n);
    double variance = covariance(g, mean, 0);

    for (size_t k = 1; k <= lags && k < g->n; k++)
        variance += 2 * (1 - (double)k / (double)(lags + 1)) * covariance(g, mean, k);
    return fmax(0, variance);
}

double an_gains_needed(const an_gains *g, size_t lead)
{
    const double mean = g->n ? an_gains_sum(g) / (double)g->n : 0;
    double ratio;
    int n = LEAST_MONTHS;

    if (g->n < 2 || mean == 0)
        return NAN;
    ratio = long_run_variance(g, mean, lead) / (mean * mean);
    for (; n < MOST_MONTHS; n++) {
        const double t = gsl_cdf_tdist_Pinv(0.975, n - 1);

        if (n >= t * t * ratio)
            return n;
    }
    return ceil(gsl_cdf_ugaussian_Pinv(0.975) * gsl_cdf_ugaussian_Pinv(0.975) * ratio);
}

/* The part of one range with its level. */
static double range_score(double lo, double hi, double level, double actual)
{
    return (1 - level) / 2 * (hi - lo) + fmax(0, lo - actual) + fmax(0, actual - hi);
}

double an_case_crps(const an_case *c, size_t step)
{
    const double shift = step ? c->values[step] - c->values[1] : 0;
    double sum = 0.5 * fabs(c->actual - c->values[step]);
    size_t n = 0;

    for (size_t i = 0; i < AN_CASE_RANGES; i++) {
        const double half = gsl_cdf_ugaussian_Pinv((1 + an_case_levels[i]) / 2) * c->naive_sd,
                     lo = step ? c->lo[i] + shift : c->values[0] - half,
                     hi = step ? c->hi[i] + shift : c->values[0] + half;

        if (isnan(lo) || isnan(hi))
            continue;
        sum += range_score(lo, hi, an_case_levels[i], c->actual);
        n++;
    }
    return n ? sum / ((double)n + 0.5) : NAN;
}
