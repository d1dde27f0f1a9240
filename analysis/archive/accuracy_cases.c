/* accuracy_cases.c - reads the past forecasts of a series of runs, step by step. */
#include "analysis/archive/accuracy_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const double an_case_levels[AN_CASE_RANGES] = {0.50, 0.80, 0.95};

/* Of the runs that end with the same period one counts: the last that was adjusted, else the last
 * of those that did not only set targets. */
static const char CASES[] =
    "SELECT f.run, f.node, f.period, f.period - r.last, f.naive, f.statistical, f.final, "
    "(SELECT value FROM actual k WHERE k.node = f.node AND k.period = f.period "
    "ORDER BY k.run DESC LIMIT 1) v, "
    "f.naive_sd, f.lo50, f.hi50, f.lo80, f.hi80, f.lo95, f.hi95 "
    "FROM (SELECT (SELECT q.id FROM run q WHERE q.scope = ?1 AND q.last = e.last ORDER BY "
    "EXISTS(SELECT 1 FROM adjustment a WHERE a.run = q.id) DESC, q.command = 'target', q.id DESC "
    "LIMIT 1) id, e.last FROM (SELECT DISTINCT last FROM run WHERE scope = ?1) e) r "
    "JOIN forecast f ON f.run = r.id JOIN node n ON n.id = f.node "
    "WHERE (?3 OR n.name = ?2) AND f.period > r.last AND f.naive IS NOT NULL "
    "AND v IS NOT NULL ORDER BY f.period, f.run, f.node";

static const char ADJUSTMENTS[] =
    "SELECT step, author, amount FROM adjustment WHERE run = ?1 AND node = ?2 AND period = ?3 "
    "ORDER BY place";

static fc_status find_steps(an_archive *archive, an_cases *w)
{
    an_statement *s;
    bool row = true;
    fc_status status = an_statement_new(
        an_archive_database(archive),
        "SELECT a.step FROM adjustment a JOIN run r ON r.id = a.run WHERE r.scope = ?1 "
        "GROUP BY a.step ORDER BY min(a.place), a.step",
        &s);

    strcpy(w->steps[w->n_steps++], "naive");
    strcpy(w->steps[w->n_steps++], "statistical");
    if (status == FC_OK)
        an_statement_whole(s, 1, w->info.scope);
    while (status == FC_OK && row && w->n_steps < AN_CASE_STEPS - 1) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            snprintf(w->steps[w->n_steps++], AN_CASE_NAME, "%s", an_statement_get_text(s, 0));
    }
    strcpy(w->steps[w->n_steps++], "final");
    an_statement_free(s);
    return status;
}

/* The person's number; the last one stands for all beyond the room there is. */
static int find_person(an_cases *w, const char *name)
{
    for (size_t i = 0; i < w->n_people; i++)
        if (strncmp(w->people[i], name, AN_CASE_NAME - 1) == 0)
            return (int)i;
    if (w->n_people == AN_CASE_PEOPLE)
        return AN_CASE_PEOPLE - 1;
    snprintf(w->people[w->n_people], AN_CASE_NAME, "%s", name);
    return (int)w->n_people++;
}

/* Each step says what the one before it said, changed by its own adjustments. */
static fc_status take_adjustments(an_cases *w, an_statement *s, an_case *c)
{
    double change[AN_CASE_STEPS] = {0};
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
            if (strncmp(w->steps[i], an_statement_get_text(s, 0), AN_CASE_NAME - 1) == 0) {
                change[i] += an_statement_get_number(s, 2);
                c->person[i] = find_person(w, an_statement_get_text(s, 1));
            }
    }
    for (size_t i = 2; i + 1 < w->n_steps; i++)
        c->values[i] = c->values[i - 1] + change[i];
    return status;
}

static fc_status make_room(an_cases *w)
{
    const size_t capacity = w->capacity ? 2 * w->capacity : 256;
    an_case *cases = realloc(w->cases, capacity * sizeof *cases);

    if (!cases)
        return fc_no_memory();
    w->cases = cases;
    w->capacity = capacity;
    return FC_OK;
}

static fc_status take_case(an_cases *w, an_statement *s, an_statement *adjustments)
{
    fc_status status = w->n == w->capacity ? make_room(w) : FC_OK;
    an_case *c;

    if (status != FC_OK)
        return status;
    c = &w->cases[w->n++];
    *c = (an_case){.run = an_statement_get_whole(s, 0),
                   .node = an_statement_get_whole(s, 1),
                   .period = (fc_period)an_statement_get_whole(s, 2),
                   .lead = (size_t)an_statement_get_whole(s, 3),
                   .actual = an_statement_get_number(s, 7)};
    c->naive_sd = an_statement_get_number(s, 8);
    for (int i = 0; i < AN_CASE_RANGES; i++) {
        c->lo[i] = an_statement_get_number(s, 9 + 2 * i);
        c->hi[i] = an_statement_get_number(s, 10 + 2 * i);
    }
    for (size_t i = 0; i < AN_CASE_STEPS; i++)
        c->person[i] = -1;
    c->values[0] = an_statement_get_number(s, 4);
    c->values[1] = an_statement_get_number(s, 5);
    c->values[w->n_steps - 1] = an_statement_get_number(s, 6);
    return take_adjustments(w, adjustments, c);
}

static fc_status read_cases(an_archive *archive, an_cases *w, const an_archive_query *query)
{
    an_statement *s = NULL, *adjustments = NULL;
    char name[AN_QUERY_TEXT];
    bool row = true;
    fc_status status = an_archive_node_name(&w->info, query, name);

    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive), CASES, &s);
    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive), ADJUSTMENTS, &adjustments);
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

fc_status an_cases_read(an_archive *archive, const an_archive_query *query, an_cases *w)
{
    fc_status status;

    w->n = w->capacity = w->n_steps = w->n_people = 0;
    w->cases = NULL;
    status = an_archive_find(archive, query->run, &w->info);
    if (status == FC_OK)
        status = find_steps(archive, w);
    if (status == FC_OK)
        status = read_cases(archive, w, query);
    if (status == FC_OK && w->n == 0)
        status = fc_fail(FC_EDATA, "no archived forecast has met its actual yet: archive another "
                                   "run when the next period is complete");
    return status;
}
