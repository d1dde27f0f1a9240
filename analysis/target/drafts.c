/* drafts.c - forecast and draft of each node joined by precision, and brought to the total. */
#include "analysis/target/drafts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"
#include "analysis/text/text.h"

enum { REASON = 384, NUMBER = 64 };

/* The variance of a node's year over its futures. */
static fc_status variance_of(const an_target *t, size_t node, double *paths, double *sums,
                             double *variance)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts);
    double mean = 0, squares = 0;
    fc_status status = fc_forecasts_paths(t->forecasts, node, paths);

    if (status != FC_OK)
        return status;
    an_target_sum_paths(t, node, paths, 0, sums);
    for (size_t i = 0; i < n; i++)
        mean += sums[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (sums[i] - mean) * (sums[i] - mean);
    *variance = squares / (double)n;
    return FC_OK;
}

/* The two opinions of a node joined: value and variance. */
static void join(const an_draft *d, double forecast_variance, double *value, double *variance)
{
    const double opinion = d->draft * d->factor;
    const double draft_variance = pow(d->error * opinion, 2);

    *value = d->forecast;
    *variance = forecast_variance;
    if (isnan(d->draft))
        return;
    if (draft_variance == 0 || forecast_variance == 0) {
        *value = draft_variance == 0 ? opinion : d->forecast;
        *variance = 0;
        return;
    }
    *variance = 1 / (1 / forecast_variance + 1 / draft_variance);
    *value = *variance * (d->forecast / forecast_variance + opinion / draft_variance);
}

/* The nearest values that add up to the target, in whole steps. */
static fc_status add_up(const an_target *t, an_drafts *d, const double *values,
                        const double *variances)
{
    double sum = 0, variance = 0;
    an_apportion_part *parts = calloc(d->n, sizeof *parts);
    int64_t *amounts = calloc(d->n, sizeof *amounts);
    fc_status status = parts && amounts ? FC_OK : fc_no_memory();

    for (size_t i = 0; i < d->n; i++) {
        sum += values[i];
        variance += variances[i];
    }
    for (size_t i = 0; status == FC_OK && i < d->n; i++) {
        const double lacking = (double)t->amount * t->options.step - sum;
        const double share = variance > 0 ? variances[i] / variance : 1 / (double)d->n;

        parts[i] = (an_apportion_part){fmax(values[i] + share * lacking, 0), 0, AN_APPORTION_MOST};
    }
    if (status == FC_OK)
        status = an_apportion(t->amount, parts, d->n, NULL, amounts);
    for (size_t i = 0; status == FC_OK && i < d->n; i++)
        d->drafts[i].reconciled = (double)amounts[i] * t->options.step;
    free(parts);
    free(amounts);
    return status;
}

static fc_status reconcile(const an_target *t, an_drafts *d)
{
    const size_t n_paths = fc_forecasts_n_paths(t->forecasts);
    double *paths = malloc(n_paths * fc_forecasts_horizon(t->forecasts) * sizeof *paths);
    double *sums = malloc(n_paths * sizeof *sums);
    double *values = malloc(d->n * sizeof *values), *variances = malloc(d->n * sizeof *variances);
    fc_status status = paths && sums && values && variances ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < d->n; i++) {
        double variance = 0;

        status = variance_of(t, d->drafts[i].node, paths, sums, &variance);
        join(&d->drafts[i], variance, &values[i], &variances[i]);
    }
    if (status == FC_OK)
        status = add_up(t, d, values, variances);
    free(paths);
    free(sums);
    free(values);
    free(variances);
    return status;
}

static void money(double amount, const char *lang, char text[NUMBER])
{
    an_unit unit;

    an_unit_parse(NULL, lang, fabs(amount), &unit);
    an_money(amount, unit, text, NUMBER);
}

/* "top-down 9.1 m, draft 8.7 m; drafts came out 4.2% below in 8 periods". */
static fc_status explain(an_draft *d, const char *lang)
{
    char text[REASON], top[NUMBER], draft[NUMBER], bias[NUMBER], past[NUMBER];

    money(d->top_down, lang, top);
    money(d->draft, lang, draft);
    an_percent(100 * (d->bias - 1), true, bias, sizeof bias);
    snprintf(past, sizeof past, "%zu", d->n_past);
    an_text_fill(text, sizeof text, lang,
                 isnan(d->draft)  ? "draft-none"
                 : d->n_past == 0 ? "draft-new"
                                  : "draft-record",
                 top, draft, bias, past, NULL);
    d->reason = strdup(text);
    return d->reason ? FC_OK : fc_no_memory();
}

static fc_status make_bounds(an_drafts *d, const char *lang)
{
    fc_status status = FC_OK;

    d->bounds = calloc(d->n, sizeof *d->bounds);
    if (!d->bounds)
        return fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < d->n; i++) {
        an_draft *draft = &d->drafts[i];

        status = explain(draft, lang);
        d->bounds[i] = (an_target_bound){.node = draft->node,
                                         .lo = draft->reconciled,
                                         .hi = draft->reconciled,
                                         .name = draft->reason,
                                         .reason = draft->reason};
    }
    return status;
}

fc_status an_drafts_read(const char *file, const an_plan_options *plan, const an_target *target,
                         const char *lang, an_problems *problems, an_drafts *drafts)
{
    fc_status status = an_drafts_collect(file, plan, target, problems, drafts);

    if (status == FC_OK)
        status = reconcile(target, drafts);
    if (status == FC_OK)
        status = make_bounds(drafts, lang);
    return status;
}

void an_drafts_clear(an_drafts *d)
{
    for (size_t i = 0; i < d->n; i++)
        free(d->drafts[i].reason);
    free(d->drafts);
    free(d->bounds);
    *d = (an_drafts){0};
}

static int compare_gaps(const void *a, const void *b)
{
    const an_draft *x = *(const an_draft *const *)a, *y = *(const an_draft *const *)b;
    const double gx = isnan(x->draft) ? 0 : fabs(x->draft - x->top_down);
    const double gy = isnan(y->draft) ? 0 : fabs(y->draft - y->top_down);

    if (gx != gy)
        return gx < gy ? 1 : -1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static const an_column measures[] = {
    {"period", AN_TEXT},  {"top_down", AN_MONEY}, {"draft", AN_MONEY}, {"first_draft", AN_MONEY},
    {"rounds", AN_COUNT}, {"bias", AN_SHARE},     {"error", AN_SHARE}, {"reconciled", AN_MONEY},
    {"gap", AN_MONEY},    {"reason", AN_TEXT},
};

enum { N_MEASURES = sizeof measures / sizeof *measures };

static void add_row(const an_draft *d, const an_target *t, an_table *table)
{
    for (size_t k = 0; k < t->sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(t->sales->hierarchy, d->node, k));
    an_table_text(table, t->spans.spans[0].label);
    an_table_number(table, d->top_down);
    an_table_number(table, d->draft);
    an_table_number(table, d->n_rounds > 1 ? d->first_draft : NAN);
    an_table_number(table, (double)d->n_rounds);
    an_table_number(table, d->n_past > 0 ? d->bias : NAN);
    an_table_number(table, isnan(d->draft) ? NAN : d->error);
    an_table_number(table, d->reconciled);
    an_table_number(table, d->draft - d->top_down);
    an_table_text(table, d->reason);
    an_table_end(table);
}

fc_status an_drafts_table(const an_drafts *d, const an_target *t, an_table **table)
{
    an_column columns[AN_MAX_KEYS + N_MEASURES];
    const an_draft **order = malloc((d->n + 1) * sizeof *order);
    size_t n = 0;
    fc_status status = order ? FC_OK : fc_no_memory();

    for (; n < t->sales->n_keys; n++)
        columns[n] = (an_column){t->sales->key_names[n], AN_TEXT};
    for (size_t i = 0; i < N_MEASURES; i++)
        columns[n++] = measures[i];
    if (status == FC_OK)
        status = an_table_new(columns, n, table);
    for (size_t i = 0; status == FC_OK && i < d->n; i++)
        order[i] = &d->drafts[i];
    if (status == FC_OK)
        qsort(order, d->n, sizeof *order, compare_gaps);
    for (size_t i = 0; status == FC_OK && i < d->n; i++)
        add_row(order[i], t, *table);
    free(order);
    return status == FC_OK ? an_table_status(*table) : status;
}
