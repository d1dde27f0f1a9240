/* drafts_collect.c - drafts by node: of the year the last round, of earlier years the record. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/plan/plan_rows.h"
#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"

static const char *const draft_names[] = {"draft",  "submission", "submitted", "草案", "提交",
                                          "target", "plan",       "目标",      "计划", NULL};
static const char *const round_names[] = {"round", "version", "轮次", "版本", NULL};

/* What is thought of a draft before there is a record of its author: so many periods of this error,
 * and without bias. */
enum { PRIOR_PERIODS = 2 };

static const double UNKNOWN_ERROR = 0.2;

/* One row of the file. */
typedef struct {
    an_cell cell;
    double round;
} submission;

typedef struct {
    const char *file;
    const an_target *target;
    submission *rows;
    size_t n;
} collection;

static int compare_submissions(const void *a, const void *b)
{
    const submission *x = a, *y = b;

    if (x->cell.node != y->cell.node)
        return x->cell.node < y->cell.node ? -1 : 1;
    if (x->cell.unit != y->cell.unit)
        return x->cell.unit < y->cell.unit ? -1 : 1;
    if (x->cell.period != y->cell.period)
        return x->cell.period < y->cell.period ? -1 : 1;
    return x->round < y->round ? -1 : x->round > y->round;
}

static bool same_cell(const submission *a, const submission *b)
{
    return a->cell.node == b->cell.node && a->cell.unit == b->cell.unit &&
           a->cell.period == b->cell.period;
}

static fc_status gather(collection *c, const an_cells *cells)
{
    c->rows = calloc(cells->n + 1, sizeof *c->rows);
    if (!c->rows)
        return fc_no_memory();
    for (size_t i = 0; i < cells->n; i++)
        c->rows[c->n++] = (submission){cells->cells[i], cells->cells[i].round};
    qsort(c->rows, c->n, sizeof *c->rows, compare_submissions);
    for (size_t i = 1; i < c->n; i++)
        if (same_cell(&c->rows[i], &c->rows[i - 1]) && c->rows[i].round == c->rows[i - 1].round)
            return fc_fail(FC_EDATA, "%s:%zu: the same node, period and round as line %zu", c->file,
                           c->rows[i].cell.line, c->rows[i - 1].cell.line);
    return FC_OK;
}

static fc_status find_level(const collection *c, size_t *level)
{
    const fc_hierarchy *h = c->target->sales->hierarchy;

    *level = fc_hierarchy_level(h, c->rows[0].cell.node);
    for (size_t i = 1; i < c->n; i++)
        if (fc_hierarchy_level(h, c->rows[i].cell.node) != *level)
            return fc_fail(FC_EDATA,
                           "%s:%zu: a draft of another level than that of line %zu; give drafts of "
                           "regions, or of products, but not of both",
                           c->file, c->rows[i].cell.line, c->rows[0].cell.line);
    return FC_OK;
}

static fc_status list_nodes(const an_target *t, size_t level, an_drafts *d)
{
    const fc_hierarchy *h = t->sales->hierarchy;

    d->drafts = calloc(fc_hierarchy_size(h), sizeof *d->drafts);
    if (!d->drafts)
        return fc_no_memory();
    for (size_t i = 0; i < fc_hierarchy_size(h); i++)
        if (fc_hierarchy_level(h, i) == level)
            d->drafts[d->n++] = (an_draft){.node = i,
                                           .forecast = an_target_at(t, i, 0)->baseline,
                                           .top_down = an_target_at(t, i, 0)->target,
                                           .draft = NAN,
                                           .first_draft = NAN,
                                           .bias = 1,
                                           .factor = 1,
                                           .error = UNKNOWN_ERROR};
    return FC_OK;
}

/* The sales of a past period; NaN where it is not over. */
static double sales_of(const an_target *t, const an_cell *cell)
{
    const fc_calendar cut = fc_calendar_with(&t->spans.calendar, cell->unit);
    fc_period first, last;
    double sum = 0, value;

    if (cell->unit < t->spans.calendar.unit)
        return NAN;
    an_plan_periods(&t->spans.calendar, cut.unit, cell->period, &first, &last);
    if (last >= fc_forecasts_first(t->forecasts))
        return NAN;
    for (fc_period p = first; p <= last; p++) {
        fc_hierarchy_values(t->sales->hierarchy, cell->node, t->options.measure, p, 1, &value);
        sum += value;
    }
    return sum;
}

/* Bias: all sales over all drafts. Error: root mean square of what is left, as shares. Both are
 * drawn to what is thought without a record. */
static void judge_record(const collection *c, an_draft *d)
{
    double sales = 0, drafts = 0, squares = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < c->n; i++) {
            const submission *s = &c->rows[i];
            const bool last = i + 1 == c->n || !same_cell(s, &c->rows[i + 1]);
            const double sold =
                s->cell.node == d->node && last ? sales_of(c->target, &s->cell) : NAN;

            if (isnan(sold) || !(s->cell.amount > 0))
                continue;
            if (pass == 0) {
                sales += sold;
                drafts += s->cell.amount;
                d->n_past++;
            } else {
                squares += pow(sold / (s->cell.amount * d->factor) - 1, 2);
            }
        }
        if (d->n_past == 0 || !(sales > 0))
            return;
        d->bias = sales / drafts;
        d->factor =
            ((double)d->n_past * d->bias + PRIOR_PERIODS) / (double)(d->n_past + PRIOR_PERIODS);
    }
    d->error = sqrt((squares + PRIOR_PERIODS * UNKNOWN_ERROR * UNKNOWN_ERROR) /
                    (double)(d->n_past + PRIOR_PERIODS));
}

static bool in_year(const an_target *t, const an_cell *cell)
{
    return an_spans_find(&t->spans, cell->unit, cell->period) != SIZE_MAX;
}

/* Slots of the year that a node's drafts cover, so that none is missing and none counts twice. */
static fc_status add_year(const collection *c, an_draft *d, bool *covered)
{
    const an_spans *spans = &c->target->spans;
    size_t n = 0;

    memset(covered, 0, spans->n_slots * sizeof *covered);
    for (size_t i = 0; i < c->n; i++) {
        const submission *s = &c->rows[i];
        const an_span *span;

        if (s->cell.node != d->node || !in_year(c->target, &s->cell))
            continue;
        if (i == 0 || !same_cell(s, &c->rows[i - 1])) {
            d->first_draft = (isnan(d->first_draft) ? 0 : d->first_draft) + s->cell.amount;
            n = 0;
        }
        n++;
        d->n_rounds = n > d->n_rounds ? n : d->n_rounds;
        if (i + 1 < c->n && same_cell(s, &c->rows[i + 1]))
            continue; /* a later round follows */
        d->draft = (isnan(d->draft) ? 0 : d->draft) + s->cell.amount;
        span = &spans->spans[an_spans_find(spans, s->cell.unit, s->cell.period)];
        for (size_t k = span->first; k <= span->last; k++) {
            if (covered[k])
                return fc_fail(FC_EDATA,
                               "%s:%zu: there are drafts of months and of a longer period "
                               "for the same time",
                               c->file, s->cell.line);
            covered[k] = true;
        }
    }
    for (size_t k = 0; !isnan(d->draft) && k < spans->n_slots; k++)
        if (!covered[k])
            return fc_fail(FC_EDATA, "%s: the drafts of %s do not cover all of %s", c->file,
                           fc_hierarchy_name(c->target->sales->hierarchy, d->node),
                           spans->spans[0].label);
    return FC_OK;
}

static fc_status fill(const collection *c, an_drafts *d)
{
    bool *covered = malloc(c->target->spans.n_slots * sizeof *covered);
    fc_status status = covered ? FC_OK : fc_no_memory();
    bool any = false;

    for (size_t i = 0; status == FC_OK && i < d->n; i++) {
        judge_record(c, &d->drafts[i]);
        status = add_year(c, &d->drafts[i], covered);
        any |= !isnan(d->drafts[i].draft);
    }
    free(covered);
    if (status == FC_OK && !any)
        status =
            fc_fail(FC_EDATA, "%s: no draft is for %s", c->file, c->target->spans.spans[0].label);
    return status;
}

fc_status an_drafts_collect(const char *file, const an_plan_options *plan, const an_target *target,
                            an_problems *problems, an_drafts *drafts)
{
    collection c = {.file = file, .target = target};
    an_cells_file *opened = NULL;
    an_cells cells = {0};
    const char *column;
    size_t level = 0;
    fc_status status =
        an_cells_open(file, plan, target->sales, target->forecasts, problems, &opened);

    *drafts = (an_drafts){0};
    if (status != FC_OK)
        return status;
    column = an_cells_column(opened, draft_names);
    if (!column)
        status = fc_fail(FC_EDATA, "%s: no column called draft or target has a value", file);
    if (status == FC_OK)
        status = an_cells_read_rounds(opened, column, an_cells_column(opened, round_names), &cells);
    if (status == FC_OK)
        status = gather(&c, &cells);
    if (status == FC_OK)
        status = find_level(&c, &level);
    if (status == FC_OK)
        status = list_nodes(target, level, drafts);
    if (status == FC_OK)
        status = fill(&c, drafts);
    free(c.rows);
    an_cells_clear(&cells);
    an_cells_close(opened);
    return status;
}
