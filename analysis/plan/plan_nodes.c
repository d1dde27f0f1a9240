/* plan_nodes.c - the nodes that a plan speaks of, also those that have no sales yet. */
#include "analysis/plan/plan_nodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text.h"

/* Looking for the nearest name takes time; who has more unknown names has another problem. */
enum { MOST_SUGGESTIONS = 200 };

/* Stands in a new cell for the keys that its plan sums over. */
static const char UNNAMED[] = "\1";

typedef struct {
    const an_plan_input *in;
    const an_plan_rows *rows;
    const an_sales *sales;
    an_plan_nodes *out;
    double *plan; /* of each tuple */
    size_t *line; /* its first */
    size_t n_known, n_new;
    double new_plan;
} search;

static void sum_tuples(search *s)
{
    for (size_t i = 0; i < s->rows->n; i++) {
        const an_plan_row *row = &s->rows->rows[i];

        s->plan[row->tuple] += row->amount;
        if (s->line[row->tuple] == 0 || row->line < s->line[row->tuple])
            s->line[row->tuple] = row->line;
    }
}

/* What no sales are of: a value of the k-th key, or, with k = n_keys, a node of known values. */
typedef struct {
    size_t k;
    const char *value, *nearest; /* nearest NULL: none is like it, or enough were suggested */
} unknown;

static unknown find_unknown(const search *s, size_t tuple)
{
    const char *const *keys = fc_keys_tuple(s->rows->tuples, tuple);
    unknown u = {.k = 0};

    while (u.k < s->sales->n_keys &&
           (strcmp(keys[u.k], "*") == 0 || an_plan_keys_has(s->in->keys, u.k, keys[u.k])))
        u.k++;
    if (u.k == s->sales->n_keys)
        return u;
    u.value = keys[u.k];
    if (s->n_new < MOST_SUGGESTIONS)
        u.nearest = an_plan_keys_nearest(s->in->keys, u.k, u.value);
    return u;
}

/* "no sales of region 'Soth' (nearest: 'South')", or of the whole node where each value is known.
 */
static void describe_unknown(const search *s, size_t tuple, char *text, size_t size)
{
    const unknown u = find_unknown(s, tuple);
    char name[AN_TUPLE_SIZE];

    if (u.k < s->sales->n_keys)
        snprintf(text, size, "no sales of %s '%s'%s%s%s", s->sales->key_names[u.k], u.value,
                 u.nearest ? " (nearest: '" : "", u.nearest ? u.nearest : "",
                 u.nearest ? "')" : "");
    else
        snprintf(text, size, "no sales of %s yet",
                 an_plan_rows_name(s->rows, tuple, s->sales->n_keys, name));
}

static void report_new(search *s, size_t tuple)
{
    an_problems *problems = s->in->problems;
    const char *file = s->in->file;
    const size_t line = s->line[tuple];
    const unknown u = find_unknown(s, tuple);
    char name[AN_TUPLE_SIZE], plan[64];

    an_grouped(s->plan[tuple], 2, plan, sizeof plan);
    if (u.k == s->sales->n_keys)
        an_problems_add(problems, AN_WARNING, file, line, NULL,
                        "no sales of %s yet; its plan, %s, counts in the totals above it",
                        an_plan_rows_name(s->rows, tuple, s->sales->n_keys, name), plan);
    else if (u.nearest)
        an_problems_add(problems, AN_WARNING, file, line, NULL,
                        "no sales of %s '%s' (nearest: '%s'); its plan, %s, counts in the totals "
                        "above it",
                        s->sales->key_names[u.k], u.value, u.nearest, plan);
    else
        an_problems_add(problems, AN_WARNING, file, line, NULL,
                        "no sales of %s '%s'; its plan, %s, counts in the totals above it",
                        s->sales->key_names[u.k], u.value, plan);
    s->n_new++;
    s->new_plan += s->plan[tuple];
}

static void report_loose(const search *s, size_t tuple, size_t k)
{
    const char *value = fc_keys_tuple(s->rows->tuples, tuple)[k];
    char plan[64];

    an_grouped(s->plan[tuple], 2, plan, sizeof plan);
    an_problems_add(s->in->problems, AN_SET_ASIDE, s->in->file, s->line[tuple], NULL,
                    "%s '%s' lies in no %s, or in several: its plan, %s, is set aside; tell its %s",
                    s->sales->key_names[k], value, s->sales->key_names[k - 1], plan,
                    s->sales->key_names[k - 1]);
}

/* The sales' node of each tuple; SIZE_MAX where there is none. */
static void look_up(search *s)
{
    for (size_t t = 0; t < fc_keys_size(s->rows->tuples); t++) {
        s->out->node[t] = fc_hierarchy_find(s->sales->hierarchy, fc_keys_tuple(s->rows->tuples, t));
        s->n_known += s->out->node[t] != SIZE_MAX;
    }
}

static void report_unknown(search *s)
{
    char plan[64];

    for (size_t t = 0; t < fc_keys_size(s->rows->tuples); t++) {
        const size_t loose = an_plan_keys_loose(s->in->keys, fc_keys_tuple(s->rows->tuples, t));

        if (s->out->node[t] != SIZE_MAX)
            continue;
        if (loose != SIZE_MAX)
            report_loose(s, t, loose);
        else
            report_new(s, t);
    }
    an_grouped(s->new_plan, 2, plan, sizeof plan);
    if (s->n_new > 0)
        an_problems_add(
            s->in->problems, AN_WARNING, s->in->file, 0, NULL,
            "%zu of %zu planned nodes have no sales; their plan, %s, counts in the totals",
            s->n_new, fc_keys_size(s->rows->tuples), plan);
}

static fc_status refuse(const search *s)
{
    char what[2 * AN_TUPLE_SIZE + 64];
    size_t first = 0;

    for (size_t t = 0; t < fc_keys_size(s->rows->tuples); t++)
        if (s->line[t] < s->line[first])
            first = t;
    describe_unknown(s, first, what, sizeof what);
    return fc_fail(
        FC_EDATA,
        "%s:%zu: %s, nor of any other of the plan's nodes; check its key columns and --by",
        s->in->file, s->line[first], what);
}

static fc_status add_cell(const search *s, const char *const *keys)
{
    const char *cell[AN_MAX_KEYS];
    size_t number;

    for (size_t k = 0; k < s->sales->n_keys; k++)
        cell[k] = strcmp(keys[k], "*") == 0 ? UNNAMED : keys[k];
    return fc_panel_cell(s->out->panel, cell, NULL, &number);
}

/* The keys of a node of the sales. */
static void read_keys(const an_sales *sales, size_t node, const char *keys[AN_MAX_KEYS])
{
    for (size_t k = 0; k < sales->n_keys; k++)
        keys[k] = fc_hierarchy_key(sales->hierarchy, node, k);
}

/* A panel of the sales' cells and one for each new node. */
static fc_status fill_panel(const search *s)
{
    fc_status status = fc_panel_new(s->sales->n_keys, 1, &s->out->panel);
    const size_t n_nodes = fc_hierarchy_size(s->sales->hierarchy);

    for (size_t i = n_nodes - fc_panel_size(s->sales->panel); status == FC_OK && i < n_nodes; i++) {
        const char *cell[AN_MAX_KEYS];

        read_keys(s->sales, i, cell);
        status = add_cell(s, cell);
    }
    for (size_t t = 0; status == FC_OK && t < fc_keys_size(s->rows->tuples); t++) {
        const char *const *keys = fc_keys_tuple(s->rows->tuples, t);

        if (s->out->node[t] == SIZE_MAX && an_plan_keys_loose(s->in->keys, keys) == SIZE_MAX)
            status = add_cell(s, keys);
    }
    return status == FC_OK ? fc_panel_sort(s->out->panel) : status;
}

static fc_status make_hierarchy(const search *s)
{
    const fc_hierarchy *h = s->sales->hierarchy;
    const size_t n_dimensions = fc_hierarchy_n_dimensions(h);
    fc_dimension dimensions[AN_MAX_KEYS];

    for (size_t d = 0, k = 0; d < n_dimensions; d++) {
        dimensions[d] = (fc_dimension){k, fc_hierarchy_depth(h, fc_hierarchy_size(h) - 1, d)};
        k += dimensions[d].depth;
    }
    return fc_hierarchy_new(s->out->panel, dimensions, n_dimensions, &s->out->own);
}

/* Numbers all nodes anew in the hierarchy that has the new ones. */
static fc_status add_new_nodes(const search *s)
{
    fc_status status = fill_panel(s);

    if (status == FC_OK)
        status = make_hierarchy(s);
    if (status != FC_OK)
        return status;
    s->out->hierarchy = s->out->own;
    for (size_t t = 0; t < fc_keys_size(s->rows->tuples); t++)
        s->out->node[t] = fc_hierarchy_find(s->out->own, fc_keys_tuple(s->rows->tuples, t));
    for (size_t i = 0; i < fc_hierarchy_size(s->sales->hierarchy); i++) {
        const char *keys[AN_MAX_KEYS];

        read_keys(s->sales, i, keys);
        s->out->of_sales[i] = fc_hierarchy_find(s->out->own, keys);
    }
    return FC_OK;
}

fc_status an_plan_nodes_find(const an_plan_input *in, const an_plan_rows *rows,
                             an_plan_nodes *nodes)
{
    const size_t n_tuples = fc_keys_size(rows->tuples),
                 n_nodes = fc_hierarchy_size(in->sales->hierarchy);
    search s = {.in = in,
                .rows = rows,
                .sales = in->sales,
                .out = nodes,
                .plan = calloc(n_tuples, sizeof *s.plan),
                .line = calloc(n_tuples, sizeof *s.line)};
    fc_status status = FC_OK;

    *nodes = (an_plan_nodes){.hierarchy = in->sales->hierarchy,
                             .node = malloc(n_tuples * sizeof *nodes->node),
                             .of_sales = malloc(n_nodes * sizeof *nodes->of_sales)};
    if (!s.plan || !s.line || !nodes->node || !nodes->of_sales) {
        status = fc_no_memory();
        goto done;
    }
    for (size_t i = 0; i < n_nodes; i++)
        nodes->of_sales[i] = i;
    sum_tuples(&s);
    look_up(&s);
    if (s.n_known == 0) {
        status = refuse(&s);
        goto done;
    }
    report_unknown(&s);
    if (s.n_new > 0)
        status = add_new_nodes(&s);
done:
    free(s.plan);
    free(s.line);
    if (status != FC_OK)
        an_plan_nodes_clear(nodes);
    return status;
}

void an_plan_nodes_clear(an_plan_nodes *nodes)
{
    fc_hierarchy_free(nodes->own);
    fc_panel_free(nodes->panel);
    free(nodes->node);
    free(nodes->of_sales);
    *nodes = (an_plan_nodes){0};
}
