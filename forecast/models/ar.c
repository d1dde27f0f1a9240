/* ar.c - autoregression of an order chosen by AIC.
 *
 * Brockwell & Davis, Introduction to Time Series and Forecasting, 3rd ed. (2016), sections 5.1.1
 * (Yule-Walker estimates by the Durbin-Levinson recursion) and 5.5.2 (choice of the order). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model.h"

typedef struct {
    size_t order;
    double mean;
    double *coef; /* order values */
    double *last; /* the last `order` values above the mean, newest first */
} autoregression;

/* acov[0 .. most] of y around its mean. */
static void autocovariances(const double *y, size_t n, double mean, size_t most, double *acov)
{
    for (size_t lag = 0; lag <= most; lag++) {
        acov[lag] = 0;
        for (size_t t = lag; t < n; t++)
            acov[lag] += (y[t] - mean) * (y[t - lag] - mean) / (double)n;
    }
}

/* One step of the recursion: coef[k] from coef[k - 1]; returns the new error variance. */
static double extend(const double *acov, size_t k, double variance, double *coef, double *work)
{
    double partial = acov[k];

    for (size_t j = 1; j < k; j++)
        partial -= coef[j - 1] * acov[k - j];
    partial /= variance;
    memcpy(work, coef, (k - 1) * sizeof *work);
    for (size_t j = 1; j < k; j++)
        coef[j - 1] -= partial * work[k - 1 - j];
    coef[k - 1] = partial;
    return variance * (1 - partial * partial);
}

/* Goes through all orders and keeps the coefficients of the one with the smallest AIC in s. */
static void choose(autoregression *s, const double *acov, size_t n, size_t most, double *work)
{
    double *coef = work;
    double variance = acov[0];
    double least = (double)n * log(variance);

    for (size_t k = 1; k <= most && variance > 0; k++) {
        double aic;

        variance = extend(acov, k, variance, coef, work + most);
        aic = (double)n * log(variance) + 2 * (double)k;
        if (aic < least) {
            least = aic;
            s->order = k;
            memcpy(s->coef, coef, k * sizeof *coef);
        }
    }
}

/* sum of coefficients times the values before t, where those before 0 are s->last. */
static double regress(const autoregression *s, const double *y, size_t t)
{
    double sum = s->mean;

    for (size_t j = 1; j <= s->order; j++)
        sum += s->coef[j - 1] * (j <= t ? y[t - j] - s->mean : s->last[j - t - 1]);
    return sum;
}

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    autoregression *s = state;
    const size_t n = train->n;
    const size_t usual = (size_t)(10 * log10((double)n)); /* as ar() in R */
    const size_t most = usual < n - 1 ? usual : n - 1;
    double *acov = fc_scratch_take(scratch, most + 1);
    double *work = fc_scratch_take(scratch, 2 * most);

    s->coef = calloc(2 * most, sizeof *s->coef);
    if (!acov || !work || !s->coef)
        return fc_no_memory();
    s->last = s->coef + most;
    for (size_t t = 0; t < n; t++)
        s->mean += train->y[t] / (double)n;
    autocovariances(train->y, n, s->mean, most, acov);
    choose(s, acov, n, most, work);
    for (size_t j = 0; j < s->order; j++)
        s->last[j] = train->y[n - 1 - j] - s->mean;
    for (size_t t = 0; t < n; t++)
        fitted[t] = t < s->order ? NAN : regress(s, train->y, t);
    return FC_OK;
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    for (size_t i = 0; i < horizon; i++)
        mean[i] = regress(state, mean, i);
    return FC_OK;
}

static void follow(const void *state, const double *errors, size_t horizon, double *path)
{
    for (size_t i = 0; i < horizon; i++)
        path[i] = regress(state, path, i) + errors[i];
}

static void describe(const void *state, char *text, size_t size)
{
    const autoregression *s = state;

    snprintf(text, size, "ar(%zu)", s->order);
}

static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const autoregression *s = state;
    size_t n = 0;

    if (max > 0)
        list[n++] = (fc_parameter){"mean", s->mean, 1};
    for (size_t j = 1; j <= s->order && n < max; j++, n++) {
        snprintf(list[n].name, sizeof list[n].name, "ar%zu", j);
        list[n].value = s->coef[j - 1];
    }
    return n;
}

static void release(void *state)
{
    autoregression *s = state;

    free(s->coef);
}

const fc_model_type fc_model_ar = {
    .name = "ar",
    .summary = "autoregression around the mean, order chosen by AIC",
    .source = "Brockwell & Davis, Introduction to Time Series and Forecasting, 5.1 and 5.5",
    .min_n = 4,
    .state_size = sizeof(autoregression),
    .scaled = true,
    .n_unknowns = 3,
    .fit = fit,
    .forecast = forecast,
    .follow = follow,
    .describe = describe,
    .parameters = parameters,
    .release = release,
};
