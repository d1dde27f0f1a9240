/* model.c - the driver: prepares a series for a model, guards what comes out of it. */
#include "forecast/model.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model_private.h"

static const double same = 1e-13; /* values this close (relative) are a constant series */
static const double runaway = 20; /* forecasts beyond this many times the largest value */

static fc_status check_train(const fc_model_type *type, const fc_series *train)
{
    const double seasons =
        train->season_length > 1 ? ceil(type->min_seasons * (double)train->season_length) : 0;
    const size_t needed = (size_t)fmax(seasons, (double)(type->min_n ? type->min_n : 1));
    size_t observed = 0;

    for (size_t t = 0; t < train->n; t++) {
        if (isinf(train->y[t]))
            return fc_fail(FC_EDATA, "%s: value %zu is infinite", train->key, t + 1);
        observed += !isnan(train->y[t]);
    }
    if (observed < needed)
        return fc_fail(FC_EDATA, "%s: model %s needs %zu observation%s, got %zu", train->key,
                       type->name, needed, needed == 1 ? "" : "s", observed);
    return FC_OK;
}

static void look_at_history(fc_model *model)
{
    const fc_series *series = &model->series;
    double low = INFINITY, high = -INFINITY;

    while (isnan(series->y[model->first]))
        model->first++;
    for (size_t t = model->first; t < series->n; t++) {
        low = fmin(low, series->y[t]);
        high = fmax(high, series->y[t]);
    }
    model->largest = fmax(fabs(low), fabs(high));
    model->nonnegative = low >= 0;
    model->constant = high - low <= same * model->largest;
}

static fc_status model_new(const fc_series *train, fc_model **out)
{
    const size_t n = train->n, m = train->season_length ? train->season_length : 1;
    fc_model *model = calloc(1, sizeof *model);

    *out = NULL;
    if (!model)
        return fc_no_memory();
    model->memory = malloc((3 * n + m) * sizeof *model->memory);
    if (!model->memory) {
        free(model);
        return fc_no_memory();
    }
    model->series = *train;
    model->series.season_length = m;
    model->fitted = model->memory + n;
    model->residuals = model->memory + 2 * n;
    model->season = (fc_season){.length = 1, .index = model->memory + 3 * n};
    look_at_history(model);
    *out = model;
    return FC_OK;
}

void fc_model_free(fc_model *model)
{
    if (!model)
        return;
    if (model->state && model->type->release)
        model->type->release(model->state);
    free(model->state);
    free(model->facts);
    free(model->memory);
    free(model);
}

static double mean_size(const fc_series *series)
{
    double sum = 0, count = 0;

    for (size_t t = 0; t < series->n; t++)
        if (!isnan(series->y[t])) {
            sum += fabs(series->y[t]);
            count++;
        }
    return sum / count;
}

/* The series without leading gaps, and filled where the type asks, in `y`. */
static fc_status copy_history(fc_model *model, const fc_model_type *type, double *y,
                              fc_scratch *scratch)
{
    fc_series *inner = &model->inner;
    fc_status status = FC_OK;

    *inner = model->series;
    inner->n -= model->first;
    inner->y += model->first;
    inner->start += (fc_period)model->first;
    if (type->takes_missing)
        memcpy(y, inner->y, inner->n * sizeof *y);
    else
        status = fc_season_fill(inner, y, scratch);
    inner->y = y;
    return status;
}

/* Scaled, without season and transformed, as the type asks. */
static fc_status prepare(fc_model *model, const fc_model_type *type, fc_scratch *scratch)
{
    double *y = model->memory;
    fc_series *inner = &model->inner;
    fc_status status = copy_history(model, type, y, scratch);

    if (status != FC_OK)
        return status;
    model->unit = type->scaled ? mean_size(inner) : 1;
    for (size_t t = 0; t < inner->n; t++)
        y[t] /= model->unit;
    status = fc_season_estimate(type->season, inner, &model->season, scratch);
    for (size_t t = 0; t < inner->n; t++)
        y[t] = fc_season_remove(&model->season, t, y[t]);
    model->transform = fc_transform_choose(type->transform, y, inner->n, inner->season_length);
    for (size_t t = 0; t < inner->n; t++)
        y[t] = fc_transform_apply(&model->transform, y[t]);
    if (type->season != FC_SEASON_NONE)
        inner->season_length = 1;
    return status;
}

static double to_outer(const fc_model *model, size_t t, double value)
{
    return model->unit *
           fc_season_restore(&model->season, t, fc_transform_invert(&model->transform, value));
}

static void set_residuals(fc_model *model)
{
    const double *y = model->series.y + model->first;

    for (size_t t = 0; t < model->first; t++)
        model->residuals[t] = NAN;
    for (size_t t = 0; t < model->inner.n; t++)
        model->residuals[model->first + t] = y[t] - to_outer(model, t, model->fitted[t]);
}

double fc_model_inner_error(const fc_model *model, size_t t)
{
    return isnan(model->series.y[model->first + t]) ? NAN : model->inner.y[t] - model->fitted[t];
}

/* Makes the model one of this type, whatever it was before. */
static fc_status become(fc_model *model, const fc_model_type *type, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    fc_status status;

    if (model->state && model->type->release)
        model->type->release(model->state);
    free(model->state);
    model->type = type;
    model->state = calloc(1, type->state_size);
    status = model->state ? prepare(model, type, scratch) : fc_no_memory();
    if (status == FC_OK)
        status = type->fit(model->state, &model->inner, model->fitted, scratch);
    if (status == FC_OK)
        set_residuals(model);
    fc_scratch_release(scratch, mark);
    return status;
}

fc_status fc_model_fit(const fc_model_type *type, const fc_series *train, fc_scratch *scratch,
                       fc_model **out)
{
    fc_status status = check_train(type, train);
    fc_model *model = NULL;

    *out = NULL;
    if (status == FC_OK)
        status = model_new(train, &model);
    if (status != FC_OK)
        return status;
    if (model->constant) {
        status = become(model, fc_model_find("naive"), scratch);
        snprintf(model->note, sizeof model->note, "constant");
    } else {
        status = become(model, type, scratch);
    }
    if (status == FC_OK)
        *out = model;
    else
        fc_model_free(model);
    return status;
}

void fc_model_to_outer(const fc_model *model, size_t horizon, double *values)
{
    for (size_t i = 0; i < horizon; i++) {
        values[i] = to_outer(model, model->inner.n + i, values[i]);
        if (model->nonnegative && values[i] < 0)
            values[i] = 0;
    }
}

static bool is_usable(const fc_model *model, size_t horizon, const double *mean)
{
    for (size_t i = 0; i < horizon; i++)
        if (!isfinite(mean[i]) || fabs(mean[i]) > runaway * model->largest)
            return false;
    return true;
}

static fc_status fall_back(fc_model *model, const char *name)
{
    const char *failed = model->type->name;
    fc_scratch *scratch;
    fc_status status = fc_scratch_new(&scratch);

    if (status != FC_OK)
        return status;
    snprintf(model->note, sizeof model->note, "%s (%s ran away)", name, failed);
    model->ran_away = true;
    status = become(model, fc_model_find(name), scratch);
    fc_scratch_free(scratch);
    return status;
}

fc_status fc_model_forecast(fc_model *model, size_t horizon, double *mean)
{
    fc_status status;

    assert(!model->facts);
    status = model->type->forecast(model->state, horizon, mean);
    if (status != FC_OK)
        return status;
    fc_model_to_outer(model, horizon, mean);
    if (is_usable(model, horizon, mean))
        return FC_OK;
    status = fall_back(model, model->type == fc_model_find("naive2") ? "naive" : "naive2");
    return status == FC_OK ? fc_model_forecast(model, horizon, mean) : status;
}

bool fc_model_ran_away(const fc_model *model)
{
    return model->ran_away;
}

const double *fc_model_residuals(const fc_model *model)
{
    return model->residuals;
}

const char *fc_model_name(const fc_model *model)
{
    return model->type->name;
}

void fc_model_describe(const fc_model *model, char *text, size_t size)
{
    if (model->note[0])
        snprintf(text, size, "%s", model->note);
    else if (model->facts)
        fc_model_packed_text(model, text, size);
    else if (model->type->describe)
        model->type->describe(model->state, text, size);
    else
        snprintf(text, size, "%s", model->type->name);
}

size_t fc_model_parameters(const fc_model *model, fc_parameter *list, size_t max)
{
    if (model->facts)
        return fc_model_packed_parameters(model, list, max);
    memset(list, 0, max * sizeof *list);
    const size_t n = model->type->parameters ? model->type->parameters(model->state, list, max) : 0;
    for (size_t i = 0; i < n; i++) {
        list[i].value *= pow(model->unit, list[i].power);
        list[i].power = 0;
    }
    return n;
}
