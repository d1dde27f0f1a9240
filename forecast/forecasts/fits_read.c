/* fits_read.c - fits that were made elsewhere: found by the keys, and put in place of a fit. */
#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/fits_private.h"
#include "forecast/panel/hash.h"
#include "forecast/ranges/spread_private.h"

/* One record. */
typedef struct {
    const char *record; /* its keys and what follows */
    uint64_t size;
} entry;

struct fc_fits {
    char **parts;
    size_t n_parts;
    entry *table; /* open addressing; record NULL: free */
    size_t room, n;
};

fc_status fc_fits_new(fc_fits **fits)
{
    *fits = calloc(1, sizeof **fits);
    return *fits ? FC_OK : fc_no_memory();
}

void fc_fits_free(fc_fits *fits)
{
    if (!fits)
        return;
    for (size_t i = 0; i < fits->n_parts; i++)
        free(fits->parts[i]);
    free(fits->parts);
    free(fits->table);
    free(fits);
}

size_t fc_fits_size(const fc_fits *fits)
{
    return fits->n;
}

/* What is left to read of some bytes; `damaged` once anything does not fit. */
typedef struct {
    const char *at, *end;
    bool damaged;
} reader;

static uint64_t get_whole(reader *r)
{
    uint64_t whole = 0;

    if ((size_t)(r->end - r->at) < sizeof whole) {
        r->damaged = true;
        return 0;
    }
    memcpy(&whole, r->at, sizeof whole);
    r->at += sizeof whole;
    return whole;
}

static const char *get_block(reader *r, size_t *size)
{
    const uint64_t n = get_whole(r);
    const char *block = r->at;

    *size = 0;
    if (r->damaged || n > (uint64_t)(r->end - r->at)) {
        r->damaged = true;
        return r->end;
    }
    *size = (size_t)n;
    r->at += n;
    return block;
}

/* Numbers into out[n], of which there must be so many. */
static void get_numbers(reader *r, double *out, size_t n)
{
    size_t size;
    const char *block = get_block(r, &size);

    if (size != n * sizeof *out)
        r->damaged = true;
    else
        memcpy(out, block, size);
}

/* The place of the keys in the table: theirs, or a free one. */
static entry *place_of(const fc_fits *fits, const char *keys, size_t n)
{
    size_t at = (size_t)(fc_hash(0, keys, n) & (fits->room - 1));

    for (;; at = (at + 1) & (fits->room - 1)) {
        entry *e = &fits->table[at];
        uint64_t size;

        if (!e->record)
            return e;
        memcpy(&size, e->record, sizeof size);
        if (size == n && memcmp(e->record + sizeof size, keys, n) == 0)
            return e;
    }
}

static fc_status grow(fc_fits *fits)
{
    enum { LEAST = 64 };
    const fc_fits old = *fits;

    fits->room = old.room ? 2 * old.room : LEAST;
    fits->table = calloc(fits->room, sizeof *fits->table);
    if (!fits->table) {
        *fits = old;
        return fc_no_memory();
    }
    for (size_t i = 0; i < old.room; i++)
        if (old.table[i].record) {
            uint64_t size;

            memcpy(&size, old.table[i].record, sizeof size);
            *place_of(fits, old.table[i].record + sizeof size, (size_t)size) = old.table[i];
        }
    free(old.table);
    return FC_OK;
}

static fc_status add_record(fc_fits *fits, const char *record, size_t size)
{
    reader r = {record, record + size, false};
    size_t n;
    const char *keys = get_block(&r, &n);
    entry *e;

    if (r.damaged)
        return fc_fail(FC_EDATA, "the fits are damaged");
    if (2 * (fits->n + 1) > fits->room && grow(fits) != FC_OK)
        return fc_no_memory();
    e = place_of(fits, keys, n);
    if (e->record)
        return fc_fail(FC_EDATA, "a node is fitted twice");
    *e = (entry){record, size};
    fits->n++;
    return FC_OK;
}

fc_status fc_fits_add(fc_fits *fits, char *bytes, size_t size)
{
    reader r = {bytes, bytes + size, false};
    char **parts = realloc(fits->parts, (fits->n_parts + 1) * sizeof *parts);
    fc_status status = FC_OK;

    if (!parts) {
        free(bytes);
        return fc_no_memory();
    }
    fits->parts = parts;
    fits->parts[fits->n_parts++] = bytes;
    while (status == FC_OK && r.at < r.end) {
        size_t n;
        const char *record = get_block(&r, &n);

        status =
            r.damaged ? fc_fail(FC_EDATA, "the fits are damaged") : add_record(fits, record, n);
    }
    return status;
}

static void get_demands(reader *r, fc_forecast_node *own)
{
    size_t size;
    const char *block = get_block(r, &size);

    if (size == 0)
        return;
    own->demands = malloc(size);
    own->n_demands = size / sizeof *own->demands;
    if (!own->demands || size % sizeof *own->demands != 0 || own->n_demands > own->series.n)
        r->damaged = true;
    else
        memcpy(own->demands, block, size);
}

static void get_shape(reader *r, fc_forecast_node *own, size_t horizon)
{
    size_t size;
    const char *block = get_block(r, &size);

    if (size == 0)
        return;
    own->shape = malloc(size);
    if (!own->shape || size != horizon * FC_SPREAD_QUANTILES * sizeof *own->shape)
        r->damaged = true;
    else
        memcpy(own->shape, block, size);
}

static void get_text(reader *r, fc_forecast_node *own)
{
    size_t size;
    const char *block = get_block(r, &size);

    if (size == 0 || size > sizeof own->text || block[size - 1] != '\0')
        r->damaged = true;
    else
        memcpy(own->text, block, size);
}

static fc_status get_model(const fc_forecasts *f, reader *r, fc_forecast_node *own)
{
    const size_t n = f->options.levels == FC_LEVELS_ALL ? own->series.n : 0;
    const fc_series train = fc_forecasts_train(own);
    double *residuals = malloc((n + 1) * sizeof *residuals);
    size_t size;
    const char *facts = get_block(r, &size);
    fc_status status = residuals ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        get_numbers(r, residuals, n);
    if (status == FC_OK && !r->damaged)
        status = fc_model_recall(&train, facts, size, residuals, n, &own->model);
    free(residuals);
    return status;
}

static fc_status get_node(fc_forecasts *f, size_t node, reader *r)
{
    fc_forecast_node *own = &f->nodes[node];
    const size_t horizon = f->options.horizon;
    double numbers[3] = {0};
    uint64_t spread;
    fc_status status;

    own->replaced = get_whole(r);
    own->has_member = get_whole(r);
    own->whole_demands = get_whole(r);
    spread = get_whole(r);
    if (spread > fc_spread_rows)
        r->damaged = true;
    else if (spread > 0)
        own->spread = &fc_spread_table[spread - 1];
    get_numbers(r, numbers, 3);
    own->error = numbers[0];
    own->walk = numbers[1];
    own->demand = numbers[2];
    get_numbers(r, f->base + node * horizon, horizon);
    get_numbers(r, f->scale + node * horizon, horizon);
    get_shape(r, own, horizon);
    get_demands(r, own);
    get_text(r, own);
    status = get_model(f, r, own);
    if (status == FC_OK && (r->damaged || r->at != r->end))
        status = fc_fail(FC_EDATA, "%s: its fit is of other data, or damaged", own->series.key);
    return status;
}

fc_status fc_forecasts_recall(fc_forecasts *f, size_t node)
{
    const fc_fits *fits = f->options.fits;
    const size_t n = fc_fits_keys(f->hierarchy, node, NULL);
    char *keys = malloc(n + 1);
    const entry *e = NULL;
    reader r;
    size_t size;

    if (!keys)
        return fc_no_memory();
    fc_fits_keys(f->hierarchy, node, keys);
    if (fits->room > 0)
        e = place_of(fits, keys, n);
    free(keys);
    if (!e || !e->record)
        return fc_fail(FC_EDATA, "%s: no part has fitted it; the sales are not those of the parts",
                       f->nodes[node].series.key);
    r = (reader){e->record, e->record + e->size, false};
    get_block(&r, &size);
    return get_node(f, node, &r);
}
