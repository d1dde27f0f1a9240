/* bar.c - bars; one that does not begin or end where it seems to says so by a slanting cut. */
#include "analysis/chart/bar.h"

#include <math.h>

/* Pixels: from the end to the middle of the cut, half of its width, half of its slant. */
enum { DISTANCE = 16, GAP = 2, SLANT = 4 };

static void cut_upright(an_canvas *canvas, an_box box, an_colour colour)
{
    const double x[] = {box.left, box.right}, middle = box.bottom - DISTANCE;
    const double above[] = {middle - GAP + SLANT, middle - GAP - SLANT};
    const double below[] = {middle + GAP + SLANT, middle + GAP - SLANT};

    an_canvas_area(canvas, colour, 1, 2, x, (double[]){box.top, box.top}, above);
    an_canvas_area(canvas, colour, 1, 2, x, below, (double[]){box.bottom, box.bottom});
}

static void cut_lying(an_canvas *canvas, an_box box, double middle, an_colour colour)
{
    const double top = box.top, bottom = box.bottom;
    const double left[] = {box.left, middle - GAP - SLANT, middle - GAP + SLANT};
    const double right[] = {middle + GAP - SLANT, middle + GAP + SLANT, box.right};

    an_canvas_area(canvas, colour, 1, 3, left, (double[]){top, top, top},
                   (double[]){bottom, bottom, top});
    an_canvas_area(canvas, colour, 1, 3, right, (double[]){bottom, top, top},
                   (double[]){bottom, bottom, bottom});
}

void an_bar_broken(an_canvas *canvas, an_box box, an_bar_end end, an_colour colour)
{
    const double length = end == AN_BAR_BOTTOM ? box.bottom - box.top : box.right - box.left;

    if (length < 2 * DISTANCE)
        an_canvas_box(canvas, box, colour); /* too short to be cut */
    else if (end == AN_BAR_BOTTOM)
        cut_upright(canvas, box, colour);
    else
        cut_lying(canvas, box, end == AN_BAR_LEFT ? box.left + DISTANCE : box.right - DISTANCE,
                  colour);
}

void an_bar_lying(an_canvas *canvas, an_scale scale, an_box plot, double value, double y,
                  double half, an_colour colour)
{
    const double zero = an_scale_place(scale, 0, plot.left, plot.right);
    const double end = an_scale_place(scale, value, plot.left, plot.right);
    const an_box box = {fmin(zero, end), fmax(zero, end), y - half, y + half};

    if (isnan(value))
        return;
    if (value < scale.lo || value > scale.hi)
        an_bar_broken(canvas, box, value < 0 ? AN_BAR_LEFT : AN_BAR_RIGHT, colour);
    else
        an_canvas_box(canvas, box, colour);
}
