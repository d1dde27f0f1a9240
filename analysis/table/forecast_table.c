/* forecast_table.c - one row a node and period, coarse nodes first. */
#include "analysis/table/forecast_table.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/format/format.h"
#include "analysis/table/forecast_notes.h"
#include "forecast/forecasts/forecasts_parts.h"

enum { MOST_PARAMETERS = 96, QUANTILES = 99 };

fc_status an_levels_parse(const char *text, an_levels *levels)
{
    const char *at = text;

    levels->n = 0;
    while (*at) {
        char *end;
        const long level = strtol(at, &end, 10);
        const bool falls = levels->n > 0 && level <= levels->levels[levels->n - 1];

        if (end == at || (*end != ',' && *end != '\0') || level < 1 || level > 99 || falls)
            return fc_fail(FC_EUSAGE,
                           "--level: '%s' is not rising whole percents from 1 to 99, such as 80,95",
                           text);
        if (levels->n == AN_MAX_LEVELS)
            return fc_fail(FC_EUSAGE, "--level: more than %d levels", AN_MAX_LEVELS);
        levels->levels[levels->n++] = (int)level;
        at = end + (*end == ',');
    }
    return levels->n ? FC_OK : fc_fail(FC_EUSAGE, "--level: no level given");
}

void an_sales_notes(const an_sales *sales, an_table *table)
{
    char first[11], last[11], label[FC_LABEL_SIZE];

    fc_date_format(sales->first_date, first);
    fc_date_format(sales->last_date, last);
    an_table_note(
        table, "rows used: %zu, from %s to %s; set aside: %zu; left out by --where or --as-of: %zu",
        sales->rows_kept, first, last, sales->rows_aside, sales->rows_filtered);
    if (sales->first_incomplete) {
        fc_calendar_label(&sales->calendar, sales->first_complete - 1, label);
        an_table_note(table, "%s is not complete before %s: left out of fitting", label, first);
    }
    if (sales->last_incomplete) {
        fc_calendar_label(&sales->calendar, sales->last_complete + 1, label);
        an_table_note(table, "%s is not complete on %s: left out of fitting", label, last);
    }
}

/* Names of the columns of ranges and quantiles live as long as the table: one static set a percent.
 */
static const char *interval_name(const char *side, int level)
{
    static char names[3][100][8];
    char *name = names[side[0] == 'l' ? 0 : side[0] == 'h' ? 1 : 2][level];

    snprintf(name, sizeof names[0][0], "%s%d", side, level);
    return name;
}

static fc_status make_table(const an_sales *sales, const an_levels *levels, bool overridden,
                            bool blended, bool full, an_table **table)
{
    an_column columns[AN_MAX_KEYS + 2 * AN_MAX_LEVELS + 9 + QUANTILES];
    size_t n = 0;

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[n++] = (an_column){sales->key_names[k], AN_TEXT};
    columns[n++] = (an_column){"period", AN_TEXT};
    columns[n++] = (an_column){"forecast", AN_MONEY};
    for (size_t l = 0; l < levels->n; l++) {
        columns[n++] = (an_column){interval_name("lo", levels->levels[l]), AN_MONEY};
        columns[n++] = (an_column){interval_name("hi", levels->levels[l]), AN_MONEY};
    }
    columns[n++] = (an_column){"model", AN_TEXT};
    if (overridden) {
        columns[n++] = (an_column){"statistical", AN_MONEY};
        columns[n++] = (an_column){"override", AN_MONEY};
    }
    if (blended) {
        columns[n++] = (an_column){"history", AN_MONEY};
        columns[n++] = (an_column){"pipeline", AN_MONEY};
        columns[n++] = (an_column){"pipeline_weight", AN_NUMBER};
    }
    if (full)
        columns[n++] = (an_column){"parameters", AN_TEXT};
    for (int q = 1; full && q <= QUANTILES; q++)
        columns[n++] = (an_column){interval_name("q", q), AN_MONEY};
    return an_table_new(columns, n, table);
}

static void parameters_text(const fc_forecasts *forecasts, size_t node, char *text, size_t size)
{
    fc_parameter list[MOST_PARAMETERS];
    const size_t n = fc_forecasts_parameters(forecasts, node, list, MOST_PARAMETERS);
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < n && used < size; i++) {
        char number[AN_EXACT_SIZE];

        an_format_exact(list[i].value, number);
        used += (size_t)snprintf(text + used, size - used, "%s%s %s", i ? ", " : "", list[i].name,
                                 number);
    }
}

static void add_blend(const an_blend *blend, size_t node, size_t step, an_table *table)
{
    const size_t at = node * blend->horizon + step;

    an_table_number(table, blend->history[at]);
    an_table_number(table, blend->pipeline[at]);
    an_table_number(table, blend->weight[at]);
}

/* quantiles[QUANTILES x horizon]: of 1 to 99 %. */
static fc_status fill_quantiles(const fc_forecasts *forecasts, size_t node, double *quantiles)
{
    double p[QUANTILES];

    for (size_t q = 0; q < QUANTILES; q++)
        p[q] = (double)(q + 1) / (QUANTILES + 1);
    return fc_forecasts_quantiles(forecasts, node, p, QUANTILES, quantiles);
}

/* What a row is made of: bounds[2 x levels x horizon], and in full also the parameters and
 * quantiles. */
typedef struct {
    const an_levels *levels;
    const an_overrides *overrides;
    const an_blend *blend;
    bool full;
    double *bounds, *quantiles;
    char parameters[MOST_PARAMETERS * (sizeof(fc_parameter) + AN_EXACT_SIZE)];
} row_parts;

static fc_status fill_parts(const fc_forecasts *forecasts, size_t node, row_parts *parts)
{
    const size_t h = fc_forecasts_horizon(forecasts);
    fc_status status = FC_OK;

    if (parts->full) {
        parameters_text(forecasts, node, parts->parameters, sizeof parts->parameters);
        status = fill_quantiles(forecasts, node, parts->quantiles);
    }
    for (size_t l = 0; status == FC_OK && l < parts->levels->n; l++)
        status = fc_forecasts_interval(forecasts, node, parts->levels->levels[l] / 100.0,
                                       parts->bounds + 2 * l * h, parts->bounds + (2 * l + 1) * h);
    return status;
}

static void add_node(const an_sales *sales, const fc_forecasts *forecasts, size_t node,
                     const row_parts *parts, an_table *table)
{
    const size_t h = fc_forecasts_horizon(forecasts);
    const double *mean = fc_forecasts_mean(forecasts, node);
    char label[FC_LABEL_SIZE];

    for (size_t i = 0; i < h; i++) {
        double change;

        for (size_t k = 0; k < sales->n_keys; k++)
            an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
        fc_calendar_label(&sales->calendar, fc_forecasts_first_of(forecasts, node) + (fc_period)i,
                          label);
        an_table_text(table, label);
        change = parts->overrides
                     ? an_overrides_final(parts->overrides, forecasts, node, i) - mean[i]
                     : 0;
        an_table_number(table, mean[i] + change);
        for (size_t l = 0; l < 2 * parts->levels->n; l++)
            an_table_number(table, parts->bounds[l * h + i] + change);
        an_table_text(table, fc_forecasts_model(forecasts, node));
        if (parts->overrides) {
            an_table_number(table, mean[i]);
            an_table_number(table, change);
        }
        if (parts->blend)
            add_blend(parts->blend, node, i, table);
        if (parts->full)
            an_table_text(table, parts->parameters);
        for (size_t q = 0; parts->full && q < QUANTILES; q++)
            an_table_number(table, parts->quantiles[q * h + i] + change);
        an_table_end(table);
    }
}

fc_status an_forecast_table(const an_sales *sales, const fc_forecasts *forecasts,
                            const an_levels *levels, const an_overrides *overrides,
                            const an_blend *blend, bool full, const char *lang, an_table **table)
{
    const size_t h = fc_forecasts_horizon(forecasts);
    double *memory = malloc((2 * levels->n + QUANTILES) * h * sizeof *memory);
    row_parts parts = {levels, overrides, blend, full, memory, memory + 2 * levels->n * h, ""};
    fc_status status =
        memory ? make_table(sales, levels, overrides, blend, full, table) : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(sales->hierarchy); i++) {
        if (!fc_forecasts_has(forecasts, i))
            continue;
        status = fill_parts(forecasts, i, &parts);
        if (status == FC_OK)
            add_node(sales, forecasts, i, &parts, *table);
    }
    if (status == FC_OK) {
        an_table_language(*table, lang);
        an_sales_notes(sales, *table);
        an_table_note(*table, "reconciled by %s; intervals from %zu simulated paths",
                      fc_forecasts_reconciler(forecasts), fc_forecasts_n_paths(forecasts));
        if (overrides)
            an_table_note(
                *table,
                "forecast = statistical + override: %zu rows of %s, spread over what lies "
                "below in proportion to it; ranges are moved alike",
                overrides->n, overrides->file);
        if (blend)
            an_table_note(
                *table,
                "with deals: forecast = history + pipeline_weight x (pipeline - history), "
                "then made coherent; pipeline = what deals are expected to win x what the "
                "node sells for each amount won; weights from %zu past origins, at which "
                "the odds start even",
                blend->n_origins);
        an_forecast_notes(sales, forecasts, *table);
        status = an_table_status(*table);
    }
    free(memory);
    return status;
}
