/* reliability.c - how often what was given a chance came true, against that chance. */
#include <math.h>

#include "analysis/chart/axis.h"

/* Pixels. */
enum { SIDE = 420, LARGEST = 16, SMALLEST = 4, WORDS_ROOM = 24 };

static const an_font font = {AN_SIZE_SMALL, false};

static double largest(const double *values, size_t n)
{
    double most = 0;

    for (size_t i = 0; i < n; i++)
        most = fmax(most, values[i]);
    return most;
}

static void draw_points(an_canvas *canvas, const an_chart_reliability *c, an_scale scale,
                        an_box plot)
{
    const double most = largest(c->weight, c->n);

    for (size_t i = 0; i < c->n; i++) {
        if (!(c->weight[i] > 0) || !isfinite(c->said[i]) || !isfinite(c->came[i]))
            continue;
        an_canvas_dot(canvas, an_scale_place(scale, c->said[i], plot.left, plot.right),
                      an_scale_place(scale, c->came[i], plot.bottom, plot.top),
                      fmax(SMALLEST, LARGEST * sqrt(c->weight[i] / most)), AN_BLUE);
    }
}

fc_status an_chart_draw_reliability(an_gnuplot *g, const an_chart_reliability *c,
                                    an_chart_format format, const char *path)
{
    const an_scale scale = an_scale_make((an_range){0, 100}, 10);
    const an_style words = {font, AN_MUTE, AN_LEFT};
    char said[AN_WORDS_SIZE], came[AN_WORDS_SIZE];
    an_canvas *canvas;
    an_box plot;
    fc_status status = an_canvas_new(&c->heading, SIDE + AN_AXIS_LINE + 2.0 * WORDS_ROOM, &canvas);

    if (status != FC_OK)
        return status;
    plot = an_canvas_body(canvas);
    plot.top += WORDS_ROOM;
    plot.left += an_axis_width(scale) + AN_AXIS_GAP;
    plot.bottom = plot.top + SIDE;
    plot.right = fmin(plot.right, plot.left + SIDE);
    an_words_clean(c->word_said, said);
    an_words_clean(c->word_came, came);
    an_axis_vertical(canvas, scale, plot);
    an_axis_horizontal(canvas, scale, false, "%", plot);
    an_canvas_words(canvas, words, plot.left, plot.top - WORDS_ROOM / 2.0, came);
    an_canvas_words(canvas, (an_style){font, AN_MUTE, AN_RIGHT}, plot.right,
                    plot.bottom + AN_AXIS_LINE + WORDS_ROOM / 2.0, said);
    an_canvas_line(canvas, (an_pen){AN_MUTE, 1, true}, 2, (double[]){plot.left, plot.right},
                   (double[]){plot.bottom, plot.top});
    draw_points(canvas, c, scale, plot);
    return an_canvas_draw(canvas, g, format, path);
}
