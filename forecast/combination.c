/* combination.c - fits several models and takes the mean of their forecasts.
 *
 * Bates & Granger (1969), The combination of forecasts; equal weights, which estimated ones hardly
 * ever beat: Claeskens et al. (2016), The forecast combination puzzle. */
#include "forecast/combination.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model_private.h"

static void average_fitted(const fc_combination *c, const fc_series *train, double *fitted)
{
    for (size_t t = 0; t < train->n; t++) {
        double sum = 0, count = 0;
        for (size_t i = 0; i < c->n; i++) {
            const double residual = fc_model_residuals(c->member[i])[t];
            if (isnan(residual))
                continue;
            sum += residual;
            count++;
        }
        fitted[t] = count > 0 ? train->y[t] - sum / count : NAN;
    }
}

fc_status fc_combination_fit(fc_combination *c, const char *const *names, size_t n,
                             const fc_series *train, double *fitted, fc_scratch *scratch)
{
    assert(n <= FC_COMBINATION_MAX);
    for (size_t i = 0; i < n; i++) {
        const fc_status status =
            fc_model_fit(fc_model_find(names[i]), train, scratch, &c->member[c->n]);
        if (status == FC_OK)
            c->n++;
        else if (status != FC_EDATA)
            return status;
    }
    if (c->n == 0)
        return fc_fail(FC_EDATA, "%s: too short for any model of the combination", train->key);
    average_fitted(c, train, fitted);
    return FC_OK;
}

static double mean_of(const fc_combination *c, const double *values, size_t stride)
{
    double sum = 0, least = INFINITY, most = -INFINITY;

    for (size_t i = 0; i < c->n; i++) {
        sum += values[i * stride];
        least = fmin(least, values[i * stride]);
        most = fmax(most, values[i * stride]);
    }
    return c->trimmed && c->n > 2 ? (sum - least - most) / (double)(c->n - 2) : sum / (double)c->n;
}

/* Standard deviation around the plain mean. */
static double deviation_of(const fc_combination *c, const double *values, size_t stride)
{
    double mean = 0, squares = 0;

    for (size_t i = 0; i < c->n; i++)
        mean += values[i * stride] / (double)c->n;
    for (size_t i = 0; i < c->n; i++)
        squares += pow(values[i * stride] - mean, 2);
    return sqrt(squares / (double)c->n);
}

typedef double summary(const fc_combination *c, const double *values, size_t stride);

/* Does `each` for every member and sums the results up step by step. */
static fc_status combine(const fc_combination *c, size_t horizon,
                         fc_status (*each)(fc_model *, size_t, double *), summary *sum_up,
                         double *out)
{
    double *values = malloc(c->n * horizon * sizeof *values);
    fc_status status = values ? FC_OK : fc_no_memory();

    for (size_t i = 0; i < c->n && status == FC_OK; i++)
        status = each(c->member[i], horizon, values + i * horizon);
    for (size_t h = 0; h < horizon && status == FC_OK; h++)
        out[h] = sum_up(c, values + h, horizon);
    free(values);
    return status;
}

fc_status fc_combination_forecast(const void *state, size_t horizon, double *mean)
{
    return combine(state, horizon, fc_model_forecast, mean_of, mean);
}

static fc_status response_of(fc_model *member, size_t horizon, double *share)
{
    return fc_model_response(member, horizon, share);
}

fc_status fc_combination_response(const void *state, size_t horizon, double *share)
{
    return combine(state, horizon, response_of, mean_of, share);
}

fc_status fc_combination_disagree(const void *state, size_t horizon, double *deviation)
{
    const fc_combination *c = state;

    for (size_t i = 0; c->n == 1 && i < horizon; i++)
        deviation[i] = NAN; /* one model alone is no combination */
    return c->n == 1 ? FC_OK : combine(state, horizon, fc_model_forecast, deviation_of, deviation);
}

void fc_combination_describe(const void *state, char *text, size_t size)
{
    const fc_combination *c = state;

    if (c->n == 1) {
        fc_model_describe(c->member[0], text, size);
        return;
    }
    size_t used = (size_t)snprintf(text, size, "%s(", c->trimmed ? "trimmed" : "mean");
    for (size_t i = 0; i < c->n && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", c->member[i]->type->name,
                                 i + 1 < c->n ? "," : ")");
}

size_t fc_combination_parameters(const void *state, fc_parameter *list, size_t max)
{
    const fc_combination *c = state;
    size_t n = 0;

    if (c->n == 1)
        return fc_model_parameters(c->member[0], list, max);
    for (size_t i = 0; i < c->n; i++) {
        const size_t first = n;

        n += fc_model_parameters(c->member[i], list + n, max - n);
        for (size_t k = first; k < n; k++) { /* "ces" "alpha" becomes "ces alpha" */
            char own[sizeof list[k].name];

            snprintf(own, sizeof own, "%s", list[k].name);
            snprintf(list[k].name, sizeof list[k].name, "%s %.*s", c->member[i]->type->name,
                     (int)(sizeof own / 2), own);
        }
    }
    return n;
}

void fc_combination_release(void *state)
{
    fc_combination *c = state;

    for (size_t i = 0; i < c->n; i++)
        fc_model_free(c->member[i]);
}
