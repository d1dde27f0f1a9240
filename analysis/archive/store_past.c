/* store_past.c - actuals, what reorganisations moved, and plans: kept where they changed. */
#include <math.h>
#include <stdio.h>

#include "analysis/archive/store.h"

typedef an_archive_storing storing;

/* A table of the past, and what nobody has put there yet. */
typedef struct {
    storing *st;
    an_statement *get, *put;
    double unknown;
} past;

/* Puts a value where it differs from what was known. */
static fc_status put_known(past *p, size_t node, fc_period period, double value)
{
    bool row;
    double known = p->unknown;
    fc_status status;

    an_statement_whole(p->get, 1, p->st->node_ids[node]);
    an_statement_whole(p->get, 2, period);
    status = an_statement_step(p->get, &row);
    if (status != FC_OK)
        return status;
    if (row)
        known = an_statement_get_number(p->get, 0);
    an_statement_reset(p->get);
    if (known == value || (isnan(known) && isnan(value)))
        return FC_OK;
    an_statement_whole(p->put, 1, p->st->node_ids[node]);
    an_statement_whole(p->put, 2, period);
    an_statement_whole(p->put, 3, p->st->id);
    an_statement_number(p->put, 4, value);
    return an_statement_run(p->put);
}

static fc_status add_actuals(past *p, size_t node)
{
    const fc_series y = fc_forecasts_history(p->st->run->forecasts, node);
    fc_status status = FC_OK;

    for (size_t t = 0; status == FC_OK && t < y.n; t++)
        status = put_known(p, node, y.start + (fc_period)t, y.y[t]);
    return status;
}

static fc_status add_plan(past *p, size_t node)
{
    const an_plan *plan = p->st->run->plan;
    fc_period first, last;
    fc_status status = FC_OK;

    if (!plan)
        return FC_OK;
    an_plan_span(plan, &first, &last);
    for (fc_period t = first; status == FC_OK && t <= last; t++)
        status = put_known(p, node, t, an_plan_value(plan, node, t));
    return status;
}

/* The same node where nothing was moved; 0 where there is none. */
static double unmoved_value(const storing *st, size_t node, fc_period period)
{
    const an_sales *sales = st->run->sales, *unmoved = st->run->unmoved;
    const char *keys[AN_MAX_KEYS];
    double value = 0;
    size_t same;

    for (size_t k = 0; k < sales->n_keys; k++)
        keys[k] = fc_hierarchy_key(sales->hierarchy, node, k);
    same = fc_hierarchy_find(unmoved->hierarchy, keys);
    if (same != SIZE_MAX)
        fc_hierarchy_values(unmoved->hierarchy, same, st->run->measure, period, 1, &value);
    return isnan(value) ? 0 : value;
}

/* Without moves what an earlier run moved is 0 again. */
static fc_status add_moved(past *p, size_t node)
{
    const fc_series y = fc_forecasts_history(p->st->run->forecasts, node);
    fc_status status = FC_OK;

    for (size_t t = 0; status == FC_OK && t < y.n; t++) {
        const fc_period period = y.start + (fc_period)t;
        const double value = isnan(y.y[t]) ? 0 : y.y[t];

        status = put_known(p, node, period,
                           p->st->run->unmoved ? value - unmoved_value(p->st, node, period) : 0);
    }
    return status;
}

static fc_status add_past(storing *st, const char *table, double unknown,
                          fc_status (*add)(past *, size_t))
{
    past p = {.st = st, .unknown = unknown};
    char sql[160];
    fc_status status;

    snprintf(sql, sizeof sql,
             "SELECT value FROM %s WHERE node = ?1 AND period = ?2 ORDER BY run DESC LIMIT 1",
             table);
    status = an_statement_new(st->db, sql, &p.get);
    snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?1, ?2, ?3, ?4)", table);
    if (status == FC_OK)
        status = an_statement_new(st->db, sql, &p.put);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(st->run->sales->hierarchy); i++)
        status = add(&p, i);
    an_statement_free(p.get);
    an_statement_free(p.put);
    return status;
}

fc_status an_archive_store_past(storing *st)
{
    int64_t moved = 0;
    fc_status status = add_past(st, "actual", NAN, add_actuals);

    if (status == FC_OK)
        status = an_database_number(st->db, "SELECT EXISTS(SELECT 1 FROM moved)", &moved);
    if (status == FC_OK && (moved || st->run->unmoved))
        status = add_past(st, "moved", 0, add_moved);
    return status == FC_OK ? add_past(st, "plan", NAN, add_plan) : status;
}
