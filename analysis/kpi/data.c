/* data.c - gathers each node's sums and knows which customers, people and days are below it. */
#include "analysis/kpi/data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/panel/keys.h"

void an_kpi_data_clear(an_kpi_data *d)
{
    free(d->amount);
    free(d->quantity);
    free(d->lines);
    free(d->days_of);
    free(d->parent);
    fc_lists_clear(&d->lines_of);
    fc_lists_clear(&d->deals_of);
    *d = (an_kpi_data){0};
}

static fc_status number_details(an_kpi_data *d)
{
    const fc_panel *rows = d->sales->detail.rows;
    const size_t n_keys = d->sales->n_keys;
    fc_status status = FC_OK;

    for (size_t i = 0; i < AN_N_DETAILS && status == FC_OK; i++) {
        fc_keys *names = NULL;

        status = fc_keys_new(1, &names);
        for (size_t l = 0; l < d->n_lines && status == FC_OK; l++) {
            const char *name = fc_panel_key(rows, l, n_keys + i);

            status = fc_keys_add(names, &name, NULL, &d->lines[l].detail[i]);
        }
        if (status == FC_OK)
            d->n_details[i] = fc_keys_size(names);
        fc_keys_free(names);
    }
    return status;
}

/* The cell of the panel of nodes that has the first keys of `keys`. */
static size_t find_cell(const an_kpi_data *d, const char *const *keys)
{
    const fc_hierarchy *h = d->sales->hierarchy;
    const size_t node = fc_hierarchy_find(h, keys);

    return node - (fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h));
}

static fc_status map_cells(an_kpi_data *d)
{
    const an_detail *detail = &d->sales->detail;
    const size_t n_cells = fc_panel_size(d->sales->panel);
    size_t *cell_of = malloc((d->n_lines + 1) * sizeof *cell_of);
    fc_status status;

    d->lines = calloc(d->n_lines + 1, sizeof *d->lines);
    d->days_of = malloc((n_cells + 1) * sizeof *d->days_of);
    if (!cell_of || !d->lines || !d->days_of) {
        free(cell_of);
        return fc_no_memory();
    }
    for (size_t l = 0; l < d->n_lines; l++)
        cell_of[l] = d->lines[l].cell = find_cell(d, fc_panel_keys(detail->rows, l));
    for (size_t c = 0; c < fc_panel_size(detail->days); c++)
        d->days_of[find_cell(d, fc_panel_keys(detail->days, c))] = c;
    status = fc_lists_fill(&d->lines_of, n_cells, cell_of, d->n_lines, 1, SIZE_MAX);
    free(cell_of);
    return status == FC_OK ? number_details(d) : status;
}

/* Of several parents the one that fixes the first keys: East for East's kettles. */
static void find_parents(an_kpi_data *d)
{
    const fc_hierarchy *h = d->sales->hierarchy;

    for (size_t i = 0; i < d->n_nodes; i++)
        d->parent[i] = SIZE_MAX;
    for (size_t i = 0; i < d->n_nodes; i++)
        for (size_t dim = 0; dim < fc_hierarchy_n_dimensions(h); dim++) {
            size_t n;
            const size_t *children = fc_hierarchy_children(h, i, dim, &n);

            for (size_t c = 0; c < n; c++)
                if (d->parent[children[c]] == SIZE_MAX)
                    d->parent[children[c]] = i;
        }
}

fc_status an_kpi_data_make(const an_sales *sales, const an_plan *plan, const char *lang,
                           an_kpi_data *d)
{
    fc_period last;

    *d = (an_kpi_data){.sales = sales, .plan = plan, .lang = lang};
    fc_panel_span(sales->panel, &d->first, &last);
    d->n = (size_t)(last - d->first) + 1;
    d->n_nodes = fc_hierarchy_size(sales->hierarchy);
    d->n_lines = fc_panel_size(sales->detail.rows);
    d->amount = malloc(d->n_nodes * d->n * sizeof *d->amount);
    d->quantity = malloc(d->n_nodes * d->n * sizeof *d->quantity);
    d->parent = malloc(d->n_nodes * sizeof *d->parent);
    if (!d->amount || !d->quantity || !d->parent)
        return fc_no_memory();
    for (size_t i = 0; i < d->n_nodes; i++) {
        fc_hierarchy_values(sales->hierarchy, i, AN_AMOUNT, d->first, d->n, d->amount + i * d->n);
        fc_hierarchy_values(sales->hierarchy, i, AN_QUANTITY, d->first, d->n,
                            d->quantity + i * d->n);
    }
    find_parents(d);
    return map_cells(d);
}

fc_status an_kpi_data_deals(an_kpi_data *d, const an_book *book)
{
    const an_deals *deals = book->deals;
    size_t *cell_of = malloc((deals->n + 1) * sizeof *cell_of);
    fc_status status;

    if (!cell_of)
        return fc_no_memory();
    for (size_t i = 0; i < deals->n; i++)
        cell_of[i] = an_book_cell(book, an_deals_last(deals, &deals->deals[i]));
    fc_lists_clear(&d->deals_of);
    status = fc_lists_fill(&d->deals_of, book->n_cells, cell_of, deals->n, 1, SIZE_MAX);
    free(cell_of);
    d->book = status == FC_OK ? book : NULL;
    return status;
}

double an_kpi_sum(const an_kpi_data *d, const double *values, size_t node, fc_period from,
                  fc_period to)
{
    double sum = 0;

    if (from < d->first || to >= d->first + (fc_period)d->n || from > to)
        return NAN;
    for (fc_period p = from; p <= to; p++)
        sum += values[node * d->n + (size_t)(p - d->first)];
    return sum;
}

double an_kpi_days(const an_kpi_data *d, size_t node, fc_date from, fc_date to)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(d->sales->hierarchy, node, &n);
    double sum = 0;

    for (size_t c = 0; c < n; c++) {
        const size_t cell = d->days_of[cells[c]];
        fc_period first, last;

        fc_panel_cell_span(d->sales->detail.days, cell, &first, &last);
        for (fc_date day = from > first ? from : first; day <= to && day <= last; day++)
            fc_panel_accumulate(d->sales->detail.days, cell, AN_AMOUNT, day, 1, &sum);
    }
    return sum;
}

double an_kpi_plan(const an_kpi_data *d, size_t node, fc_period from, fc_period to)
{
    double sum = 0;

    for (fc_period p = from; p <= to; p++)
        sum += d->plan ? an_plan_value(d->plan, node, p) : NAN;
    return from > to ? NAN : sum;
}

void an_kpi_span(const an_kpi_data *d, fc_unit unit, fc_period period, fc_period *first,
                 fc_period *last)
{
    const fc_calendar *own = &d->sales->calendar;
    const fc_calendar coarse = fc_calendar_with(own, unit);
    const fc_period whole = fc_calendar_within(&coarse, own, period);

    an_plan_periods(own, unit, whole, first, last);
}
