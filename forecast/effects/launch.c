/* launch.c - Bass's curve, and curves of those that were launched before. */
#include "forecast/effects/launch.h"

#include <math.h>

#include "forecast/regression/nonlinear.h"

enum { LEAST = 5, PARAMETERS = 3, LEAST_AGES = 3 };

/* Of the logarithm of Bass's market. */
static const double MOST_DOUBT = 0.5;

/* A market so many times what was sold so far lies nowhere. */
static const double MOST_MARKET = 20;

/* What is left of growth from one period to the next. */
static const double FADING = 0.75;

/* The share of the market that has bought after t periods. */
static double cumulative(const fc_bass *bass, double t)
{
    const double left = exp(-(bass->p + bass->q) * t);

    return (1 - left) / (1 + bass->q / bass->p * left);
}

double fc_bass_sales(const fc_bass *bass, size_t t)
{
    return bass->market * (cumulative(bass, (double)t + 1) - cumulative(bass, (double)t));
}

/* Parameters are logarithms, so that all are above 0. */
static fc_bass of_logarithms(const double *b)
{
    return (fc_bass){.market = exp(b[0]), .p = exp(b[1]), .q = exp(b[2])};
}

static bool curve(const double *b, double *value, void *context)
{
    const fc_bass bass = of_logarithms(b);
    const size_t n = *(const size_t *)context;

    for (size_t t = 0; t < n; t++)
        value[t] = fc_bass_sales(&bass, t);
    return true;
}

fc_status fc_bass_fit(const double *y, size_t n, fc_bass *bass)
{
    static const double starts[][2] = {{0.03, 0.38}, {0.01, 0.8}, {0.1, 0.2}}; /* p, q */
    size_t length = n;
    const fc_nonlinear problem = {
        .n = n, .k = PARAMETERS, .y = y, .curve = curve, .context = &length};
    double sum = 0, least = INFINITY;

    for (size_t t = 0; t < n; t++)
        sum += y[t];
    if (n < LEAST || !(sum > 0))
        return fc_fail(FC_EDATA, "launch: %zu periods of sales do not settle a curve", n);
    for (size_t s = 0; s < sizeof starts / sizeof *starts; s++) {
        double b[PARAMETERS] = {log(3 * sum), log(starts[s][0]), log(starts[s][1])};
        double errors[PARAMETERS];
        fc_nonlinear_result result = {.errors = errors};
        const fc_status status = fc_nonlinear_fit(&problem, b, &result);

        if (status == FC_ENOMEM)
            return status;
        if (status == FC_OK && result.rss < least && errors[0] < MOST_DOUBT &&
            b[0] < log(MOST_MARKET * sum)) {
            least = result.rss;
            *bass = of_logarithms(b);
        }
    }
    if (!isfinite(least))
        return fc_fail(FC_EDATA, "launch: sales so far do not settle the market");
    return FC_OK;
}

static double mean(const double *x, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += x[i] / (double)n;
    return sum;
}

bool fc_launch_by_analogy(const double *shares, size_t stride, const size_t *length,
                          size_t n_analogues, size_t n, size_t season, size_t horizon, double *out)
{
    const size_t last = season >= 4 ? season / 4 : 1;
    double used = 0;

    for (size_t h = 0; h < horizon; h++)
        out[h] = 0;
    for (size_t i = 0; i < n_analogues; i++) {
        const double *share = shares + i * stride;
        const double before = length[i] > n ? mean(share, n) : 0;

        if (!(before > 0))
            continue;

        const size_t rest = length[i] - n < last ? length[i] - n : last;
        const double settled = mean(share + length[i] - rest, rest);

        for (size_t h = 0; h < horizon; h++)
            out[h] += (n + h < length[i] ? share[n + h] : settled) / before;
        used++;
    }
    for (size_t h = 0; used > 0 && h < horizon; h++)
        out[h] /= used;
    return used > 0;
}

bool fc_launch_by_fading(const double *share, size_t n, size_t season, size_t horizon, double *out)
{
    const size_t half = season >= 2 * LEAST_AGES ? season / 2 : LEAST_AGES;
    const size_t used = n < half ? n : half;
    const double *last = share + n - used;
    const double middle = ((double)used - 1) / 2, level = mean(last, used);
    double slope = 0, squares = 0, left = 1, growth = 0;

    if (n < LEAST_AGES || !(level > 0))
        return false;
    for (size_t t = 0; t < used; t++) {
        slope += ((double)t - middle) * (last[t] - level);
        squares += pow((double)t - middle, 2);
    }
    slope /= squares;
    for (size_t h = 0; h < horizon; h++) {
        left *= FADING;
        growth += left;
        out[h] = fmax(level + slope * (middle + growth), 0);
    }
    return true;
}
