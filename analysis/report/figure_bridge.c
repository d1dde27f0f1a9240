/* figure_bridge.c - from the plan of the year to its outlook, step by step. */
#include <math.h>
#include <stdlib.h>

#include "analysis/report/figure.h"
#include "analysis/report/finding.h"

enum { MAX_STEPS = 9 }; /* the last one is "others" where there are more */

typedef struct {
    const char *label;
    double amount;
} step;

static bool has_data(const void *chart)
{
    const an_chart_bridge *bridge = chart;

    return bridge->n > 0;
}

/* Gains first, then losses up to the worst. */
static int compare_steps(const void *a, const void *b)
{
    const step *x = a, *y = b;

    return (x->amount < y->amount) - (x->amount > y->amount);
}

/* The largest steps in absolute size first, so that what is left over is small. */
static int compare_sizes(const void *a, const void *b)
{
    const double x = fabs(((const step *)a)->amount), y = fabs(((const step *)b)->amount);

    return (x < y) - (x > y);
}

/* Keeps the largest steps and sums up the others. */
static size_t gather_others(an_view *view, step *steps, size_t n)
{
    if (n <= MAX_STEPS)
        return n;
    qsort(steps, n, sizeof *steps, compare_sizes);
    for (size_t i = MAX_STEPS; i < n; i++)
        steps[MAX_STEPS - 1].amount += steps[i].amount;
    steps[MAX_STEPS - 1].label =
        an_view_words(view, "others", an_view_count(view, n - MAX_STEPS + 1), NULL);
    return MAX_STEPS;
}

/* The gap of each node, and what they leave over: nodes without a plan of their own. */
static size_t list_steps(an_view *view, const an_figure_nodes *nodes, const an_chart_bridge *bridge,
                         step *steps)
{
    double rest = bridge->end - bridge->start;
    size_t n = 0;

    for (; n < nodes->n; n++) {
        steps[n] = (step){nodes->labels[n], nodes->rows[n]->gap / view->unit.divisor};
        rest -= steps[n].amount;
    }
    if (fabs(rest) > 1e-6 * fabs(bridge->start))
        steps[n++] = (step){an_text(view->lang, "without-plan"), rest};
    return n;
}

static void show_steps(an_chart_bridge *bridge, step *steps, size_t n, const char **labels,
                       double *amounts)
{
    qsort(steps, n, sizeof *steps, compare_steps);
    for (size_t i = 0; i < n; i++) {
        labels[i] = steps[i].label;
        amounts[i] = steps[i].amount;
    }
    bridge->n = n;
    bridge->labels = labels;
    bridge->steps = amounts;
}

static fc_status fill_steps(an_view *view, const an_figure_nodes *nodes, an_chart_bridge *bridge)
{
    step *steps = an_pool_array(&view->pool, nodes->n + 1, sizeof *steps);
    const char **labels = an_pool_array(&view->pool, nodes->n + 1, sizeof *labels);
    double *amounts = an_pool_numbers(&view->pool, nodes->n + 1);
    size_t n;

    if (!steps || !labels || !amounts)
        return fc_no_memory();
    n = list_steps(view, nodes, bridge, steps);
    show_steps(bridge, steps, n, labels, amounts);
    bridge->heading.title = an_finding_bridge(view, bridge); /* of all steps: "others" is nobody */
    n = gather_others(view, steps, n);
    show_steps(bridge, steps, n, labels, amounts);
    return FC_OK;
}

static fc_status build(an_view *view, void *chart)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];
    an_chart_bridge *bridge = chart;
    an_figure_nodes nodes;
    fc_status status = an_figure_pick(view, SIZE_MAX, &nodes);

    if (status != FC_OK || !year || !(year->plan > 0) || nodes.n < 2)
        return status;
    bridge->start = year->plan / view->unit.divisor;
    bridge->end = year->outlook / view->unit.divisor;
    bridge->start_label = an_text(view->lang, "plan");
    bridge->end_label = an_text(view->lang, "outlook");
    status = fill_steps(view, &nodes, bridge);
    if (status != FC_OK)
        return status;
    bridge->heading.subtitle =
        an_view_words(view, "bridge-subtitle", view->year, an_view_dimension(view, 0),
                      an_text(view->lang, view->unit.id), NULL);
    bridge->heading.foot = an_text(view->lang, "bridge-foot");
    return FC_OK;
}

static fc_status draw(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path)
{
    return an_chart_draw_bridge(gnuplot, chart, format, path);
}

const an_figure_type an_figure_bridge = {
    .name = "bridge",
    .size = sizeof(an_chart_bridge),
    .build = build,
    .has_data = has_data,
    .draw = draw,
};
