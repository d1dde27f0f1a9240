/* store_values.c - the numbers of a run: the past where it changed, and every forecast. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/archive/store.h"

typedef an_archive_storing storing;

/* Puts a value of the past where it differs from what was known. */
static fc_status put_known(storing *st, an_statement *get, an_statement *put, size_t node,
                           fc_period period, double value)
{
    bool row;
    double known = NAN;
    fc_status status;

    an_statement_whole(get, 1, st->node_ids[node]);
    an_statement_whole(get, 2, period);
    status = an_statement_step(get, &row);
    if (status != FC_OK)
        return status;
    if (row)
        known = an_statement_get_number(get, 0);
    an_statement_reset(get);
    if (known == value || (isnan(known) && isnan(value)))
        return FC_OK;
    an_statement_whole(put, 1, st->node_ids[node]);
    an_statement_whole(put, 2, period);
    an_statement_whole(put, 3, st->id);
    an_statement_number(put, 4, value);
    return an_statement_run(put);
}

static fc_status add_actuals(storing *st, size_t node, an_statement *get, an_statement *put)
{
    const fc_series y = fc_forecasts_history(st->run->forecasts, node);
    fc_status status = FC_OK;

    for (size_t t = 0; status == FC_OK && t < y.n; t++)
        status = put_known(st, get, put, node, y.start + (fc_period)t, y.y[t]);
    return status;
}

static fc_status add_plan(storing *st, size_t node, an_statement *get, an_statement *put)
{
    fc_period first, last;
    fc_status status = FC_OK;

    an_plan_span(st->run->plan, &first, &last);
    for (fc_period p = first; status == FC_OK && p <= last; p++)
        status = put_known(st, get, put, node, p, an_plan_value(st->run->plan, node, p));
    return status;
}

static fc_status add_past(storing *st, const char *table,
                          fc_status (*add)(storing *, size_t, an_statement *, an_statement *))
{
    an_statement *get = NULL, *put = NULL;
    char sql[160];
    fc_status status;

    snprintf(sql, sizeof sql,
             "SELECT value FROM %s WHERE node = ?1 AND period = ?2 ORDER BY run DESC LIMIT 1",
             table);
    status = an_statement_new(st->db, sql, &get);
    snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?1, ?2, ?3, ?4)", table);
    if (status == FC_OK)
        status = an_statement_new(st->db, sql, &put);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(st->run->sales->hierarchy); i++)
        status = add(st, i, get, put);
    an_statement_free(get);
    an_statement_free(put);
    return status;
}

/* What the seasonal naive forecast says; the last value where there is no season before. */
static double naive_of(const fc_series *y, size_t step)
{
    const size_t m = y->season_length;

    if (y->n == 0)
        return NAN;
    return y->n >= m ? y->y[y->n - m + step % m] : y->y[y->n - 1];
}

/* lo, hi: room for the horizon. */
static fc_status add_forecast(storing *st, size_t node, an_statement *s, double *lo, double *hi)
{
    const fc_forecasts *f = st->run->forecasts;
    const size_t horizon = fc_forecasts_horizon(f);
    const double *base = fc_forecasts_base(f, node), *mean = fc_forecasts_mean(f, node);
    const fc_series y = fc_forecasts_history(f, node);
    fc_status status = fc_forecasts_interval(f, node, 0.80, lo, hi);

    for (size_t h = 0; status == FC_OK && h < horizon; h++) {
        const double final = st->run->final ? st->run->final[node * horizon + h] : mean[h];

        an_statement_whole(s, 1, st->id);
        an_statement_whole(s, 2, st->node_ids[node]);
        an_statement_whole(s, 3, fc_forecasts_first_of(f, node) + (fc_period)h);
        an_statement_number(s, 4, naive_of(&y, h));
        an_statement_number(s, 5, base[h]);
        an_statement_number(s, 6, mean[h]);
        an_statement_number(s, 7, final);
        an_statement_number(s, 8, lo[h]);
        an_statement_number(s, 9, hi[h]);
        status = an_statement_run(s);
    }
    return status;
}

static fc_status add_model(storing *st, size_t node, an_statement *s)
{
    an_statement_whole(s, 1, st->id);
    an_statement_whole(s, 2, st->node_ids[node]);
    an_statement_text(s, 3, fc_forecasts_model(st->run->forecasts, node));
    return an_statement_run(s);
}

static fc_status add_forecasts(storing *st)
{
    const fc_forecasts *f = st->run->forecasts;
    double *bounds = malloc(2 * fc_forecasts_horizon(f) * sizeof *bounds);
    an_statement *values = NULL, *models = NULL;
    fc_status status = bounds ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = an_statement_new(
            st->db, "INSERT INTO forecast VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &values);
    if (status == FC_OK)
        status = an_statement_new(st->db, "INSERT INTO model VALUES(?1, ?2, ?3)", &models);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(st->run->sales->hierarchy); i++) {
        if (!fc_forecasts_has(f, i))
            continue;
        status = add_forecast(st, i, values, bounds, bounds + fc_forecasts_horizon(f));
        if (status == FC_OK)
            status = add_model(st, i, models);
    }
    an_statement_free(models);
    an_statement_free(values);
    free(bounds);
    return status;
}

static fc_status add_adjustments(storing *st)
{
    an_statement *s;
    fc_status status = an_statement_new(
        st->db, "INSERT INTO adjustment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", &s);

    for (size_t i = 0; status == FC_OK && i < st->run->n_adjustments; i++) {
        const an_archive_adjustment *a = &st->run->adjustments[i];

        an_statement_whole(s, 1, st->id);
        an_statement_whole(s, 2, st->node_ids[a->node]);
        an_statement_whole(s, 3, a->period);
        an_statement_whole(s, 4, (int64_t)i);
        an_statement_text(s, 5, a->step);
        an_statement_text(s, 6, a->author ? a->author : "");
        an_statement_text(s, 7, a->note ? a->note : "");
        an_statement_number(s, 8, a->amount);
        status = an_statement_run(s);
    }
    an_statement_free(s);
    return status;
}

fc_status an_archive_store_values(storing *st)
{
    fc_status status = add_past(st, "actual", add_actuals);

    if (status == FC_OK && st->run->plan)
        status = add_past(st, "plan", add_plan);
    if (status == FC_OK)
        status = add_forecasts(st);
    return status == FC_OK ? add_adjustments(st) : status;
}
