/* effects_table.c - coefficients with their errors and a sentence each; scenarios side by side. */
#include "analysis/drivers/effects_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/table/forecast_table.h"
#include "analysis/text/text.h"
#include "forecast/forecasts/forecasts_parts.h"
#include "forecast/regression/regression.h"

/* 95 % of a Gaussian lie so many deviations from its mean. */
static const double NORMAL95 = 1.959964;

/* A tenth of the period's days is how the share of a window is told. */
static const double TENTH = 0.1;

static void percent_of(double logarithm, char *text, size_t size)
{
    an_percent(100 * (exp(logarithm) - 1), true, text, size);
}

/* What the coefficient says, in words. */
static void sentence(const char *lang, const fc_regressor *r, double b, double error, char *text,
                     size_t size)
{
    const double step = r->logarithm || !strcmp(r->name, "length") ? log(1.01)
                        : r->group == FC_FROM_CALENDAR             ? TENTH
                                                                   : 1;
    const char *id = step == TENTH               ? "effect-share"
                     : r->pooling == FC_POOL_SUM ? "effect-sum"
                     : step == 1                 ? "effect-unit"
                                                 : "effect-elasticity";
    const double spread = isfinite(error) ? NORMAL95 * error : 0;
    char middle[32], lo[32], hi[32];

    percent_of(step * b, middle, sizeof middle);
    percent_of(step * (b - spread), lo, sizeof lo);
    percent_of(step * (b + spread), hi, sizeof hi);
    an_text_fill(text, size, lang, id, r->name, middle, lo, hi, NULL);
}

/* vif[k] over the history of the node; NaN where columns make each other up. */
static fc_status inflation(const fc_forecasts *f, const fc_regressors *r, size_t node, double *vif)
{
    const fc_series y = fc_forecasts_history(f, node);
    const size_t k = fc_regressors_size(r);
    double *x = calloc(y.n * (k + 1) + 1, sizeof *x);
    fc_status status;

    if (!x)
        return fc_no_memory();
    for (size_t j = 0; j < k; j++)
        for (size_t t = 0; t < y.n; t++)
            x[j * y.n + t] = fc_regressors_value(r, j, node, y.start + (fc_period)t);
    status = fc_regression_vif(&(fc_regression){.n = y.n, .k = k, .x = x, .y = x + k * y.n}, vif);
    free(x);
    for (size_t j = 0; status == FC_EDATA && j < k; j++)
        vif[j] = NAN;
    return status == FC_EDATA ? FC_OK : status;
}

static void add_row(const an_sales *sales, const fc_effects *e, size_t series, size_t node,
                    const fc_regressor *r, size_t j, double vif, const char *lang, an_table *table)
{
    const double b = fc_effects_coefficients(e, series)[j], error = fc_effects_errors(e, series)[j];
    char text[256];

    sentence(lang, r, b, error, text, sizeof text);
    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
    an_table_text(table, r->name);
    an_table_text(table, r->group == FC_FROM_CALENDAR ? "calendar" : "drivers");
    an_table_number(table, b);
    an_table_number(table, isfinite(error) ? error : NAN);
    an_table_number(table, isfinite(error) ? b - NORMAL95 * error : NAN);
    an_table_number(table, isfinite(error) ? b + NORMAL95 * error : NAN);
    an_table_number(table, vif);
    an_table_text(table, fc_effects_part_kept(e, series, r->part) ? "yes" : "no");
    an_table_text(table, text);
    an_table_end(table);
}

/* How drivers of nodes' own are put together where cells add up. */
static void note_pooling(const fc_regressors *r, an_table *table)
{
    for (size_t j = 0; j < fc_regressors_size(r); j++) {
        const fc_regressor *column = fc_regressors_at(r, j);

        if (column->pooling == FC_POOL_AVERAGE)
            an_table_note(table,
                          "%s: each node has its own; aggregates the average of their cells, "
                          "weighted by sales",
                          column->name);
        else if (column->pooling == FC_POOL_SUM)
            an_table_note(table, "%s: the sum over cells, as a share of its usual size",
                          column->name);
    }
}

static fc_status new_table(const an_sales *sales, const an_column *rest, size_t n_rest,
                           an_table **table)
{
    an_column columns[AN_MAX_KEYS + 2 * AN_MAX_SCENARIOS + 8];
    size_t n = 0;

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[n++] = (an_column){sales->key_names[k], AN_TEXT};
    memcpy(columns + n, rest, n_rest * sizeof *rest);
    return an_table_new(columns, n + n_rest, table);
}

fc_status an_effects_table(const an_sales *sales, const fc_forecasts *forecasts,
                           const fc_regressors *regressors, const char *lang, an_table **table)
{
    static const an_column columns[] = {
        {"effect", AN_TEXT},  {"group", AN_TEXT},  {"coefficient", AN_NUMBER},
        {"error", AN_NUMBER}, {"lo95", AN_NUMBER}, {"hi95", AN_NUMBER},
        {"vif", AN_NUMBER},   {"kept", AN_TEXT},   {"text", AN_TEXT}};
    const size_t k = fc_regressors_size(regressors);
    double *vif = malloc((k + 1) * sizeof *vif);
    fc_status status = vif ? new_table(sales, columns, 9, table) : fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(sales->hierarchy); i++) {
        size_t series;
        const fc_effects *e =
            fc_forecasts_has(forecasts, i) ? fc_forecasts_effects(forecasts, i, &series) : NULL;

        if (e)
            status = inflation(forecasts, regressors, i, vif);
        for (size_t j = 0; e && status == FC_OK && j < k; j++)
            add_row(sales, e, series, i, fc_regressors_at(regressors, j), j, vif[j], lang, *table);
    }
    if (status == FC_OK) {
        an_table_note(*table,
                      "coefficients are of logarithms of sales: exp(coefficient x column) is "
                      "what sales are multiplied by");
        note_pooling(regressors, *table);
        status = an_table_status(*table);
    }
    free(vif);
    return status;
}

fc_status an_scenario_table(const an_sales *sales, const fc_forecasts *const *forecasts,
                            const char *const *names, size_t n, an_table **table)
{
    an_column columns[2 * AN_MAX_SCENARIOS];
    size_t n_columns = 0;
    fc_status status;

    columns[n_columns++] = (an_column){"period", AN_TEXT};
    for (size_t s = 0; s < n; s++)
        columns[n_columns++] = (an_column){names[s], AN_MONEY};
    columns[n_columns++] = (an_column){"largest_difference", AN_MONEY};
    status = new_table(sales, columns, n_columns, table);
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(sales->hierarchy); i++)
        for (size_t h = 0;
             fc_forecasts_has(forecasts[0], i) && h < fc_forecasts_horizon(forecasts[0]); h++) {
            const double first = fc_forecasts_mean(forecasts[0], i)[h];
            double most = 0;
            char label[FC_LABEL_SIZE];

            for (size_t k = 0; k < sales->n_keys; k++)
                an_table_text(*table, fc_hierarchy_key(sales->hierarchy, i, k));
            fc_calendar_label(&sales->calendar,
                              fc_forecasts_first_of(forecasts[0], i) + (fc_period)h, label);
            an_table_text(*table, label);
            for (size_t s = 0; s < n; s++) {
                const double v = fc_forecasts_mean(forecasts[s], i)[h];

                an_table_number(*table, v);
                most = fabs(v - first) > fabs(most) ? v - first : most;
            }
            an_table_number(*table, most);
            an_table_end(*table);
        }
    if (status == FC_OK) {
        an_sales_notes(sales, *table);
        an_table_note(*table, "largest_difference: of the scenarios against %s", names[0]);
        status = an_table_status(*table);
    }
    return status;
}
