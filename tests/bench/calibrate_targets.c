/* calibrate_targets.c - targets set at a confidence at the end of each year: how many were met in
 * the next one, level by level. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/read/sales.h"
#include "forecast/forecasts/futures.h"
#include "forecast/ranges/quantile.h"

typedef struct {
    const char *date, *amount, *by, *model;
    double confidence;
    int first, last;
    fc_unit unit;
} question;

typedef struct {
    size_t *met, *of; /* of levels */
} counts;

static fc_status forecast(const an_sales *sales, const question *q, fc_period last, size_t horizon,
                          fc_forecasts **forecasts)
{
    return fc_forecasts_run(
        sales->hierarchy, &sales->calendar,
        &(fc_forecast_options){.model = q->model, .horizon = horizon, .last = last}, forecasts);
}

/* Whether the node's next year reached the amount that it reaches with this confidence. */
static fc_status judge(const an_sales *sales, const fc_forecasts *f, const question *q, size_t node,
                       double *paths, double *sums, bool *met)
{
    const size_t n = fc_forecasts_n_paths(f), horizon = fc_forecasts_horizon(f);
    double *actual = malloc(horizon * sizeof *actual), total = 0;
    uint64_t *work = malloc(2 * n * sizeof *work);
    fc_status status = actual && work ? fc_forecasts_paths(f, node, paths) : fc_no_memory();

    if (status == FC_OK) {
        fc_futures_sum(f, node, paths, &(fc_futures_span){.end = horizon, .rest = 1}, sums);
        fc_quantile_sort(sums, n, work);
        fc_hierarchy_values(sales->hierarchy, node, AN_AMOUNT, fc_forecasts_first(f), horizon,
                            actual);
        for (size_t h = 0; h < horizon; h++)
            total += actual[h];
        *met = total >= fc_quantile(sums, n, 1 - q->confidence / 100);
    }
    free(actual);
    free(work);
    return status;
}

static fc_status judge_year(const an_sales *sales, const question *q, int year, counts *c)
{
    char name[8];
    fc_period wanted, first, last;
    fc_forecasts *f = NULL;
    double *paths = NULL, *sums = NULL;
    fc_status status;

    snprintf(name, sizeof name, "%d", year);
    status = an_plan_year(sales, name, &wanted);
    if (status != FC_OK)
        return status;
    an_plan_periods(&sales->calendar, FC_YEAR, wanted, &first, &last);
    status = forecast(sales, q, first - 1, (size_t)(last - first) + 1, &f);
    if (status == FC_OK) {
        paths = malloc(fc_forecasts_n_paths(f) * fc_forecasts_horizon(f) * sizeof *paths);
        sums = malloc(fc_forecasts_n_paths(f) * sizeof *sums);
    }
    for (size_t i = 0; status == FC_OK && i < fc_hierarchy_size(sales->hierarchy); i++) {
        bool met = false;
        const size_t level = fc_hierarchy_level(sales->hierarchy, i);

        if (fc_forecasts_history(f, i).n < 8) /* a node that has hardly begun */
            continue;
        status = judge(sales, f, q, i, paths, sums, &met);
        c->met[level] += met;
        c->of[level]++;
    }
    fprintf(stderr, "%d done\n", year);
    free(paths);
    free(sums);
    fc_forecasts_free(f);
    return status;
}

static fc_status run(const question *q, const char *file)
{
    const an_sales_options options = {.date = q->date,
                                      .amount = q->amount,
                                      .by = q->by,
                                      .calendar = {q->unit, FC_GREGORIAN, 1, 1},
                                      .as_of = FC_DATE_NONE};
    an_problems *problems;
    an_sales *sales = NULL;
    counts c = {0};
    size_t n_levels = 0;
    fc_status status = an_problems_new(&problems);

    if (status == FC_OK)
        status = an_sales_read(&file, 1, &options, problems, &sales);
    if (status == FC_OK) {
        n_levels = fc_hierarchy_n_levels(sales->hierarchy);
        c = (counts){calloc(n_levels, sizeof *c.met), calloc(n_levels, sizeof *c.of)};
    }
    for (int year = q->first; status == FC_OK && year <= q->last; year++)
        status = judge_year(sales, q, year, &c);
    printf("level,targets,met\n");
    for (size_t l = 0; status == FC_OK && l < n_levels; l++)
        printf("%zu,%zu,%.3f\n", l, c.of[l], (double)c.met[l] / (double)c.of[l]);
    free(c.met);
    free(c.of);
    an_sales_free(sales);
    an_problems_free(problems);
    return status;
}

int main(int argc, char **argv)
{
    question q = {0};

    if (argc != 10) {
        fputs("usage: calibrate_targets FILE DATE AMOUNT BY PERIOD CONFIDENCE FIRST LAST MODEL\n",
              stderr);
        return 64;
    }
    q = (question){.date = argv[2],
                   .amount = argv[3],
                   .by = argv[4],
                   .confidence = strtod(argv[6], NULL),
                   .first = atoi(argv[7]),
                   .last = atoi(argv[8]),
                   .model = argv[9]};
    if (!fc_unit_parse(argv[5], &q.unit))
        return 64;
    if (run(&q, argv[1]) == FC_OK)
        return 0;
    fprintf(stderr, "calibrate_targets: %s\n", fc_error_message());
    return 65;
}
