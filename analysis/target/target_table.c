/* target_table.c - one row a node and period: the target, what speaks for it, and why. */
#include "analysis/target/target_table.h"

static const an_column measures[] = {
    {"period", AN_TEXT},     {"metric", AN_TEXT},    {"target", AN_MONEY},
    {"last_year", AN_MONEY}, {"baseline", AN_MONEY}, {"stretch", AN_MONEY},
    {"p_attain", AN_SHARE},  {"basis", AN_TEXT},     {"locked", AN_TEXT},
};

enum { N_MEASURES = sizeof measures / sizeof *measures };

static fc_status make_table(const an_sales *sales, an_column_kind kind, an_table **table)
{
    an_column columns[AN_MAX_KEYS + N_MEASURES];
    size_t n = 0;

    for (; n < sales->n_keys; n++)
        columns[n] = (an_column){sales->key_names[n], AN_TEXT};
    for (size_t i = 0; i < N_MEASURES; i++)
        columns[n++] =
            (an_column){measures[i].name, measures[i].kind == AN_MONEY ? kind : measures[i].kind};
    return an_table_new(columns, n, table);
}

static void add_row(const an_target *target, size_t node, size_t span, const char *metric,
                    const char *lang, an_table *table)
{
    const an_sales *sales = an_target_sales(target);
    const an_target_row *row = an_target_at(target, node, span);
    char basis[AN_BASIS_SIZE];
    bool locked = false;

    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
    an_table_text(table, an_target_periods(target)->spans[span].label);
    an_table_text(table, metric);
    an_table_number(table, row->target);
    an_table_number(table, row->last_year);
    an_table_number(table, row->baseline);
    an_table_number(table, row->target - row->baseline);
    an_table_number(table, row->p_attain);
    an_target_basis(target, node, span, lang, basis);
    an_table_text(table, basis);
    if (row->bound != SIZE_MAX) {
        const an_target_bound *bound = &an_target_made_by(target)->bounds[row->bound];

        locked = bound->lo == bound->hi && !bound->reason;
    }
    an_table_text(table, locked ? "yes" : "no");
    an_table_end(table);
}

void an_target_add(const an_target *target, const char *metric, const char *lang, an_table *table)
{
    const an_sales *sales = an_target_sales(target);

    for (size_t i = 0; i < fc_hierarchy_size(sales->hierarchy); i++)
        for (size_t s = 0; s < an_target_periods(target)->n; s++)
            add_row(target, i, s, metric, lang, table);
}

fc_status an_target_table(const an_target *target, const char *metric, an_column_kind kind,
                          const char *lang, an_table **table)
{
    const an_sales *sales = an_target_sales(target);
    fc_status status = make_table(sales, kind, table);

    if (status != FC_OK)
        return status;
    an_target_add(target, metric, lang, *table);
    an_target_notes(target, lang, *table);
    return an_table_status(*table);
}
