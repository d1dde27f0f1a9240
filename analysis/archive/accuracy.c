/* accuracy.c - errors of archived forecasts by lead, step and person: what each step was worth.
 *
 * Forecast value added: the change of an accuracy measure that a step brings over the one before it
 * (Gilliland, The Business Forecasting Deal, 2010, chapter 4). Errors are actual - forecast. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/archive/query.h"

enum { MOST_STEPS = 12, NAME_SIZE = 64, MOST_PEOPLE = 64, LEAST_MONTHS = 6 };

static const double NORMAL_95 = 1.959963984540054;

/* One forecast for which the actual has come. values[step] is what the step said. */
typedef struct {
    int64_t run, node;
    fc_period period;
    size_t lead;
    double actual, values[MOST_STEPS];
    int person[MOST_STEPS]; /* who changed it at this step; -1: nobody */
} past;

typedef struct {
    an_archive *archive;
    an_archive_info info;
    past *cases;
    size_t n, capacity;
    size_t n_steps, n_people; /* steps: naive, statistical, those of adjustments, final */
    char steps[MOST_STEPS][NAME_SIZE], people[MOST_PEOPLE][NAME_SIZE];
    an_table *table;
} work;

static const char CASES[] =
    "SELECT f.run, f.node, f.period, f.period - r.last, f.naive, f.statistical, f.final, "
    "(SELECT value FROM actual k WHERE k.node = f.node AND k.period = f.period "
    "ORDER BY k.run DESC LIMIT 1) v "
    "FROM forecast f JOIN run r ON r.id = f.run JOIN node n ON n.id = f.node "
    "WHERE r.scope = ?1 AND (?3 OR n.name = ?2) AND f.period > r.last AND f.naive IS NOT NULL "
    "AND v IS NOT NULL ORDER BY f.period, f.run, f.node";

static const char ADJUSTMENTS[] =
    "SELECT step, author, amount FROM adjustment WHERE run = ?1 AND node = ?2 AND period = ?3 "
    "ORDER BY place";

static fc_status find_steps(work *w)
{
    an_statement *s;
    bool row = true;
    fc_status status = an_statement_new(
        an_archive_database(w->archive),
        "SELECT a.step FROM adjustment a JOIN run r ON r.id = a.run WHERE r.scope = ?1 "
        "GROUP BY a.step ORDER BY min(a.place), a.step",
        &s);

    strcpy(w->steps[w->n_steps++], "naive");
    strcpy(w->steps[w->n_steps++], "statistical");
    if (status == FC_OK)
        an_statement_whole(s, 1, w->info.scope);
    while (status == FC_OK && row && w->n_steps < MOST_STEPS - 1) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            snprintf(w->steps[w->n_steps++], NAME_SIZE, "%s", an_statement_get_text(s, 0));
    }
    strcpy(w->steps[w->n_steps++], "final");
    an_statement_free(s);
    return status;
}

/* The person's number; the last one stands for all beyond the room there is. */
static int find_person(work *w, const char *name)
{
    for (size_t i = 0; i < w->n_people; i++)
        if (strncmp(w->people[i], name, NAME_SIZE - 1) == 0)
            return (int)i;
    if (w->n_people == MOST_PEOPLE)
        return MOST_PEOPLE - 1;
    snprintf(w->people[w->n_people], NAME_SIZE, "%s", name);
    return (int)w->n_people++;
}

/* Each step says what the one before it said, changed by its own adjustments. */
static fc_status take_adjustments(work *w, an_statement *s, past *c)
{
    double change[MOST_STEPS] = {0};
    bool row = true;
    fc_status status = FC_OK;

    an_statement_whole(s, 1, c->run);
    an_statement_whole(s, 2, c->node);
    an_statement_whole(s, 3, c->period);
    while (row) {
        status = an_statement_step(s, &row);
        if (status != FC_OK || !row)
            break;
        for (size_t i = 2; i + 1 < w->n_steps; i++)
            if (strncmp(w->steps[i], an_statement_get_text(s, 0), NAME_SIZE - 1) == 0) {
                change[i] += an_statement_get_number(s, 2);
                c->person[i] = find_person(w, an_statement_get_text(s, 1));
            }
    }
    for (size_t i = 2; i + 1 < w->n_steps; i++)
        c->values[i] = c->values[i - 1] + change[i];
    return status;
}

static fc_status make_room(work *w)
{
    const size_t capacity = w->capacity ? 2 * w->capacity : 256;
    past *cases = realloc(w->cases, capacity * sizeof *cases);

    if (!cases)
        return fc_no_memory();
    w->cases = cases;
    w->capacity = capacity;
    return FC_OK;
}

static fc_status take_case(work *w, an_statement *s, an_statement *adjustments)
{
    fc_status status = w->n == w->capacity ? make_room(w) : FC_OK;
    past *c;

    if (status != FC_OK)
        return status;
    c = &w->cases[w->n++];
    *c = (past){.run = an_statement_get_whole(s, 0),
                .node = an_statement_get_whole(s, 1),
                .period = (fc_period)an_statement_get_whole(s, 2),
                .lead = (size_t)an_statement_get_whole(s, 3),
                .actual = an_statement_get_number(s, 7)};
    for (size_t i = 0; i < MOST_STEPS; i++)
        c->person[i] = -1;
    c->values[0] = an_statement_get_number(s, 4);
    c->values[1] = an_statement_get_number(s, 5);
    c->values[w->n_steps - 1] = an_statement_get_number(s, 6);
    return take_adjustments(w, adjustments, c);
}

static fc_status read_cases(work *w, const an_archive_query *query)
{
    an_statement *s = NULL, *adjustments = NULL;
    char name[AN_QUERY_TEXT];
    bool row = true;
    fc_status status = an_archive_node_name(&w->info, query, name);

    if (status == FC_OK)
        status = an_statement_new(an_archive_database(w->archive), CASES, &s);
    if (status == FC_OK)
        status = an_statement_new(an_archive_database(w->archive), ADJUSTMENTS, &adjustments);
    if (status == FC_OK) {
        an_statement_whole(s, 1, w->info.scope);
        an_statement_text(s, 2, name);
        an_statement_whole(s, 3, query->all);
    }
    while (status == FC_OK && row) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            status = take_case(w, s, adjustments);
    }
    an_statement_free(adjustments);
    an_statement_free(s);
    return status;
}

/* What is looked at for one row of the table; lead 0: all, person -1: all. */
typedef struct {
    size_t lead, step;
    int person;
} slice;

static bool is_in(const past *c, const slice *k)
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

static errors measure(const work *w, const slice *k)
{
    errors e = {0};
    double gain = 0;
    fc_period period = FC_PERIOD_NONE;

    for (size_t i = 0; i < w->n; i++) {
        const past *c = &w->cases[i];

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

static void add_row(const work *w, const slice *k)
{
    const errors e = measure(w, k);
    char lead[24];

    if (e.n == 0)
        return;
    snprintf(lead, sizeof lead, "%zu", k->lead);
    an_table_text(w->table, k->lead ? lead : "all");
    an_table_text(w->table, w->steps[k->step]);
    an_table_text(w->table, k->person < 0 ? "*" : w->people[k->person]);
    an_table_number(w->table, (double)e.n);
    an_table_number(w->table, e.size > 0 ? e.absolute / e.size : NAN);
    an_table_number(w->table, e.size > 0 ? e.sum / e.size : NAN);
    an_table_number(w->table, e.absolute / (double)e.n);
    an_table_number(w->table, k->step && e.size > 0 ? (e.before - e.absolute) / e.size : NAN);
    an_table_number(w->table, (double)e.months);
    an_table_number(w->table, k->step ? months_needed(&e) : NAN);
    an_table_text(w->table, verdict(&e, k->step));
    an_table_end(w->table);
}

static void add_rows(const work *w)
{
    size_t most = 0;

    for (size_t i = 0; i < w->n; i++)
        most = w->cases[i].lead > most ? w->cases[i].lead : most;
    for (size_t lead = 0; lead <= most; lead++)
        for (size_t step = 0; step < w->n_steps; step++)
            add_row(w, &(slice){lead, step, -1});
    for (size_t step = 2; step + 1 < w->n_steps; step++)
        for (size_t person = 0; person < w->n_people; person++)
            add_row(w, &(slice){0, step, (int)person});
}

fc_status an_archive_accuracy(an_archive *archive, const an_archive_query *query, an_table **table)
{
    static const an_column columns[] = {
        {"lead", AN_TEXT},    {"step", AN_TEXT},           {"person", AN_TEXT}, {"n", AN_COUNT},
        {"wape", AN_SHARE},   {"bias", AN_SHARE},          {"mae", AN_MONEY},   {"fva", AN_SHARE},
        {"months", AN_COUNT}, {"months_needed", AN_COUNT}, {"verdict", AN_TEXT}};
    work w = {.archive = archive};
    fc_status status = an_archive_find(archive, query->run, &w.info);

    *table = NULL;
    if (status == FC_OK)
        status = find_steps(&w);
    if (status == FC_OK)
        status = read_cases(&w, query);
    if (status == FC_OK && w.n == 0)
        status = fc_fail(FC_EDATA, "no archived forecast has met its actual yet: archive another "
                                   "run when the next period is complete");
    if (status == FC_OK)
        status = an_table_new(columns, sizeof columns / sizeof *columns, table);
    w.table = *table;
    if (status == FC_OK) {
        add_rows(&w);
        an_table_note(*table,
                      "error = actual - forecast: a positive bias means too low a forecast; "
                      "wape and bias are of the actuals' size");
        an_table_note(*table, "fva = wape of the step before - wape: positive adds value; "
                              "months_needed tell such a difference from chance at 5%%");
        status = an_table_status(*table);
    }
    free(w.cases);
    return status;
}
