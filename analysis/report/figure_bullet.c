/* figure_bullet.c - the pace: sales to date against where the plan says they should be. */
#include "analysis/report/figure.h"
#include "analysis/report/finding.h"

enum { MAX_BARS = 12 };

static bool has_data(const void *chart)
{
    const an_chart_bullet *bullet = chart;

    return bullet->n > 0;
}

typedef struct {
    const char **labels;
    double *attained, *expected, *outlook;
} bars;

static size_t fill_bars(const an_view *view, const an_figure_nodes *nodes, const bars *b)
{
    size_t n = 0;

    for (size_t i = 0; i < nodes->n; i++) {
        const an_review_row *year = nodes->rows[i];
        const an_review_row *to_date =
            an_review_find(view->in->review, year->node, AN_SCOPE_TO_DATE, NULL);

        if (!to_date || !(year->plan > 0) || !(to_date->plan > 0))
            continue;
        b->labels[n] = nodes->labels[i];
        b->attained[n] = 100 * to_date->actual / year->plan;
        b->expected[n] = 100 * to_date->plan / year->plan;
        b->outlook[n] = 100 * year->outlook / year->plan;
        n++;
    }
    return n;
}

static fc_status build(an_view *view, void *chart)
{
    an_chart_bullet *bullet = chart;
    an_figure_nodes nodes;
    fc_status status = an_figure_pick(view, MAX_BARS, &nodes);
    bars b;

    if (status != FC_OK)
        return status;
    b = (bars){.labels = an_pool_array(&view->pool, nodes.n, sizeof *b.labels),
               .attained = an_pool_numbers(&view->pool, nodes.n),
               .expected = an_pool_numbers(&view->pool, nodes.n),
               .outlook = an_pool_numbers(&view->pool, nodes.n)};
    status = an_pool_status(&view->pool);
    if (status != FC_OK)
        return status;
    bullet->n = fill_bars(view, &nodes, &b);
    bullet->labels = b.labels;
    bullet->attained_pct = b.attained;
    bullet->expected_pct = b.expected;
    bullet->outlook_pct = b.outlook;
    bullet->word_outlook = an_text(view->lang, "year-end-outlook");
    bullet->heading.title = an_finding_bullet(view, bullet);
    bullet->heading.subtitle =
        an_view_words(view, "bullet-subtitle", an_figure_scope(view, &nodes), NULL);
    bullet->heading.foot = an_text(view->lang, "bullet-foot");
    return FC_OK;
}

static fc_status draw(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path)
{
    return an_chart_draw_bullet(gnuplot, chart, format, path);
}

const an_figure_type an_figure_bullet = {
    .name = "bullet",
    .size = sizeof(an_chart_bullet),
    .build = build,
    .has_data = has_data,
    .draw = draw,
};
