/* canvas.h - one picture: heading and foot laid out, shapes and words put at pixels, y downwards.
 */
#ifndef ANALYSIS_CHART_CANVAS_H
#define ANALYSIS_CHART_CANVAS_H

#include "analysis/chart/chart.h"
#include "analysis/chart/theme.h"
#include "analysis/chart/words.h"

typedef struct {
    double left, right, top, bottom;
} an_box;

typedef struct {
    an_colour colour;
    double width;
    bool dashed;
} an_pen;

typedef enum { AN_LEFT, AN_CENTRE, AN_RIGHT } an_align;

typedef struct {
    an_font font;
    an_colour colour;
    an_align align;
} an_style;

/* Shapes cover what was drawn before them; words stand above all shapes. What is not finite is
 * left out. A failure is kept and told by an_canvas_draw. */
typedef struct an_canvas an_canvas;

/* Room for a body of that height between heading and foot; what the heading lacks takes no room. */
fc_status an_canvas_new(const an_chart_heading *heading, double body_height,
                        an_canvas **made) FC_CHECKED;
an_box an_canvas_body(const an_canvas *canvas);

void an_canvas_box(an_canvas *canvas, an_box box, an_colour colour);
void an_canvas_dot(an_canvas *canvas, double x, double y, double radius, an_colour colour);

/* Through n points; a gap where one is not finite, a dot where one stands alone. */
void an_canvas_line(an_canvas *canvas, an_pen pen, size_t n, const double *x, const double *y);

/* Straight up or along, it is put onto whole pixels, so that it is sharp. */
void an_canvas_segment(an_canvas *canvas, an_pen pen, double x0, double y0, double x1, double y1);

/* Between two lines. Areas shine through, so that they may lie over each other. */
void an_canvas_area(an_canvas *canvas, an_colour colour, double opacity, size_t n, const double *x,
                    const double *y0, const double *y1);

/* Clean text, middle of its height at y. */
void an_canvas_words(an_canvas *canvas, an_style style, double x, double y, const char *clean);

/* Sends the picture to gnuplot and frees it, whether or not that works. */
fc_status an_canvas_draw(an_canvas *canvas, an_gnuplot *gnuplot, an_chart_format format,
                         const char *path) FC_CHECKED;
void an_canvas_free(an_canvas *canvas); /* one that is not drawn; NULL is fine */

#endif
