/* changes.c - why the outlook moved from one run to a later one, cause by cause.
 *
 * The outlook of a period is its actual where it was known, else the final forecast. Over the
 * periods that both runs know, outlook after - outlook before is the sum of: revised history
 * (actuals known to both), new actuals (against what the first run forecast for them), and for the
 * periods that both forecast the changes of the base forecast (by another model, or by the same one
 * on more data), of what reconciliation added, and of each kind of adjustment. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/archive/query.h"

enum { MOST_STEPS = 12, FIRST_STEP = 6 };

/* What one node's outlook moved by. The names of adjustments follow the fixed causes. */
typedef struct {
    char name[AN_QUERY_TEXT];
    double before, after, plan;
    bool has_plan;
    double causes[FIRST_STEP + MOST_STEPS];
} movement;

static const char *const CAUSES[FIRST_STEP] = {"revised history", "new actuals",    "model",
                                               "new data",        "reconciliation", "hierarchy"};

enum { REVISED, NEW_ACTUALS, MODEL, NEW_DATA, RECONCILIATION, HIERARCHY };

typedef struct {
    an_archive *archive;
    an_archive_info before, after;
    size_t n_steps;
    char steps[MOST_STEPS][64];
    an_table *table;
} work;

#define KNOWN(run)                                                             \
    "(SELECT value FROM actual k WHERE k.node = n.id AND k.period = p.period " \
    "AND k.run <= " run " ORDER BY k.run DESC LIMIT 1)"
#define PLAN(run)                                                            \
    "(SELECT value FROM plan k WHERE k.node = n.id AND k.period = p.period " \
    "AND k.run <= " run " ORDER BY k.run DESC LIMIT 1)"

/* One row a node and period. ?1, ?2: the runs; ?5: the last period that both know; ?6: their
 * series; ?7: the first period of the year in which the earlier one ends. */
static const char ROWS[] = "SELECT n.name, p.period, " KNOWN("?1") ", " KNOWN(
    "?2") ", a.base, a.statistical, a.final, b.base, b.statistical, b.final, ma.model, "
          "mb.model, " PLAN("?1") ", " PLAN("?2") ", n.id "
                                                  "FROM node n JOIN (SELECT node, period FROM "
                                                  "actual WHERE run <= ?2 UNION "
                                                  "SELECT node, period FROM forecast WHERE run IN "
                                                  "(?1, ?2)) p ON p.node = n.id "
                                                  "LEFT JOIN forecast a ON a.run = ?1 AND a.node = "
                                                  "n.id AND a.period = p.period "
                                                  "LEFT JOIN forecast b ON b.run = ?2 AND b.node = "
                                                  "n.id AND b.period = p.period "
                                                  "LEFT JOIN model ma ON ma.run = ?1 AND ma.node = "
                                                  "n.id "
                                                  "LEFT JOIN model mb ON mb.run = ?2 AND mb.node = "
                                                  "n.id "
                                                  "WHERE n.scope = ?6 AND p.period BETWEEN ?7 AND "
                                                  "?5 AND (?4 OR n.name = ?3) "
                                                  "AND (ma.model IS NOT NULL OR mb.model IS NOT "
                                                  "NULL) "
                                                  "ORDER BY n.level, n.name, p.period";

static double known(double value)
{
    return isnan(value) ? 0 : value;
}

/* The sum of an adjustment's step for a node and period of a run. */
static fc_status step_amount(an_statement *s, int64_t run, int64_t node, fc_period period,
                             const char *step, double *amount)
{
    bool row;
    fc_status status;

    an_statement_whole(s, 1, run);
    an_statement_whole(s, 2, node);
    an_statement_whole(s, 3, period);
    an_statement_text(s, 4, step);
    status = an_statement_step(s, &row);
    *amount = row ? known(an_statement_get_number(s, 0)) : 0;
    an_statement_reset(s);
    return status;
}

/* Both runs forecast the period: steps of the one against those of the other. */
static fc_status add_forecasts(const work *w, an_statement *s, an_statement *adjustments,
                               movement *m)
{
    double v[6], steps = 0;
    fc_status status = FC_OK;

    for (int i = 0; i < 6; i++)
        v[i] = known(an_statement_get_number(s, 4 + i));
    const bool same = strcmp(an_statement_get_text(s, 10), an_statement_get_text(s, 11)) == 0;

    m->causes[same ? NEW_DATA : MODEL] += v[3] - v[0];
    m->causes[RECONCILIATION] += (v[4] - v[3]) - (v[1] - v[0]);
    for (size_t i = 0; status == FC_OK && i < w->n_steps; i++) {
        const int64_t node = an_statement_get_whole(s, 14);
        const fc_period period = (fc_period)an_statement_get_whole(s, 1);
        double before, after;

        status = step_amount(adjustments, w->before.id, node, period, w->steps[i], &before);
        if (status == FC_OK)
            status = step_amount(adjustments, w->after.id, node, period, w->steps[i], &after);
        if (status == FC_OK) {
            m->causes[FIRST_STEP + i] += after - before;
            steps += after - before;
        }
    }
    /* What was spread over the hierarchy from other nodes' adjustments. */
    m->causes[FIRST_STEP + w->n_steps] += (v[5] - v[4]) - (v[2] - v[1]) - steps;
    return status;
}

static fc_status add_period(const work *w, an_statement *s, an_statement *adjustments, movement *m)
{
    const fc_period period = (fc_period)an_statement_get_whole(s, 1);
    const bool was = period <= w->before.last, is = period <= w->after.last;
    const bool in_before = *an_statement_get_text(s, 10), in_after = *an_statement_get_text(s, 11);
    const double before = in_before ? known(an_statement_get_number(s, was ? 2 : 6)) : 0;
    const double after = in_after ? known(an_statement_get_number(s, is ? 3 : 9)) : 0;
    const double plan0 = an_statement_get_number(s, 12), plan1 = an_statement_get_number(s, 13);

    m->before += before;
    m->after += after;
    if (!isnan(plan0) && !isnan(plan1)) {
        m->plan += plan1 - plan0;
        m->has_plan = true;
    }
    if (in_before != in_after)
        m->causes[HIERARCHY] += after - before;
    else if (was && is)
        m->causes[REVISED] += after - before;
    else if (was != is)
        m->causes[NEW_ACTUALS] += after - before;
    else
        return add_forecasts(w, s, adjustments, m);
    return FC_OK;
}

static void add_row(const work *w, const movement *m, const char *cause, double amount)
{
    an_archive_key_cells(&w->after, m->name, w->table);
    an_table_text(w->table, cause);
    an_table_number(w->table, amount);
    an_table_end(w->table);
}

static void add_movement(const work *w, const movement *m)
{
    if (!*m->name && w->after.n_keys > 0)
        return;
    add_row(w, m, "outlook before", m->before);
    for (size_t i = 0; i < FIRST_STEP; i++)
        add_row(w, m, CAUSES[i], m->causes[i]);
    for (size_t i = 0; i < w->n_steps; i++)
        add_row(w, m, w->steps[i], m->causes[FIRST_STEP + i]);
    if (m->causes[FIRST_STEP + w->n_steps] != 0)
        add_row(w, m, "adjustments of other nodes", m->causes[FIRST_STEP + w->n_steps]);
    add_row(w, m, "outlook after", m->after);
    if (m->has_plan) {
        add_row(w, m, "plan", m->plan);
        add_row(w, m, "gap", m->after - m->before - m->plan);
    }
}

static fc_status find_steps(work *w)
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
    while (status == FC_OK && row && w->n_steps < MOST_STEPS - 1) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            strncpy(w->steps[w->n_steps++], an_statement_get_text(s, 0), sizeof *w->steps - 1);
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

static void bind(const work *w, const an_archive_query *query, const char *name, an_statement *s)
{
    const fc_period end0 = w->before.last + (fc_period)w->before.horizon,
                    end1 = w->after.last + (fc_period)w->after.horizon;

    an_statement_whole(s, 1, w->before.id);
    an_statement_whole(s, 2, w->after.id);
    an_statement_text(s, 3, name);
    an_statement_whole(s, 4, query->all);
    an_statement_whole(s, 5, end0 < end1 ? end0 : end1);
    an_statement_whole(s, 6, w->after.scope);
    an_statement_whole(s, 7, first_of_year(&w->before));
}

static fc_status walk(const work *w, an_statement *s, an_statement *adjustments)
{
    movement m = {.name = ""};
    bool row = true, any = false;
    fc_status status = FC_OK;

    while (status == FC_OK && row) {
        status = an_statement_step(s, &row);
        if (status != FC_OK || !row)
            break;
        if (any && strcmp(m.name, an_statement_get_text(s, 0)) != 0) {
            add_movement(w, &m);
            m = (movement){.name = ""};
        }
        any = true;
        strncpy(m.name, an_statement_get_text(s, 0), sizeof m.name - 1);
        status = add_period(w, s, adjustments, &m);
    }
    if (status == FC_OK && any)
        add_movement(w, &m);
    if (status == FC_OK && !any)
        status = fc_fail(FC_EDATA, "--node: the runs have no such node");
    return status;
}

static fc_status find_runs(work *w, const an_archive_query *query)
{
    int64_t before = query->before;
    fc_status status = an_archive_find(w->archive, query->run, &w->after);

    if (status == FC_OK && before == 0)
        status = an_archive_before(w->archive, &w->after, &before);
    if (status == FC_OK)
        status = an_archive_find(w->archive, before, &w->before);
    if (status == FC_OK && w->before.scope != w->after.scope)
        status = fc_fail(FC_EDATA,
                         "runs %lld and %lld have other keys, calendars or filters: they cannot be "
                         "compared",
                         (long long)w->before.id, (long long)w->after.id);
    return status;
}

fc_status an_archive_changes(an_archive *archive, const an_archive_query *query, an_table **table)
{
    static const an_column columns[] = {{"cause", AN_TEXT}, {"amount", AN_MONEY}};
    work w = {.archive = archive};
    char name[AN_QUERY_TEXT];
    an_statement *s = NULL, *adjustments = NULL;
    fc_status status = find_runs(&w, query);

    *table = NULL;
    if (status == FC_OK)
        status = an_archive_node_name(&w.after, query, name);
    if (status == FC_OK)
        status = find_steps(&w);
    if (status == FC_OK)
        status = an_archive_table(&w.after, columns, 2, table);
    w.table = *table;
    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive), ROWS, &s);
    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive),
                                  "SELECT sum(amount) FROM adjustment WHERE run = ?1 AND node = ?2 "
                                  "AND period = ?3 AND step = ?4",
                                  &adjustments);
    if (status == FC_OK) {
        bind(&w, query, name, s);
        status = walk(&w, s, adjustments);
    }
    if (status == FC_OK) {
        an_table_note(
            *table,
            "run %lld against run %lld: outlook before + all causes = outlook after; the "
            "outlook is actual, else forecast, of the periods both know, from the year on in "
            "which run %lld ends",
            (long long)w.after.id, (long long)w.before.id, (long long)w.before.id);
        status = an_table_status(*table);
    }
    an_statement_free(adjustments);
    an_statement_free(s);
    return status;
}
