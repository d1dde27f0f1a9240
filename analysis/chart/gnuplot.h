/* gnuplot.h - how the charts reach the one gnuplot process. */
#ifndef ANALYSIS_CHART_GNUPLOT_H
#define ANALYSIS_CHART_GNUPLOT_H

#include "analysis/chart/chart.h"

/* Draws a picture of that height from data blocks and one plot command; its coordinates are pixels
 * of a picture AN_CHART_WIDTH wide, y downwards. The file is in place after an_gnuplot_close; with
 * `path` NULL the picture is kept in memory instead. */
fc_status an_gnuplot_draw(an_gnuplot *gnuplot, an_chart_format format, double height,
                          const char *data, const char *plot, const char *path) FC_CHECKED;

/* Waits until all pictures are drawn; nothing can be drawn after it. Files are not in place yet. */
fc_status an_gnuplot_wait(an_gnuplot *gnuplot) FC_CHECKED;

/* The i-th picture of all, one that was drawn without a path: its *n bytes, borrowed until the
 * process is closed. */
const char *an_gnuplot_text(const an_gnuplot *gnuplot, size_t i, size_t *n);

#endif
