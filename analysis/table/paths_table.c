/* paths_table.c - the simulated futures themselves as a result table. */
#include "analysis/table/paths_table.h"

#include <stdlib.h>

enum { MOST_ROWS = 20000000 };

static fc_status make_table(const an_sales *sales, an_table **table)
{
    an_column columns[AN_MAX_KEYS + 3];
    size_t n = 0;

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[n++] = (an_column){sales->key_names[k], AN_TEXT};
    columns[n++] = (an_column){"path", AN_COUNT};
    columns[n++] = (an_column){"period", AN_TEXT};
    columns[n++] = (an_column){"value", AN_MONEY};
    return an_table_new(columns, n, table);
}

static void add_node(const an_sales *sales, const fc_forecasts *forecasts, size_t node,
                     const double *paths, an_table *table)
{
    const size_t h = fc_forecasts_horizon(forecasts), n = fc_forecasts_n_paths(forecasts);
    const fc_period first = fc_forecasts_first_of(forecasts, node);
    char label[FC_LABEL_SIZE];

    for (size_t i = 0; i < n * h; i++) {
        const size_t path = i / h + 1;

        for (size_t k = 0; k < sales->n_keys; k++)
            an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
        fc_calendar_label(&sales->calendar, first + (fc_period)(i % h), label);
        an_table_number(table, (double)path);
        an_table_text(table, label);
        an_table_number(table, paths[i]);
        an_table_end(table);
    }
}

fc_status an_paths_table(const an_sales *sales, const fc_forecasts *forecasts, an_table **table)
{
    const size_t n_nodes = fc_hierarchy_size(sales->hierarchy);
    const size_t each = fc_forecasts_n_paths(forecasts) * fc_forecasts_horizon(forecasts);
    double *paths;
    size_t wanted = 0;
    fc_status status;

    *table = NULL;
    for (size_t i = 0; i < n_nodes; i++)
        wanted += fc_forecasts_has(forecasts, i);
    if (wanted * each > MOST_ROWS)
        return fc_fail(FC_EUSAGE,
                       "--paths-out: %zu nodes with %zu values each are too many rows; give fewer "
                       "--paths, --levels total or --where",
                       wanted, each);
    paths = malloc(each * sizeof *paths);
    status = paths ? make_table(sales, table) : fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < n_nodes; i++) {
        if (!fc_forecasts_has(forecasts, i))
            continue;
        status = fc_forecasts_paths(forecasts, i, paths);
        if (status == FC_OK)
            add_node(sales, forecasts, i, paths, *table);
    }
    free(paths);
    return status == FC_OK ? an_table_status(*table) : status;
}
