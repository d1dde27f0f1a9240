/* gnuplot.h - how the charts reach the one gnuplot process. */
#ifndef ANALYSIS_CHART_GNUPLOT_H
#define ANALYSIS_CHART_GNUPLOT_H

#include "analysis/chart/chart.h"

/* Draws a picture of that height from data blocks and one plot command; its coordinates are pixels
 * of a picture AN_CHART_WIDTH wide, y downwards. The file is in place after an_gnuplot_close. */
fc_status an_gnuplot_draw(an_gnuplot *gnuplot, an_chart_format format, double height,
                          const char *data, const char *plot, const char *path) FC_CHECKED;

#endif
