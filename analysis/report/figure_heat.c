/* figure_heat.c - the deviation from plan of every node in every month. */
#include <math.h>

#include "analysis/report/figure.h"
#include "analysis/report/finding.h"

enum { MAX_ROWS = 16 };

static bool has_data(const void *chart)
{
    const an_chart_heat *heat = chart;

    return heat->n_rows > 0 && heat->n_columns > 1;
}

/* Where the plan of a node's periods is a split by the forecast's shape, the distance from it says
 * nothing. */
static void keep_planned(const an_view *view, an_figure_nodes *nodes)
{
    size_t n = 0;

    for (size_t i = 0; i < nodes->n; i++)
        if (an_review_is_planned_by(view->in->review, nodes->rows[i]->node, view->cut)) {
            nodes->rows[n] = nodes->rows[i];
            nodes->labels[n++] = nodes->labels[i];
        }
    nodes->n_all -= nodes->n - n;
    nodes->n = n;
}

static fc_status build(an_view *view, void *chart)
{
    an_chart_heat *heat = chart;
    an_figure_nodes nodes;
    fc_status status = an_figure_pick(view, MAX_ROWS, &nodes);
    double *values;

    if (status != FC_OK)
        return status;
    keep_planned(view, &nodes);
    heat->n_rows = nodes.n;
    heat->n_columns = view->n_periods;
    heat->n_actual = view->n_past;
    heat->row_labels = nodes.labels;
    heat->column_labels = view->periods;
    heat->months = view->months;
    values = an_pool_numbers(&view->pool, heat->n_rows * heat->n_columns);
    if (!values)
        return fc_no_memory();
    for (size_t i = 0; i < heat->n_rows; i++)
        for (size_t j = 0; j < heat->n_columns; j++) {
            const an_review_row *row = an_figure_cell(view, nodes.rows[i]->node, j);

            if (row)
                values[i * heat->n_columns + j] = row->gap_pct;
        }
    heat->values = values;
    heat->word_actual = an_text(view->lang, "actual");
    heat->word_forecast = an_text(view->lang, "forecast");
    if (!has_data(heat))
        return FC_OK;
    heat->heading.title = an_finding_heat(view, heat, nodes.rows[0]->gap);
    heat->heading.subtitle =
        an_view_words(view, "heat-subtitle", an_figure_scope(view, &nodes), NULL);
    heat->heading.foot = an_text(view->lang, "colours-foot");
    return FC_OK;
}

static fc_status draw(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path)
{
    return an_chart_draw_heat(gnuplot, chart, format, path);
}

const an_figure_type an_figure_heat = {
    .name = "heat",
    .size = sizeof(an_chart_heat),
    .build = build,
    .has_data = has_data,
    .draw = draw,
};
