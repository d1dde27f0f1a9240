/* model_settle.c - makes a fitted model small: only what its futures need is kept. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model_private.h"

enum { MOST_PARAMETERS = 128, TEXT = 128 };

/* "description" 0, then "name" 0 value of each parameter. */
static fc_status pack_facts(fc_model *model)
{
    fc_parameter list[MOST_PARAMETERS];
    const size_t n = fc_model_parameters(model, list, MOST_PARAMETERS);
    char text[TEXT];
    size_t size;

    fc_model_describe(model, text, sizeof text);
    size = strlen(text) + 2;
    for (size_t i = 0; i < n; i++)
        size += strlen(list[i].name) + 1 + sizeof list[i].value;
    char *at = model->facts = malloc(size);
    if (!at)
        return fc_no_memory();
    at = stpcpy(at, text) + 1;
    for (size_t i = 0; i < n; i++) {
        at = stpcpy(at, list[i].name) + 1;
        at = mempcpy(at, &list[i].value, sizeof list[i].value);
    }
    *at = '\0'; /* no name: the end */
    return FC_OK;
}

void fc_model_packed_text(const fc_model *model, char *text, size_t size)
{
    snprintf(text, size, "%s", model->facts);
}

size_t fc_model_packed_parameters(const fc_model *model, fc_parameter *list, size_t max)
{
    const char *at = model->facts + strlen(model->facts) + 1;
    size_t n = 0;

    for (; *at && n < max; n++) {
        snprintf(list[n].name, sizeof list[n].name, "%s", at);
        at += strlen(at) + 1;
        memcpy(&list[n].value, at, sizeof list[n].value);
        at += sizeof list[n].value;
    }
    return n;
}

/* Copies n values to *end, which moves on; returns where they are. */
static double *move(double **end, const double *values, size_t n)
{
    double *start = *end;

    memcpy(start, values, n * sizeof *values);
    *end += n;
    return start;
}

/* Puts the prospect's arrays and what else is kept into one block of just that size. */
static fc_status compact(fc_model *model, const fc_prospect *prospect, bool keep_residuals)
{
    const size_t m = model->season.length, h = prospect->horizon;
    const size_t n_shares = model->constant || model->type->follow ? 0 : h;
    const size_t n_residuals = keep_residuals ? model->series.n : 0;
    double *block = malloc((m + h + n_shares + prospect->pool.n + n_residuals) * sizeof *block);
    double *end = block;

    if (!block)
        return fc_no_memory();
    model->prospect = *prospect;
    model->prospect.mean = move(&end, prospect->mean, h);
    model->prospect.share = move(&end, prospect->share, n_shares);
    model->prospect.pool.error = move(&end, prospect->pool.error, prospect->pool.n);
    model->season.index = move(&end, model->season.index, m);
    model->residuals = move(&end, model->residuals, n_residuals);
    model->inner.y = model->fitted = NULL;
    free(model->memory);
    model->memory = block;
    return FC_OK;
}

static void drop_state(fc_model *model)
{
    if (model->type->release)
        model->type->release(model->state);
    free(model->state);
    model->state = NULL;
}

fc_status fc_model_settle(fc_model *model, size_t horizon, bool keep_residuals)
{
    double *memory = malloc((2 * horizon + model->inner.n + 1) * sizeof *memory);
    fc_prospect prospect;
    fc_status status = FC_ENOMEM;

    assert(horizon > 0 && model->prospect.horizon == 0);
    if (memory)
        status = fc_model_look_ahead(model, horizon, memory, &prospect);
    else
        fc_no_memory();
    if (status == FC_OK)
        status = pack_facts(model);
    if (status == FC_OK)
        status = compact(model, &prospect, keep_residuals);
    if (status == FC_OK && (model->constant || !model->type->follow))
        drop_state(model);
    free(memory);
    return status;
}
