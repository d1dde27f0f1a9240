/* memory.c - one question after the other to an archive, kept for all forms of a report. */
#include "analysis/archive/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char BEFORE[] =
    "SELECT q.id FROM run q JOIN run r ON q.scope = r.scope WHERE r.id = ?1 AND q.id < r.id "
    "AND q.command <> 'target' AND q.last + q.horizon >= ?2 AND EXISTS(SELECT 1 FROM model m JOIN "
    "node n ON n.id = m.node WHERE m.run = q.id AND n.level = 0) "
    "ORDER BY q.last < r.last DESC, q.id DESC LIMIT 1";

/* One that forecast the total up to `first` or further. */
static fc_status find_before(an_archive *archive, fc_period first, an_memory *m)
{
    an_statement *s;
    bool row = false;
    fc_status status = an_statement_new(an_archive_database(archive), BEFORE, &s);

    if (status == FC_OK) {
        an_statement_whole(s, 1, m->run);
        an_statement_whole(s, 2, first);
        status = an_statement_step(s, &row);
    }
    if (status == FC_OK && row)
        m->before = an_statement_get_whole(s, 0);
    an_statement_free(s);
    return status;
}

static fc_status take_movements(an_movements *w, an_memory *m)
{
    size_t room = 0;
    bool found = true;
    fc_status status = FC_OK;

    while (status == FC_OK && found) {
        if (m->n_movements == room) {
            an_movement *more = realloc(m->movements, (2 * room + 8) * sizeof *more);

            if (!more)
                return fc_no_memory();
            m->movements = more;
            room = 2 * room + 8;
        }
        status = an_movements_next(w, &m->movements[m->n_movements], &found);
        m->n_movements += status == FC_OK && found;
    }
    fc_calendar_label(&w->before.calendar, w->before.last, m->known);
    fc_calendar_label(&w->before.calendar, w->first, m->first);
    fc_calendar_label(&w->before.calendar, w->last, m->last);
    m->n_steps = w->n_steps;
    memcpy(m->steps, w->steps, sizeof m->steps);
    return status;
}

/* Nothing to compare is no failure. */
static fc_status read_movements(an_archive *archive, an_archive_query *query, an_memory *m)
{
    an_movements *w = calloc(1, sizeof *w);
    fc_status status = w ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = an_movements_open(archive, query, w);
    if (status == FC_OK)
        status = take_movements(w, m);
    if (w)
        an_movements_close(w);
    free(w);
    query->all = false;
    return status == FC_OK ? an_archive_changes(archive, query, &m->changes) : status;
}

static fc_status read_accuracy(an_archive *archive, an_memory *m)
{
    const an_archive_query query = {.run = m->run};
    fc_status status = an_archive_accuracy(archive, &query, &m->accuracy);

    if (status != FC_OK) {
        an_table_free(m->accuracy);
        m->accuracy = NULL;
    }
    return status == FC_EDATA ? FC_OK : status; /* none has met its actual yet */
}

fc_status an_memory_read(an_archive *archive, int64_t run, fc_period first, fc_period last,
                         size_t n_levels, an_memory **memory)
{
    an_archive_query query = {.run = run,
                              .all = true,
                              .n_levels = n_levels,
                              .has_span = true,
                              .first = first,
                              .last = last};
    an_memory *m = calloc(1, sizeof *m);
    fc_status status;

    *memory = NULL;
    if (!m)
        return fc_no_memory();
    m->run = run;
    status = find_before(archive, first, m);
    query.before = m->before;
    if (status == FC_OK && m->before)
        status = read_movements(archive, &query, m);
    if (status == FC_OK)
        status = read_accuracy(archive, m);
    if (status != FC_OK) {
        an_memory_free(m);
        return status;
    }
    *memory = m;
    return FC_OK;
}

void an_memory_free(an_memory *memory)
{
    if (!memory)
        return;
    an_table_free(memory->accuracy);
    an_table_free(memory->changes);
    free(memory->movements);
    free(memory);
}

const an_movement *an_memory_of(const an_memory *memory, const fc_hierarchy *h, size_t node)
{
    char name[AN_QUERY_TEXT] = "";
    size_t n = 0;

    for (size_t k = 0; k < fc_hierarchy_n_keys(h) && n < sizeof name; k++)
        n += (size_t)snprintf(name + n, sizeof name - n, "%s%s", k ? "\t" : "",
                              fc_hierarchy_key(h, node, k));
    for (size_t i = 0; i < memory->n_movements; i++)
        if (strcmp(memory->movements[i].name, name) == 0)
            return &memory->movements[i];
    return NULL;
}
