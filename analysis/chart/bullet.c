/* bullet.c - sales to date against the year's plan, and where the plan says they should be. */
#include <math.h>
#include <string.h>

#include "analysis/chart/axis.h"
#include "analysis/chart/bar.h"

/* Pixels. */
enum { HEAD_ROOM = 24, TALLEST_ROW = 52, LOWEST_ROW = 26, USUAL_HEIGHT = 360, COLUMN_GAP = 16 };

/* Within this share of where it should be, a node is near its pace. */
#define NEAR 0.9

typedef struct {
    const an_chart_bullet *chart;
    an_canvas *canvas;
    an_box plot;
    an_scale scale;
    double pitch;
} bullet;

static const an_font outlook_font = {16, false};
static const an_font head_font = {AN_SIZE_SMALL, false};

typedef enum { ON_PACE, NEAR_PACE, BEHIND, UNKNOWN } pace;

static pace pace_of(const an_chart_bullet *c, size_t i)
{
    const double attained = c->attained_pct[i], expected = c->expected_pct[i];

    if (!isfinite(attained) || !isfinite(expected))
        return UNKNOWN;
    if (attained >= expected)
        return ON_PACE;
    return attained >= NEAR * expected ? NEAR_PACE : BEHIND;
}

static const an_colour bar_colour[] = {AN_BLUE, AN_GREY, AN_VERMILION, AN_GREY};
static const an_colour word_colour[] = {AN_BLUE_WORD, AN_GREY_WORD, AN_VERMILION_WORD,
                                        AN_GREY_WORD};

static an_scale make_scale(const an_chart_bullet *c)
{
    const double reach =
        fmax(an_scale_reach(c->attained_pct, c->n, 0), an_scale_reach(c->expected_pct, c->n, 0));
    an_range range = {0, 0};

    an_range_add(&range, c->attained_pct, c->n);
    an_range_add(&range, c->expected_pct, c->n);
    range.lo = fmax(range.lo, -reach);
    range.hi = fmin(range.hi, reach);
    return an_scale_make(range, 8);
}

static double x_of(const bullet *b, double value)
{
    return an_scale_place(b->scale, value, b->plot.left, b->plot.right);
}

/* Grounds that get darker away from the pace, the bar on them, and the pace as a tick. */
static void draw_row(const bullet *b, size_t i)
{
    const double attained = b->chart->attained_pct[i], expected = b->chart->expected_pct[i];
    const double y = b->plot.top + ((double)i + 0.5) * b->pitch, ground = 0.34 * b->pitch;
    const double zero = x_of(b, 0), tick = 0.27 * b->pitch;
    const double mark = floor(x_of(b, expected)); /* on whole pixels, so all are equally wide */

    an_canvas_box(b->canvas, (an_box){zero, b->plot.right, y - ground, y + ground}, AN_ZONE_REST);
    if (expected > 0) {
        an_canvas_box(b->canvas, (an_box){zero, x_of(b, expected), y - ground, y + ground},
                      AN_ZONE_NEAR);
        an_canvas_box(b->canvas, (an_box){zero, x_of(b, NEAR * expected), y - ground, y + ground},
                      AN_ZONE_LOW);
    }
    an_bar_lying(b->canvas, b->scale, b->plot, attained, y, 0.15 * b->pitch,
                 bar_colour[pace_of(b->chart, i)]);
    an_canvas_box(b->canvas, (an_box){mark - 1, mark + 2, y - tick, y + tick}, AN_INK);
}

static void outlook_text(const an_chart_bullet *c, size_t i, char text[AN_NUMBER_SIZE + 1])
{
    an_number(c->outlook_pct[i], 0, false, text);
    if (*text)
        strcat(text, "%");
}

/* The column at the right; returns the width it takes. */
static double draw_outlooks(const bullet *b, double right)
{
    const an_chart_bullet *c = b->chart;
    char head[AN_WORDS_SIZE];
    double width;

    an_words_clean(c->word_outlook, head);
    an_words_fit(head, head_font, 200);
    width = an_words_width(head, head_font);
    an_canvas_words(b->canvas, (an_style){head_font, AN_MUTE, AN_RIGHT}, right,
                    b->plot.top - HEAD_ROOM / 2.0, head);
    for (size_t i = 0; i < c->n; i++) {
        const an_style style = {outlook_font, word_colour[pace_of(c, i)], AN_RIGHT};
        char text[AN_NUMBER_SIZE + 1];

        outlook_text(c, i, text);
        width = fmax(width, an_words_width(text, outlook_font));
        an_canvas_words(b->canvas, style, right, b->plot.top + ((double)i + 0.5) * b->pitch, text);
    }
    return width;
}

fc_status an_chart_draw_bullet(an_gnuplot *g, const an_chart_bullet *c, an_chart_format format,
                               const char *path)
{
    bullet b = {.chart = c, .scale = make_scale(c)};
    fc_status status;

    b.pitch = fmax(LOWEST_ROW, fmin(TALLEST_ROW, floor(USUAL_HEIGHT / fmax(1, (double)c->n))));
    status =
        an_canvas_new(&c->heading, HEAD_ROOM + (double)c->n * b.pitch + AN_AXIS_LINE, &b.canvas);
    if (status != FC_OK)
        return status;
    b.plot = an_canvas_body(b.canvas);
    b.plot.top += HEAD_ROOM;
    b.plot.bottom -= AN_AXIS_LINE;
    b.plot.left = an_axis_rows(b.canvas, c->labels, c->n, b.pitch, b.plot);
    b.plot.right -= draw_outlooks(&b, b.plot.right) + COLUMN_GAP;
    an_axis_horizontal(b.canvas, b.scale, false, "%", b.plot);
    for (size_t i = 0; i < c->n; i++)
        draw_row(&b, i);
    return an_canvas_draw(b.canvas, g, format, path);
}
