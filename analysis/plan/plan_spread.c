/* plan_spread.c - amounts planned at any node for any time, brought onto every node and sales
 * period. */
#include "analysis/plan/plan_spread.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan_split.h"
#include "analysis/text/text.h"

/* The state of a spread, and room for one node. */
typedef struct {
    const an_plan_field *f;
    int64_t *values; /* nodes x n */
    int64_t *cells;  /* cells x n, AN_PLAN_NONE until one is set */
    size_t *source;  /* cells x n: the node whose plan set it */
    int64_t *below;  /* n: sum of the cells set */
    bool *whole;     /* n: all cells are set, by plans of nodes below */
    bool crossed;    /* a node's cells follow the plan of a node that is not below it */
    size_t *open;    /* periods or cells yet without a plan */
    double *weights; /* of these */
    int64_t *parts;  /* what each of these gets */
} spread;

static const char *money(const spread *s, int64_t cents, char text[64])
{
    an_grouped((double)cents / s->f->cents_of_unit, 2, text, 64);
    return text;
}

/* Tells that the parts of what is planned for a node from one period to another, in cents, add up
 * to something else. */
static void report_mismatch(const spread *s, const an_plan_amount *a, size_t first, size_t last,
                            int64_t own, int64_t sum, const char *parts)
{
    char from[FC_LABEL_SIZE], to[FC_LABEL_SIZE], planned[64], added[64], difference[64];

    fc_calendar_label(s->f->calendar, s->f->grid->slots[first].period, from);
    fc_calendar_label(s->f->calendar, s->f->grid->slots[last].period, to);
    an_problems_add(
        s->f->problems, AN_WARNING, s->f->file, a->line, NULL,
        "%s is planned at %s for %s%s%s, but its %s add up to %s (%s%s); both stand, each "
        "held against its own plan",
        fc_hierarchy_name(s->f->hierarchy, a->node), money(s, own, planned), from,
        strcmp(from, to) != 0 ? " to " : "", strcmp(from, to) != 0 ? to : "", parts,
        money(s, sum, added), sum > own ? "+" : "", money(s, sum - own, difference));
}

static bool lies_below(const fc_hierarchy *h, size_t node, size_t above)
{
    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++) {
        const char *key = fc_hierarchy_key(h, above, k);

        if (strcmp(key, "*") != 0 && strcmp(key, fc_hierarchy_key(h, node, k)) != 0)
            return false;
    }
    return true;
}

static double weight_of(const spread *s, size_t node, size_t slot)
{
    const an_plan_slot *of = &s->f->grid->slots[slot];

    return of->share * s->f->weight(s->f->data, node, of->period);
}

/* Sums what the plans of finer nodes have set of the node's cells. */
static void look_below(spread *s, size_t node)
{
    size_t n_cells;
    const size_t *cells = fc_hierarchy_cells(s->f->hierarchy, node, &n_cells);

    for (size_t p = 0; p < s->f->grid->n; p++) {
        s->below[p] = 0;
        s->whole[p] = true;
        for (size_t i = 0; i < n_cells; i++) {
            const size_t at = cells[i] * s->f->grid->n + p;

            if (s->cells[at] == AN_PLAN_NONE)
                s->whole[p] = false;
            else
                s->below[p] += s->cells[at];
            if (s->whole[p] && !lies_below(s->f->hierarchy, s->source[at], node))
                s->whole[p] = false;
        }
    }
}

/* The weights of the open periods of an amount. */
static void weigh_periods(spread *s, const an_plan_amount *a, size_t n_open)
{
    bool by_plans = true;

    for (size_t i = 0; i < n_open; i++)
        by_plans &= s->whole[s->open[i]] && s->below[s->open[i]] >= 0;
    for (size_t i = 0; i < n_open; i++) {
        const size_t p = s->open[i];

        s->weights[i] = by_plans ? (double)s->below[p] : weight_of(s, a->node, p);
    }
}

/* What is left of an amount for the parts that have no plan: not of the other sign than the amount.
 */
static int64_t left_of(int64_t amount, int64_t planned)
{
    const int64_t left = amount - planned;

    return (amount < 0) == (left < 0) ? left : 0;
}

/* Puts an amount of the node onto those of its periods that have none yet. */
static fc_status set_periods(spread *s, const an_plan_amount *a, int64_t *own)
{
    int64_t set = 0, below = 0;
    size_t n_open = 0;
    bool whole = true;
    fc_status status = FC_OK;

    for (size_t p = a->first; p <= a->last; p++) {
        below += s->below[p];
        whole &= s->whole[p];
        if (own[p] == AN_PLAN_NONE)
            s->open[n_open++] = p;
        else
            set += own[p];
    }
    if (n_open > 0) {
        const int64_t left = left_of(a->cents, set);

        weigh_periods(s, a, n_open);
        status = an_plan_split(left, s->weights, n_open, s->parts);
        for (size_t i = 0; status == FC_OK && i < n_open; i++)
            own[s->open[i]] = s->parts[i];
        set += left;
    }
    if (set != a->cents)
        report_mismatch(s, a, a->first, a->last, a->cents, set, "shorter periods");
    if (whole && below != a->cents)
        report_mismatch(s, a, a->first, a->last, a->cents, below, "parts");
    return status;
}

/* Gives the node's cells that have no plan in a period what the node's own plan leaves. */
static fc_status set_cells(spread *s, const an_plan_amount *a, size_t p, int64_t own)
{
    const fc_hierarchy *h = s->f->hierarchy;
    size_t n_cells, n_open = 0;
    const size_t *cells = fc_hierarchy_cells(h, a->node, &n_cells);
    const size_t bottom = fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h);
    fc_status status;

    for (size_t i = 0; i < n_cells; i++)
        if (s->cells[cells[i] * s->f->grid->n + p] == AN_PLAN_NONE) {
            s->weights[n_open] = weight_of(s, bottom + cells[i], p);
            s->open[n_open++] = cells[i];
        }
    if (n_open == 0) {
        s->crossed |= !s->whole[p];
        return FC_OK;
    }

    const int64_t left = left_of(own, s->below[p]);

    if (left != own - s->below[p])
        report_mismatch(s, a, p, p, own, s->below[p], "planned parts alone");
    status = an_plan_split(left, s->weights, n_open, s->parts);
    for (size_t i = 0; status == FC_OK && i < n_open; i++) {
        s->cells[s->open[i] * s->f->grid->n + p] = s->parts[i];
        s->source[s->open[i] * s->f->grid->n + p] = a->node;
    }
    return status;
}

/* The amount that gave a period its plan, or shares in it. */
static const an_plan_amount *amount_of(const an_plan_amount *amounts, size_t p)
{
    while (amounts->first > p || amounts->last < p)
        amounts++;
    return amounts;
}

/* All amounts of one node, finest periods first. */
static fc_status set_node(spread *s, const an_plan_amount *amounts, size_t n)
{
    int64_t *own = s->values + amounts->node * s->f->grid->n;
    fc_status status = FC_OK;

    look_below(s, amounts->node);
    for (size_t i = 0; status == FC_OK && i < n; i++)
        status = set_periods(s, &amounts[i], own);
    for (size_t p = 0; status == FC_OK && p < s->f->grid->n; p++)
        if (own[p] != AN_PLAN_NONE)
            status = set_cells(s, amount_of(amounts, p), p, own[p]);
    return status;
}

static void sum_cells(const spread *s, size_t node)
{
    int64_t *own = s->values + node * s->f->grid->n;
    size_t n_cells;
    const size_t *cells = fc_hierarchy_cells(s->f->hierarchy, node, &n_cells);

    for (size_t p = 0; p < s->f->grid->n; p++) {
        int64_t sum = AN_PLAN_NONE;

        for (size_t i = 0; i < n_cells; i++) {
            const int64_t cell = s->cells[cells[i] * s->f->grid->n + p];

            if (cell != AN_PLAN_NONE)
                sum = sum == AN_PLAN_NONE ? cell : sum + cell;
        }
        if (own[p] == AN_PLAN_NONE)
            own[p] = sum;
    }
}

/* Finest node first, then finest unit, then time. */
static int compare_amounts(const void *a, const void *b)
{
    const an_plan_amount *x = a, *y = b;

    if (x->node != y->node)
        return x->node < y->node ? 1 : -1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void spread_free(spread *s)
{
    free(s->cells);
    free(s->source);
    free(s->below);
    free(s->whole);
    free(s->open);
    free(s->weights);
    free(s->parts);
}

static fc_status spread_init(spread *s, const an_plan_field *field, int64_t *values)
{
    const size_t n_cells = fc_hierarchy_n_bottom(field->hierarchy), n = field->grid->n;
    const size_t most = n_cells > n ? n_cells : n;

    *s = (spread){.f = field, .values = values};
    s->cells = malloc(n_cells * n * sizeof *s->cells);
    s->source = malloc(n_cells * n * sizeof *s->source);
    s->below = malloc(n * sizeof *s->below);
    s->whole = malloc(n * sizeof *s->whole);
    s->open = malloc(most * sizeof *s->open);
    s->weights = malloc(most * sizeof *s->weights);
    s->parts = malloc(most * sizeof *s->parts);
    if (!s->cells || !s->source || !s->below || !s->whole || !s->open || !s->weights || !s->parts)
        return fc_no_memory();
    for (size_t i = 0; i < n_cells * n; i++)
        s->cells[i] = AN_PLAN_NONE;
    for (size_t i = 0; i < fc_hierarchy_size(field->hierarchy) * n; i++)
        values[i] = AN_PLAN_NONE;
    return FC_OK;
}

fc_status an_plan_spread(const an_plan_field *field, an_plan_amount *amounts, size_t n_amounts,
                         int64_t *values)
{
    spread s;
    fc_status status = spread_init(&s, field, values);

    qsort(amounts, n_amounts, sizeof *amounts, compare_amounts);
    for (size_t i = 0, next; status == FC_OK && i < n_amounts; i = next) {
        for (next = i + 1; next < n_amounts && amounts[next].node == amounts[i].node;)
            next++;
        status = set_node(&s, amounts + i, next - i);
    }
    for (size_t node = 0; status == FC_OK && node < fc_hierarchy_size(field->hierarchy); node++)
        sum_cells(&s, node);
    if (s.crossed)
        an_problems_add(
            field->problems, AN_NOTE, field->file, 0, NULL,
            "plans for different keys cross: the cells follow the finer one, and may add "
            "up to something else than the other");
    spread_free(&s);
    return status;
}
