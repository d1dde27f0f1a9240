/* alarms.c - lists of alarms, and children that explain their parents. */
#include "analysis/watch/alarms.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text.h"

static const double MOST = 0.6; /* of the parent's shortfall: then the child alone is told */

static const double WIDTH_80 = 2.5631031310892007; /* of the central 80 % of a normal, in sd */

an_alarm *an_alarms_add(an_alarms *a, size_t node, const char *rule)
{
    if (a->n == a->capacity) {
        const size_t capacity = a->capacity ? 2 * a->capacity : 64;
        an_alarm *list = realloc(a->list, capacity * sizeof *list);

        if (!list)
            return NULL;
        a->list = list;
        a->capacity = capacity;
    }
    a->list[a->n] = (an_alarm){.node = node,
                               .rule = rule,
                               .shortfall = NAN,
                               .p_attain = NAN,
                               .false_alarms = NAN,
                               .median_lead = NAN};
    return &a->list[a->n++];
}

const an_review_row *an_watch_year(const an_watch_today *today, size_t node)
{
    return today->review
               ? an_review_find(today->review, node, AN_SCOPE_YEAR, an_review_year(today->review))
               : NULL;
}

double an_watch_shortfall(const an_review_row *row)
{
    const double sd = (row->hi80 - row->lo80) / WIDTH_80, gap = row->plan - row->outlook;

    if (!(sd > 0))
        return fmax(0, gap);
    return gap * gsl_cdf_ugaussian_P(gap / sd) + sd * gsl_ran_ugaussian_pdf(gap / sd);
}

static an_alarm *find(an_alarms *a, size_t node, const char *rule)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->list[i].node == node && a->list[i].rule &&
            (!rule || strcmp(a->list[i].rule, rule) == 0))
            return &a->list[i];
    return NULL;
}

static const char *last_key(const fc_hierarchy *h, size_t node, size_t dimension, size_t parent)
{
    const char *name = fc_hierarchy_name(h, node);

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        if (strcmp(fc_hierarchy_key(h, node, k), fc_hierarchy_key(h, parent, k)) != 0)
            name = fc_hierarchy_key(h, node, k);
    (void)dimension;
    return name;
}

/* The alarmed child with the largest shortfall; how many there are. */
static an_alarm *worst_child(const fc_hierarchy *h, an_alarms *a, const an_alarm *parent,
                             size_t dimension, size_t *count)
{
    size_t n;
    const size_t *children = fc_hierarchy_children(h, parent->node, dimension, &n);
    an_alarm *worst = NULL;

    *count = 0;
    for (size_t c = 0; c < n; c++) {
        an_alarm *child = find(a, children[c], NULL);

        if (!child)
            continue;
        ++*count;
        if (!worst || child->shortfall > worst->shortfall)
            worst = child;
    }
    return worst;
}

static void silence_below(const fc_hierarchy *h, an_alarms *a, size_t node)
{
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(h); d++) {
        size_t n;
        const size_t *children = fc_hierarchy_children(h, node, d, &n);

        for (size_t c = 0; c < n; c++) {
            for (an_alarm *x = find(a, children[c], NULL); x; x = find(a, children[c], NULL))
                x->rule = NULL;
            silence_below(h, a, children[c]);
        }
    }
}

static void add_children(an_alarm *parent, const char *lang, const char *name, size_t count)
{
    const size_t n = strlen(parent->evidence);
    char more[24];

    snprintf(more, sizeof more, "%zu", count);
    an_text_fill(parent->evidence + n, sizeof parent->evidence - n, lang, "watch-children", name,
                 more, NULL);
}

/* Coarse nodes come first in the hierarchy, so the list is in that order. */
static void explain_one(const fc_hierarchy *h, const char *lang, an_alarms *a, an_alarm *parent)
{
    an_alarm *worst = NULL;
    size_t dimension = 0, count = 0;

    for (size_t d = 0; d < fc_hierarchy_n_dimensions(h); d++) {
        size_t n;
        an_alarm *child = worst_child(h, a, parent, d, &n);

        if (child && (!worst || child->shortfall > worst->shortfall)) {
            worst = child;
            dimension = d;
            count = n;
        }
    }
    if (!worst)
        return;
    if (worst->shortfall >= MOST * parent->shortfall) {
        parent->rule = NULL;
        return;
    }
    add_children(parent, lang, last_key(h, worst->node, dimension, parent->node), count);
    silence_below(h, a, parent->node);
}

static int by_node(const void *a, const void *b)
{
    const an_alarm *x = a, *y = b;

    return (x->node > y->node) - (x->node < y->node);
}

void an_alarms_explain(const an_sales *sales, const char *lang, an_alarms *a)
{
    size_t kept = 0;

    if (a->n > 1)
        qsort(a->list, a->n, sizeof *a->list, by_node);
    for (size_t i = 0; i < a->n; i++)
        if (a->list[i].rule)
            explain_one(sales->hierarchy, lang, a, &a->list[i]);
    for (size_t i = 0; i < a->n; i++)
        if (a->list[i].rule)
            a->list[kept++] = a->list[i];
    a->n = kept;
}
