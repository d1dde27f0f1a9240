/* temporal.c - forecasts of a series and of its sums over longer spans, brought into agreement. */
#include "forecast/temporal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/reconciler.h"

enum { LEAST_SUMS = 8, LEAST_SEASONS = 4 };

/* The season as a small hierarchy: sums of the longest span first, single periods last. */
typedef struct {
    size_t season, seasons; /* periods in one; how many are forecast */
    size_t n_nodes, n_sums; /* of the season; the first n_sums are not single periods */
    size_t *span;           /* n_nodes */
    double *base, *mean;    /* n_nodes x seasons */
    bool *fixed, *nonnegative;
    fc_lists cells;
} hierarchy;

static size_t least_sums(size_t span, size_t season)
{
    return span == season ? LEAST_SEASONS : LEAST_SUMS;
}

static bool is_wanted(const fc_series *train, size_t span)
{
    const size_t m = train->season_length;

    return m % span == 0 && train->n / span >= least_sums(span, m);
}

static bool never_below_zero(const fc_series *train)
{
    for (size_t t = 0; t < train->n; t++)
        if (train->y[t] < 0.0)
            return false;
    return true;
}

/* Writes values[n]: sums of `span` periods, the last one ending with the series. */
static void add_up(const fc_series *train, size_t span, size_t n, double *values)
{
    const double *first = train->y + train->n - n * span;

    for (size_t t = 0; t < n; t++) {
        values[t] = 0.0;
        for (size_t i = 0; i < span; i++)
            values[t] += first[t * span + i];
    }
}

/* out[n_ahead]: what the model says of sums of `span` periods. */
static fc_status forecast_sums(const fc_model_type *type, const fc_series *train, size_t span,
                               fc_scratch *scratch, size_t n_ahead, double *out)
{
    const size_t n = train->n / span;
    double *values = malloc(n * sizeof *values);
    const fc_series sums = {train->key, values, n, train->season_length / span, train->start};
    fc_model *model = NULL;
    fc_status status = values ? FC_OK : fc_no_memory();

    if (status == FC_OK) {
        add_up(train, span, n, values);
        status = fc_model_fit(type, &sums, scratch, &model);
    }
    if (status == FC_OK)
        status = fc_model_forecast(model, n_ahead, out);
    if (status == FC_OK && fc_model_ran_away(model))
        status = FC_EDATA;
    fc_model_free(model);
    free(values);
    return status;
}

static void clear_season(hierarchy *h)
{
    fc_lists_clear(&h->cells);
    free(h->span);
    free(h->base);
    free(h->mean);
    free(h->fixed);
    free(h->nonnegative);
}

static fc_status open_season(const fc_series *train, size_t horizon, hierarchy *h)
{
    const size_t m = train->season_length;
    size_t n = m;

    for (size_t span = 2; span <= m; span++)
        n += is_wanted(train, span) ? m / span : 0;
    h->season = m;
    h->seasons = (horizon + m - 1) / m;
    h->span = malloc(n * sizeof *h->span);
    h->base = malloc(n * h->seasons * sizeof *h->base);
    h->mean = malloc(n * h->seasons * sizeof *h->mean);
    h->fixed = calloc(n, sizeof *h->fixed);
    h->nonnegative = malloc(n * sizeof *h->nonnegative);
    if (!h->span || !h->base || !h->mean || !h->fixed || !h->nonnegative)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++)
        h->nonnegative[i] = never_below_zero(train);
    return FC_OK;
}

/* Adds the nodes of one span, with their forecasts: ahead[season / span x seasons]. */
static void append(hierarchy *h, size_t span, const double *ahead)
{
    const size_t each = h->season / span;

    for (size_t i = 0; i < each; i++) {
        h->span[h->n_nodes] = span;
        for (size_t s = 0; s < h->seasons; s++)
            h->base[h->n_nodes * h->seasons + s] = ahead[s * each + i];
        h->n_nodes++;
    }
}

/* The forecasts of all spans. */
static fc_status gather(const fc_model_type *type, const fc_series *train, fc_model *model,
                        fc_scratch *scratch, hierarchy *h, size_t *spans)
{
    const size_t m = h->season;
    double *ahead = malloc(m * h->seasons * sizeof *ahead);
    fc_status status = ahead ? FC_OK : fc_no_memory();

    for (size_t span = m; status == FC_OK && span > 1; span--) {
        if (!is_wanted(train, span))
            continue;
        status = forecast_sums(type, train, span, scratch, m / span * h->seasons, ahead);
        if (status == FC_OK) {
            append(h, span, ahead);
            ++*spans;
        } else if (status != FC_ENOMEM) {
            status = FC_OK;
        }
    }
    h->n_sums = h->n_nodes;
    if (status == FC_OK)
        status = fc_model_forecast(model, m * h->seasons, ahead);
    if (status == FC_OK)
        append(h, 1, ahead);
    free(ahead);
    return status;
}

/* Which single periods are in which sum. */
static fc_status list_cells(hierarchy *h)
{
    const size_t m = h->season;
    size_t n = 0, *list_of = malloc((h->n_nodes * m) * sizeof *list_of);
    fc_status status;

    if (!list_of)
        return fc_no_memory();
    for (size_t i = 0, first = 0; i < h->n_nodes; i++) {
        for (size_t j = 0; j < m; j++)
            list_of[n++] = j / h->span[i] == first ? i : SIZE_MAX;
        first = i + 1 < h->n_nodes && h->span[i + 1] == h->span[i] ? first + 1 : 0;
    }
    status = fc_lists_fill(&h->cells, h->n_nodes, list_of, n, 1, m);
    free(list_of);
    return status;
}

fc_status fc_temporal_forecast(const fc_model_type *type, const fc_series *train, fc_model *model,
                               fc_scratch *scratch, size_t horizon, double *mean, size_t *spans)
{
    hierarchy h = {0};
    const fc_reconciler *used;
    fc_status status = open_season(train, horizon, &h);

    *spans = 0;
    if (status == FC_OK)
        status = gather(type, train, model, scratch, &h, spans);
    if (status == FC_OK && *spans > 0)
        status = list_cells(&h);
    if (status == FC_OK && *spans > 0) {
        const fc_reconcile_task task = {.n_nodes = h.n_nodes,
                                        .n_bottom = h.season,
                                        .horizon = h.seasons,
                                        .cells = &h.cells,
                                        .base = h.base,
                                        .fixed = h.fixed,
                                        .nonnegative = h.nonnegative};

        status = fc_reconciler_run(fc_reconciler_find("wls-structural"), &task, h.mean, &used);
    }
    for (size_t t = 0; status == FC_OK && t < horizon; t++) {
        const double *all = *spans > 0 ? h.mean : h.base;

        mean[t] = all[(h.n_sums + t % h.season) * h.seasons + t / h.season];
    }
    clear_season(&h);
    return status;
}
