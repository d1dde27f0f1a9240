/* store_values.c - the numbers of a run: every forecast with its steps, and every target. */
#include <math.h>
#include <stdlib.h>

#include "analysis/archive/store.h"
#include "forecast/forecasts/forecasts_parts.h"

typedef an_archive_storing storing;

enum { N_RANGES = 3 };

/* Room for the bounds of a node's ranges. */
typedef struct {
    double *lo[N_RANGES], *hi[N_RANGES];
} ranges;

static const double LEVELS[N_RANGES] = {0.50, 0.80, 0.95};

/* The seasonal naive forecast and the standard deviation of its errors so far; the last value where
 * there is no season before. Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd
 * ed., sections 5.2 and 5.5. */
static double naive_of(const fc_series *y, size_t step, double *sd)
{
    const size_t m = y->n >= y->season_length ? y->season_length : 1;
    const size_t seasons = step / m + 1;
    double squares = 0;
    size_t n = 0;

    *sd = NAN;
    if (y->n == 0)
        return NAN;
    for (size_t t = m; t < y->n; t++) {
        const double error = y->y[t] - y->y[t - m];

        if (isfinite(error)) {
            squares += error * error;
            n++;
        }
    }
    if (n > 0)
        *sd = sqrt(squares / (double)n * (double)seasons);
    return y->y[y->n - m + step % m];
}

static fc_status find_ranges(const fc_forecasts *f, size_t node, double *bounds, ranges *r)
{
    const size_t horizon = fc_forecasts_horizon(f);
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < N_RANGES; i++) {
        r->lo[i] = bounds + 2 * i * horizon;
        r->hi[i] = r->lo[i] + horizon;
        status = fc_forecasts_interval(f, node, LEVELS[i], r->lo[i], r->hi[i]);
    }
    return status;
}

static fc_status add_step(storing *st, size_t node, size_t h, const ranges *r, an_statement *s)
{
    const an_archive_run *run = st->run;
    const fc_forecasts *f = run->forecasts;
    const size_t at = node * fc_forecasts_horizon(f) + h;
    const double mean = fc_forecasts_mean(f, node)[h];
    const fc_series y = fc_forecasts_history(f, node);
    double sd;

    an_statement_whole(s, 1, st->id);
    an_statement_whole(s, 2, st->node_ids[node]);
    an_statement_whole(s, 3, fc_forecasts_first_of(f, node) + (fc_period)h);
    an_statement_number(s, 4, naive_of(&y, h, &sd));
    an_statement_number(s, 5, fc_forecasts_base(f, node)[h]);
    an_statement_number(s, 6, mean);
    an_statement_number(s, 7, run->final ? run->final[at] : mean);
    an_statement_number(s, 8, fc_forecasts_parts(f, node, h).effects);
    an_statement_number(s, 9, run->history ? run->history[at] : mean);
    an_statement_number(s, 10, sd);
    for (int i = 0; i < N_RANGES; i++) {
        an_statement_number(s, 11 + 2 * i, r->lo[i][h]);
        an_statement_number(s, 12 + 2 * i, r->hi[i][h]);
    }
    return an_statement_run(s);
}

/* bounds: room for the ranges of a node. */
static fc_status add_forecast(storing *st, size_t node, an_statement *s, double *bounds)
{
    ranges r;
    fc_status status = find_ranges(st->run->forecasts, node, bounds, &r);

    for (size_t h = 0; status == FC_OK && h < fc_forecasts_horizon(st->run->forecasts); h++)
        status = add_step(st, node, h, &r, s);
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
    double *bounds = malloc((2 * N_RANGES * fc_forecasts_horizon(f) + 1) * sizeof *bounds);
    an_statement *values = NULL, *models = NULL;
    fc_status status = bounds ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = an_statement_new(
            st->db,
            "INSERT INTO forecast(run, node, period, naive, base, statistical, final, drivers, "
            "history, naive_sd, lo50, hi50, lo80, hi80, lo95, hi95) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
            "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            &values);
    if (status == FC_OK)
        status = an_statement_new(st->db, "INSERT INTO model VALUES(?1, ?2, ?3)", &models);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(st->run->sales->hierarchy); i++) {
        if (!fc_forecasts_has(f, i))
            continue;
        status = add_forecast(st, i, values, bounds);
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

/* Columns behind the keys as an_target_table has them: the same number of rows for each node. */
static fc_status add_target(storing *st, size_t row, size_t rows_a_node, an_statement *s)
{
    const an_table *t = st->run->targets;
    const size_t keys = st->run->sales->n_keys;

    an_statement_whole(s, 1, st->id);
    an_statement_whole(s, 2, (int64_t)row);
    an_statement_whole(s, 3, st->node_ids[row / rows_a_node]);
    for (size_t c = 0; c < AN_ARCHIVE_TARGET_COLUMNS; c++) {
        const int place = (int)c + 4;

        if (an_table_column(t, keys + c)->kind == AN_TEXT)
            an_statement_text(s, place, an_table_cell_text(t, row, keys + c));
        else
            an_statement_number(s, place, an_table_cell_number(t, row, keys + c));
    }
    return an_statement_run(s);
}

static fc_status add_targets(storing *st)
{
    const size_t rows = st->run->targets ? an_table_rows(st->run->targets) : 0,
                 nodes = fc_hierarchy_size(st->run->sales->hierarchy);
    an_statement *s;
    fc_status status = an_statement_new(
        st->db, "INSERT INTO target VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", &s);

    for (size_t row = 0; status == FC_OK && row < rows; row++)
        status = add_target(st, row, rows / nodes, s);
    an_statement_free(s);
    return status;
}

fc_status an_archive_store_values(storing *st)
{
    fc_status status = an_archive_store_past(st);

    if (status == FC_OK)
        status = add_forecasts(st);
    if (status == FC_OK)
        status = add_adjustments(st);
    return status == FC_OK ? add_targets(st) : status;
}
