/* figure_rank.c - the gaps of the year, worst first, each with its interval. */
#include "analysis/report/figure.h"
#include "analysis/report/finding.h"

enum { MAX_BARS = 16 };

static bool has_data(const void *chart)
{
    const an_chart_rank *rank = chart;

    return rank->n > 1;
}

/* Gaps in percent need a plan above zero. */
static size_t fill_bars(const an_figure_nodes *nodes, const char **labels, double *value,
                        double *lo, double *hi)
{
    size_t n = 0;

    for (size_t i = 0; i < nodes->n; i++) {
        const an_review_row *row = nodes->rows[i];

        if (!(row->plan > 0))
            continue;
        labels[n] = nodes->labels[i];
        value[n] = row->gap_pct;
        lo[n] = 100 * (row->lo80 - row->plan) / row->plan;
        hi[n] = 100 * (row->hi80 - row->plan) / row->plan;
        n++;
    }
    return n;
}

static fc_status build(an_view *view, void *chart)
{
    an_chart_rank *rank = chart;
    an_figure_nodes nodes;
    fc_status status = an_figure_pick(view, MAX_BARS, &nodes);
    const char **labels;
    double *value, *lo, *hi;

    if (status != FC_OK)
        return status;
    labels = an_pool_array(&view->pool, nodes.n, sizeof *labels);
    value = an_pool_numbers(&view->pool, nodes.n);
    lo = an_pool_numbers(&view->pool, nodes.n);
    hi = an_pool_numbers(&view->pool, nodes.n);
    if (!labels || !value || !lo || !hi)
        return fc_no_memory();
    rank->n = fill_bars(&nodes, labels, value, lo, hi);
    rank->labels = labels;
    rank->value = value;
    rank->lo = lo;
    rank->hi = hi;
    if (!has_data(rank))
        return FC_OK;
    rank->heading.title = an_finding_rank(view, rank);
    rank->heading.subtitle =
        an_view_words(view, "rank-subtitle", view->year, an_figure_scope(view, &nodes), NULL);
    rank->heading.foot = an_view_words(
        view, "rank-foot", an_view_count(view, fc_forecasts_n_paths(view->in->forecasts)), NULL);
    return FC_OK;
}

static fc_status draw(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path)
{
    return an_chart_draw_rank(gnuplot, chart, format, path);
}

const an_figure_type an_figure_rank = {
    .name = "rank",
    .size = sizeof(an_chart_rank),
    .build = build,
    .has_data = has_data,
    .draw = draw,
};
