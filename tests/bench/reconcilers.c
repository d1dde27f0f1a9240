/* reconcilers.c - every reconciliation method on the same base forecasts, from past origins: MASE
 * by level, and against that of the base forecasts in percent. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/sales.h"
#include "forecast/backtest_naive.h"
#include "forecast/forecasts/forecasts_private.h"

typedef struct {
    const char *date, *amount, *by, *model;
    fc_unit unit;
    size_t horizon, origins, step;
    fc_temporal temporal;
} question;

/* Sums of the MASE of the nodes: methods x (levels + 1), the base first, all levels last. */
typedef struct {
    size_t n_levels;
    double *sum, *n;
} scores;

static double *at(const scores *s, double *of, size_t method, size_t level)
{
    return of + method * (s->n_levels + 1) + level;
}

/* Adds the MASE of each node's forecasts to its level and to all of them. */
static void score(const an_sales *sales, const fc_forecasts *f, const double *mean, size_t method,
                  scores *s)
{
    const size_t horizon = fc_forecasts_horizon(f);
    double actual[512];

    for (size_t i = 0; i < fc_hierarchy_size(sales->hierarchy); i++) {
        const fc_series history = fc_forecasts_history(f, i);
        fc_accuracy_case own = {0};
        const size_t levels[] = {fc_hierarchy_level(sales->hierarchy, i), s->n_levels};
        double sum = 0;

        fc_backtest_scales(&history, history.n, &own);
        if (!f->nodes[i].model || !(own.scale > 0))
            continue;
        fc_hierarchy_values(sales->hierarchy, i, AN_AMOUNT, fc_forecasts_first(f), horizon, actual);
        for (size_t h = 0; h < horizon; h++)
            sum += fabs(actual[h] - mean[i * horizon + h]);
        for (size_t k = 0; k < 2; k++) {
            *at(s, s->sum, method, levels[k]) += sum / (double)horizon / own.scale;
            *at(s, s->n, method, levels[k]) += 1;
        }
    }
}

static fc_status judge_origin(const an_sales *sales, const question *q, fc_period last, scores *s)
{
    const fc_forecast_options options = {.model = q->model,
                                         .horizon = q->horizon,
                                         .last = last,
                                         .n_paths = 100,
                                         .temporal = q->temporal};
    fc_forecasts *f = NULL;
    fc_status status = fc_forecasts_run(sales->hierarchy, &sales->calendar, &options, &f);

    if (status == FC_OK)
        score(sales, f, f->point, 0, s);
    for (size_t r = 0; status == FC_OK && r < fc_reconciler_count(); r++) {
        f->reconciler = fc_reconciler_at(r);
        status = fc_forecasts_reconcile(f);
        if (status == FC_OK)
            score(sales, f, f->mean, r + 1, s);
    }
    fc_forecasts_free(f);
    return status;
}

/* "region x product" of the keys that the nodes of a level fix. */
static void name_level(const an_sales *sales, size_t level, char *text, size_t size)
{
    size_t node = 0, used = 0;

    while (fc_hierarchy_level(sales->hierarchy, node) != level)
        node++;
    snprintf(text, size, "total");
    for (size_t k = 0; k < sales->n_keys && used < size; k++)
        if (strcmp(fc_hierarchy_key(sales->hierarchy, node, k), "*") != 0)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? " x " : "",
                                     sales->key_names[k]);
}

static void print_row(const scores *s, size_t method, const char *name)
{
    printf("| %-16s |", name);
    for (size_t l = 0; l <= s->n_levels; l++) {
        const double own = *at(s, s->sum, method, l) / *at(s, s->n, method, l);
        const double base = *at(s, s->sum, 0, l) / *at(s, s->n, 0, l);

        printf(" %.4f (%+.1f) |", own, 100 * (own / base - 1));
    }
    putchar('\n');
}

static void print_scores(const an_sales *sales, const scores *s)
{
    printf("| method |");
    for (size_t l = 0; l < s->n_levels; l++) {
        char name[128];

        name_level(sales, l, name, sizeof name);
        printf(" %s |", name);
    }
    printf(" all |\n|---|");
    for (size_t l = 0; l <= s->n_levels; l++)
        printf("---|");
    putchar('\n');
    print_row(s, 0, "base");
    for (size_t r = 0; r < fc_reconciler_count(); r++)
        print_row(s, r + 1, fc_reconciler_at(r)->name);
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
    scores s = {0};
    fc_status status = an_problems_new(&problems);

    if (status == FC_OK)
        status = an_sales_read(&file, 1, &options, problems, &sales);
    if (status == FC_OK) {
        const size_t n = (fc_reconciler_count() + 1) *
                         ((s.n_levels = fc_hierarchy_n_levels(sales->hierarchy)) + 1);

        s.sum = calloc(n, sizeof *s.sum);
        s.n = calloc(n, sizeof *s.n);
        status = s.sum && s.n ? FC_OK : fc_no_memory();
    }
    for (size_t o = q->origins; status == FC_OK && o-- > 0;)
        status = judge_origin(sales, q,
                              sales->last_complete - (fc_period)(q->horizon + o * q->step), &s);
    if (status == FC_OK)
        print_scores(sales, &s);
    free(s.sum);
    free(s.n);
    an_sales_free(sales);
    an_problems_free(problems);
    return status;
}

int main(int argc, char **argv)
{
    question q;

    if (argc != 10 && argc != 11) {
        fputs(
            "usage: reconcilers FILE DATE AMOUNT BY PERIOD HORIZON ORIGINS STEP MODEL [temporal]\n",
            stderr);
        return 64;
    }
    q = (question){.date = argv[2],
                   .amount = argv[3],
                   .by = argv[4],
                   .horizon = (size_t)atol(argv[6]),
                   .origins = (size_t)atol(argv[7]),
                   .step = (size_t)atol(argv[8]),
                   .model = argv[9],
                   .temporal = argc == 11 ? FC_TEMPORAL_ON : FC_TEMPORAL_OFF};
    if (!fc_unit_parse(argv[5], &q.unit) || q.horizon > 512)
        return 64;
    if (run(&q, argv[1]) == FC_OK)
        return 0;
    fprintf(stderr, "reconcilers: %s\n", fc_error_message());
    return 65;
}
