/* accuracy.c - errors of archived forecasts by lead, step and person: what each step was worth.
 *
 * Forecast value added: the change of an accuracy measure that a step brings over the one before it
 * (Gilliland, The Business Forecasting Deal, 2010, chapter 4). Errors are actual - forecast. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/archive/accuracy_cases.h"

enum { LEAST_MONTHS = 6 };

static const double NORMAL_95 = 1.959963984540054;

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

/* Errors of one slice. Gains are summed a period, as nodes of one period err together. */
typedef struct {
    size_t n, months;
    double absolute, before, sum, size;
    double gain, gain_square; /* sums over the months */
} errors;

static void add_month(errors *e, double gain)
{
    e->months++;
    e->gain += gain;
    e->gain_square += gain * gain;
}

static errors measure(const an_cases *w, const slice *k)
{
    errors e = {0};
    double gain = 0;
    fc_period period = FC_PERIOD_NONE;

    for (size_t i = 0; i < w->n; i++) {
        const an_case *c = &w->cases[i];

        if (!is_in(c, k))
            continue;
        if (period != FC_PERIOD_NONE && c->period != period) {
            add_month(&e, gain);
            gain = 0;
        }
        period = c->period;

        const double error = c->actual - c->values[k->step],
                     before = k->step ? c->actual - c->values[k->step - 1] : error;

        e.n++;
        e.absolute += fabs(error);
        e.before += fabs(before);
        e.sum += error;
        e.size += fabs(c->actual);
        gain += fabs(before) - fabs(error);
    }
    if (period != FC_PERIOD_NONE)
        add_month(&e, gain);
    return e;
}

/* How many months like these would tell the mean gain from chance at 5 %; NaN where there is no
 * gain, or one month alone. */
static double months_needed(const errors *e)
{
    const double mean = e->gain / (double)e->months;
    const double variance = (e->gain_square - e->gain * mean) / ((double)e->months - 1);

    if (e->months < 2 || mean == 0)
        return NAN;
    return fmax(LEAST_MONTHS, ceil(NORMAL_95 * NORMAL_95 * fmax(0, variance) / (mean * mean)));
}

static const char *verdict(const errors *e, size_t step)
{
    const double needed = months_needed(e);

    if (step == 0)
        return "";
    if (e->gain == 0)
        return "no difference";
    if (isnan(needed) || (double)e->months < needed)
        return "not yet known";
    return e->gain > 0 ? "adds value" : "takes value away";
}

static void add_row(const an_cases *w, const slice *k, an_table *table)
{
    const errors e = measure(w, k);
    char lead[24];

    if (e.n == 0)
        return;
    snprintf(lead, sizeof lead, "%zu", k->lead);
    an_table_text(table, k->lead ? lead : "all");
    an_table_text(table, w->steps[k->step]);
    an_table_text(table, k->person < 0 ? "*" : w->people[k->person]);
    an_table_number(table, (double)e.n);
    an_table_number(table, e.size > 0 ? e.absolute / e.size : NAN);
    an_table_number(table, e.size > 0 ? e.sum / e.size : NAN);
    an_table_number(table, e.absolute / (double)e.n);
    an_table_number(table, k->step && e.size > 0 ? (e.before - e.absolute) / e.size : NAN);
    an_table_number(table, (double)e.months);
    an_table_number(table, k->step ? months_needed(&e) : NAN);
    an_table_text(table, verdict(&e, k->step));
    an_table_end(table);
}

static void add_rows(const an_cases *w, an_table *table)
{
    size_t most = 0;

    for (size_t i = 0; i < w->n; i++)
        most = w->cases[i].lead > most ? w->cases[i].lead : most;
    for (size_t lead = 0; lead <= most; lead++)
        for (size_t step = 0; step < w->n_steps; step++)
            add_row(w, &(slice){lead, step, -1}, table);
    for (size_t step = 2; step + 1 < w->n_steps; step++)
        for (size_t person = 0; person < w->n_people; person++)
            add_row(w, &(slice){0, step, (int)person}, table);
}

fc_status an_archive_accuracy(an_archive *archive, const an_archive_query *query, an_table **table)
{
    static const an_column columns[] = {
        {"lead", AN_TEXT},    {"step", AN_TEXT},           {"person", AN_TEXT}, {"n", AN_COUNT},
        {"wape", AN_SHARE},   {"bias", AN_SHARE},          {"mae", AN_MONEY},   {"fva", AN_SHARE},
        {"months", AN_COUNT}, {"months_needed", AN_COUNT}, {"verdict", AN_TEXT}};
    an_cases *w = calloc(1, sizeof *w);
    fc_status status = w ? an_cases_read(archive, query, w) : fc_no_memory();

    *table = NULL;
    if (status == FC_OK)
        status = an_table_new(columns, sizeof columns / sizeof *columns, table);
    if (status == FC_OK) {
        add_rows(w, *table);
        an_table_note(*table,
                      "error = actual - forecast: a positive bias means too low a forecast; "
                      "wape and bias are of the actuals' size");
        an_table_note(*table, "fva = wape of the step before - wape: positive adds value; "
                              "months_needed tell such a difference from chance at 5%%");
        status = an_table_status(*table);
    }
    if (w)
        free(w->cases);
    free(w);
    return status;
}
