/* fits.c - fits the nodes of a part, and writes what is left of each fit.
 *
 * A record: its size; the size of the keys and they, each terminated; then the fields of put_node
 * in their order. */
#include "forecast/forecasts/fits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/fits_private.h"
#include "forecast/panel/hash.h"
#include "forecast/ranges/spread_private.h"

size_t fc_fits_keys(const fc_hierarchy *h, size_t node, char *out)
{
    size_t size = 0;

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++) {
        const char *key = fc_hierarchy_key(h, node, k);
        const size_t n = strlen(key) + 1;

        if (out)
            memcpy(out + size, key, n);
        size += n;
    }
    return size;
}

static void put(FILE *out, const void *bytes, size_t n)
{
    if (n > 0)
        fwrite(bytes, 1, n, out);
}

static void put_whole(FILE *out, uint64_t whole)
{
    put(out, &whole, sizeof whole);
}

static void put_block(FILE *out, const void *bytes, size_t size)
{
    put_whole(out, size);
    put(out, bytes, size);
}

static void put_numbers(FILE *out, const double *numbers, size_t n)
{
    put_block(out, numbers, n * sizeof *numbers);
}

/* Which of the rows of the table its spread is, from 1; 0: none. */
static uint64_t spread_of(const fc_forecast_node *own)
{
    return own->spread ? (uint64_t)(own->spread - fc_spread_table) + 1 : 0;
}

static void put_node(const fc_forecasts *f, size_t node, FILE *out)
{
    const fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    const double numbers[] = {own->error, own->walk, own->demand};
    size_t size;
    const char *facts = fc_model_facts(own->model, &size);

    put_whole(out, own->replaced);
    put_whole(out, own->has_member);
    put_whole(out, own->whole_demands);
    put_whole(out, spread_of(own));
    put_numbers(out, numbers, sizeof numbers / sizeof *numbers);
    put_numbers(out, f->base + node * horizon, horizon);
    put_numbers(out, f->scale + node * horizon, horizon);
    put_numbers(out, own->shape, own->shape ? horizon * FC_SPREAD_QUANTILES : 0);
    put_numbers(out, own->demands, own->n_demands);
    put_block(out, own->text, strlen(own->text) + 1);
    put_block(out, facts, size);
    put_numbers(out, fc_model_residuals(own->model),
                f->options.levels == FC_LEVELS_ALL ? own->series.n : 0);
}

static fc_status put_record(const fc_forecasts *f, size_t node, FILE *out)
{
    const size_t n = fc_fits_keys(f->hierarchy, node, NULL);
    char *keys = malloc(n + 1), *body = NULL;
    size_t size = 0;
    FILE *memory = keys ? open_memstream(&body, &size) : NULL;

    if (!memory) {
        free(keys);
        return fc_no_memory();
    }
    fc_fits_keys(f->hierarchy, node, keys);
    put_block(memory, keys, n);
    put_node(f, node, memory);
    if (fclose(memory) == 0 && body)
        put_block(out, body, size);
    free(body);
    free(keys);
    return size > 0 ? FC_OK : fc_no_memory();
}

static fc_status put_all(const fc_forecasts *f, char **bytes, size_t *size)
{
    FILE *out = open_memstream(bytes, size);
    fc_status status = out ? FC_OK : fc_no_memory();

    if (!out)
        return status;
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(f->hierarchy); i++)
        if (f->nodes[i].wanted && f->nodes[i].model)
            status = put_record(f, i, out);
    if ((ferror(out) | fclose(out)) != 0 && status == FC_OK)
        status = fc_no_memory();
    return status;
}

static bool is_of_part(const fc_hierarchy *h, size_t node, size_t part, size_t n_parts)
{
    uint64_t hash = 0;

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++) {
        const char *key = fc_hierarchy_key(h, node, k);

        hash = fc_hash(hash, key, strlen(key) + 1);
    }
    return hash % n_parts == part;
}

fc_status fc_fits_make(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                       const fc_forecast_options *options, size_t part, size_t n_parts,
                       char **bytes, size_t *size)
{
    fc_forecasts *f;
    fc_status status = fc_forecasts_new(hierarchy, calendar, options, &f);

    *bytes = NULL;
    *size = 0;
    if (status == FC_OK)
        status = fc_forecasts_prepare_fits(f);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(hierarchy); i++)
        f->nodes[i].wanted = f->nodes[i].wanted && is_of_part(hierarchy, i, part, n_parts);
    if (status == FC_OK)
        status = fc_forecasts_each(f, fc_forecasts_fit);
    if (status == FC_OK)
        status = put_all(f, bytes, size);
    fc_forecasts_free(f);
    if (status != FC_OK) {
        free(*bytes);
        *bytes = NULL;
    }
    return status;
}
