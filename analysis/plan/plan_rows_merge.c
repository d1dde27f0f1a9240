/* plan_rows_merge.c - one row for a node and period; what is planned twice is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan_rows.h"

static int compare_sizes(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_rows(const void *a, const void *b)
{
    const an_plan_row *x = a, *y = b;
    int order = compare_sizes(x->tuple, y->tuple);

    if (order == 0)
        order = (x->unit > y->unit) - (x->unit < y->unit);
    if (order == 0)
        order = (x->period > y->period) - (x->period < y->period);
    if (order == 0)
        order = compare_sizes(x->further, y->further);
    return order ? order : compare_sizes(x->line, y->line);
}

static bool same_cell(const an_plan_row *a, const an_plan_row *b)
{
    return a->tuple == b->tuple && a->unit == b->unit && a->period == b->period;
}

const char *an_plan_rows_name(const an_plan_rows *rows, size_t tuple, size_t n_keys,
                              char name[AN_TUPLE_SIZE])
{
    const char *const *keys = fc_keys_tuple(rows->tuples, tuple);
    size_t used = 0, n_stars = 0;

    for (size_t k = 0; k < n_keys; k++)
        n_stars += strcmp(keys[k], "*") == 0;
    snprintf(name, AN_TUPLE_SIZE, "the total");
    if (n_stars == n_keys)
        return name;
    for (size_t k = 0; k < n_keys && used < AN_TUPLE_SIZE; k++)
        used += (size_t)snprintf(name + used, AN_TUPLE_SIZE - used, "%s%s", k ? "/" : "", keys[k]);
    return name;
}

static size_t stars(const an_plan_rows *rows, size_t further, size_t n_further)
{
    const char *const *keys = fc_keys_tuple(rows->further_tuples, further);
    size_t n = 0;

    for (size_t k = 0; k < n_further; k++)
        n += strcmp(keys[k], "*") == 0;
    return n;
}

/* Of rows that differ in further keys, those that sum over most of them are the plan; the finest
 * ones should add up to it. */
static void merge_cell(const an_plan_input *in, const an_plan_rows *rows, size_t n_further,
                       const an_plan_row *cell, size_t n, an_plan_row *out)
{
    size_t most = 0, least = n_further;
    double plan = 0, parts = 0;
    char name[AN_TUPLE_SIZE];

    *out = cell[0];
    for (size_t i = 0; i < n; i++) {
        const size_t of_row = stars(rows, cell[i].further, n_further);

        most = of_row > most ? of_row : most;
        least = of_row < least ? of_row : least;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t of_row = stars(rows, cell[i].further, n_further);

        plan += of_row == most ? cell[i].amount : 0;
        parts += of_row == least ? cell[i].amount : 0;
    }
    out->amount = plan;
    if (fabs(plan - parts) > 0.005)
        an_problems_add(
            in->problems, AN_WARNING, in->file, cell->line, NULL,
            "%s is planned at %.2f, but the rows that break this down add up to %.2f; the "
            "former counts",
            an_plan_rows_name(rows, cell->tuple, in->sales->n_keys, name), plan, parts);
}

static fc_status refuse(const an_plan_input *in, const an_plan_rows *rows, const an_plan_row *a,
                        const an_plan_row *b)
{
    const fc_calendar cut = fc_calendar_with(&rows->calendar, b->unit);
    char name[AN_TUPLE_SIZE], label[FC_LABEL_SIZE];

    fc_calendar_label(&cut, b->period, label);
    return fc_fail(
        FC_EDATA,
        "%s:%zu: %s is planned for %s here and in line %zu; keep one, or review by the keys "
        "in which they differ",
        in->file, b->line, an_plan_rows_name(rows, b->tuple, in->sales->n_keys, name), label,
        a->line);
}

fc_status an_plan_rows_merge(const an_plan_input *in, const an_plan_layout *layout,
                             an_plan_rows *rows)
{
    size_t kept = 0;

    qsort(rows->rows, rows->n, sizeof *rows->rows, compare_rows);
    for (size_t i = 0, next; i < rows->n; i = next) {
        const an_plan_row *cell = &rows->rows[i];
        an_plan_row merged;

        for (next = i + 1; next < rows->n && same_cell(cell, &rows->rows[next]); next++)
            if (rows->rows[next - 1].further == rows->rows[next].further)
                return refuse(in, rows, &rows->rows[next - 1], &rows->rows[next]);
        merge_cell(in, rows, layout->n_further, cell, next - i, &merged);
        rows->rows[kept++] = merged;
    }
    rows->n = kept;
    return FC_OK;
}
