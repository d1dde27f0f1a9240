/* drafts_record.c - what earlier drafts were worth: bias and error of each submitter. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"

/* What is thought of a draft before there is a record of its author: so many periods of this error,
 * and without bias; and so many pairs of errors that had nothing to do with each other. */
enum { PRIOR_PERIODS = 2, PRIOR_PAIRS = 6 };

static const double UNKNOWN_ERROR = 0.2, MOST_TOGETHER = 0.9;

/* A past draft of the last round, and what came of it. */
typedef struct {
    const an_submission *row;
    double sold, u; /* u: its error, over the typical one of its submitter; NaN: not judged */
} past;

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

/* Whether a past draft is of those who submit this one. */
static bool is_of(const an_draft *d, const past *p)
{
    if (d->author && p->row->author)
        return strcmp(d->author, p->row->author) == 0;
    return !d->author && p->row->cell.node == d->node;
}

/* Bias: all sales over all drafts. Error: root mean square of what is left, as shares. Both are
 * drawn to what is thought without a record. */
static void judge(an_draft *d, past *list, size_t n)
{
    double sales = 0, drafts = 0, squares = 0;

    for (size_t i = 0; i < n; i++)
        if (is_of(d, &list[i])) {
            sales += list[i].sold;
            drafts += list[i].row->cell.amount;
            d->n_past++;
        }
    if (d->n_past == 0 || !(sales > 0))
        return;
    d->bias = sales / drafts;
    d->factor = ((double)d->n_past * d->bias + PRIOR_PERIODS) / (double)(d->n_past + PRIOR_PERIODS);
    for (size_t i = 0; i < n; i++)
        if (is_of(d, &list[i]))
            squares += pow(list[i].sold / (list[i].row->cell.amount * d->factor) - 1, 2);
    d->error = sqrt((squares + PRIOR_PERIODS * UNKNOWN_ERROR * UNKNOWN_ERROR) /
                    (double)(d->n_past + PRIOR_PERIODS));
    for (size_t i = 0; i < n; i++)
        if (list[i].row->cell.node == d->node)
            list[i].u = (list[i].sold / (list[i].row->cell.amount * d->factor) - 1) / d->error;
}

/* The mean product of errors of two nodes of one level in the same period, drawn to none. */
static double correlate(const an_target *t, const past *list, size_t n)
{
    const fc_hierarchy *h = t->sales->hierarchy;
    double products = 0, pairs = PRIOR_PAIRS;

    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            const an_cell *a = &list[i].row->cell, *b = &list[k].row->cell;

            if (a->node == b->node || a->unit != b->unit || a->period != b->period ||
                fc_hierarchy_level(h, a->node) != fc_hierarchy_level(h, b->node) ||
                isnan(list[i].u) || isnan(list[k].u))
                continue;
            products += list[i].u * list[k].u;
            pairs++;
        }
    return fmin(fmax(products / pairs, 0), MOST_TOGETHER);
}

fc_status an_drafts_judge(const an_submissions *all, an_drafts *d)
{
    past *list = malloc((all->n + 1) * sizeof *list);
    size_t n = 0;

    if (!list)
        return fc_no_memory();
    for (size_t i = 0; i < all->n; i++) {
        const an_submission *row = &all->rows[i];
        const bool last = i + 1 == all->n || !an_submission_same_cell(row, row + 1);
        const double sold = last && row->cell.amount > 0 ? sales_of(all->target, &row->cell) : NAN;

        if (!isnan(sold))
            list[n++] = (past){row, sold, NAN};
    }
    for (size_t i = 0; i < d->n; i++)
        judge(&d->drafts[i], list, n);
    d->together = correlate(all->target, list, n);
    free(list);
    return FC_OK;
}
