/* effort.c - holds the targets' part that comes by deals against what the pipeline brings. */
#include "analysis/target/effort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/plan/plan.h"
#include "analysis/target/target_private.h"
#include "analysis/text/text.h"

typedef struct {
    const an_target *target;
    const an_book *book;
    size_t *node_of;  /* of each node of the book: that of the target; SIZE_MAX: none */
    double *by_deals; /* of each node of the book: the part of its sales that deals bring */
} effort;

static size_t same_node(const effort *e, size_t node)
{
    const fc_hierarchy *h = e->book->won.hierarchy;
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        keys[k] = fc_hierarchy_key(h, node, k);
    return fc_hierarchy_find(e->target->sales->hierarchy, keys);
}

/* The year that ends with the last period that sales are known of. */
static double sum_year(const an_target *t, const fc_hierarchy *h, size_t node, size_t measure)
{
    const fc_period next = fc_forecasts_first(t->forecasts);
    double sum = 0;

    for (fc_period p = an_plan_year_before(&t->spans.calendar, next); p < next; p++) {
        double value;

        fc_hierarchy_values(h, node, measure, p, 1, &value);
        sum += value;
    }
    return sum;
}

static fc_status prepare(effort *e)
{
    const fc_hierarchy *h = e->book->won.hierarchy;
    const size_t n = fc_hierarchy_size(h);

    e->node_of = malloc(n * sizeof *e->node_of);
    e->by_deals = malloc(n * sizeof *e->by_deals);
    if (!e->node_of || !e->by_deals)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++) {
        e->node_of[i] = same_node(e, i);
        e->by_deals[i] = NAN;
        if (e->node_of[i] != SIZE_MAX) {
            const double sold = sum_year(e->target, e->target->sales->hierarchy, e->node_of[i],
                                         e->target->options.measure);

            if (sold > 0)
                e->by_deals[i] = fmin(fmax(sum_year(e->target, h, i, AN_AMOUNT) / sold, 0), 1);
        }
    }
    if (e->by_deals[0] > 0)
        return FC_OK;
    return fc_fail(FC_EDATA, "--pipeline: no deal was won in the last year, so nothing tells how "
                             "many the targets need");
}

/* NaN outside the year, and for nodes that the sales do not have. */
static double asked(const void *data, size_t node, fc_period period)
{
    const effort *e = data;
    const an_spans *spans = &e->target->spans;
    const size_t span = period < spans->first || period > spans->last
                            ? SIZE_MAX
                            : an_spans_find(spans, spans->calendar.unit, period);

    if (span == SIZE_MAX || e->node_of[node] == SIZE_MAX)
        return NAN;
    return an_target_at(e->target, e->node_of[node], span)->target * e->by_deals[node];
}

fc_status an_effort_table(const an_target *t, const an_book *book, const an_activities *done,
                          const char *lang, an_table **table)
{
    effort e = {.target = t, .book = book};
    const an_pipeline_options options = {.since = book->deals->as_of - 365,
                                         .horizon = (size_t)(t->spans.last - book->now) + 1,
                                         .activities = done,
                                         .asked = asked,
                                         .asked_data = &e};
    char note[512], share[32];
    fc_status status = FC_OK;

    if (book->now > t->spans.last)
        return fc_fail(FC_EDATA, "--pipeline: the deals are known to a time after %s",
                       t->spans.spans[0].label);
    status = prepare(&e);
    if (status == FC_OK)
        status = an_report_activity(book, &options, table);
    if (status == FC_OK) {
        snprintf(share, sizeof share, "%.0f%%", 100 * e.by_deals[0]);
        an_text_fill(note, sizeof note, lang, "effort-note", share, NULL);
        an_table_note(*table, "%s", note);
        status = an_table_status(*table);
    }
    free(e.node_of);
    free(e.by_deals);
    return status;
}
