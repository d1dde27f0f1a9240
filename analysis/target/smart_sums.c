/* smart_sums.c - a target is relevant where its parts add up to it: over nodes and over time. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/smart_parts.h"

/* The plan by node and span, NaN where there is none. */
typedef struct {
    an_smart_judge *j;
    double *amounts;
    size_t n_spans;
} sums;

static double amount_of(const sums *s, size_t node, size_t span)
{
    return s->amounts[node * s->n_spans + span];
}

static void place_rows(sums *s)
{
    const an_smart *out = s->j->out;

    for (size_t i = 0; i < out->n; i++) {
        const an_smart_row *row = &out->rows[i];

        for (size_t k = 0; row->node != SIZE_MAX && k < s->n_spans; k++)
            if (strcmp(s->j->target->spans.spans[k].label, row->period) == 0)
                s->amounts[row->node * s->n_spans + k] = row->target;
    }
}

/* One row: the parts of a target come to another amount. */
static fc_status report(sums *s, size_t node, size_t span, const char *by, double parts)
{
    an_smart_judge *j = s->j;
    const double own = amount_of(s, node, span);
    an_smart_row *row = an_smart_add(j->out, AN_SMART_RELEVANT);
    char have[AN_SMART_NUMBER], want[AN_SMART_NUMBER], off[AN_SMART_NUMBER];

    if (!row)
        return fc_no_memory();
    row->node = node;
    row->target = own;
    snprintf(row->name, sizeof row->name, "%s",
             node == 0 ? an_text(j->options->lang, "total")
                       : fc_hierarchy_name(j->target->sales->hierarchy, node));
    memcpy(row->period, j->target->spans.spans[span].label, sizeof row->period);
    an_smart_money(j, own, want);
    an_smart_money(j, parts, have);
    an_percent(own != 0 ? 100 * (parts / own - 1) : NAN, true, off, sizeof off);
    return an_smart_say(row, j->options->lang, "smart-sum", row->name, row->period, want, by, have,
                        off, NULL);
}

static bool differs(const sums *s, double a, double b)
{
    return fabs(a - b) > fmax(s->j->target->options.step / 2, 1e-9 * fabs(a));
}

/* The children along a dimension, where all that sell have a target. */
static fc_status check_children(sums *s, size_t node, size_t span, size_t d)
{
    const an_target *t = s->j->target;
    size_t n, planned = 0, missing = 0;
    const size_t *children = fc_hierarchy_children(t->sales->hierarchy, node, d, &n);
    double sum = 0;

    for (size_t c = 0; c < n; c++) {
        const double amount = amount_of(s, children[c], span);

        planned += !isnan(amount);
        missing += isnan(amount) && an_target_at(t, children[c], 0)->baseline != 0;
        sum += isnan(amount) ? 0 : amount;
    }
    if (planned == 0 || missing > 0 || !differs(s, amount_of(s, node, span), sum))
        return FC_OK;
    for (size_t k = 0; k < t->sales->n_keys; k++)
        if (strcmp(fc_hierarchy_key(t->sales->hierarchy, node, k),
                   fc_hierarchy_key(t->sales->hierarchy, children[0], k)) != 0)
            return report(s, node, span, t->sales->key_names[k], sum);
    return FC_OK;
}

/* The periods of a finer unit, where all of them have a target. */
static fc_status check_periods(sums *s, size_t node, size_t span, fc_unit unit)
{
    const an_spans *spans = &s->j->target->spans;
    const an_span *whole = &spans->spans[span];
    size_t n = 0;
    double sum = 0;

    for (size_t k = 0; k < s->n_spans; k++) {
        const an_span *part = &spans->spans[k];

        if (part->unit != unit || part->first < whole->first || part->last > whole->last)
            continue;
        if (isnan(amount_of(s, node, k)))
            return FC_OK;
        sum += amount_of(s, node, k);
        n++;
    }
    if (n == 0 || !differs(s, amount_of(s, node, span), sum))
        return FC_OK;
    return report(s, node, span, fc_unit_name(unit), sum);
}

static fc_status check_node(sums *s, size_t node)
{
    const fc_hierarchy *h = s->j->target->sales->hierarchy;
    fc_status status = FC_OK;

    for (size_t span = 0; status == FC_OK && span < s->n_spans; span++) {
        if (isnan(amount_of(s, node, span)))
            continue;
        for (size_t d = 0; status == FC_OK && d < fc_hierarchy_n_dimensions(h); d++)
            status = check_children(s, node, span, d);
        for (fc_unit unit = FC_DAY; status == FC_OK && unit < s->j->target->spans.spans[span].unit;
             unit++)
            if (unit != FC_WEEK)
                status = check_periods(s, node, span, unit);
    }
    return status;
}

/* The level most nodes of which have a target for the span; SIZE_MAX where none has. */
static size_t level_of(const sums *s, size_t span)
{
    const fc_hierarchy *h = s->j->target->sales->hierarchy;
    size_t best = SIZE_MAX, most = 0, n = 0;

    for (size_t i = 0; i < fc_hierarchy_size(h); i++) { /* nodes of a level stand together */
        if (i == 0 || fc_hierarchy_level(h, i) != fc_hierarchy_level(h, i - 1))
            n = 0;
        n += !isnan(amount_of(s, i, span));
        if (n > most) {
            most = n;
            best = fc_hierarchy_level(h, i);
        }
    }
    return best;
}

/* What all targets of a period come to, held against the total, which has none of its own. */
static fc_status add_together(sums *s, size_t span)
{
    an_smart_judge *j = s->j;
    const fc_hierarchy *h = j->target->sales->hierarchy;
    const size_t level = level_of(s, span);
    an_smart_row *row;
    double sum = 0;

    if (level == SIZE_MAX || !isnan(amount_of(s, 0, span)))
        return FC_OK;
    for (size_t i = 0; i < fc_hierarchy_size(h); i++)
        if (fc_hierarchy_level(h, i) == level && !isnan(amount_of(s, i, span)))
            sum += amount_of(s, i, span);
    row = an_smart_add(j->out, AN_SMART_FINE);
    if (!row)
        return fc_no_memory();
    row->target = sum;
    snprintf(row->name, sizeof row->name, "%s", an_text(j->options->lang, "smart-together"));
    memcpy(row->period, j->target->spans.spans[span].label, sizeof row->period);
    return an_smart_amount(j, 0, span, row);
}

fc_status an_smart_sums(an_smart_judge *j)
{
    const size_t n_nodes = fc_hierarchy_size(j->target->sales->hierarchy);
    sums s = {.j = j, .n_spans = j->target->spans.n};
    fc_status status = FC_OK;

    s.amounts = malloc(n_nodes * s.n_spans * sizeof *s.amounts);
    if (!s.amounts)
        return fc_no_memory();
    for (size_t i = 0; i < n_nodes * s.n_spans; i++)
        s.amounts[i] = NAN;
    place_rows(&s);
    for (size_t k = 0; status == FC_OK && k < s.n_spans; k++)
        status = add_together(&s, k);
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++)
        status = check_node(&s, i);
    free(s.amounts);
    return status;
}
