/* view.c - picks the rows that matter: the total, the worst shortfalls, the periods of the year. */
#include "analysis/report/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORST_BY_DEFAULT = 8 };

static int compare_gaps(const void *a, const void *b)
{
    const an_review_row *x = *(const an_review_row *const *)a;
    const an_review_row *y = *(const an_review_row *const *)b;

    if (x->gap != y->gap)
        return x->gap < y->gap ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

/* Whether all rows of one node are rows of the other. */
static bool is_inside(const fc_hierarchy *h, size_t inner, size_t outer)
{
    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++) {
        const char *key = fc_hierarchy_key(h, outer, k);

        if (strcmp(key, "*") != 0 && strcmp(key, fc_hierarchy_key(h, inner, k)) != 0)
            return false;
    }
    return true;
}

/* Whether two nodes sum the same cells: the only region and the only product. */
static bool is_same(const fc_hierarchy *h, size_t a, size_t b)
{
    size_t n, m;
    const size_t *cells = fc_hierarchy_cells(h, a, &n), *others = fc_hierarchy_cells(h, b, &m);

    return n == m && memcmp(cells, others, n * sizeof *cells) == 0;
}

/* A shortfall inside one that is listed, or around it, would be told twice. */
static bool is_told(const an_view *view, const an_review_row *row)
{
    for (size_t i = 0; i < view->n_worst; i++)
        if (is_inside(view->hierarchy, row->node, view->worst[i]->node) ||
            is_inside(view->hierarchy, view->worst[i]->node, row->node) ||
            is_same(view->hierarchy, row->node, view->worst[i]->node))
            return true;
    return false;
}

static fc_status pick_worst(an_view *view)
{
    const an_review *review = view->in->review;
    const size_t max = view->options->worst ? view->options->worst : WORST_BY_DEFAULT;
    const an_review_row **rows = an_pool_array(&view->pool, an_review_size(review), sizeof *rows);
    size_t n = 0;

    view->worst = an_pool_array(&view->pool, max, sizeof *view->worst);
    if (!rows || !view->worst)
        return fc_no_memory();
    for (size_t i = 0; i < an_review_size(review); i++) {
        const an_review_row *row = an_review_at(review, i);

        if (row->scope == AN_SCOPE_YEAR && row->node != 0 && row->gap < 0)
            rows[n++] = row;
    }
    qsort(rows, n, sizeof *rows, compare_gaps);
    for (size_t i = 0; i < n && view->n_worst < max; i++)
        if (!is_told(view, rows[i]))
            view->worst[view->n_worst++] = rows[i];
    return FC_OK;
}

/* Labels of the total's rows in a scope, oldest first. */
static fc_status list_periods(an_view *view, an_scope scope)
{
    const an_review *review = view->in->review;
    size_t n = 0;

    view->cut = scope;
    view->n_periods = 0;
    for (size_t i = 0; i < an_review_size(review); i++) {
        const an_review_row *row = an_review_at(review, i);

        n += row->node == 0 && row->scope == scope;
    }
    view->periods = an_pool_array(&view->pool, n, sizeof *view->periods);
    if (!view->periods)
        return fc_no_memory();
    for (size_t i = 0; i < an_review_size(review); i++) {
        const an_review_row *row = an_review_at(review, i);

        if (row->node == 0 && row->scope == scope)
            view->periods[view->n_periods++] = row->period;
    }
    return FC_OK;
}

/* Periods whose label is not after the one that holds the last actual; labels of a unit sort as
 * text. */
static void count_past(an_view *view)
{
    const an_sales *sales = view->in->sales;
    const fc_calendar coarse =
        fc_calendar_with(&sales->calendar, view->cut == AN_SCOPE_MONTH ? FC_MONTH : FC_QUARTER);
    const fc_period now = an_review_now(view->in->review);
    char last[FC_LABEL_SIZE];

    fc_calendar_label(&coarse, fc_calendar_within(&coarse, &sales->calendar, now), last);
    while (view->n_past < view->n_periods && strcmp(view->periods[view->n_past], last) <= 0)
        view->n_past++;
}

static fc_status pick_periods(an_view *view)
{
    fc_status status = list_periods(view, AN_SCOPE_MONTH);

    if (status == FC_OK &&
        (view->n_periods == 0 || !an_review_is_planned_by(view->in->review, 0, AN_SCOPE_MONTH)))
        status = list_periods(view, AN_SCOPE_QUARTER);
    if (status == FC_OK)
        count_past(view);
    return status;
}

static fc_status pick_unit(an_view *view)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];
    const double largest = year ? fmax(fabs(year->outlook), fabs(year->plan)) : 0;

    if (!an_unit_parse(view->options->unit, view->lang, largest, &view->unit))
        return fc_fail(FC_EUSAGE, "unit '%s': no such unit; use 1, k, m, 万 or 亿",
                       view->options->unit);
    return FC_OK;
}

/* A quarter that is over is no longer where to act: the next one is. */
static void pick_totals(an_view *view)
{
    const an_review *review = view->in->review;
    const fc_calendar *calendar = &view->in->sales->calendar;
    const fc_calendar quarters = fc_calendar_with(calendar, FC_QUARTER);
    const fc_period next = an_review_now(review) + 1;
    const an_review_row *quarter;
    char label[FC_LABEL_SIZE];

    for (an_scope scope = 0; scope < AN_N_SCOPES; scope++)
        view->total[scope] = an_review_find(review, 0, scope, NULL);
    fc_calendar_label(&quarters, fc_calendar_within(&quarters, calendar, next), label);
    quarter = an_review_find(review, 0, AN_SCOPE_QUARTER, label);
    if (quarter)
        view->total[AN_SCOPE_QUARTER] = quarter;
    for (an_scope scope = 0; scope < AN_SCOPE_YEAR; scope++) /* no one planned such a period */
        if (!an_review_is_planned_by(review, 0, scope))
            view->total[scope] = NULL;
}

static void name_months(an_view *view)
{
    static const char *const ids[] = {"month-01", "month-02", "month-03", "month-04",
                                      "month-05", "month-06", "month-07", "month-08",
                                      "month-09", "month-10", "month-11", "month-12"};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        view->months[i] = an_text(view->lang, ids[i]);
}

fc_status an_view_open(const an_report_input *input, const an_report_options *options,
                       an_view *view)
{
    const an_sales *sales = input->sales;
    char until[FC_LABEL_SIZE];
    fc_status status;

    *view = (an_view){.in = input, .options = options, .hierarchy = sales->hierarchy};
    view->lang = options->lang ? options->lang : "en";
    view->year = an_review_year(input->review);
    name_months(view);
    fc_calendar_label(&sales->calendar, an_review_now(input->review), until);
    view->until = an_pool_text(&view->pool, until);
    pick_totals(view);

    status = an_pool_status(&view->pool);
    if (status == FC_OK)
        status = pick_unit(view);
    if (status == FC_OK)
        status = pick_worst(view);
    if (status == FC_OK)
        status = pick_periods(view);
    if (status != FC_OK)
        an_view_close(view);
    return status;
}

void an_view_close(an_view *view)
{
    an_pool_free(&view->pool);
    *view = (an_view){0};
}

bool an_view_is_closed(const an_view *view)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];

    if (year && year->plan > 0 && isnan(year->required_run_rate))
        return true; /* of the part that is planned, too */
    return view->n_periods > 0 && view->n_past == view->n_periods;
}

bool an_view_is_part(const an_view *view)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];

    return year && isnan(year->plan) && view->in->plan && an_plan_is_part(view->in->plan, 0);
}

bool an_view_planned(const an_view *view, double *plan, double *outlook)
{
    const fc_hierarchy *h = view->hierarchy;
    const size_t n = fc_hierarchy_size(h);

    *plan = *outlook = 0;
    for (size_t i = n - fc_hierarchy_n_bottom(h); i < n; i++) {
        const an_review_row *row = an_review_find(view->in->review, i, AN_SCOPE_YEAR, NULL);

        if (!row || isnan(row->plan))
            continue;
        *plan += row->plan;
        *outlook += row->outlook;
    }
    return *plan > 0;
}

fc_status an_view_parts(an_view *view, size_t dimension, const an_review_row ***rows, size_t *n)
{
    static const size_t total = 0;
    const fc_hierarchy *h = view->hierarchy;
    size_t n_nodes = 0;
    const size_t *nodes = dimension < fc_hierarchy_n_dimensions(h)
                              ? fc_hierarchy_children(h, 0, dimension, &n_nodes)
                              : NULL;

    if (n_nodes == 0) {
        nodes = &total;
        n_nodes = 1;
    }
    *n = 0;
    *rows = an_pool_array(&view->pool, n_nodes, sizeof **rows);
    if (!*rows)
        return fc_no_memory();
    for (size_t i = 0; i < n_nodes; i++) {
        const an_review_row *row = an_review_find(view->in->review, nodes[i], AN_SCOPE_YEAR, NULL);

        if (row && isfinite(row->gap))
            (*rows)[(*n)++] = row;
    }
    qsort(*rows, *n, sizeof **rows, compare_gaps);
    return FC_OK;
}
