/* section_record.c - how good archived forecasts were: by step, by person, by lead. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/report/section.h"

enum { MOST_ROWS = 24 };

/* Behind the keys of the table of the archive there are none: columns by their names. */
static size_t column_of(const an_table *t, const char *name)
{
    for (size_t c = 0; c < an_table_n_columns(t); c++)
        if (strcmp(an_table_column(t, c)->name, name) == 0)
            return c;
    return 0;
}

static double number(const an_table *t, size_t row, const char *name)
{
    return an_table_cell_number(t, row, column_of(t, name));
}

static const char *word(const an_table *t, size_t row, const char *name)
{
    return an_table_cell_text(t, row, column_of(t, name));
}

/* Steps and verdicts that have words of their own; others are those of the user. */
static const char *translate(const an_view *view, const char *text)
{
    static const char *const ids[][2] = {{"naive", "record-naive"},
                                         {"statistical", "record-statistical"},
                                         {"final", "record-final"},
                                         {"adds value", "record-adds"},
                                         {"takes value away", "record-takes"},
                                         {"not yet known", "record-unknown"},
                                         {"no difference", "record-none"},
                                         {"*", "record-all"}};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (strcmp(ids[i][0], text) == 0)
            return an_text(view->lang, ids[i][1]);
    return text;
}

static const char *percent(an_view *view, double share, bool sign)
{
    return an_view_percent(view, 100 * share, sign);
}

static const char *count(an_view *view, double n)
{
    return isfinite(n) ? an_view_count(view, (size_t)n) : "\u2013";
}

static const char *tone_of(const char *verdict)
{
    return strcmp(verdict, "adds value") == 0         ? "good"
           : strcmp(verdict, "takes value away") == 0 ? "bad"
                                                      : "";
}

static void bar(an_section *s, size_t row, double value)
{
    if (s->small == AN_SMALL_NONE || row >= s->room)
        return;
    s->values[2 * row] = 0;
    s->values[2 * row + 1] = value;
}

static void add_step(an_view *view, const an_table *t, size_t row, an_section *s)
{
    const char *verdict = word(t, row, "verdict"), *person = word(t, row, "person");
    const bool all = strcmp(person, "*") == 0;

    bar(s, s->n_rows, number(t, row, "wape"));
    an_section_cell(s,
                    all ? translate(view, word(t, row, "step"))
                        : an_view_words(view, "record-person", person,
                                        translate(view, word(t, row, "step")), NULL),
                    "");
    an_section_cell(s, percent(view, number(t, row, "wape"), false), "");
    an_section_cell(s, percent(view, number(t, row, "bias"), true), "");
    an_section_cell(s, percent(view, number(t, row, "fva"), true), tone_of(verdict));
    an_section_cell(s, translate(view, verdict), tone_of(verdict));
    an_section_cell(s, count(view, number(t, row, "months")), "");
    an_section_cell(s, count(view, number(t, row, "months_needed")), "");
    an_section_cell(s, count(view, number(t, row, "n")), "");
}

/* The final forecast is that of the step before it where nothing else was done. */
static bool says_nothing_new(const an_table *t, size_t row)
{
    return strcmp(word(t, row, "step"), "final") == 0 &&
           strcmp(word(t, row, "verdict"), "no difference") == 0;
}

/* All leads together: each step, then each person. */
static void by_step(an_view *view, const an_table *t, an_section *s)
{
    static const char *const heads[] = {"record-step",   "record-wape",    "record-bias",
                                        "record-fva",    "record-verdict", "record-months",
                                        "record-needed", "record-n"};

    *s = (an_section){.id = "record"};
    s->heading = an_text(view->lang, "record-heading");
    s->intro = an_text(view->lang, "record-intro");
    s->foot = an_text(view->lang, "record-foot");
    s->caption = an_text(view->lang, "record-by-step");
    an_section_begin(view, s, heads, 8, MOST_ROWS);
    s->words[4] = true;
    s->page_columns = 6;
    an_section_small(view, s, AN_SMALL_STEP, 2, "record-small");
    for (size_t row = 0; row < an_table_rows(t); row++)
        if (strcmp(word(t, row, "lead"), "all") == 0 && s->n_rows < s->room &&
            !says_nothing_new(t, row))
            add_step(view, t, row, s);
}

static double wape_at(const an_table *t, const char *lead, const char *step)
{
    for (size_t row = 0; row < an_table_rows(t); row++)
        if (strcmp(word(t, row, "lead"), lead) == 0 && strcmp(word(t, row, "step"), step) == 0)
            return number(t, row, "wape");
    return NAN;
}

/* A row a lead: the naive, the statistical and the final forecast. */
static void by_lead(an_view *view, const an_table *t, an_section *s)
{
    static const char *const heads[] = {"record-lead",        "record-n",     "record-naive",
                                        "record-statistical", "record-final", "record-bias"};

    *s = (an_section){.id = "record-lead"};
    s->caption = an_text(view->lang, "record-by-lead");
    an_section_begin(view, s, heads, 6, MOST_ROWS);
    s->page_columns = 0;
    an_section_small(view, s, AN_SMALL_STEP, 2, "record-small");
    for (size_t row = 0; row < an_table_rows(t); row++) {
        const char *lead = word(t, row, "lead");

        if (strcmp(word(t, row, "step"), "final") != 0 || strcmp(lead, "all") == 0 ||
            s->n_rows == s->room)
            continue;
        bar(s, s->n_rows, number(t, row, "wape"));
        an_section_cell(s, an_pool_text(&view->pool, lead), "");
        an_section_cell(s, count(view, number(t, row, "n")), "");
        an_section_cell(s, percent(view, wape_at(t, lead, "naive"), false), "");
        an_section_cell(s, percent(view, wape_at(t, lead, "statistical"), false), "");
        an_section_cell(s, percent(view, number(t, row, "wape"), false), "");
        an_section_cell(s, percent(view, number(t, row, "bias"), true), "");
    }
}

size_t an_section_record(an_view *view, an_section *to)
{
    const an_memory *memory = view->in->memory;

    if (!memory || !memory->accuracy)
        return 0;
    by_step(view, memory->accuracy, &to[0]);
    by_lead(view, memory->accuracy, &to[1]);
    return 2;
}
