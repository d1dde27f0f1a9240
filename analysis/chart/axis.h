/* axis.h - what stands around a plot: tics of values, names of periods, names of rows. */
#ifndef ANALYSIS_CHART_AXIS_H
#define ANALYSIS_CHART_AXIS_H

#include "analysis/chart/canvas.h"
#include "analysis/chart/scale.h"

/* Pixels between a plot and the words beside it, and below it for a line of tics. */
#define AN_AXIS_GAP 10.0
#define AN_AXIS_LINE 22.0

/* Pixels that the widest tic takes. */
double an_axis_width(an_scale scale);

/* A line across the plot for each tic; an_axis_vertical also puts its number to the left. */
void an_axis_grid(an_canvas *canvas, an_scale scale, an_box plot);
void an_axis_vertical(an_canvas *canvas, an_scale scale, an_box plot);

/* A line down the plot for each tic, its number below with a sign and a unit: "+10%". */
void an_axis_horizontal(an_canvas *canvas, an_scale scale, bool sign, const char *unit,
                        an_box plot);

/* Names of rows of that pitch from the top of the plot downwards, right of `plot.left`; long ones
 * are cut. Returns where the plot itself may begin. */
double an_axis_rows(an_canvas *canvas, const char *const *labels, size_t n, double pitch,
                    an_box plot);

/* Periods along the bottom of a plot. A label "2026-03" shows its part behind the dash, the year
 * once in a line below; months 01 to 12 by the names in `months` unless NULL. As many as there is
 * room. */
typedef struct {
    const char *const *labels, *const *months;
    size_t n;
    double x, step;     /* where the first stands, and how far the next one */
    double left, right; /* how far their names may go */
} an_periods;

double an_axis_periods_height(const an_periods *periods);
void an_axis_periods(an_canvas *canvas, const an_periods *periods, double y);

#endif
