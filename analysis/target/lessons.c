/* lessons.c - last year's plan and forecast against what came. */
#include "analysis/target/lessons.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/target_private.h"
#include "analysis/text/text.h"
#include "forecast/forecasts/futures.h"

enum { NUMBER = 32 };

/* A chance below the first was out of reach, above the second asked for nothing. */
static const double FAR = 0.1, LOOSE = 0.9;

static double planned(const an_target *t, const an_plan *plan, size_t node, fc_period first)
{
    double sum = 0;

    for (size_t i = 0; i < t->n_periods; i++)
        sum += an_plan_value(plan, node, first + (fc_period)i);
    return sum;
}

/* What was expected at the start of the year, and how likely its target was. */
static fc_status look_back(const an_target *t, const fc_forecasts *then, fc_period first,
                           double *room, an_lesson *l)
{
    const size_t n = fc_forecasts_n_paths(then), horizon = fc_forecasts_horizon(then);
    const fc_futures_span span = {.first = (size_t)(first - fc_forecasts_first(then)),
                                  .end = (size_t)(first - fc_forecasts_first(then)) + t->n_periods,
                                  .rest = 1};
    double *sums = room + n * horizon;
    size_t reached = 0;
    fc_status status;

    if (fc_forecasts_history(then, l->node).n == 0)
        return FC_OK;
    status = fc_forecasts_paths(then, l->node, room);
    if (status != FC_OK)
        return status;
    l->forecast = fc_futures_mean(then, l->node, &span);
    fc_futures_sum(then, l->node, room, &span, sums);
    for (size_t i = 0; i < n; i++)
        reached += an_target_reaches(sums[i], l->target);
    l->p_attain = (double)reached / (double)n;
    return FC_OK;
}

static fc_status collect(const an_target *t, const an_plan *plan, const fc_forecasts *then,
                         an_lessons *lessons)
{
    const fc_period first = an_plan_year_before(&t->spans.calendar, t->spans.first);
    double *room = NULL;
    fc_status status = FC_OK;

    lessons->rows = calloc(t->n_nodes, sizeof *lessons->rows);
    if (then)
        room = malloc(fc_forecasts_n_paths(then) * (fc_forecasts_horizon(then) + 1) * sizeof *room);
    if (!lessons->rows || (then && !room))
        status = fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < t->n_nodes; i++) {
        an_lesson *l = &lessons->rows[lessons->n];

        *l = (an_lesson){i, planned(t, plan, i, first), an_target_at(t, i, 0)->last_year, NAN, NAN};
        if (isnan(l->target) || l->target == 0 || isnan(l->came))
            continue;
        lessons->n++;
        status = then ? look_back(t, then, first, room, l) : FC_OK;
    }
    free(room);
    return status;
}

fc_status an_lessons_read(const char *file, const an_plan_options *plan, const an_target *t,
                          const fc_forecasts *then, an_problems *problems, an_lessons *lessons)
{
    const fc_calendar *calendar = &t->spans.calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    an_plan_options options = *plan;
    an_plan *read = NULL;
    fc_status status;

    *lessons = (an_lessons){0};
    fc_calendar_label(&years, fc_calendar_within(&years, calendar, t->spans.first) - 1,
                      lessons->year);
    lessons->over = fc_forecasts_first(t->forecasts) >= t->spans.first;
    options.year = lessons->year;
    status = an_plan_read(file, &options, t->sales, t->forecasts, problems, &read);
    if (status == FC_OK)
        status = collect(t, read, then, lessons);
    if (status == FC_OK && lessons->n == 0)
        status = fc_fail(FC_EDATA, "%s: no node has a target for all of %s", file, lessons->year);
    an_plan_free(read);
    return status;
}

void an_lessons_clear(an_lessons *lessons)
{
    free(lessons->rows);
    *lessons = (an_lessons){0};
}

const an_lesson *an_lessons_of(const an_lessons *lessons, size_t node)
{
    for (size_t i = 0; i < lessons->n; i++)
        if (lessons->rows[i].node == node)
            return &lessons->rows[i];
    return NULL;
}

/* Met or missed, and what it was worth when it was set. */
static const char *verdict(const an_lesson *l)
{
    const bool met = l->came >= l->target;

    if (isnan(l->p_attain))
        return met ? "lesson-met" : "lesson-missed";
    if (l->p_attain < FAR)
        return met ? "lesson-beaten" : "lesson-far";
    if (l->p_attain > LOOSE)
        return met ? "lesson-loose" : "lesson-slipped";
    return met ? "lesson-met-chance" : "lesson-missed-chance";
}

void an_lessons_say(const an_lessons *lessons, const an_lesson *l, const char *lang,
                    char text[AN_LESSON_SIZE])
{
    char attained[NUMBER], chance[NUMBER], error[NUMBER], plain[AN_LESSON_SIZE];

    an_percent(100 * l->came / l->target, false, attained, sizeof attained);
    an_percent(100 * l->p_attain, false, chance, sizeof chance);
    an_percent(100 * (l->came / l->forecast - 1), true, error, sizeof error);
    an_text_fill(plain, sizeof plain, lang, verdict(l), lessons->year, attained, chance, error,
                 NULL);
    if (lessons->over)
        memcpy(text, plain, AN_LESSON_SIZE);
    else
        an_text_fill(text, AN_LESSON_SIZE, lang, "lesson-expected", plain, NULL);
}

static int by_attainment(const void *a, const void *b)
{
    const an_lesson *x = a, *y = b;
    const double p = x->came / x->target, q = y->came / y->target;

    if (p != q)
        return p < q ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static void add_row(const an_lessons *lessons, const an_lesson *l, const an_target *t,
                    const char *lang, an_table *table)
{
    char text[AN_LESSON_SIZE];

    for (size_t k = 0; k < t->sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(t->sales->hierarchy, l->node, k));
    an_table_text(table, lessons->year);
    an_table_number(table, l->target);
    an_table_number(table, l->came);
    an_table_number(table, l->came / l->target);
    an_table_number(table, l->p_attain);
    an_table_number(table, l->forecast);
    an_table_number(table, l->came / l->forecast - 1);
    an_lessons_say(lessons, l, lang, text);
    an_table_text(table, text);
    an_table_end(table);
}

fc_status an_lessons_table(const an_lessons *lessons, const an_target *t, const char *lang,
                           an_table **table)
{
    static const an_column measures[] = {
        {"period", AN_TEXT},    {"target", AN_MONEY},   {"came", AN_MONEY},  {"attained", AN_SHARE},
        {"p_attain", AN_SHARE}, {"forecast", AN_MONEY}, {"error", AN_SHARE}, {"lesson", AN_TEXT},
    };
    an_column columns[AN_MAX_KEYS + sizeof measures / sizeof *measures];
    an_lesson *order = malloc((lessons->n + 1) * sizeof *order);
    size_t n = 0;
    fc_status status = order ? FC_OK : fc_no_memory();

    for (size_t k = 0; k < t->sales->n_keys; k++)
        columns[n++] = (an_column){t->sales->key_names[k], AN_TEXT};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        columns[n++] = measures[i];
    if (status == FC_OK)
        status = an_table_new(columns, n, table);
    if (status == FC_OK) {
        memcpy(order, lessons->rows, lessons->n * sizeof *order);
        qsort(order, lessons->n, sizeof *order, by_attainment);
        for (size_t i = 0; i < lessons->n; i++)
            add_row(lessons, &order[i], t, lang, *table);
        status = an_table_status(*table);
    }
    free(order);
    return status;
}
