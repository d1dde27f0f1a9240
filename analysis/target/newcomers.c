/* newcomers.c - makes the panel again, with one cell more for each newcomer and what they may sell.
 */
#include "analysis/target/newcomers.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"

typedef struct {
    const an_records *records;
    const an_sales *sales;
    size_t key, column;        /* of the rep */
    size_t first, depth;       /* keys of the rep's dimension */
    size_t above[AN_MAX_KEYS]; /* columns of the keys that the rep nests in */
    fc_panel *panel;
} newcomers;

static size_t column_of(const an_records *records, const char *key)
{
    const char *role = an_alias_role(key);

    for (size_t c = 0; c < an_records_n_columns(records); c++)
        if (an_alias_same(an_records_header(records, c), key))
            return c;
    return role ? an_records_column(records, NULL, role) : SIZE_MAX;
}

fc_status an_newcomers_key(const an_records *records, const an_sales *sales, size_t *key,
                           size_t *column)
{
    *column = SIZE_MAX;
    for (size_t k = 0; k < sales->n_keys; k++) {
        const char *role = an_alias_role(sales->key_names[k]);
        const size_t found = column_of(records, sales->key_names[k]);

        if (found == SIZE_MAX)
            continue;
        *column = found;
        *key = k;
        if (role && strcmp(role, "rep") == 0)
            break;
    }
    if (*column != SIZE_MAX)
        return FC_OK;
    return fc_fail(FC_EUSAGE,
                   "%s: none of its columns is a key of the sales; add the rep to --by, "
                   "as in --by rep",
                   an_records_file(records));
}

static void find_dimension(newcomers *w)
{
    const fc_hierarchy *h = w->sales->hierarchy;

    w->first = 0;
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(h); d++) {
        w->depth = fc_hierarchy_depth(h, fc_hierarchy_size(h) - 1, d);
        if (w->key < w->first + w->depth)
            return;
        w->first += w->depth;
    }
}

static bool sells(const newcomers *w, const char *name)
{
    for (size_t c = 0; c < fc_panel_size(w->sales->panel); c++)
        if (strcmp(fc_panel_key(w->sales->panel, c, w->key), name) == 0)
            return true;
    return false;
}

/* One cell for everything that others sell of the other dimensions. */
static fc_status add_rep(newcomers *w, size_t row)
{
    const fc_panel *old = w->sales->panel;
    fc_status status = FC_OK;

    for (size_t c = 0; status == FC_OK && c < fc_panel_size(old); c++) {
        const char *keys[AN_MAX_KEYS];
        size_t cell;

        for (size_t k = 0; k < w->sales->n_keys; k++) {
            keys[k] = fc_panel_key(old, c, k);
            if (k == w->key)
                keys[k] = an_records_field(w->records, row, w->column);
            else if (k >= w->first && k < w->key)
                keys[k] = an_records_field(w->records, row, w->above[k]);
        }
        status = fc_panel_cell(w->panel, keys, NULL, &cell);
    }
    return status;
}

static fc_status check_rep(const newcomers *w, size_t row)
{
    for (size_t k = w->first; k < w->key; k++)
        if (w->above[k] == SIZE_MAX || !*an_records_field(w->records, row, w->above[k]))
            return fc_fail(FC_EDATA, "%s:%zu: '%s' has no sales yet, so the file must say its %s",
                           an_records_file(w->records), an_records_line(w->records, row),
                           an_records_field(w->records, row, w->column), w->sales->key_names[k]);
    return FC_OK;
}

static fc_status copy_cell(newcomers *w, size_t cell)
{
    const fc_panel *old = w->sales->panel;
    fc_period first, last;
    size_t copy;
    fc_status status = fc_panel_cell(w->panel, fc_panel_keys(old, cell), NULL, &copy);

    fc_panel_cell_span(old, cell, &first, &last);
    if (status == FC_OK)
        status = fc_panel_add_days(w->panel, copy, fc_panel_cell_days(old, cell));
    for (fc_period p = first; status == FC_OK && first != FC_PERIOD_NONE && p <= last; p++) {
        double values[AN_N_MEASURES] = {0};

        if (fc_panel_rows(old, cell, p) == 0)
            continue;
        for (size_t m = 0; m < AN_N_MEASURES; m++)
            fc_panel_accumulate(old, cell, m, p, 1, &values[m]);
        status = fc_panel_add(w->panel, copy, p, values);
    }
    return status;
}

/* The panel of `sales` and its nodes anew. */
static fc_status replace(newcomers *w, an_sales *sales)
{
    fc_dimension dimensions[AN_MAX_KEYS];
    fc_hierarchy *h = NULL;
    size_t n = 0, first = 0;
    fc_status status = fc_panel_sort(w->panel);

    for (; n < fc_hierarchy_n_dimensions(sales->hierarchy); n++) {
        dimensions[n] =
            (fc_dimension){first, fc_hierarchy_depth(sales->hierarchy,
                                                     fc_hierarchy_size(sales->hierarchy) - 1, n)};
        first += dimensions[n].depth;
    }
    if (status == FC_OK)
        status = fc_hierarchy_new(w->panel, dimensions, n, &h);
    if (status != FC_OK)
        return status;
    fc_hierarchy_free(sales->hierarchy);
    fc_panel_free(sales->panel);
    sales->hierarchy = h;
    sales->panel = w->panel;
    w->panel = NULL;
    return FC_OK;
}

static fc_status add(newcomers *w, an_sales *sales)
{
    size_t n_new = 0;
    fc_status status = fc_panel_new(sales->n_keys, AN_N_MEASURES, &w->panel);

    for (size_t row = 0; status == FC_OK && row < an_records_size(w->records); row++) {
        const char *name = an_records_field(w->records, row, w->column);

        if (!*name || sells(w, name))
            continue;
        n_new++;
        status = check_rep(w, row);
        if (status == FC_OK)
            status = add_rep(w, row);
    }
    for (size_t c = 0; status == FC_OK && n_new > 0 && c < fc_panel_size(sales->panel); c++)
        status = copy_cell(w, c);
    return status == FC_OK && n_new > 0 ? replace(w, sales) : status;
}

fc_status an_newcomers_add(const char *file, const an_text_options *text, an_problems *problems,
                           an_sales *sales)
{
    newcomers w = {.sales = sales};
    an_records *records = NULL;
    fc_status status = an_records_read(file, text, problems, &records);

    w.records = records;
    if (status == FC_OK)
        status = an_newcomers_key(records, sales, &w.key, &w.column);
    if (status == FC_OK) {
        find_dimension(&w);
        for (size_t k = w.first; k < w.key; k++)
            w.above[k] = column_of(records, sales->key_names[k]);
        status = add(&w, sales);
    }
    fc_panel_free(w.panel);
    an_records_free(records);
    return status;
}
