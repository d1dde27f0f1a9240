/* matching.c - simulated sums brought to the range that is known for them, and still sums. */
#include "forecast/ranges/matching.h"

#include <gsl/gsl_cdf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/ranges/quantile.h"

enum { SWEEPS = 2 };

typedef struct {
    double *score; /* n_paths: the normal score of each rank */
    double *sorted;
    double *step; /* n_groups x n_paths: what is added to the shifts of a level */
    uint64_t *work;
} workspace;

static fc_status workspace_init(workspace *w, const fc_matching *m)
{
    const size_t n = m->n_paths;

    w->score = malloc(n * sizeof *w->score);
    w->sorted = malloc(n * sizeof *w->sorted);
    w->step = malloc(m->n_groups * n * sizeof *w->step);
    w->work = malloc(2 * n * sizeof *w->work);
    if (!w->score || !w->sorted || !w->step || !w->work)
        return fc_no_memory();
    for (size_t r = 0; r < n; r++)
        w->score[r] = gsl_cdf_ugaussian_Pinv(((double)r + 0.5) / (double)n);
    return FC_OK;
}

static void workspace_clear(workspace *w)
{
    free(w->score);
    free(w->sorted);
    free(w->step);
    free(w->work);
}

/* How many of the sorted values are smaller. */
static size_t rank_of(const double *sorted, size_t n, double value)
{
    size_t low = 0, high = n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What each path of a group lacks to its own outcome, in weights. */
static void find_step(const fc_matching *m, workspace *w, size_t group, const double *sums)
{
    const size_t n = m->n_paths;
    const double weight = m->overlap[group * m->n_groups + group];
    double *step = w->step + group * n;

    memcpy(w->sorted, sums + group * n, n * sizeof *w->sorted);
    fc_quantile_sort(w->sorted, n, w->work);
    for (size_t p = 0; p < n; p++) {
        const double sum = sums[group * n + p];

        step[p] =
            weight > 0
                ? (m->outcome(m->data, group, w->score[rank_of(w->sorted, n, sum)]) - sum) / weight
                : 0;
    }
}

/* Adds the shifts of the groups from `first` on to all sums. */
static void apply(const fc_matching *m, const workspace *w, size_t first, size_t end, double *sums,
                  double *shift)
{
    const size_t n = m->n_paths;

    for (size_t b = first; b < end; b++)
        for (size_t p = 0; p < n; p++)
            shift[b * n + p] += w->step[b * n + p];
    for (size_t a = 0; a < m->n_groups; a++)
        for (size_t b = first; b < end; b++) {
            const double common = m->overlap[a * m->n_groups + b];

            for (size_t p = 0; common > 0 && p < n; p++)
                sums[a * n + p] += common * w->step[b * n + p];
        }
}

fc_status fc_matching_step(const fc_matching *m, double *sums, double *shift)
{
    workspace w;
    const fc_status status = workspace_init(&w, m);

    memset(shift, 0, m->n_groups * m->n_paths * sizeof *shift);
    for (size_t sweep = 0; status == FC_OK && sweep < SWEEPS; sweep++)
        for (size_t l = m->n_levels; l-- > 0;) {
            for (size_t g = m->level[l]; g < m->level[l + 1]; g++)
                find_step(m, &w, g, sums);
            apply(m, &w, m->level[l], m->level[l + 1], sums, shift);
        }
    workspace_clear(&w);
    return status;
}
