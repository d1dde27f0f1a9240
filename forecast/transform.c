/* transform.c - logarithm and Box-Cox. */
#include "forecast/transform.h"

#include <math.h>

static const double largest_exponent = 700;
static const double lambda_step = 0.05;

/* How much the blocks' deviation relative to mean^(1 - lambda) varies between them: its coefficient
 * of variation. Guerrero (1993), Time-series analysis supported by power transformations. */
static double variation(const double *y, size_t n, size_t block, double lambda)
{
    const size_t blocks = n / block;
    double sum = 0, squares = 0;

    for (size_t b = 0; b < blocks; b++) {
        const double *first = y + n - (blocks - b) * block;
        double mean = 0, deviation = 0;
        for (size_t i = 0; i < block; i++)
            mean += first[i] / (double)block;
        for (size_t i = 0; i < block; i++)
            deviation += (first[i] - mean) * (first[i] - mean);
        const double ratio = sqrt(deviation / (double)(block - 1)) / pow(mean, 1 - lambda);
        sum += ratio;
        squares += ratio * ratio;
    }
    const double mean = sum / (double)blocks;
    return mean > 0 ? (squares / (double)blocks - mean * mean) / (mean * mean) : 0;
}

static double guerrero(const double *y, size_t n, size_t season_length)
{
    const size_t block = season_length > 2 ? season_length : 2;
    const int steps = (int)lround(1 / lambda_step);
    double best = INFINITY, chosen = 1;

    if (n / block < 2)
        return 1;
    for (int i = 0; i <= steps; i++) {
        const double lambda = i * lambda_step;
        const double v = variation(y, n, block, lambda);
        if (v < best) {
            best = v;
            chosen = lambda;
        }
    }
    return chosen;
}

fc_transform fc_transform_choose(fc_transform_method method, const double *y, size_t n,
                                 size_t season_length)
{
    fc_transform transform = {false, 1};

    if (method == FC_TRANSFORM_NONE)
        return transform;
    for (size_t t = 0; t < n; t++)
        if (y[t] <= 0)
            return transform;
    transform.lambda = method == FC_TRANSFORM_LOG ? 0 : guerrero(y, n, season_length);
    transform.active = transform.lambda < 1;
    return transform;
}

double fc_transform_apply(const fc_transform *transform, double value)
{
    if (!transform->active)
        return value;
    return transform->lambda > 0 ? (pow(value, transform->lambda) - 1) / transform->lambda
                                 : log(value);
}

double fc_transform_invert(const fc_transform *transform, double value)
{
    const double base = transform->lambda * value + 1;

    if (!transform->active || isnan(value))
        return value;
    if (transform->lambda > 0)
        return base > 0 ? pow(base, 1 / transform->lambda) : 0;
    return exp(fmax(-largest_exponent, fmin(value, largest_exponent)));
}
