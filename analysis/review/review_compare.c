/* review_compare.c - amounts and quantities of each cell beside those of a year before. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"
#include "analysis/review/review_parts.h"

/* Amounts or quantities of a cell over the periods of the year, and of the same a year before. */
static void accumulate(const an_review *r, size_t cell, size_t measure, double *now, double *before)
{
    const size_t n = (size_t)(r->last - r->first) + 1;

    for (size_t p = 0; p < n; p++)
        now[p] = before[p] = 0;
    fc_panel_accumulate(r->sales->panel, cell, measure, r->first, n, now);
    fc_panel_accumulate(r->sales->panel, cell, measure,
                        an_plan_year_before(&r->sales->calendar, r->first), n, before);
}

static double sum_complete(const an_review *r, const an_review_slot *slot, const double *values)
{
    double sum = 0;

    for (fc_period p = slot->first; p <= slot->last && p < r->open; p++)
        sum += values[p - r->first];
    return sum;
}

/* values[4 x n]: amounts and quantities, now and before. */
static void set_cell(an_review *r, size_t cell, double *values)
{
    const size_t n = (size_t)(r->last - r->first) + 1,
                 n_cells = fc_hierarchy_n_bottom(r->sales->hierarchy);
    double *amount = values, *amount0 = values + n, *quantity = values + 2 * n,
           *quantity0 = values + 3 * n;

    accumulate(r, cell, AN_AMOUNT, amount, amount0);
    accumulate(r, cell, AN_QUANTITY, quantity, quantity0);
    for (size_t s = 0; s < r->n_slots; s++)
        r->items[s * n_cells + cell] = (an_variance_item){
            .amount0 = sum_complete(r, &r->slots[s], amount0),
            .quantity0 = sum_complete(r, &r->slots[s], quantity0),
            .amount1 = sum_complete(r, &r->slots[s], amount),
            .quantity1 = sum_complete(r, &r->slots[s], quantity),
        };
}

/* Whether a key tells products apart, or what names like it. */
static bool has_product(const an_sales *sales)
{
    for (size_t k = 0; k < sales->n_keys; k++) {
        const char *role = an_alias_role(sales->key_names[k]);

        if (role && strcmp(role, "product") == 0)
            return true;
    }
    return false;
}

fc_status an_review_compare(an_review *r)
{
    const size_t n_cells = fc_hierarchy_n_bottom(r->sales->hierarchy);
    double *values;

    if (!r->sales->has_quantity)
        return FC_OK;
    r->by_product = has_product(r->sales);
    values = malloc(4 * ((size_t)(r->last - r->first) + 1) * sizeof *values);
    r->items = malloc(r->n_slots * n_cells * sizeof *r->items);
    r->planned = malloc(r->n_slots * n_cells * sizeof *r->planned);
    if (!values || !r->items || !r->planned) {
        free(values);
        return fc_no_memory();
    }
    for (size_t cell = 0; cell < n_cells; cell++)
        set_cell(r, cell, values);
    for (size_t s = 0; s < r->n_slots; s++)
        for (size_t cell = 0; cell < n_cells; cell++) /* rows are still by node */
            r->planned[s * n_cells + cell] =
                !isnan(r->rows[s * r->n_nodes + r->n_nodes - n_cells + cell].plan);
    free(values);
    return FC_OK;
}

static bool compare(const an_review *r, size_t slot, size_t node, const bool *planned,
                    an_variance *variance)
{
    const size_t n_cells = fc_hierarchy_n_bottom(r->sales->hierarchy);
    const fc_period before = an_plan_year_before(&r->sales->calendar, r->slots[slot].first);
    fc_period history, unused;
    size_t n;
    const size_t *cells = fc_hierarchy_cells(r->sales->hierarchy, node, &n);

    fc_panel_span(r->sales->panel, &history, &unused);
    if (!r->items || r->slots[slot].first >= r->open || before < history)
        return false;
    an_variance_split(r->items + slot * n_cells, cells, n,
                      planned ? planned + slot * n_cells : NULL, variance);
    return true;
}

bool an_review_compare_slot(const an_review *r, size_t slot, size_t node, an_variance *variance)
{
    return compare(r, slot, node, NULL, variance);
}

bool an_review_compare_planned(const an_review *r, size_t slot, size_t node, an_variance *variance)
{
    return compare(r, slot, node, r->planned, variance);
}

bool an_review_variance(const an_review *r, size_t node, an_variance *variance)
{
    const size_t last = r->n_slots - 1;

    return r->slots[last].scope == AN_SCOPE_TO_DATE &&
           an_review_compare_slot(r, last, node, variance);
}
