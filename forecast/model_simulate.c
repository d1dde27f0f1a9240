/* model_simulate.c - futures of a fitted model, driven by errors like those it made in the past. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model_private.h"

static const double rounding = 1e-12; /* errors below this share of the values are none */
static const double smallness = 1e-3; /* of the error that is followed, relative to the forecast */

static double fitted_level(const fc_model *model, size_t t)
{
    return model->inner.y[t] > 0 && model->fitted[t] > 0 ? model->fitted[t] : 0;
}

/* Gaussian likelihoods of errors that are additive or proportional to the fitted value, as the
 * additive and multiplicative errors of exponential smoothing are compared: Hyndman, Koehler, Ord &
 * Snyder (2008), Forecasting with Exponential Smoothing, section 5.1. */
static bool is_relative(const fc_model *model)
{
    double additive = 0, relative = 0, logs = 0, n = 0;

    if (model->transform.active)
        return false;
    for (size_t t = 0; t < model->inner.n; t++) {
        const double e = fc_model_inner_error(model, t);
        if (isnan(e))
            continue;
        const double level = fitted_level(model, t);
        if (level <= 0)
            return false;
        additive += e * e;
        relative += e * e / (level * level);
        logs += log(level);
        n++;
    }
    return additive > 0 && n * log(relative / n) + 2 * logs < n * log(additive / n);
}

/* Without residuals (one season of history, say) the changes of the series stand in for them. */
static size_t collect(const fc_model *model, fc_error_pool *pool)
{
    const double *y = model->inner.y;
    size_t n = 0;

    for (size_t t = 0; t < model->inner.n; t++) {
        const double e = fc_model_inner_error(model, t);
        if (!isnan(e))
            pool->error[n++] = pool->relative ? e / model->fitted[t] : e;
    }
    if (n > 0)
        return n;
    for (size_t t = 1; t < model->inner.n; t++)
        if (!isnan(y[t] - y[t - 1]))
            pool->error[n++] = y[t] - y[t - 1];
    return n;
}

/* The bootstrap is smoothed (Silverman 1986, section 6.4) so that few residuals do not give few
 * futures. */
static void fill_pool(const fc_model *model, fc_error_pool *pool)
{
    double mean = 0, squares = 0;

    pool->relative = is_relative(model);
    pool->n = collect(model, pool);
    if (pool->n == 0)
        return;
    const double n = (double)pool->n;
    for (size_t i = 0; i < pool->n; i++)
        mean += pool->error[i] / n;
    const double spent = fmin((double)model->type->n_unknowns + 1, n / 2);
    const double inflation = sqrt(n / (n - spent));
    for (size_t i = 0; i < pool->n; i++) {
        pool->error[i] = (pool->error[i] - mean) * inflation;
        squares += pool->error[i] * pool->error[i];
    }
    pool->deviation = sqrt(squares / n);
    const bool plain = !pool->relative && !model->transform.active;
    if (pool->deviation <= rounding * (plain ? model->largest / model->unit : 1))
        pool->n = 0;
    pool->smoothing = 0.9 * pow(n, -0.2);
}

static double draw(const fc_error_pool *pool, gsl_rng *generator)
{
    if (pool->n == 0)
        return 0;
    const double old = pool->error[gsl_rng_uniform_int(generator, pool->n)];
    const double noise = gsl_ran_gaussian_ziggurat(generator, pool->deviation * pool->smoothing);

    return (old + noise) / sqrt(1 + pool->smoothing * pool->smoothing);
}

/* By following a small error at the first step. */
static void trace_error(const fc_model *model, const double *mean, size_t horizon, double *errors,
                        double *share)
{
    const double size = smallness * (fabs(mean[0]) > 0 ? fabs(mean[0]) : 1);

    memset(errors, 0, horizon * sizeof *errors);
    errors[0] = size;
    model->type->follow(model->state, errors, horizon, share);
    for (size_t i = 0; i < horizon; i++)
        share[i] = (share[i] - mean[i]) / size;
}

fc_status fc_model_response(const fc_model *model, size_t horizon, double *share)
{
    double *mean = NULL;
    fc_status status = FC_OK;

    if (model->type->response) {
        status = model->type->response(model->state, horizon, share);
    } else if (model->type->follow) {
        mean = malloc(2 * horizon * sizeof *mean);
        status = mean ? model->type->forecast(model->state, horizon, mean) : fc_no_memory();
        if (status == FC_OK)
            trace_error(model, mean, horizon, mean + horizon, share);
    } else {
        for (size_t i = 0; i < horizon; i++)
            share[i] = 1;
    }
    free(mean);
    return status;
}

fc_status fc_model_look_ahead(fc_model *model, size_t horizon, double *memory,
                              fc_prospect *prospect)
{
    fc_prospect p = {.horizon = horizon, .mean = memory, .share = memory + horizon};
    fc_status status;

    p.pool.error = memory + 2 * horizon;
    status = fc_model_forecast(model, horizon, p.mean); /* may fall back, so it comes first */
    if (status == FC_OK && !model->constant) {
        status = model->type->forecast(model->state, horizon, p.mean);
        if (status == FC_OK && !model->type->follow)
            status = fc_model_response(model, horizon, p.share);
        if (status == FC_OK)
            fill_pool(model, &p.pool);
    }
    *prospect = p;
    return status;
}

/* Errors that live on as the model says, and a slope that may be another than the one estimated:
 * that of a random walk has the standard error of its steps / sqrt(n). */
static void add_response(const fc_prospect *p, double slope_doubt, const double *errors,
                         gsl_rng *generator, double *path)
{
    const double steps = p->pool.deviation * p->share[p->horizon - 1];
    const double slope =
        gsl_ran_gaussian_ziggurat(generator, slope_doubt * steps / sqrt((double)p->pool.n + 1));

    for (size_t i = 0; i < p->horizon; i++) {
        double sum = slope * (double)(i + 1);
        for (size_t j = 0; j <= i; j++)
            sum += p->share[i - j] * errors[j];
        path[i] = p->mean[i] + (p->pool.relative ? fabs(p->mean[i]) * sum : sum);
    }
}

static void simulate(const fc_model *model, const fc_prospect *p, double *errors,
                     gsl_rng *generator, double *path)
{
    const bool follows = model->type->follow;

    for (size_t i = 0; i < p->horizon; i++)
        errors[i] =
            draw(&p->pool, generator) * (follows && p->pool.relative ? fabs(p->mean[i]) : 1);
    if (follows)
        model->type->follow(model->state, errors, p->horizon, path);
    else
        add_response(p, model->type->slope_doubt, errors, generator, path);
    fc_model_to_outer(model, p->horizon, path);
}

/* A constant series has but one future. */
static void repeat(const double *mean, size_t n_paths, size_t horizon, double *paths)
{
    for (size_t i = 0; i < n_paths * horizon; i++)
        paths[i] = mean[i % horizon];
}

fc_status fc_model_simulate(fc_model *model, uint64_t seed, size_t n_paths, size_t horizon,
                            double *paths)
{
    fc_prospect prospect;
    fc_status status = FC_ENOMEM;
    double *memory = malloc((3 * horizon + model->inner.n + 1) * sizeof *memory);
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);

    if (!generator || !memory) {
        fc_no_memory();
        goto done;
    }
    status = fc_model_look_ahead(model, horizon, memory + horizon, &prospect);
    if (status != FC_OK)
        goto done;
    if (model->constant) {
        repeat(prospect.mean, n_paths, horizon, paths);
        goto done;
    }
    gsl_rng_set(generator, seed ^ (seed >> 32));
    for (size_t i = 0; i < n_paths; i++)
        simulate(model, &prospect, memory, generator, paths + i * horizon);
done:
    free(memory);
    gsl_rng_free(generator);
    return status;
}
