/* drafts_versions.c - the rounds of submissions, kept, and what changed from one to the next. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"

static bool in_year(const an_target *t, const an_cell *cell)
{
    return an_spans_find(&t->spans, cell->unit, cell->period) != SIZE_MAX;
}

static int compare_rounds(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The rounds of a node's year, each once. */
static size_t list_rounds(const an_submissions *all, size_t node, double *rounds)
{
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < all->n; i++)
        if (all->rows[i].cell.node == node && in_year(all->target, &all->rows[i].cell))
            rounds[n++] = all->rows[i].round;
    qsort(rounds, n, sizeof *rounds, compare_rounds);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || rounds[i] != rounds[i - 1])
            rounds[kept++] = rounds[i];
    return kept;
}

static fc_status keep_text(const char *text, char **kept)
{
    if (!text || *kept)
        return FC_OK;
    *kept = strdup(text);
    return *kept ? FC_OK : fc_no_memory();
}

/* What stood at the end of a round: of each period the last of the rounds up to it. */
static fc_status make_version(const an_submissions *all, an_draft_version *v)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < all->n; i++) {
        const an_submission *row = &all->rows[i];
        const bool replaced =
            i + 1 < all->n && an_submission_same_cell(row, row + 1) && row[1].round <= v->round;

        if (row->cell.node != v->node || row->round > v->round || replaced ||
            !in_year(all->target, &row->cell))
            continue;
        v->amount += row->cell.amount;
        if (row->round != v->round)
            continue;
        status = keep_text(row->author, &v->author);
        if (status == FC_OK)
            status = keep_text(row->when, &v->when);
    }
    return status;
}

fc_status an_drafts_versions(const an_submissions *all, an_drafts *d)
{
    double *rounds = malloc((all->n + 1) * sizeof *rounds);
    fc_status status = FC_OK;

    d->versions = calloc(all->n + 1, sizeof *d->versions);
    if (!rounds || !d->versions)
        status = fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < d->n; i++) {
        const size_t n = list_rounds(all, d->drafts[i].node, rounds);

        for (size_t r = 0; status == FC_OK && r < n; r++) {
            an_draft_version *v = &d->versions[d->n_versions++];

            *v = (an_draft_version){.node = d->drafts[i].node, .round = rounds[r]};
            status = make_version(all, v);
        }
    }
    free(rounds);
    return status;
}

static double chance_of(const an_target *t, double amount, const double *sums)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    size_t reached = 0;

    for (size_t i = 0; i < n; i++)
        reached += an_target_reaches(sums[i], amount);
    return (double)reached / (double)n;
}

static fc_status add_row(const an_drafts *d, size_t i, const an_target *t, double *paths,
                         double *sums, an_table *table)
{
    const an_draft_version *v = &d->versions[i];
    const bool later = i > 0 && d->versions[i - 1].node == v->node;
    fc_status status = fc_forecasts_paths(t->forecasts, v->node, paths);

    if (status != FC_OK)
        return status;
    an_target_sum_paths(t, v->node, paths, 0, sums);
    for (size_t k = 0; k < t->sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(t->sales->hierarchy, v->node, k));
    an_table_text(table, t->spans.spans[0].label);
    an_table_number(table, v->round);
    an_table_text(table, v->author);
    an_table_text(table, v->when);
    an_table_number(table, v->amount);
    an_table_number(table, later ? v->amount - d->versions[i - 1].amount : NAN);
    an_table_number(table, v->amount - an_target_at(t, v->node, 0)->baseline);
    an_table_number(table, chance_of(t, v->amount, sums));
    an_table_end(table);
    return FC_OK;
}

fc_status an_drafts_rounds(const an_drafts *d, const an_target *t, an_table **table)
{
    static const an_column measures[] = {
        {"period", AN_TEXT}, {"round", AN_NUMBER}, {"author", AN_TEXT},   {"submitted", AN_TEXT},
        {"draft", AN_MONEY}, {"change", AN_MONEY}, {"stretch", AN_MONEY}, {"p_attain", AN_SHARE},
    };
    const size_t n_paths = fc_forecasts_n_paths(t->forecasts);
    an_column columns[AN_MAX_KEYS + sizeof measures / sizeof *measures];
    double *paths = malloc(n_paths * fc_forecasts_horizon(t->forecasts) * sizeof *paths);
    double *sums = malloc(n_paths * sizeof *sums);
    size_t n = 0;
    fc_status status = paths && sums ? FC_OK : fc_no_memory();

    for (size_t k = 0; k < t->sales->n_keys; k++)
        columns[n++] = (an_column){t->sales->key_names[k], AN_TEXT};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        columns[n++] = measures[i];
    if (status == FC_OK)
        status = an_table_new(columns, n, table);
    for (size_t i = 0; status == FC_OK && i < d->n_versions; i++)
        status = add_row(d, i, t, paths, sums, *table);
    free(paths);
    free(sums);
    return status == FC_OK ? an_table_status(*table) : status;
}
