/* movements.c - finds the two runs that are compared, and the rows of what they said. */
#include <string.h>

#include "analysis/archive/movement.h"

/* One row a node and period. ?1, ?2: the runs; ?5: the last period that both know; ?6: their
 * series; ?7: the first period looked at; ?8: how many levels. Columns as in movement.c. */
static const char ROWS[] =
    "SELECT n.name, p.period, "
    "(SELECT value FROM actual k WHERE k.node = n.id AND k.period = p.period AND k.run <= ?1 "
    "ORDER BY k.run DESC LIMIT 1), "
    "(SELECT value FROM actual k WHERE k.node = n.id AND k.period = p.period AND k.run <= ?2 "
    "ORDER BY k.run DESC LIMIT 1), "
    "a.base, a.drivers, a.history, a.statistical, a.final, "
    "b.base, b.drivers, b.history, b.statistical, b.final, ma.model, mb.model, "
    "(SELECT value FROM plan k WHERE k.node = n.id AND k.period = p.period AND k.run <= ?1 "
    "ORDER BY k.run DESC LIMIT 1), "
    "(SELECT value FROM plan k WHERE k.node = n.id AND k.period = p.period AND k.run <= ?2 "
    "ORDER BY k.run DESC LIMIT 1), n.id, "
    "(SELECT value FROM moved k WHERE k.node = n.id AND k.period = p.period AND k.run <= ?1 "
    "ORDER BY k.run DESC LIMIT 1), "
    "(SELECT value FROM moved k WHERE k.node = n.id AND k.period = p.period AND k.run <= ?2 "
    "ORDER BY k.run DESC LIMIT 1) "
    "FROM node n JOIN (SELECT node, period FROM actual WHERE run <= ?2 UNION "
    "SELECT node, period FROM forecast WHERE run IN (?1, ?2)) p ON p.node = n.id "
    "LEFT JOIN forecast a ON a.run = ?1 AND a.node = n.id AND a.period = p.period "
    "LEFT JOIN forecast b ON b.run = ?2 AND b.node = n.id AND b.period = p.period "
    "LEFT JOIN model ma ON ma.run = ?1 AND ma.node = n.id "
    "LEFT JOIN model mb ON mb.run = ?2 AND mb.node = n.id "
    "WHERE n.scope = ?6 AND p.period BETWEEN ?7 AND ?5 AND ((?4 AND n.level < ?8) OR n.name = ?3) "
    "AND (ma.model IS NOT NULL OR mb.model IS NOT NULL) ORDER BY n.level, n.name, p.period";

static const char ADJUSTMENTS[] =
    "SELECT sum(amount) FROM adjustment WHERE run = ?1 AND node = ?2 AND period = ?3 AND step = ?4";

/* Sums over periods ?4 .. ?5 of node ?3: as known at run ?2, and what was moved there since ?1. */
static const char MOVED[] =
    "SELECT sum(value), sum(moved) FROM (SELECT "
    "(SELECT value FROM actual k WHERE k.node = ?3 AND k.period = p.period AND k.run <= ?2 "
    "ORDER BY k.run DESC LIMIT 1) value, "
    "coalesce((SELECT value FROM moved k WHERE k.node = ?3 AND k.period = p.period AND "
    "k.run <= ?2 ORDER BY k.run DESC LIMIT 1), 0) - "
    "coalesce((SELECT value FROM moved k WHERE k.node = ?3 AND k.period = p.period AND "
    "k.run <= ?1 ORDER BY k.run DESC LIMIT 1), 0) moved "
    "FROM (SELECT DISTINCT period FROM actual WHERE node = ?3 AND period BETWEEN ?4 AND ?5) p)";

static fc_status find_steps(an_movements *w)
{
    an_statement *s;
    bool row = true;
    fc_status status = an_statement_new(
        an_archive_database(w->archive),
        "SELECT step FROM adjustment WHERE run IN (?1, ?2) GROUP BY step ORDER BY min(place), step",
        &s);

    if (status == FC_OK) {
        an_statement_whole(s, 1, w->before.id);
        an_statement_whole(s, 2, w->after.id);
    }
    while (status == FC_OK && row && w->n_steps < AN_MOVEMENT_STEPS) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            strncpy(w->steps[w->n_steps++], an_statement_get_text(s, 0), AN_MOVEMENT_STEP - 1);
    }
    an_statement_free(s);
    return status;
}

static fc_period first_of_year(const an_archive_info *run)
{
    const fc_calendar years = fc_calendar_with(&run->calendar, FC_YEAR);
    fc_period first, last;

    an_plan_periods(&run->calendar, FC_YEAR, fc_calendar_within(&years, &run->calendar, run->last),
                    &first, &last);
    return first;
}

static void bind(an_movements *w, const an_archive_query *query, const char *name)
{
    const fc_period end0 = w->before.last + (fc_period)w->before.horizon,
                    end1 = w->after.last + (fc_period)w->after.horizon;

    an_statement_whole(w->rows, 1, w->before.id);
    an_statement_whole(w->rows, 2, w->after.id);
    an_statement_text(w->rows, 3, name);
    an_statement_whole(w->rows, 4, query->all);
    w->first = query->has_span ? query->first : first_of_year(&w->before);
    w->last = end0 < end1 ? end0 : end1;
    if (query->has_span && query->last < w->last)
        w->last = query->last;
    an_statement_whole(w->rows, 5, w->last);
    an_statement_whole(w->rows, 6, w->after.scope);
    an_statement_whole(w->rows, 7, w->first);
    an_statement_whole(w->rows, 8, query->n_levels ? (int64_t)query->n_levels : INT32_MAX);
}

static fc_status find_runs(an_movements *w, const an_archive_query *query)
{
    int64_t before = query->before;
    fc_status status = an_archive_find(w->archive, query->run, &w->after);

    if (status == FC_OK && before == 0)
        status = an_archive_before(w->archive, &w->after, &before);
    if (status == FC_OK)
        status = an_archive_find(w->archive, before, &w->before);
    if (status == FC_OK && w->before.scope != w->after.scope)
        status = fc_fail(
            FC_EDATA,
            "runs %lld and %lld have other keys, calendars, filters or metrics: they cannot "
            "be compared",
            (long long)w->before.id, (long long)w->after.id);
    return status;
}

static fc_status prepare(an_movements *w)
{
    an_database *db = an_archive_database(w->archive);
    int64_t moved = 0;
    fc_status status = an_statement_new(db, ROWS, &w->rows);

    if (status == FC_OK)
        status = an_statement_new(db, ADJUSTMENTS, &w->adjustments);
    if (status == FC_OK)
        status = an_statement_new(db, MOVED, &w->moved);
    if (status == FC_OK)
        status = an_database_number(db, "SELECT EXISTS(SELECT 1 FROM moved)", &moved);
    w->any_moved = moved != 0;
    return status;
}

fc_status an_movements_open(an_archive *archive, const an_archive_query *query, an_movements *w)
{
    char name[AN_QUERY_TEXT];
    fc_status status;

    w->archive = archive;
    w->rows = w->adjustments = w->moved = NULL;
    w->n_steps = 0;
    w->any_moved = w->at_row = false;
    memset(w->steps, 0, sizeof w->steps);
    status = find_runs(w, query);
    if (status == FC_OK)
        status = an_archive_node_name(&w->after, query, name);
    if (status == FC_OK)
        status = find_steps(w);
    if (status == FC_OK)
        status = prepare(w);
    if (status != FC_OK)
        return status;
    bind(w, query, name);
    status = an_statement_step(w->rows, &w->at_row);
    if (status == FC_OK && !w->at_row)
        status = fc_fail(FC_EDATA, "--node: the runs have no such node");
    return status;
}

void an_movements_close(an_movements *w)
{
    an_statement_free(w->moved);
    an_statement_free(w->adjustments);
    an_statement_free(w->rows);
}
