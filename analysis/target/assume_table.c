/* assume_table.c - the bridge of every node as a table. */
#include <math.h>

#include "analysis/target/assume.h"

static const char *const names[AN_N_STEPS] = {
    [AN_STEP_CALENDAR] = "calendar", [AN_STEP_DRIVERS] = "drivers", [AN_STEP_PRICE] = "price",
    [AN_STEP_LOST] = "lost",         [AN_STEP_WON] = "won",         [AN_STEP_TREND] = "trend",
    [AN_STEP_LAUNCHED] = "launched", [AN_STEP_ENDED] = "ended",     [AN_STEP_STRETCH] = "stretch",
};

static fc_status add_row(const an_target *target, size_t node, an_table *table)
{
    const an_sales *sales = an_target_sales(target);
    an_assumptions a;
    fc_status status = an_assume(target, node, &a);

    if (status != FC_OK)
        return status;
    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
    an_table_number(table, a.last_year);
    for (int i = 0; i < AN_N_STEPS; i++)
        an_table_number(table, an_assume_tells(target, (an_step)i) ? a.steps[i] : NAN);
    an_table_number(table, a.target);
    an_table_end(table);
    return FC_OK;
}

fc_status an_assume_table(const an_target *target, an_table **table)
{
    const an_sales *sales = an_target_sales(target);
    an_column columns[AN_MAX_KEYS + AN_N_STEPS + 2];
    size_t n = 0;
    fc_status status;

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[n++] = (an_column){sales->key_names[k], AN_TEXT};
    columns[n++] = (an_column){"last_year", AN_MONEY};
    for (int i = 0; i < AN_N_STEPS; i++)
        columns[n++] = (an_column){names[i], AN_MONEY};
    columns[n++] = (an_column){"target", AN_MONEY};
    status = an_table_new(columns, n, table);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(sales->hierarchy); i++)
        status = add_row(target, i, *table);
    return status == FC_OK ? an_table_status(*table) : status;
}
