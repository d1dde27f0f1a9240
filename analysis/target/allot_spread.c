/* allot_spread.c - an amount over places that nest: over cells level by level, then over days. */
#include <stdlib.h>
#include <string.h>

#include "analysis/target/allot_private.h"

/* The places of one axis with their weights; absent ones get nothing. */
typedef struct {
    const an_allot_axis *axis;
    double *weights;
    bool *present;
    double **carry; /* of each level that has columns, by column; NULL: none */
    int64_t *amounts;
    size_t *starts; /* room for a division: n_levels x n */
    an_apportion_part *parts;
    double *carried;
    int64_t *cut;
} nest;

static void nest_free(nest *s)
{
    for (size_t l = 0; s->carry && l < s->axis->n_levels; l++)
        free(s->carry[l]);
    free(s->carry);
    free(s->weights);
    free(s->present);
    free(s->amounts);
    free(s->starts);
    free(s->parts);
    free(s->carried);
    free(s->cut);
}

static size_t n_columns(const an_allot_level *level, size_t n)
{
    size_t most = 0;

    for (size_t i = 0; i < n; i++)
        most = level->column[i] > most ? level->column[i] : most;
    return most + 1;
}

static fc_status nest_init(nest *s, const an_allot_axis *axis)
{
    const size_t n = axis->n, levels = axis->n_levels;

    *s = (nest){.axis = axis};
    s->weights = malloc(n * sizeof *s->weights);
    s->present = malloc(n * sizeof *s->present);
    s->amounts = malloc(n * sizeof *s->amounts);
    s->carry = calloc(levels + 1, sizeof *s->carry);
    s->starts = malloc((levels + 1) * (n + 1) * sizeof *s->starts);
    s->parts = malloc((levels + 1) * n * sizeof *s->parts);
    s->carried = malloc((levels + 1) * n * sizeof *s->carried);
    s->cut = malloc((levels + 1) * n * sizeof *s->cut);
    if (!s->weights || !s->present || !s->amounts || !s->carry || !s->starts || !s->parts ||
        !s->carried || !s->cut)
        return fc_no_memory();
    for (size_t l = 0; l < levels; l++)
        if (axis->levels[l].column) {
            s->carry[l] = calloc(n_columns(&axis->levels[l], n), sizeof **s->carry);
            if (!s->carry[l])
                return fc_no_memory();
        }
    return FC_OK;
}

/* The groups of a level within first .. last that have a place present: where they start, and what
 * they weigh. */
static size_t list_groups(nest *s, size_t level, size_t first, size_t last, size_t *starts,
                          an_apportion_part *parts)
{
    const size_t *group = s->axis->levels[level].group;
    size_t n = 0, seen = SIZE_MAX;

    for (size_t i = first; i <= last; i++) {
        if (!s->present[i])
            continue;
        if (n == 0 || group[i] != seen) {
            starts[n] = i;
            parts[n++] = (an_apportion_part){0, -AN_APPORTION_MOST, AN_APPORTION_MOST};
        }
        seen = group[i];
        parts[n - 1].weight += s->weights[i];
    }
    starts[n] = last + 1;
    return n;
}

/* Divides `amount` over the places first .. last, from `level` on. */
static fc_status divide(nest *s, int64_t amount, size_t level, size_t first, size_t last)
{
    const size_t room = level * s->axis->n;
    size_t *starts = s->starts + room + level;
    an_apportion_part *parts = s->parts + room;
    double *carried = s->carry[level] ? s->carried + room : NULL;
    int64_t *cut = s->cut + room;
    const size_t *column = s->axis->levels[level].column;
    const size_t n = list_groups(s, level, first, last, starts, parts);
    fc_status status;

    for (size_t k = 0; carried && k < n; k++)
        carried[k] = s->carry[level][column[starts[k]]];
    status = an_apportion(amount, parts, n, carried, cut);
    for (size_t k = 0; carried && k < n; k++)
        s->carry[level][column[starts[k]]] = carried[k];
    for (size_t k = 0; status == FC_OK && k < n; k++)
        if (level + 1 == s->axis->n_levels)
            s->amounts[starts[k]] = cut[k];
        else
            status = divide(s, cut[k], level + 1, starts[k], starts[k + 1] - 1);
    return status;
}

/* Absent places get 0. Places that all lack weight are taken to be like `fallback`, or, where that
 * has none either, like each other. */
static fc_status nest_divide(nest *s, int64_t amount, const double *fallback)
{
    double own = 0, other = 0;

    for (size_t i = 0; i < s->axis->n; i++) {
        s->amounts[i] = 0;
        own += s->present[i] ? s->weights[i] : 0;
        other += s->present[i] && fallback ? fallback[i] : 0;
    }
    for (size_t i = 0; own == 0 && i < s->axis->n; i++)
        s->weights[i] = other > 0 ? fallback[i] : 1;
    return divide(s, amount, 0, 0, s->axis->n - 1);
}

/* The cells of a bound with what its own days in them weigh. */
static void weigh_cells(const an_allot_task *task, const an_allot_tree *tree, size_t b, nest *cells)
{
    const an_allot_bound *bound = tree->bounds[b];

    memset(cells->present, 0, task->cells.n * sizeof *cells->present);
    for (size_t k = 0; k < bound->n_cells; k++) {
        const size_t cell = bound->cells[k], row = cell * task->days.n;

        cells->weights[cell] = 0;
        for (size_t t = bound->first; t <= bound->last; t++)
            if (tree->owner[row + t] == b) {
                cells->present[cell] = true;
                cells->weights[cell] += task->weights[row + t];
            }
    }
}

static void weigh_days(const an_allot_task *task, const an_allot_tree *tree, size_t b, size_t cell,
                       nest *days)
{
    const size_t row = cell * task->days.n;

    for (size_t t = 0; t < task->days.n; t++) {
        days->present[t] = tree->owner[row + t] == b;
        days->weights[t] = task->weights[row + t];
    }
}

static fc_status divide_days(const an_allot_task *task, const an_allot_tree *tree, size_t b,
                             const nest *cells, nest *days, int64_t *values)
{
    fc_status status = FC_OK;

    for (size_t c = 0; status == FC_OK && c < task->cells.n; c++) {
        if (!cells->present[c])
            continue;
        weigh_days(task, tree, b, c, days);
        status = nest_divide(days, cells->amounts[c], tree->day_weight);
        for (size_t t = 0; status == FC_OK && t < task->days.n; t++)
            if (days->present[t])
                values[c * task->days.n + t] = days->amounts[t];
    }
    return status;
}

fc_status an_allot_spread(const an_allot_task *task, const an_allot_tree *tree, size_t b,
                          int64_t *values)
{
    nest cells = {0}, days = {0};
    fc_status status = nest_init(&cells, &task->cells);

    if (status == FC_OK)
        status = nest_init(&days, &task->days);
    if (status == FC_OK) {
        weigh_cells(task, tree, b, &cells);
        status = nest_divide(&cells, tree->own_amount[b], NULL);
    }
    if (status == FC_OK)
        status = divide_days(task, tree, b, &cells, &days, values);
    if (cells.axis)
        nest_free(&cells);
    if (days.axis)
        nest_free(&days);
    return status;
}
