/* accuracy.c - errors of archived forecasts by lead, step and person: what each step was worth.
 *
 * Forecast value added: the change of an accuracy measure that a step brings over the one before it
 * (Gilliland, The Business Forecasting Deal, 2010, chapter 4). Errors are actual - forecast. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/archive/gains.h"

/* What is looked at for one row of the table; lead 0: all, person -1: all. */
typedef struct {
    size_t lead, step;
    int person;
} slice;

static bool is_in(const an_case *c, const slice *k)
{
    return (k->lead == 0 || c->lead == k->lead) &&
           (k->person < 0 || c->person[k->step] == k->person);
}

/* Sums over the cases of one slice: of this step, and of the one before it. */
typedef struct {
    size_t n;
    double absolute, absolute_before, sum, sum_before, size, moved;
    size_t n_ranges; /* cases whose ranges were kept */
    double crps, crps_before, ranges_size;
} errors;

static void add_case(const an_case *c, size_t step, errors *e)
{
    const size_t before = step ? step - 1 : 0;
    const double error = c->actual - c->values[step], error0 = c->actual - c->values[before],
                 crps = an_case_crps(c, step), crps0 = an_case_crps(c, before);

    e->n++;
    e->absolute += fabs(error);
    e->absolute_before += fabs(error0);
    e->sum += error;
    e->sum_before += error0;
    e->size += fabs(c->actual);
    e->moved += c->values[step] - c->values[before];
    if (isnan(crps) || isnan(crps0))
        return;
    e->n_ranges++;
    e->crps += crps;
    e->crps_before += crps0;
    e->ranges_size += fabs(c->actual);
}

/* Gains are summed a period, as nodes of one period err together. */
static errors measure(const an_cases *w, const slice *k, an_gains *gains)
{
    errors e = {0};
    fc_period period = FC_PERIOD_NONE;

    gains->n = 0;
    for (size_t i = 0; i < w->n; i++) {
        const an_case *c = &w->cases[i];

        if (!is_in(c, k))
            continue;
        if (c->period != period)
            gains->of_month[gains->n++] = 0;
        period = c->period;
        add_case(c, k->step, &e);
        if (k->step)
            gains->of_month[gains->n - 1] +=
                fabs(c->actual - c->values[k->step - 1]) - fabs(c->actual - c->values[k->step]);
    }
    return e;
}

static double share(double amount, double of)
{
    return of > 0 ? amount / of : NAN;
}

static const char *verdict(const an_gains *gains, double needed, size_t step)
{
    const double sum = an_gains_sum(gains);

    if (step == 0)
        return "";
    if (sum == 0)
        return "no difference";
    if (isnan(needed) || (double)gains->n < needed)
        return "not yet known";
    return sum > 0 ? "adds value" : "takes value away";
}

static void add_numbers(const errors *e, size_t step, an_table *table)
{
    an_table_number(table, (double)e->n);
    an_table_number(table, share(e->absolute, e->size));
    an_table_number(table, share(e->sum, e->size));
    an_table_number(table, e->absolute / (double)e->n);
    an_table_number(table, e->n_ranges ? e->crps / (double)e->n_ranges : NAN);
    an_table_number(table, step ? share(e->moved, e->size) : NAN);
    an_table_number(table, step ? share(e->absolute_before - e->absolute, e->size) : NAN);
    an_table_number(table,
                    step && e->n_ranges ? share(e->crps_before - e->crps, e->ranges_size) : NAN);
    an_table_number(table, step ? share(fabs(e->sum_before) - fabs(e->sum), e->size) : NAN);
}

static void add_row(const an_cases *w, const slice *k, an_gains *gains, an_table *table)
{
    const errors e = measure(w, k, gains);
    const double needed = k->step ? an_gains_needed(gains, k->lead) : NAN;
    char lead[24];

    if (e.n == 0)
        return;
    snprintf(lead, sizeof lead, "%zu", k->lead);
    an_table_text(table, k->lead ? lead : "all");
    an_table_text(table, w->steps[k->step]);
    an_table_text(table, k->person < 0 ? "*" : w->people[k->person]);
    add_numbers(&e, k->step, table);
    an_table_number(table, (double)gains->n);
    an_table_number(table, needed);
    an_table_text(table, verdict(gains, needed, k->step));
    an_table_end(table);
}

static fc_status add_rows(const an_cases *w, an_table *table)
{
    an_gains gains = {.of_month = malloc(w->n * sizeof *gains.of_month)};
    size_t most = 0;

    if (!gains.of_month)
        return fc_no_memory();
    for (size_t i = 0; i < w->n; i++)
        most = w->cases[i].lead > most ? w->cases[i].lead : most;
    for (size_t lead = 0; lead <= most; lead++)
        for (size_t step = 0; step < w->n_steps; step++)
            add_row(w, &(slice){lead, step, -1}, &gains, table);
    for (size_t step = 2; step + 1 < w->n_steps; step++)
        for (size_t person = 0; person < w->n_people; person++)
            add_row(w, &(slice){0, step, (int)person}, &gains, table);
    free(gains.of_month);
    return an_table_status(table);
}

static void add_notes(an_table *table)
{
    an_table_note(table, "error = actual - forecast: a positive bias means too low a forecast; "
                         "wape, bias, moved and the fva are of the actuals' size");
    an_table_note(table, "fva = wape of the step before - wape: positive adds value, and so do "
                         "fva_crps and fva_bias (of the bias' size); moved: by how much the step "
                         "changed the forecast");
    an_table_note(table, "crps: of the ranges of 50, 80 and 95%%, an adjusted forecast's moved "
                         "with it; months_needed tell such an fva from chance at 5%%");
}

fc_status an_archive_accuracy(an_archive *archive, const an_archive_query *query, an_table **table)
{
    static const an_column columns[] = {
        {"lead", AN_TEXT},    {"step", AN_TEXT},           {"person", AN_TEXT},
        {"n", AN_COUNT},      {"wape", AN_SHARE},          {"bias", AN_SHARE},
        {"mae", AN_MONEY},    {"crps", AN_MONEY},          {"moved", AN_SHARE},
        {"fva", AN_SHARE},    {"fva_crps", AN_SHARE},      {"fva_bias", AN_SHARE},
        {"months", AN_COUNT}, {"months_needed", AN_COUNT}, {"verdict", AN_TEXT}};
    an_cases *w = calloc(1, sizeof *w);
    fc_status status = w ? an_cases_read(archive, query, w) : fc_no_memory();

    *table = NULL;
    if (status == FC_OK)
        status = an_table_new(columns, sizeof columns / sizeof *columns, table);
    if (status == FC_OK) {
        add_notes(*table);
        status = add_rows(w, *table);
    }
    if (w)
        free(w->cases);
    free(w);
    return status;
}
