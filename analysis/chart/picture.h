/* picture.h - the formats of a chart: how gnuplot is asked for one, and whether it is whole. */
#ifndef ANALYSIS_CHART_PICTURE_H
#define ANALYSIS_CHART_PICTURE_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/chart/chart.h"

/* Writes the command that begins a picture of that height. */
void an_picture_terminal(an_chart_format format, double height, FILE *script);

/* gnuplot reports success with half a picture: it is whole when it begins and ends as it must. */
bool an_picture_whole(an_chart_format format, const char *bytes, size_t n);

#endif
