/* locks.c - three columns of one file into bounds. */
#include "analysis/target/locks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const names[][8] = {
    {"target", "lock", "locked", "plan", "目标", "锁定", "计划", NULL},
    {"min", "minimum", "at least", "最低", "下限", "最小", NULL},
    {"max", "maximum", "at most", "最高", "上限", "最大", NULL},
};

enum { EXACT, AT_LEAST, AT_MOST, N_KINDS, MOST_NAME = 384 };

static fc_status refuse_span(const char *file, const an_cell *cell, const char *label)
{
    return fc_fail(FC_EDATA, "%s:%zu: targets are not made for each %s; give --down %s for %s",
                   file, cell->line, fc_unit_name(cell->unit), fc_unit_name(cell->unit), label);
}

/* The bound of a cell, joined with one of the same cell in another column. */
static fc_status add(const char *file, const an_cell *cell, int kind, const an_sales *sales,
                     const an_spans *spans, an_locks *locks)
{
    const size_t span = an_spans_find(spans, cell->unit, cell->period);
    an_target_bound *b = NULL;
    char label[MOST_NAME], *name;

    an_cells_label(cell, sales, label, sizeof label);
    if (span == SIZE_MAX)
        return refuse_span(file, cell, label);
    for (size_t i = 0; i < locks->n && !b; i++)
        if (locks->bounds[i].node == cell->node && locks->bounds[i].span == span &&
            locks->bounds[i].of_total == cell->percent)
            b = &locks->bounds[i];
    if (!b) {
        if (asprintf(&name, "%s:%zu (%s)", file, cell->line, label) < 0)
            return fc_no_memory();
        b = &locks->bounds[locks->n++];
        *b = (an_target_bound){cell->node, span, -INFINITY, INFINITY, cell->percent, name, NULL};
    }
    if (kind != AT_MOST && cell->amount > b->lo)
        b->lo = cell->amount;
    if (kind != AT_LEAST && cell->amount < b->hi)
        b->hi = cell->amount;
    return FC_OK;
}

static fc_status add_all(const char *file, const an_cells *cells, int kind, const an_sales *sales,
                         const an_spans *spans, an_locks *locks)
{
    an_target_bound *more =
        realloc(locks->bounds, (locks->n + cells->n + 1) * sizeof *locks->bounds);
    fc_status status = FC_OK;

    if (!more)
        return fc_no_memory();
    locks->bounds = more;
    for (size_t i = 0; status == FC_OK && i < cells->n; i++)
        status = add(file, &cells->cells[i], kind, sales, spans, locks);
    return status;
}

static fc_status read_kinds(const char *file, an_cells_file *opened, const an_sales *sales,
                            const an_spans *spans, an_locks *locks)
{
    fc_status status = FC_OK;

    for (int kind = 0; status == FC_OK && kind < N_KINDS; kind++) {
        const char *column = an_cells_column(opened, names[kind]);
        an_cells cells = {0};

        if (!column)
            continue;
        status = an_cells_read(opened, column, &cells);
        if (status == FC_OK)
            status = add_all(file, &cells, kind, sales, spans, locks);
        an_cells_clear(&cells);
    }
    if (status == FC_OK && locks->n == 0)
        status = fc_fail(FC_EDATA, "%s: no column called target, min or max has a value", file);
    return status;
}

fc_status an_locks_read(const char *file, const an_plan_options *plan, const an_sales *sales,
                        const fc_forecasts *forecasts, const an_spans *spans,
                        const an_locks_metric *metric, an_problems *problems, an_locks *locks)
{
    static const char *const columns[] = {"metric", "指标", NULL};
    an_cells_file *opened = NULL;
    fc_status status = an_cells_open(file, plan, sales, forecasts, problems, &opened);

    *locks = (an_locks){0};
    if (status == FC_OK &&
        (!metric || an_cells_keep(opened, columns, metric->name, metric->unnamed)))
        status = read_kinds(file, opened, sales, spans, locks);
    an_cells_close(opened);
    return status;
}

void an_locks_clear(an_locks *locks)
{
    for (size_t i = 0; i < locks->n; i++)
        free((char *)locks->bounds[i].name);
    free(locks->bounds);
    *locks = (an_locks){0};
}
