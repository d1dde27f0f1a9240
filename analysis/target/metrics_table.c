/* metrics_table.c - the rows of all metrics in one table, and their years side by side. */
#include "analysis/target/metrics_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/target/composite.h"
#include "analysis/target/newness.h"
#include "analysis/text/text.h"

enum { NUMBER = 32, NOTE = 512 };

static void percent(double share, char text[NUMBER])
{
    snprintf(text, NUMBER, "%.1f%%", 100 * share);
}

/* New business and the total, each by itself and both. */
static void note_business(const an_target *t, const char *lang, an_table *table)
{
    const an_sales *sales = an_target_sales(t);
    const size_t n = sales->n_keys, node = an_composite_business(t);
    char note[NOTE], share[NUMBER], alone[NUMBER], both[NUMBER];
    double chance;

    if (n == 0 || strcmp(sales->key_names[n - 1], AN_BUSINESS) != 0)
        return;
    an_table_note(table, "%s", an_text(lang, "metric-note-business"));
    if (node == SIZE_MAX || an_composite_chance(t, 0, node, &chance) != FC_OK)
        return;
    percent(an_target_at(t, node, 0)->target / an_target_at(t, 0, 0)->target, share);
    percent(an_target_at(t, node, 0)->p_attain, alone);
    percent(chance, both);
    an_text_fill(note, sizeof note, lang, "metric-note-both", share, alone, both, NULL);
    an_table_note(table, "%s", note);
}

void an_metrics_notes(const an_metric *metric, const an_target *target, const char *lang,
                      an_table *table)
{
    if (metric->note)
        an_table_note(table, "%s", an_text(lang, metric->note));
    if (!metric->customers)
        note_business(target, lang, table);
}

fc_status an_metrics_targets(const an_metric_target *targets, size_t n, const char *lang,
                             an_table **table)
{
    const an_column_kind kind = n == 1 && targets[0].metric->step < 1 ? AN_MONEY : AN_MIXED;
    fc_status status =
        an_target_table(targets[0].target, targets[0].metric->name, kind, lang, table);

    if (status != FC_OK)
        return status;
    for (size_t i = 1; i < n; i++)
        an_target_add(targets[i].target, targets[i].metric->name, lang, *table);
    for (size_t i = 0; i < n; i++)
        an_metrics_notes(targets[i].metric, targets[i].target, lang, *table);
    return an_table_status(*table);
}

static void add_row(const an_metric_target *m, size_t node, const char *lang, an_table *table)
{
    const an_sales *sales = an_target_sales(m->target);
    const an_target_row *row = an_target_at(m->target, node, 0);

    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
    an_table_text(table, an_text(lang, m->metric->word));
    an_table_number(table, row->last_year);
    an_table_number(table, row->baseline);
    an_table_number(table, row->target);
    an_table_number(table, row->last_year > 0 ? row->target / row->last_year - 1 : NAN);
    an_table_number(table, row->target - row->baseline);
    an_table_number(table, row->p_attain);
    an_table_end(table);
}

static fc_status make_table(const an_sales *sales, an_table **table)
{
    static const an_column measures[] = {
        {"metric", AN_TEXT},  {"last_year", AN_MIXED}, {"baseline", AN_MIXED}, {"target", AN_MIXED},
        {"growth", AN_SHARE}, {"stretch", AN_MIXED},   {"p_attain", AN_SHARE},
    };
    an_column columns[AN_MAX_KEYS + sizeof measures / sizeof *measures];
    size_t n = 0;

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[n++] = (an_column){sales->key_names[k], AN_TEXT};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        columns[n++] = measures[i];
    return an_table_new(columns, n, table);
}

fc_status an_metrics_table(const an_metric_target *targets, size_t n, const char *lang,
                           an_table **table)
{
    fc_status status = make_table(an_target_sales(targets[0].target), table);

    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        add_row(&targets[i], 0, lang, *table);
    for (size_t i = 0; i < n; i++) {
        const fc_hierarchy *h = an_target_sales(targets[i].target)->hierarchy;

        for (size_t d = 0; d < fc_hierarchy_n_dimensions(h); d++) {
            size_t n_children;
            const size_t *children = fc_hierarchy_children(h, 0, d, &n_children);

            for (size_t c = 0; c < n_children; c++)
                add_row(&targets[i], children[c], lang, *table);
        }
    }
    return an_table_status(*table);
}
