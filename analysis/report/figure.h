/* figure.h - one chart of the report: its data from the review, its heading, how it is drawn. */
#ifndef ANALYSIS_REPORT_FIGURE_H
#define ANALYSIS_REPORT_FIGURE_H

#include "analysis/chart/chart.h"
#include "analysis/report/view.h"

/* One figure: one file, one row of figure_table.c. The struct that `build` fills is the chart's of
 * chart.h and starts with its heading; its memory is of the view's pool. */
typedef struct {
    const char *name; /* "fan": the file is fan.svg */
    size_t size;      /* of the chart */
    fc_status (*build)(an_view *view, void *chart);
    bool (*has_data)(const void *chart); /* false: nothing to draw, the figure is left out */
    fc_status (*draw)(an_gnuplot *gnuplot, const void *chart, an_chart_format format,
                      const char *path);
} an_figure_type;

extern const an_figure_type an_figure_fan, an_figure_heat, an_figure_bridge, an_figure_rank,
    an_figure_small, an_figure_bullet;

size_t an_figure_count(void);
const an_figure_type *an_figure_at(size_t i);

/* A figure with its data. */
typedef struct {
    const an_figure_type *type;
    const an_chart_heading *heading;
    const void *chart;
} an_figure;

/* Those with data, *n of them; in the view's pool. */
fc_status an_figure_build(an_view *view, an_figure **figures, size_t *n) FC_CHECKED;

/* The picture of each figure that an_figure_build gives, in its order. */
struct an_pictures {
    size_t n;
    char *svg[];
};

/* What several figures show: the nodes one step below the total, the worst first. */
typedef struct {
    const an_review_row **rows; /* of the year */
    const char **labels;
    size_t n, n_all; /* shown, and how many there are */
} an_figure_nodes;

fc_status an_figure_pick(an_view *view, size_t max, an_figure_nodes *nodes) FC_CHECKED;

/* The row of a node in a period of view->periods; NULL where there is none. */
const an_review_row *an_figure_cell(const an_view *view, size_t node, size_t period);

/* "by region", or "by region: the 12 largest shortfalls of 250". */
const char *an_figure_scope(an_view *view, const an_figure_nodes *nodes);

#endif
