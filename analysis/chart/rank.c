/* rank.c - gaps ranked, each with its interval: which are real and which are too early to call. */
#include <math.h>

#include "analysis/chart/axis.h"
#include "analysis/chart/bar.h"

/* Pixels. */
enum { TALLEST_ROW = 40, LOWEST_ROW = 22, USUAL_HEIGHT = 380, LABEL_GAP = 7 };

typedef struct {
    const an_chart_rank *chart;
    an_canvas *canvas;
    an_box plot;
    an_scale scale;
    double pitch;
    int decimals;
} rank;

static const an_font number_font = {AN_SIZE_TEXT, false};

static double x_of(const rank *r, double value)
{
    return an_scale_place(r->scale, value, r->plot.left, r->plot.right);
}

static double y_of(const rank *r, size_t i)
{
    return r->plot.top + ((double)i + 0.5) * r->pitch;
}

static bool is_beyond(const rank *r, double value)
{
    return value < r->scale.lo || value > r->scale.hi;
}

/* Vermilion and blue only where the interval does not hold zero. */
static an_colour colour_of(const an_chart_rank *c, size_t i)
{
    if (c->hi && c->hi[i] < 0)
        return AN_VERMILION;
    return c->lo && c->lo[i] > 0 ? AN_BLUE : AN_PALE;
}

static an_scale make_scale(const an_chart_rank *c)
{
    const double *const all[] = {c->value, c->lo, c->hi};
    an_range range = {0, 0};
    double reach = 0;

    for (size_t k = 0; k < 3; k++) {
        an_range_add(&range, all[k], c->n);
        if (all[k])
            reach = fmax(reach, an_scale_reach(all[k], c->n, 0));
    }
    range.lo = fmax(range.lo, -reach);
    range.hi = fmin(range.hi, reach);
    return an_scale_make(range, 8);
}

static void number_of(const rank *r, size_t i, char text[AN_NUMBER_SIZE])
{
    const double value = r->chart->value[i];

    an_number(value, fabs(value) < 100 ? r->decimals : 0, true, text);
}

/* Makes room for the numbers outside the bars, left of the plot and right of it. */
static void leave_room(rank *r)
{
    double left = 0, right = 0;

    for (size_t i = 0; i < r->chart->n; i++) {
        const double value = r->chart->value[i];
        char text[AN_NUMBER_SIZE];
        double width;

        number_of(r, i, text);
        width = an_words_width(text, number_font) + LABEL_GAP;
        left = value < 0 ? fmax(left, width) : left;
        right = value < 0 ? right : fmax(right, width);
    }
    r->plot.left += left;
    r->plot.right -= right;
}

static void draw_interval(const rank *r, size_t i)
{
    const double y = y_of(r, i), half = 0.11 * r->pitch;
    const double ends[] = {r->chart->lo ? r->chart->lo[i] : NAN,
                           r->chart->hi ? r->chart->hi[i] : NAN};
    const an_pen pen = {AN_INK, 1.5, false};

    an_canvas_segment(r->canvas, pen, x_of(r, ends[0]), y, x_of(r, ends[1]), y);
    for (size_t k = 0; k < 2; k++)
        if (!is_beyond(r, ends[k]))
            an_canvas_segment(r->canvas, pen, x_of(r, ends[k]), y - half, x_of(r, ends[k]),
                              y + half);
}

/* The number stands outside the bar and the interval, on the side the value leans to. */
static void draw_number(const rank *r, size_t i)
{
    const an_chart_rank *c = r->chart;
    const double value = c->value[i], y = y_of(r, i);
    const an_style under = {number_font, AN_INK, AN_RIGHT}, over = {number_font, AN_INK, AN_LEFT};
    char text[AN_NUMBER_SIZE];

    number_of(r, i, text);
    if (value < 0)
        an_canvas_words(r->canvas, under,
                        x_of(r, fmin(value, c->lo ? c->lo[i] : value)) - LABEL_GAP, y, text);
    else
        an_canvas_words(r->canvas, over, x_of(r, fmax(value, c->hi ? c->hi[i] : value)) + LABEL_GAP,
                        y, text);
}

static void draw(rank *r)
{
    const an_chart_rank *c = r->chart;

    r->plot = an_canvas_body(r->canvas);
    r->plot.bottom -= AN_AXIS_LINE;
    r->plot.left = an_axis_rows(r->canvas, c->labels, c->n, r->pitch, r->plot);
    leave_room(r);
    an_axis_horizontal(r->canvas, r->scale, true, "%", r->plot);
    for (size_t i = 0; i < c->n; i++)
        an_bar_lying(r->canvas, r->scale, r->plot, c->value[i], y_of(r, i), 0.3 * r->pitch,
                     colour_of(c, i));
    an_canvas_segment(r->canvas, (an_pen){AN_INK, 1.5, false}, x_of(r, 0), r->plot.top, x_of(r, 0),
                      r->plot.bottom);
    for (size_t i = 0; i < c->n; i++) {
        draw_interval(r, i);
        draw_number(r, i);
    }
}

fc_status an_chart_draw_rank(an_gnuplot *g, const an_chart_rank *c, an_chart_format format,
                             const char *path)
{
    rank r = {.chart = c, .scale = make_scale(c)};
    fc_status status;

    r.pitch = fmax(LOWEST_ROW, fmin(TALLEST_ROW, floor(USUAL_HEIGHT / fmax(1, (double)c->n))));
    r.decimals = an_number_decimals(fmax(-r.scale.lo, r.scale.hi));
    status = an_canvas_new(&c->heading, (double)c->n * r.pitch + AN_AXIS_LINE, &r.canvas);
    if (status != FC_OK)
        return status;
    draw(&r);
    return an_canvas_draw(r.canvas, g, format, path);
}
