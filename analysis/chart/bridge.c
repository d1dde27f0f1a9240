/* bridge.c - from plan to outlook, step by step: who carries the gap. */
#include <math.h>
#include <stdlib.h>

#include "analysis/chart/axis.h"
#include "analysis/chart/bar.h"

/* Pixels. */
enum {
    UPRIGHT_HEIGHT = 340,
    HEAD_ROOM = 24,
    TALLEST_ROW = 36,
    LOWEST_ROW = 22,
    USUAL_HEIGHT = 400
};
enum { MOST_UPRIGHT = 12, LABEL_LINES = 2, LINE_HEIGHT = 18, LABEL_GAP = 7 };

/* Share of a bar's place that the bar takes on each side of its middle. */
#define HALF 0.34

/* Bars stand side by side while their names fit below them, else they lie below each other. */
typedef struct {
    const an_chart_bridge *chart;
    an_canvas *canvas;
    an_box plot;
    an_scale scale;
    bool upright;
    size_t n;     /* of bars: the start, the steps, the end */
    double pitch; /* from one bar to the next */
    int decimals;
    size_t lines; /* of the longest name below an upright bar */
} bridge;

static double step_at(const an_chart_bridge *c, size_t i)
{
    return isfinite(c->steps[i]) ? c->steps[i] : 0;
}

static const char *label_at(const bridge *b, size_t bar)
{
    const an_chart_bridge *c = b->chart;

    return bar == 0 ? c->start_label : bar + 1 == b->n ? c->end_label : c->labels[bar - 1];
}

/* The axis begins at zero, unless all levels are so far from it that the steps could not be seen.
 */
static an_scale make_scale(const an_chart_bridge *c)
{
    an_range range = an_range_empty;
    double level = c->start;

    an_range_add(&range, &c->start, 1);
    an_range_add(&range, &c->end, 1);
    for (size_t i = 0; i < c->n; i++) {
        level += step_at(c, i);
        an_range_add(&range, &level, 1);
    }
    if (range.lo > 0.5 * range.hi) {
        const double spread = fmax(range.hi - range.lo, 0.02 * range.hi);

        range.lo -= 0.35 * spread;
    } else {
        range.lo = fmin(range.lo, 0);
        range.hi = fmax(range.hi, 0);
    }
    return an_scale_make(range, 6);
}

/* Whether every name fits below its bar, and in how many lines. */
static bool names_fit(bridge *b, double width)
{
    bool fit = b->n <= MOST_UPRIGHT;

    b->lines = 1;
    for (size_t i = 0; i < b->n && fit; i++) {
        char text[AN_WORDS_SIZE];
        an_lines lines;

        an_words_clean(label_at(b, i), text);
        fit = an_words_wrap(text, (an_font){AN_SIZE_TEXT, false}, width, LABEL_LINES, &lines);
        b->lines = lines.n > b->lines ? lines.n : b->lines;
    }
    return fit;
}

/* The middle of a bar's place, and where a value stands. */
static double place_of(const bridge *b, size_t bar)
{
    return (b->upright ? b->plot.left : b->plot.top) + ((double)bar + 0.5) * b->pitch;
}

static double end_of(const bridge *b, double value)
{
    return b->upright ? an_scale_place(b->scale, value, b->plot.bottom, b->plot.top)
                      : an_scale_place(b->scale, value, b->plot.left, b->plot.right);
}

static void draw_bar(const bridge *b, size_t bar, double from, double to, an_colour colour,
                     bool broken)
{
    const double place = place_of(b, bar), half = HALF * b->pitch;
    const double lo = fmin(end_of(b, from), end_of(b, to));
    const double hi = fmax(end_of(b, from), end_of(b, to));
    const an_box box = b->upright ? (an_box){place - half, place + half, lo, hi}
                                  : (an_box){lo, hi, place - half, place + half};

    if (broken)
        an_bar_broken(b->canvas, box, b->upright ? AN_BAR_BOTTOM : AN_BAR_LEFT, colour);
    else
        an_canvas_box(b->canvas, box, colour);
}

/* Joins the ends of two bars at the level that both share. */
static void draw_link(const bridge *b, size_t bar, double level)
{
    const an_pen pen = {AN_RULE, 1, false};
    const double from = place_of(b, bar) + HALF * b->pitch;
    const double to = place_of(b, bar + 1) - HALF * b->pitch, at = end_of(b, level);

    if (b->upright)
        an_canvas_segment(b->canvas, pen, from, at, to, at);
    else
        an_canvas_segment(b->canvas, pen, at, from, at, to);
}

/* Above an upright bar, to the right of a lying one. */
static void draw_number(const bridge *b, size_t bar, double value, bool sign, double top,
                        an_colour colour)
{
    const an_font font = {AN_SIZE_TEXT, false};
    const double place = place_of(b, bar);
    char text[AN_NUMBER_SIZE];

    an_number(value, b->decimals, sign, text);
    if (b->upright)
        an_canvas_words(b->canvas, (an_style){font, colour, AN_CENTRE}, place, end_of(b, top) - 12,
                        text);
    else
        an_canvas_words(b->canvas, (an_style){font, colour, AN_LEFT}, end_of(b, top) + LABEL_GAP,
                        place, text);
}

static void draw_names(const bridge *b)
{
    const an_style style = {{AN_SIZE_TEXT, false}, AN_INK, AN_CENTRE};

    for (size_t i = 0; i < b->n; i++) {
        char text[AN_WORDS_SIZE];
        an_lines lines;

        an_words_clean(label_at(b, i), text);
        an_words_wrap(text, style.font, b->pitch - 8, LABEL_LINES, &lines);
        for (size_t k = 0; k < lines.n; k++)
            an_canvas_words(b->canvas, style, place_of(b, i),
                            b->plot.bottom + 14 + (double)k * LINE_HEIGHT, lines.line[k]);
    }
}

static void draw_bars(const bridge *b)
{
    const an_chart_bridge *c = b->chart;
    const double base = fmax(0, b->scale.lo);
    double level = c->start;

    draw_bar(b, 0, base, c->start, AN_GREY_WORD, base > 0);
    draw_number(b, 0, c->start, false, fmax(base, c->start), AN_GREY_WORD);
    for (size_t i = 0; i < c->n; i++) {
        const double step = step_at(c, i), next = level + step;

        draw_link(b, i, level);
        draw_bar(b, i + 1, level, next, step < 0 ? AN_VERMILION : AN_BLUE, false);
        draw_number(b, i + 1, c->steps[i], true, fmax(level, next),
                    step < 0   ? AN_VERMILION_WORD
                    : step > 0 ? AN_BLUE_WORD
                               : AN_MUTE);
        level = next;
    }
    draw_link(b, b->n - 2, level);
    draw_bar(b, b->n - 1, base, c->end, AN_INK, base > 0);
    draw_number(b, b->n - 1, c->end, false, fmax(base, c->end), AN_INK);
}

static void draw_upright(bridge *b)
{
    b->plot.left += an_axis_width(b->scale) + AN_AXIS_GAP;
    b->plot.top += HEAD_ROOM;
    b->plot.bottom -= AN_AXIS_LINE + (double)(b->lines - 1) * LINE_HEIGHT;
    b->pitch = (b->plot.right - b->plot.left) / (double)b->n;
    an_axis_vertical(b->canvas, b->scale, b->plot);
    draw_names(b);
    draw_bars(b);
}

static fc_status draw_lying(bridge *b)
{
    const char **labels = malloc(b->n * sizeof *labels);
    double room = 0;

    if (!labels)
        return fc_no_memory();
    for (size_t i = 0; i < b->n; i++) {
        const an_chart_bridge *c = b->chart;
        const bool total = i == 0 || i + 1 == b->n;
        char text[AN_NUMBER_SIZE];

        labels[i] = label_at(b, i);
        an_number(total ? fmax(fabs(c->start), fabs(c->end)) : c->steps[i - 1], b->decimals, !total,
                  text);
        room = fmax(room, an_words_width(text, (an_font){AN_SIZE_TEXT, false}));
    }
    b->plot.bottom -= AN_AXIS_LINE;
    b->plot.left = an_axis_rows(b->canvas, labels, b->n, b->pitch, b->plot);
    b->plot.right -= room + LABEL_GAP;
    free(labels);
    an_axis_horizontal(b->canvas, b->scale, false, "", b->plot);
    draw_bars(b);
    return FC_OK;
}

fc_status an_chart_draw_bridge(an_gnuplot *g, const an_chart_bridge *c, an_chart_format format,
                               const char *path)
{
    bridge b = {.chart = c, .scale = make_scale(c), .n = c->n + 2};
    const double width =
        AN_CHART_WIDTH - 2 * AN_CHART_MARGIN - AN_AXIS_GAP - an_axis_width(b.scale);
    double largest = 0, height = UPRIGHT_HEIGHT;
    fc_status status;

    for (size_t i = 0; i < c->n; i++)
        largest = fmax(largest, fabs(step_at(c, i)));
    b.decimals = an_number_decimals(largest);
    b.upright = names_fit(&b, width / (double)b.n - 8);
    if (!b.upright) {
        b.pitch = fmax(LOWEST_ROW, fmin(TALLEST_ROW, floor(USUAL_HEIGHT / (double)b.n)));
        height = (double)b.n * b.pitch + AN_AXIS_LINE;
    }
    status = an_canvas_new(&c->heading, height, &b.canvas);
    if (status != FC_OK)
        return status;
    b.plot = an_canvas_body(b.canvas);
    if (b.upright)
        draw_upright(&b);
    else
        status = draw_lying(&b);
    if (status == FC_OK)
        return an_canvas_draw(b.canvas, g, format, path);
    an_canvas_free(b.canvas);
    return status;
}
