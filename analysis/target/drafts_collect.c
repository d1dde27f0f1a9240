/* drafts_collect.c - drafts by node: of the year the last round, of earlier years the record. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"

static const char *const draft_names[] = {
    "draft", "submission", "submitted amount", "草案", "提交", "target", "plan", "目标",
    "计划",  NULL};
static const char *const round_names[] = {"round", "version", "轮次", "版本", NULL};
static const char *const author_names[] = {"author", "submitted_by", "submitter",
                                           "提交人", "作者",         NULL};
static const char *const day_names[] = {"submitted", "submitted_at", "submitted_on",
                                        "提交日期",  "提交时间",     NULL};

static const double UNKNOWN_ERROR = 0.2;

static int compare_submissions(const void *a, const void *b)
{
    const an_submission *x = a, *y = b;

    if (x->cell.node != y->cell.node)
        return x->cell.node < y->cell.node ? -1 : 1;
    if (x->cell.unit != y->cell.unit)
        return x->cell.unit < y->cell.unit ? -1 : 1;
    if (x->cell.period != y->cell.period)
        return x->cell.period < y->cell.period ? -1 : 1;
    return x->round < y->round ? -1 : x->round > y->round;
}

bool an_submission_same_cell(const an_submission *a, const an_submission *b)
{
    return a->cell.node == b->cell.node && a->cell.unit == b->cell.unit &&
           a->cell.period == b->cell.period;
}

static fc_status gather(an_submissions *c, const an_cells_file *opened, const an_cells *cells)
{
    c->rows = calloc(cells->n + 1, sizeof *c->rows);
    if (!c->rows)
        return fc_no_memory();
    for (size_t i = 0; i < cells->n; i++) {
        const an_cell *cell = &cells->cells[i];

        c->rows[c->n++] =
            (an_submission){*cell, cell->round, an_cells_field(opened, author_names, cell->line),
                            an_cells_field(opened, day_names, cell->line)};
    }
    qsort(c->rows, c->n, sizeof *c->rows, compare_submissions);
    for (size_t i = 1; i < c->n; i++)
        if (an_submission_same_cell(&c->rows[i], &c->rows[i - 1]) &&
            c->rows[i].round == c->rows[i - 1].round)
            return fc_fail(FC_EDATA, "%s:%zu: the same node, period and round as line %zu", c->file,
                           c->rows[i].cell.line, c->rows[i - 1].cell.line);
    return FC_OK;
}

static bool in_year(const an_target *t, const an_cell *cell)
{
    return an_spans_find(&t->spans, cell->unit, cell->period) != SIZE_MAX;
}

/* All nodes of the levels that have drafts of the year. */
static fc_status list_nodes(const an_submissions *c, an_drafts *d)
{
    const an_target *t = c->target;
    const fc_hierarchy *h = t->sales->hierarchy;
    bool *wanted = calloc(fc_hierarchy_n_levels(h), sizeof *wanted);

    d->drafts = calloc(fc_hierarchy_size(h), sizeof *d->drafts);
    if (!d->drafts || !wanted) {
        free(wanted);
        return fc_no_memory();
    }
    for (size_t i = 0; i < c->n; i++)
        if (in_year(t, &c->rows[i].cell))
            wanted[fc_hierarchy_level(h, c->rows[i].cell.node)] = true;
    for (size_t i = 0; i < fc_hierarchy_size(h); i++)
        if (wanted[fc_hierarchy_level(h, i)])
            d->drafts[d->n++] = (an_draft){.node = i,
                                           .forecast = an_target_at(t, i, 0)->baseline,
                                           .top_down = an_target_at(t, i, 0)->target,
                                           .draft = NAN,
                                           .first_draft = NAN,
                                           .bias = 1,
                                           .factor = 1,
                                           .error = UNKNOWN_ERROR};
    free(wanted);
    return FC_OK;
}

/* Slots of the year that a node's drafts cover, so that none is missing and none counts twice. */
static fc_status add_year(const an_submissions *c, an_draft *d, bool *covered)
{
    const an_spans *spans = &c->target->spans;
    size_t n = 0;

    memset(covered, 0, spans->n_slots * sizeof *covered);
    for (size_t i = 0; i < c->n; i++) {
        const an_submission *s = &c->rows[i];
        const an_span *span;

        if (s->cell.node != d->node || !in_year(c->target, &s->cell))
            continue;
        if (i == 0 || !an_submission_same_cell(s, &c->rows[i - 1])) {
            d->first_draft = (isnan(d->first_draft) ? 0 : d->first_draft) + s->cell.amount;
            n = 0;
        }
        n++;
        d->n_rounds = n > d->n_rounds ? n : d->n_rounds;
        if (i + 1 < c->n && an_submission_same_cell(s, &c->rows[i + 1]))
            continue; /* a later round follows */
        d->draft = (isnan(d->draft) ? 0 : d->draft) + s->cell.amount;
        if (s->author && !d->author && !(d->author = strdup(s->author)))
            return fc_no_memory();
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

static fc_status fill(const an_submissions *c, an_drafts *d)
{
    bool *covered = malloc(c->target->spans.n_slots * sizeof *covered);
    fc_status status = covered ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < d->n; i++)
        status = add_year(c, &d->drafts[i], covered);
    free(covered);
    if (status == FC_OK && d->n == 0)
        status =
            fc_fail(FC_EDATA, "%s: no draft is for %s", c->file, c->target->spans.spans[0].label);
    return status;
}

static fc_status read_file(const char *file, an_cells_file *opened, const an_target *target,
                           an_cells *cells, an_drafts *drafts)
{
    an_submissions c = {.file = file, .target = target};
    const char *column = an_cells_column(opened, draft_names);
    fc_status status;

    if (!column)
        return fc_fail(FC_EDATA, "%s: no column called draft or target has a value", file);
    status = an_cells_read_rounds(opened, column, an_cells_column(opened, round_names), cells);
    if (status == FC_OK)
        status = gather(&c, opened, cells);
    if (status == FC_OK)
        status = list_nodes(&c, drafts);
    if (status == FC_OK)
        status = fill(&c, drafts);
    if (status == FC_OK)
        status = an_drafts_judge(&c, drafts);
    if (status == FC_OK)
        status = an_drafts_versions(&c, drafts);
    free(c.rows);
    return status;
}

fc_status an_drafts_collect(const char *file, const an_plan_options *plan, const an_target *target,
                            an_problems *problems, an_drafts *drafts)
{
    an_cells_file *opened = NULL;
    an_cells cells = {0};
    fc_status status =
        an_cells_open(file, plan, target->sales, target->forecasts, problems, &opened);

    *drafts = (an_drafts){0};
    if (status == FC_OK)
        status = read_file(file, opened, target, &cells, drafts);
    an_cells_clear(&cells);
    an_cells_close(opened);
    return status;
}
