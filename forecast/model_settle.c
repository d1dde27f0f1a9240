/* model_settle.c - makes a fitted model small: only what tells about it is kept. */
#include <assert.h>
#include <stdbool.h>
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
        list[n].power = 0;
        snprintf(list[n].name, sizeof list[n].name, "%s", at);
        at += strlen(at) + 1;
        memcpy(&list[n].value, at, sizeof list[n].value);
        at += sizeof list[n].value;
    }
    return n;
}

static void drop_state(fc_model *model)
{
    if (model->type->release)
        model->type->release(model->state);
    free(model->state);
    model->state = NULL;
}

static fc_status drop_memory(fc_model *model, bool keep_residuals)
{
    const size_t n = keep_residuals ? model->series.n : 0;
    double *kept = malloc((n + 1) * sizeof *kept);

    if (!kept)
        return fc_no_memory();
    memcpy(kept, model->residuals, n * sizeof *kept);
    free(model->memory);
    model->memory = model->residuals = kept;
    model->inner.y = model->fitted = model->season.index = NULL;
    return FC_OK;
}

fc_status fc_model_settle(fc_model *model, bool keep_residuals)
{
    fc_status status;

    assert(!model->facts);
    status = pack_facts(model);
    if (status == FC_OK)
        status = drop_memory(model, keep_residuals);
    if (status == FC_OK)
        drop_state(model);
    return status;
}

/* The bytes of the facts, with the end. */
static size_t facts_size(const char *facts)
{
    const char *at = facts + strlen(facts) + 1;

    while (*at)
        at += strlen(at) + 1 + sizeof(double);
    return (size_t)(at - facts) + 1;
}

/* Whether `size` bytes are facts as pack_facts makes them. */
static bool are_facts(const char *facts, size_t size)
{
    const char *end = facts + size, *at = memchr(facts, '\0', size);

    for (at = at ? at + 1 : end; at < end && *at;) {
        const char *name_end = memchr(at, '\0', (size_t)(end - at));

        if (!name_end || (size_t)(end - name_end) <= sizeof(double))
            return false;
        at = name_end + 1 + sizeof(double);
    }
    return at + 1 == end;
}

const char *fc_model_facts(const fc_model *model, size_t *size)
{
    assert(model->facts);
    *size = facts_size(model->facts);
    return model->facts;
}

fc_status fc_model_recall(const fc_series *train, const char *facts, size_t size,
                          const double *residuals, size_t n, fc_model **model)
{
    fc_model *m;

    *model = NULL;
    if (!are_facts(facts, size) || (n > 0 && n != train->n))
        return fc_fail(FC_EDATA, "%s: what is kept of its model is damaged", train->key);
    m = calloc(1, sizeof *m);
    if (!m)
        return fc_no_memory();
    m->type = fc_model_find("naive"); /* it has no state, so none of its functions is called */
    m->series = *train;
    m->facts = malloc(size);
    m->memory = m->residuals = malloc((n + 1) * sizeof *m->memory);
    if (!m->facts || !m->memory) {
        fc_model_free(m);
        return fc_no_memory();
    }
    memcpy(m->facts, facts, size);
    memcpy(m->residuals, residuals, n * sizeof *residuals);
    *model = m;
    return FC_OK;
}
