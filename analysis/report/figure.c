/* figure.c - builds every figure, and what several of them share. */
#include "analysis/report/figure.h"

static const an_figure_type *const types[] = {
    &an_figure_fan,  &an_figure_heat,  &an_figure_bridge,
    &an_figure_rank, &an_figure_small, &an_figure_bullet,
};

size_t an_figure_count(void)
{
    return sizeof types / sizeof *types;
}

const an_figure_type *an_figure_at(size_t i)
{
    return types[i];
}

fc_status an_figure_build(an_view *view, an_figure **figures, size_t *n)
{
    *n = 0;
    *figures = an_pool_array(&view->pool, an_figure_count(), sizeof **figures);
    if (!*figures)
        return fc_no_memory();
    for (size_t i = 0; i < an_figure_count(); i++) {
        const an_figure_type *type = types[i];
        void *chart = an_pool_array(&view->pool, 1, type->size);
        fc_status status = chart ? type->build(view, chart) : fc_no_memory();

        if (status == FC_OK)
            status = an_pool_status(&view->pool);
        if (status != FC_OK)
            return status;
        if (type->has_data(chart))
            (*figures)[(*n)++] = (an_figure){.type = type, .heading = chart, .chart = chart};
    }
    return FC_OK;
}

fc_status an_figure_pick(an_view *view, size_t max, an_figure_nodes *nodes)
{
    fc_status status = an_view_parts(view, 0, &nodes->rows, &nodes->n_all);

    if (status != FC_OK)
        return status;
    nodes->n = nodes->n_all < max ? nodes->n_all : max;
    nodes->labels = an_pool_array(&view->pool, nodes->n, sizeof *nodes->labels);
    if (!nodes->labels)
        return fc_no_memory();
    for (size_t i = 0; i < nodes->n; i++)
        nodes->labels[i] = an_view_name(view, nodes->rows[i]->node);
    return FC_OK;
}

const an_review_row *an_figure_cell(const an_view *view, size_t node, size_t period)
{
    return an_review_find(view->in->review, node, view->cut, view->periods[period]);
}

const char *an_figure_scope(an_view *view, const an_figure_nodes *nodes)
{
    const char *dimension = an_view_dimension(view, 0);

    if (fc_hierarchy_n_dimensions(view->hierarchy) == 0)
        return an_text(view->lang, "by-none");
    if (nodes->n == nodes->n_all)
        return an_view_words(view, "by-all", dimension, NULL);
    return an_view_words(view, "by-largest", dimension, an_view_count(view, nodes->n),
                         an_view_count(view, nodes->n_all), NULL);
}
