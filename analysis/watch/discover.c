/* discover.c - which alarms stand against the many nodes that were looked at.
 *
 * Benjamini & Hochberg (1995), Controlling the false discovery rate. On a hierarchy the children of
 * a parent are a family: Benjamini & Bogomolov (2014), Selective inference on multiple families of
 * hypotheses, J. R. Statist. Soc. B 76, section 3, families being chosen by their Simes p-values.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/watch/alarms.h"

static const double DEFAULT_FDR = 0.2;

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

fc_status an_alarms_discover(const double *p, size_t n, double q, bool *found)
{
    double *sorted = malloc((n + 1) * sizeof *sorted), line = -1;

    if (!sorted)
        return fc_no_memory();
    memcpy(sorted, p, n * sizeof *p);
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0; i < n; i++)
        if (sorted[i] <= q * (double)(i + 1) / (double)n)
            line = sorted[i];
    for (size_t i = 0; i < n; i++)
        found[i] = p[i] <= line;
    free(sorted);
    return FC_OK;
}

/* Simes (1986): min over i of n p(i) / i; p[n] is sorted. */
static double simes(double *p, size_t n)
{
    double least = 1;

    qsort(p, n, sizeof *p, by_value);
    for (size_t i = 0; i < n; i++)
        least = fmin(least, (double)n * p[i] / (double)(i + 1));
    return least;
}

/* The families of one level: family k holds the tested nodes member[start[k]] .. , whose p stand in
 * the same places. */
typedef struct {
    size_t n, *start, *member;
    double *p, *combined;
    bool *selected, *kept;
} families;

static void families_free(families *f)
{
    free(f->start);
    free(f->member);
    free(f->p);
    free(f->combined);
    free(f->selected);
    free(f->kept);
}

static fc_status allocate(size_t n, families *f)
{
    f->start = malloc((n + 1) * sizeof *f->start);
    f->member = malloc((n + 1) * sizeof *f->member);
    f->p = malloc((n + 1) * sizeof *f->p);
    f->combined = malloc((n + 1) * sizeof *f->combined);
    f->selected = malloc((n + 1) * sizeof *f->selected);
    f->kept = malloc((n + 1) * sizeof *f->kept);
    return f->start && f->member && f->p && f->combined && f->selected && f->kept ? FC_OK
                                                                                  : fc_no_memory();
}

/* Nodes from .. to - 1 of one level; what was not tested belongs to no family. */
static void gather(const double *p, const size_t *parent, size_t from, size_t to, families *f)
{
    size_t n = 0, last = 0;

    f->n = 0;
    for (size_t i = from; i < to; i++) {
        if (isnan(p[i]))
            continue;
        if (n == 0 || parent[i] != last)
            f->start[f->n++] = n;
        last = parent[i];
        f->member[n] = i;
        f->p[n++] = p[i];
    }
    f->start[f->n] = n;
}

/* Families are chosen by what they hold together; within those chosen the rate is as much smaller
 * as there are fewer of them. */
static fc_status discover_level(double q, families *f, double *work, bool *found)
{
    size_t n_selected = 0;
    fc_status status;

    for (size_t k = 0; k < f->n; k++) {
        const size_t n = f->start[k + 1] - f->start[k];

        memcpy(work, f->p + f->start[k], n * sizeof *work);
        f->combined[k] = simes(work, n);
    }
    status = an_alarms_discover(f->combined, f->n, q, f->selected);
    for (size_t k = 0; status == FC_OK && k < f->n; k++)
        n_selected += f->selected[k];
    for (size_t k = 0; status == FC_OK && k < f->n; k++) {
        const size_t from = f->start[k], n = f->start[k + 1] - from;

        if (!f->selected[k])
            continue;
        status = an_alarms_discover(f->p + from, n, q * (double)n_selected / (double)f->n, f->kept);
        for (size_t i = 0; status == FC_OK && i < n; i++)
            found[f->member[from + i]] = f->kept[i];
    }
    return status;
}

fc_status an_alarms_discover_tree(const double *p, const size_t *parent, const size_t *level,
                                  size_t n, double q, bool *found)
{
    families f = {0};
    double *work = malloc((n + 1) * sizeof *work);
    fc_status status = allocate(n, &f);

    if (!work)
        status = fc_no_memory();
    for (size_t i = 0; i < n; i++)
        found[i] = false;
    for (size_t from = 0, to; status == FC_OK && from < n; from = to) {
        for (to = from; to < n && level[to] == level[from];)
            to++;
        gather(p, parent, from, to, &f);
        status = discover_level(q, &f, work, found);
    }
    free(work);
    families_free(&f);
    return status;
}

fc_status an_watch_discover(const an_watch_today *today, const double *p, bool *found)
{
    const an_replay *r = today->replay;
    const size_t dimensions = fc_hierarchy_n_dimensions(r->sales->hierarchy);
    const double q = today->options->fdr > 0 ? today->options->fdr : DEFAULT_FDR;
    size_t *parent = malloc((r->n_nodes + 1) * sizeof *parent),
           *level = malloc((r->n_nodes + 1) * sizeof *level);
    fc_status status = parent && level ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < r->n_nodes; i++) {
        level[i] = fc_hierarchy_level(r->sales->hierarchy, i);
        parent[i] = SIZE_MAX;
        for (size_t d = 0; d < dimensions; d++) /* along the last one the first keys stay */
            if (r->parents[i * dimensions + d] != SIZE_MAX)
                parent[i] = r->parents[i * dimensions + d];
    }
    if (status == FC_OK)
        status = an_alarms_discover_tree(p, parent, level, r->n_nodes, q, found);
    free(level);
    free(parent);
    return status;
}
