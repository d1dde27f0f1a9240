/* figure_small.c - one small panel a node: its months against a plan of 100. */
#include <math.h>

#include "analysis/report/figure.h"
#include "analysis/report/finding.h"

enum { MAX_PANELS = 12 };

static bool has_data(const void *chart)
{
    const an_chart_small *small = chart;

    return small->n_panels > 1 && small->n > 1;
}

/* The outlook of a period as an index of its plan; bands only where something is still open. */
static fc_status fill_panels(an_view *view, const an_figure_nodes *nodes, an_chart_small *small)
{
    const size_t size = nodes->n * view->n_periods;
    double *value = an_pool_numbers(&view->pool, size), *lo = an_pool_numbers(&view->pool, size);
    double *hi = an_pool_numbers(&view->pool, size);
    double *gap_pct = an_pool_numbers(&view->pool, nodes->n);

    if (!value || !lo || !hi || !gap_pct)
        return fc_no_memory();
    for (size_t i = 0; i < nodes->n; i++) {
        gap_pct[i] = nodes->rows[i]->gap_pct;
        for (size_t j = 0; j < view->n_periods; j++) {
            const an_review_row *row = an_figure_cell(view, nodes->rows[i]->node, j);
            const size_t k = i * view->n_periods + j;

            if (!row || !(row->plan > 0))
                continue;
            value[k] = 100 * row->outlook / row->plan;
            if (j >= view->n_past) {
                lo[k] = 100 * row->lo80 / row->plan;
                hi[k] = 100 * row->hi80 / row->plan;
            }
        }
    }
    small->value = value;
    small->lo = lo;
    small->hi = hi;
    small->gap_pct = gap_pct;
    return FC_OK;
}

static fc_status build(an_view *view, void *chart)
{
    an_chart_small *small = chart;
    an_figure_nodes nodes;
    fc_status status = an_figure_pick(view, MAX_PANELS, &nodes);

    if (status != FC_OK)
        return status;
    small->n_panels = nodes.n;
    small->n = view->n_periods;
    small->n_actual = view->n_past;
    small->labels = nodes.labels;
    small->period_labels = view->periods;
    small->months = view->months;
    if (!has_data(small))
        return FC_OK;
    status = fill_panels(view, &nodes, small);
    if (status != FC_OK)
        return status;
    small->heading.title = an_finding_small(view, small);
    small->heading.subtitle =
        an_view_words(view, "small-subtitle", an_figure_scope(view, &nodes), NULL);
    small->heading.foot = an_text(view->lang, "small-foot");
    return FC_OK;
}

static fc_status draw(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path)
{
    return an_chart_draw_small(gnuplot, chart, format, path);
}

const an_figure_type an_figure_small = {
    .name = "small",
    .size = sizeof(an_chart_small),
    .build = build,
    .has_data = has_data,
    .draw = draw,
};
