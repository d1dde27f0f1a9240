/* drafts_join.c - the mean of all cells given the forecast, the drafts and the target. */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"

/* A sum of cells of which something is known: a draft, or the target (error 0). */
typedef struct {
    size_t node;
    double lacking; /* what is known less the forecast */
    double error;   /* standard deviation */
} observed;

typedef struct {
    const an_target *t;
    const an_drafts *drafts;
    observed *known; /* the target comes first */
    size_t n, n_paths;
    double *futures;  /* n x n_paths: of the known sums, less their means, over sqrt(n_paths) */
    double *own;      /* of each cell: a small variance of its own, so that none is without */
    gsl_matrix *k;    /* covariance of what is known */
    gsl_vector *pull; /* k^-1 lacking */
    double *paths, *sums;
} joining;

/* Which known sums each cell is part of: pairs of sum and cell, sorted by cell. */
static fc_status list_sums(const joining *w, fc_lists *of)
{
    size_t n_pairs = 0, n;
    size_t *cell_of, *sum_of;
    fc_status status = FC_OK;

    for (size_t i = 0; i < w->n; i++) {
        fc_hierarchy_cells(w->t->sales->hierarchy, w->known[i].node, &n);
        n_pairs += n;
    }
    cell_of = malloc((n_pairs + 1) * sizeof *cell_of);
    sum_of = malloc((n_pairs + 1) * sizeof *sum_of);
    n_pairs = 0;
    for (size_t i = 0; cell_of && sum_of && i < w->n; i++) {
        const size_t *cells = fc_hierarchy_cells(w->t->sales->hierarchy, w->known[i].node, &n);

        for (size_t c = 0; c < n; c++) {
            cell_of[n_pairs] = cells[c];
            sum_of[n_pairs++] = i;
        }
    }
    status = cell_of && sum_of ? fc_lists_fill(of, w->t->n_cells, cell_of, n_pairs, 1, n_pairs + 1)
                               : fc_no_memory();
    for (size_t c = 0; status == FC_OK && c < n_pairs; c++)
        of->items[c] = sum_of[of->items[c]];
    free(cell_of);
    free(sum_of);
    return status;
}

/* Futures of a node's year, centred and scaled so that products are covariances. */
static fc_status centred(joining *w, size_t node, double *out)
{
    double mean = 0;
    fc_status status = an_target_paths(w->t, node, 0, w->paths, out);

    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < w->n_paths; i++)
        mean += out[i] / (double)w->n_paths;
    for (size_t i = 0; i < w->n_paths; i++)
        out[i] = (out[i] - mean) / sqrt((double)w->n_paths);
    return FC_OK;
}

static double cell_forecast(const joining *w, size_t cell)
{
    return an_target_at(w->t, w->t->n_nodes - w->t->n_cells + cell, 0)->baseline;
}

static fc_status begin(joining *w)
{
    const double part = 1e-4;

    w->n_paths = fc_forecasts_n_paths(w->t->forecasts);
    w->known = malloc((w->drafts->n + 1) * sizeof *w->known);
    w->own = malloc(w->t->n_cells * sizeof *w->own);
    w->paths = malloc(w->n_paths * fc_forecasts_horizon(w->t->forecasts) * sizeof *w->paths);
    w->sums = malloc(w->n_paths * sizeof *w->sums);
    if (!w->known || !w->own || !w->paths || !w->sums)
        return fc_no_memory();
    for (size_t c = 0; c < w->t->n_cells; c++)
        w->own[c] = pow(part * fabs(cell_forecast(w, c)) + w->t->options.step, 2);
    w->known[w->n++] = (observed){
        0, (double)w->t->amount * w->t->options.step - an_target_at(w->t, 0, 0)->baseline, 0};
    for (size_t i = 0; i < w->drafts->n; i++) {
        const an_draft *d = &w->drafts->drafts[i];
        const double opinion = d->draft * d->factor;

        if (!isnan(d->draft))
            w->known[w->n++] = (observed){d->node, opinion - d->forecast,
                                          d->error * fmax(fabs(opinion), w->t->options.step)};
    }
    w->futures = malloc(w->n * w->n_paths * sizeof *w->futures);
    w->k = gsl_matrix_alloc(w->n, w->n);
    w->pull = gsl_vector_alloc(w->n);
    return w->futures && w->k && w->pull ? FC_OK : fc_no_memory();
}

static void end(joining *w)
{
    free(w->known);
    free(w->own);
    free(w->paths);
    free(w->sums);
    free(w->futures);
    gsl_matrix_free(w->k);
    gsl_vector_free(w->pull);
}

/* What the errors of two drafts have in common. */
static double shared_error(const joining *w, size_t i, size_t k)
{
    const fc_hierarchy *h = w->t->sales->hierarchy;
    const observed *a = &w->known[i], *b = &w->known[k];

    if (i == k)
        return a->error * a->error;
    if (fc_hierarchy_level(h, a->node) != fc_hierarchy_level(h, b->node))
        return 0;
    return w->drafts->together * a->error * b->error;
}

/* Own variances of the cells that two known sums share. */
static void add_own(joining *w, bool *in)
{
    const fc_hierarchy *h = w->t->sales->hierarchy;

    for (size_t i = 0; i < w->n; i++) {
        size_t n;
        const size_t *cells = fc_hierarchy_cells(h, w->known[i].node, &n);

        memset(in, 0, w->t->n_cells * sizeof *in);
        for (size_t c = 0; c < n; c++)
            in[cells[c]] = true;
        for (size_t k = 0; k <= i; k++) {
            double sum = 0;

            cells = fc_hierarchy_cells(h, w->known[k].node, &n);
            for (size_t c = 0; c < n; c++)
                sum += in[cells[c]] ? w->own[cells[c]] : 0;
            gsl_matrix_set(w->k, i, k, sum);
        }
    }
}

/* The futures of the known sums, out of those of their cells. */
static fc_status add_futures(joining *w)
{
    fc_lists of = {NULL, NULL}; /* the known sums of each cell */
    fc_status status = list_sums(w, &of);

    memset(w->futures, 0, w->n * w->n_paths * sizeof *w->futures);
    for (size_t c = 0; status == FC_OK && c < w->t->n_cells; c++) {
        size_t n;
        const size_t *sums = fc_lists_get(&of, c, &n);

        status = centred(w, w->t->n_nodes - w->t->n_cells + c, w->sums);
        for (size_t i = 0; status == FC_OK && i < n; i++)
            for (size_t p = 0; p < w->n_paths; p++)
                w->futures[sums[i] * w->n_paths + p] += w->sums[p];
    }
    fc_lists_clear(&of);
    return status;
}

static fc_status fill(joining *w)
{
    bool *in = malloc(w->t->n_cells * sizeof *in);
    fc_status status = in ? add_futures(w) : fc_no_memory();

    if (status == FC_OK)
        add_own(w, in);
    for (size_t i = 0; status == FC_OK && i < w->n; i++)
        for (size_t k = 0; k <= i; k++) {
            double sum = gsl_matrix_get(w->k, i, k) + shared_error(w, i, k);

            for (size_t p = 0; p < w->n_paths; p++)
                sum += w->futures[i * w->n_paths + p] * w->futures[k * w->n_paths + p];
            gsl_matrix_set(w->k, i, k, sum);
            gsl_matrix_set(w->k, k, i, sum);
        }
    free(in);
    return status;
}

static fc_status solve(joining *w)
{
    gsl_vector *scale = gsl_vector_alloc(w->n);
    fc_status status = scale ? FC_OK : fc_no_memory();

    for (size_t i = 0; i < w->n; i++)
        gsl_vector_set(w->pull, i, w->known[i].lacking);
    if (status == FC_OK && (gsl_linalg_cholesky_decomp2(w->k, scale) != GSL_SUCCESS ||
                            gsl_linalg_cholesky_svx2(w->k, scale, w->pull) != GSL_SUCCESS))
        status = fc_fail(FC_EDATA, "--bottom-up: the drafts contradict each other or the target; "
                                   "give fewer of them");
    gsl_vector_free(scale);
    return status;
}

/* values[n_cells]: forecast, and what is pulled out of what is known. */
static fc_status pull_cells(joining *w, double *values)
{
    double *all = calloc(w->n_paths, sizeof *all); /* futures times pull */
    fc_status status = all ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < w->n; i++)
        for (size_t p = 0; p < w->n_paths; p++)
            all[p] += w->futures[i * w->n_paths + p] * gsl_vector_get(w->pull, i);
    for (size_t c = 0; status == FC_OK && c < w->t->n_cells; c++) {
        values[c] = cell_forecast(w, c);
        status = centred(w, w->t->n_nodes - w->t->n_cells + c, w->sums);
        for (size_t p = 0; status == FC_OK && p < w->n_paths; p++)
            values[c] += w->sums[p] * all[p];
    }
    for (size_t i = 0; status == FC_OK && i < w->n; i++) {
        size_t n;
        const size_t *cells = fc_hierarchy_cells(w->t->sales->hierarchy, w->known[i].node, &n);

        for (size_t c = 0; c < n; c++)
            values[cells[c]] += w->own[cells[c]] * gsl_vector_get(w->pull, i);
    }
    free(all);
    return status;
}

/* In whole steps, none below 0, together the target. */
static fc_status round_cells(const an_target *t, const double *values, double *amounts)
{
    an_apportion_part *parts = calloc(t->n_cells, sizeof *parts);
    int64_t *whole = calloc(t->n_cells, sizeof *whole);
    fc_status status = parts && whole ? FC_OK : fc_no_memory();

    for (size_t c = 0; status == FC_OK && c < t->n_cells; c++)
        parts[c] = (an_apportion_part){fmax(values[c], 0), 0, AN_APPORTION_MOST};
    if (status == FC_OK)
        status = an_apportion(t->amount, parts, t->n_cells, NULL, whole);
    for (size_t c = 0; status == FC_OK && c < t->n_cells; c++)
        amounts[c] = (double)whole[c];
    free(parts);
    free(whole);
    return status;
}

static void add_up(const an_target *t, an_drafts *d)
{
    for (size_t i = 0; i < d->n; i++) {
        size_t n;
        const size_t *cells = fc_hierarchy_cells(t->sales->hierarchy, d->drafts[i].node, &n);
        double sum = 0;

        for (size_t c = 0; c < n; c++)
            sum += d->amounts[cells[c]];
        d->drafts[i].reconciled = an_target_from_steps(sum, t->options.step);
    }
}

fc_status an_drafts_join(const an_target *t, an_drafts *d)
{
    joining w = {.t = t, .drafts = d};
    double *values = malloc(t->n_cells * sizeof *values);
    fc_status status;

    d->amounts = malloc(t->n_cells * sizeof *d->amounts);
    status = values && d->amounts ? begin(&w) : fc_no_memory();
    if (status == FC_OK)
        status = fill(&w);
    if (status == FC_OK)
        status = solve(&w);
    if (status == FC_OK)
        status = pull_cells(&w, values);
    if (status == FC_OK)
        status = round_cells(t, values, d->amounts);
    if (status == FC_OK)
        add_up(t, d);
    end(&w);
    free(values);
    return status;
}
