/* spread_cases.c - what prediction intervals are learned from: past forecasts, how they were made
 * and what came. One line a series, origin and step:
 *     spread_cases SALES.csv UNIT HORIZON ORIGINS MODEL...
 * Series stand in the column `series`; origin 0 is HORIZON before the end, each further one HORIZON
 * earlier. A line holds: set, season, model, series, origin, step, unit, scale, actual, forecast,
 * and the features of forecast/ranges/spread.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "analysis/read/sales.h"
#include "forecast/model.h"
#include "forecast/ranges/spread.h"

static void fail(void)
{
    fprintf(stderr, "spread_cases: %s\n", fc_error_message());
    exit(1);
}

/* Combinations without disagreement are as single models. */
static const char *name_of(const fc_model *model, double disagreement)
{
    const bool combined =
        strcmp(fc_model_name(model), "auto") == 0 || strcmp(fc_model_name(model), "fast") == 0;

    return combined && isnan(disagreement) ? "single" : fc_model_name(model);
}

static void print_case(const char *set, const fc_model *model, const fc_series *whole,
                       const fc_series *train, size_t origin, size_t horizon, const double *mean,
                       const double *deviation, const double *disagreement)
{
    fc_spread_facts facts;
    double x[FC_SPREAD_FEATURES];

    if (!fc_spread_look_at(train, fc_model_residuals(model), &facts))
        return;
    for (size_t i = 0; i < horizon && train->n + i < whole->n; i++) {
        const double unit =
            fc_spread_features(&facts, i, deviation[0], deviation[i], disagreement[i], x);

        printf("%s,%zu,%s,%s,%zu,%zu,%.9g,%.9g,%.9g,%.9g", set, train->season_length,
               name_of(model, disagreement[0]), whole->key, origin, i + 1, unit, facts.season,
               whole->y[train->n + i], mean[i]);
        for (size_t k = 0; k < FC_SPREAD_FEATURES; k++)
            printf(",%.6g", x[k]);
        printf("\n");
    }
}

static void one_origin(const char *set, const char *name, const fc_series *whole, size_t origin,
                       size_t horizon, fc_scratch *scratch)
{
    const fc_model_type *type = fc_model_find(name);
    double *mean = malloc(3 * horizon * sizeof *mean);
    fc_series train = *whole;
    fc_model *model;

    train.n -= (origin + 1) * horizon;
    if (fc_model_fit(type, &train, scratch, &model) == FC_OK) {
        if (fc_model_forecast(model, horizon, mean) == FC_OK &&
            fc_model_deviation(model, horizon, mean + horizon, mean + 2 * horizon) == FC_OK)
            print_case(set, model, whole, &train, origin, horizon, mean, mean + horizon,
                       mean + 2 * horizon);
        fc_model_free(model);
    }
    free(mean);
}

static void one_series(const char *set, char **names, int n_names, const fc_series *whole,
                       size_t horizon, size_t origins, fc_scratch *scratch)
{
    for (size_t origin = 0; origin < origins; origin++)
        for (int k = 0; k < n_names; k++)
            if (whole->n >= (origin + 1) * horizon + 5)
                one_origin(set, names[k], whole, origin, horizon, scratch);
}

int main(int argc, char **argv)
{
    static const char *const units[] = {"day", "week", "month", "quarter", "year"};
    an_sales_options options = {
        .by = "series", .calendar = {.fiscal_start = 1, .week_start = 1}, .as_of = FC_DATE_NONE};
    an_problems *problems;
    an_sales *sales;
    fc_scratch *scratch;

    if (argc < 6)
        return 64;
    gsl_set_error_handler_off();
    for (size_t u = 0; u < 5; u++)
        if (strcmp(units[u], argv[2]) == 0)
            options.calendar.unit = (fc_unit)u;
    if (an_problems_new(&problems) != FC_OK || fc_scratch_new(&scratch) != FC_OK ||
        an_sales_read((const char *const *)argv + 1, 1, &options, problems, &sales) != FC_OK)
        fail();

    const size_t n_nodes = fc_hierarchy_size(sales->hierarchy);

    for (size_t i = n_nodes - fc_hierarchy_n_bottom(sales->hierarchy); i < n_nodes; i++) {
        size_t n;
        const size_t cell = fc_hierarchy_cells(sales->hierarchy, i, &n)[0];
        fc_period first, last;

        fc_panel_cell_span(sales->panel, cell, &first, &last);

        const size_t length = (size_t)(last - first) + 1;
        double *y = malloc(length * sizeof *y);
        const fc_series whole = {.key = fc_hierarchy_name(sales->hierarchy, i),
                                 .y = y,
                                 .n = length,
                                 .season_length = fc_calendar_season_length(&sales->calendar),
                                 .start = first};

        fc_hierarchy_values(sales->hierarchy, i, AN_AMOUNT, first, length, y);
        one_series(argv[1], argv + 5, argc - 5, &whole, (size_t)atoi(argv[3]),
                   (size_t)atoi(argv[4]), scratch);
        free(y);
    }
    fc_scratch_free(scratch);
    an_sales_free(sales);
    an_problems_free(problems);
    return 0;
}
