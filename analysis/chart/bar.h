/* bar.h - bars; one that does not begin or end where it seems to says so by a slanting cut. */
#ifndef ANALYSIS_CHART_BAR_H
#define ANALYSIS_CHART_BAR_H

#include "analysis/chart/canvas.h"
#include "analysis/chart/scale.h"

typedef enum { AN_BAR_LEFT, AN_BAR_RIGHT, AN_BAR_BOTTOM } an_bar_end;

/* The box with a cut near that end. */
void an_bar_broken(an_canvas *canvas, an_box box, an_bar_end end, an_colour colour);

/* From zero to a value of a scale along the plot, `half` pixels above and below y; cut where the
 * value goes beyond the scale. */
void an_bar_lying(an_canvas *canvas, an_scale scale, an_box plot, double value, double y,
                  double half, an_colour colour);

#endif
