/* notes.c - conventions, what was left out, and how the figures came about. */
#include "analysis/report/notes.h"

#include <stdlib.h>
#include <string.h>

static void add(an_table *table, const char *text)
{
    an_table_note(table, "%s", text);
}

/* How often targets came true that were given about the chance of the year's total. */
static void add_record(an_view *view, an_table *table)
{
    const fc_calibration *calibration = view->in->calibration;
    const an_review_row *year = an_review_find(view->in->review, 0, AN_SCOPE_YEAR, NULL);
    an_review_record r;
    char range[32], met[32];

    if (!calibration || !year)
        return;
    r = an_review_record_of(calibration, year->p_attain);
    if (r.n == 0)
        return;
    snprintf(range, sizeof range, "%d–%d%%", r.low, r.high);
    an_percent(100.0 * (double)r.met / (double)r.n, false, met, sizeof met);
    add(table, an_view_words(view, "note-record", an_view_count(view, r.n), range, met, NULL));
}

void an_notes_conventions(an_view *view, an_table *table)
{
    add(table, an_text(view->lang, "note-signs"));
    add(table, an_view_words(view, "note-chance",
                             an_view_count(view, fc_forecasts_n_paths(view->in->forecasts)), NULL));
    add_record(view, table);
    add(table, an_text(view->lang, "note-status"));
    add(table,
        an_text(view->lang, an_review_has_workdays(view->in->review) ? "note-run-rate-country"
                                                                     : "note-run-rate"));
}

/* Which days a year is that does not run from January to December. */
static void add_year(an_view *view, an_table *table)
{
    const fc_calendar *calendar = &view->in->sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    char first[11], last[11], label[FC_LABEL_SIZE];
    const fc_period year = an_review_year_period(view->in->review);
    fc_period begin, end;

    if (calendar->unit != FC_WEEK && calendar->scheme == FC_GREGORIAN &&
        calendar->fiscal_start == 1)
        return;
    an_plan_periods(calendar, FC_YEAR, year, &begin, &end);
    fc_date_format(fc_calendar_start(calendar, begin), first);
    fc_date_format(fc_calendar_end(calendar, end), last);
    fc_calendar_label(&years, year, label);
    add(table, an_view_words(view, "note-year", label, first, last, NULL));
}

static void add_rows(an_view *view, an_table *table)
{
    const an_sales *sales = view->in->sales;
    char first[11], last[11], complete[FC_LABEL_SIZE];

    fc_date_format(sales->first_date, first);
    fc_date_format(sales->last_date, last);
    fc_calendar_label(&sales->calendar, sales->last_complete, complete);
    add(table, an_view_words(view, "note-actuals", first, last, complete, NULL));
    if (sales->first_incomplete) {
        char label[FC_LABEL_SIZE];

        fc_calendar_label(&sales->calendar, sales->first_complete - 1, label);
        add(table, an_view_words(view, "note-incomplete-first", label, first, NULL));
    }
    if (sales->last_incomplete) {
        char label[FC_LABEL_SIZE];

        fc_calendar_label(&sales->calendar, sales->last_complete + 1, label);
        add(table, an_view_words(view, "note-incomplete", label, last, NULL));
    }
    add(table,
        an_view_words(view,
                      sales->rows_aside > 0                       ? "note-rows"
                      : sales->rows_kept == 1 && sales->rows == 1 ? "note-rows-one"
                                                                  : "note-rows-all",
                      an_view_count(view, sales->rows_kept), an_view_count(view, sales->rows),
                      an_view_count(view, sales->rows_aside), NULL));
    if (sales->rows_filtered > 0)
        add(table,
            an_view_words(view, "note-filtered", an_view_count(view, sales->rows_filtered), NULL));
}

/* These periods have notes of their own. */
static bool is_told(const an_problem *problem)
{
    return strcmp(problem->format, AN_SALES_FIRST_INCOMPLETE) == 0 ||
           strcmp(problem->format, AN_SALES_LAST_INCOMPLETE) == 0;
}

/* Files by their names: where they lie is of this machine, and the report goes to others. */
static void add_problem(an_view *view, const an_problem *problem, an_table *table)
{
    const char *slash = strrchr(problem->file, '/');
    an_problem named = *problem;
    char text[512];

    if (slash)
        named.file = (char *)slash + 1;
    an_problem_text_in(&named, view->lang, text, sizeof text);
    add(table, text);
}

/* Warnings first: they are about figures that are shown. */
static void add_problems(an_view *view, size_t max, an_table *table)
{
    static const an_severity order[] = {AN_WARNING, AN_SET_ASIDE, AN_NOTE};
    const an_problems *problems = view->in->problems;
    size_t n = 0;

    for (size_t s = 0; s < sizeof order / sizeof *order; s++)
        for (size_t i = 0; i < an_problems_size(problems); i++) {
            const an_problem *problem = an_problems_at(problems, i);

            if (problem->severity != order[s] || is_told(problem) || n++ >= max)
                continue;
            add_problem(view, problem, table);
        }
    if (max > 0 && n > max)
        add(table, an_view_words(view, "note-more", an_view_count(view, n - max), NULL));
}

/* What the forecast takes from the history and what from deals, and what each alone says of the
 * rest of the year. */
static void add_deals(an_view *view, an_table *table)
{
    const an_blend *b = an_review_blend(view->in->review);
    const an_review_row *year = view->total[AN_SCOPE_YEAR];
    char weights[128] = "";

    if (!b || !year)
        return;
    for (size_t h = 0, used = 0; h < b->horizon && h < b->n_leads && used < sizeof weights; h++)
        used += (size_t)snprintf(weights + used, sizeof weights - used, "%s%.2f", h ? ", " : "",
                                 b->weight[h]);
    add(table, an_view_words(view, "note-deals", weights, an_view_count(view, b->n_origins),
                             view->year, an_view_money(view, year->history_rest, false),
                             an_view_money(view, year->pipeline_rest, false),
                             an_view_money(view, year->forecast_rest, false), NULL));
}

void an_notes_data(an_view *view, size_t max_problems, an_table *table)
{
    fc_period first, last;
    char from[FC_LABEL_SIZE], to[FC_LABEL_SIZE];

    add_rows(view, table);
    add_year(view, table);
    an_plan_span(view->in->plan, &first, &last);
    if (first != FC_PERIOD_NONE) {
        fc_calendar_label(&view->in->sales->calendar, first, from);
        fc_calendar_label(&view->in->sales->calendar, last, to);
        add(table, an_view_words(view, "note-plan", from, to, NULL));
    }
    add_deals(view, table);
    add_problems(view, max_problems, table);
}

/* How many nodes each family of models serves: "ets(M,Ad,M)" is of the family "ets". */
typedef struct {
    const char *model;
    int length;
    size_t n;
} family;

static int compare_families(const void *a, const void *b)
{
    const family *x = a, *y = b;

    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return strncmp(x->model, y->model, (size_t)(x->length < y->length ? x->length : y->length));
}

static void count_model(family *families, size_t *n, size_t max, const char *model)
{
    const int length = (int)strcspn(model, " (");
    size_t i = 0;

    while (i < *n &&
           (families[i].length != length || strncmp(families[i].model, model, (size_t)length) != 0))
        i++;
    if (i == max)
        return;
    if (i == *n)
        families[(*n)++] = (family){model, length, 0};
    families[i].n++;
}

static void add_models(an_view *view, an_table *table)
{
    enum { MAX_FAMILIES = 12, LIST_SIZE = 512 };
    const fc_forecasts *forecasts = view->in->forecasts;
    family families[MAX_FAMILIES];
    size_t n = 0, n_nodes = 0, used = 0;
    char list[LIST_SIZE] = "";

    for (size_t node = 0; node < fc_hierarchy_size(view->hierarchy); node++)
        if (fc_forecasts_has(forecasts, node)) {
            count_model(families, &n, MAX_FAMILIES, fc_forecasts_model(forecasts, node));
            n_nodes++;
        }
    qsort(families, n, sizeof *families, compare_families);
    for (size_t i = 0; i < n && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%.*s %zu", i > 0 ? ", " : "",
                                 families[i].length, families[i].model, families[i].n);
    add(table, an_view_words(view, "note-models", an_view_count(view, n_nodes), list,
                             fc_forecasts_reconciler(forecasts), NULL));
}

void an_notes_method(an_view *view, an_table *table)
{
    add_models(view, table);
    if (view->options->command)
        add(table, an_view_words(view, "note-command", view->options->command, NULL));
}
