/* changes.c - why the outlook moved from one run to a later one, as a table that adds up. */
#include <math.h>
#include <stdlib.h>

#include "analysis/archive/movement.h"

/* Adjustments that are none but for rounding, relative to the outlook. */
static const double ROUNDING = 1e-9;

static void add_row(const an_movements *w, const an_movement *m, an_table *table, const char *cause,
                    double amount)
{
    an_archive_key_cells(&w->after, m->name, table);
    an_table_text(table, cause);
    an_table_number(table, amount);
    an_table_end(table);
}

static void add_movement(const an_movements *w, const an_movement *m, an_table *table)
{
    const bool others = fabs(m->others) > ROUNDING * (fabs(m->before) + fabs(m->after));

    add_row(w, m, table, "outlook before", m->before);
    for (size_t i = 0; i < AN_N_CAUSES; i++)
        add_row(w, m, table, an_cause_names[i],
                m->causes[i] + (i == AN_CAUSE_RECONCILIATION && !others ? m->others : 0));
    for (size_t i = 0; i < w->n_steps; i++)
        add_row(w, m, table, w->steps[i], m->steps[i]);
    if (others)
        add_row(w, m, table, "adjustments of other nodes", m->others);
    add_row(w, m, table, "outlook after", m->after);
    if (!m->has_plan)
        return;
    add_row(w, m, table, "gap before", m->before - m->plan_before);
    add_row(w, m, table, "outlook", m->after - m->before);
    add_row(w, m, table, "plan", m->plan_before - m->plan_after);
    add_row(w, m, table, "gap after", m->after - m->plan_after);
}

static void add_notes(const an_movements *w, an_table *table)
{
    const long long before = (long long)w->before.id, after = (long long)w->after.id;

    an_table_note(table,
                  "run %lld against run %lld: outlook before + all causes = outlook after, and gap "
                  "before + outlook + plan = gap after; gap = outlook - plan",
                  after, before);
    an_table_note(table,
                  "the outlook is actual, else forecast, of the periods both know, from the year "
                  "on in which run %lld ends",
                  before);
}

static fc_status fill(an_movements *w, an_table *table)
{
    an_movement m;
    bool found = true;
    fc_status status = FC_OK;

    while (status == FC_OK && found) {
        status = an_movements_next(w, &m, &found);
        if (status == FC_OK && found)
            add_movement(w, &m, table);
    }
    if (status != FC_OK)
        return status;
    add_notes(w, table);
    return an_table_status(table);
}

fc_status an_archive_changes(an_archive *archive, const an_archive_query *query, an_table **table)
{
    static const an_column columns[] = {{"cause", AN_TEXT}, {"amount", AN_MONEY}};
    an_movements *w = calloc(1, sizeof *w);
    fc_status status;

    *table = NULL;
    if (!w)
        return fc_no_memory();
    status = an_movements_open(archive, query, w);
    if (status == FC_OK)
        status = an_archive_table(&w->after, columns, 2, table);
    if (status == FC_OK)
        status = fill(w, *table);
    an_movements_close(w);
    free(w);
    return status;
}
