/* layers.c - lines below each other on the same periods: what a series is made of. */
#include <math.h>
#include <stdlib.h>

#include "analysis/chart/axis.h"

/* Pixels. */
enum { TITLE = 24, ROW_GAP = 14, HEIGHT = 74, MOST_STEPS = 3, KEY_GAP = 16 };

typedef struct {
    const an_chart_layers *chart;
    an_canvas *canvas;
    an_periods periods;
    double left, right;
    double *x, *y;
} layers;

static an_scale scale_of(const an_chart_layers *c, size_t panel)
{
    an_range range = an_range_empty;

    an_range_add(&range, c->value + panel * c->n, c->n);
    return an_scale_make(range, MOST_STEPS);
}

/* The line of what was in ink, of what is forecast in blue: both go through the last actual. */
static void draw_line(const layers *l, size_t panel, an_scale scale, an_box plot)
{
    const an_chart_layers *c = l->chart;
    const size_t known = c->n_actual, from = known > 0 ? known - 1 : 0;

    for (size_t i = 0; i < c->n; i++) {
        l->x[i] = l->periods.x + (double)i * l->periods.step;
        l->y[i] = an_scale_place(scale, c->value[panel * c->n + i], plot.bottom, plot.top);
    }
    an_canvas_line(l->canvas, (an_pen){AN_BLUE, 2.2, false}, c->n - from, l->x + from, l->y + from);
    an_canvas_line(l->canvas, (an_pen){AN_INK, 1.8, false}, known, l->x, l->y);
}

/* Its name goes as far as `right`. */
static void draw_panel(const layers *l, size_t panel, double top, double right)
{
    const an_chart_layers *c = l->chart;
    const an_box plot = {l->left, l->right, top + TITLE, top + TITLE + HEIGHT};
    const an_style name = {{AN_SIZE_TEXT, true}, AN_INK, AN_LEFT};
    const an_scale scale = scale_of(c, panel);
    char text[AN_WORDS_SIZE];

    an_axis_vertical(l->canvas, scale, plot);
    draw_line(l, panel, scale, plot);
    an_words_clean(c->labels[panel], text);
    an_words_fit(text, name.font, right - plot.left);
    an_canvas_words(l->canvas, name, plot.left, plot.top - TITLE / 2.0 - 1, text);
}

/* What the colours say, above the first panel at the right; returns where it begins. */
static double draw_key(const layers *l, double top)
{
    const an_style forecast = {{AN_SIZE_TEXT, false}, AN_BLUE_WORD, AN_RIGHT};
    const an_style actual = {{AN_SIZE_TEXT, false}, AN_INK, AN_RIGHT};
    const double most = (l->right - l->left) / 4, y = top + TITLE / 2.0 - 1;
    double right = l->right;
    char text[AN_WORDS_SIZE];

    an_words_clean(l->chart->word_forecast, text);
    an_words_fit(text, forecast.font, most);
    an_canvas_words(l->canvas, forecast, right, y, text);
    right -= an_words_width(text, forecast.font) + KEY_GAP;
    an_words_clean(l->chart->word_actual, text);
    an_words_fit(text, actual.font, most);
    an_canvas_words(l->canvas, actual, right, y, text);
    return right - an_words_width(text, actual.font) - KEY_GAP;
}

static void draw(layers *l)
{
    const an_box body = an_canvas_body(l->canvas);
    double width = 0, top = body.top;

    for (size_t p = 0; p < l->chart->n_panels; p++)
        width = fmax(width, an_axis_width(scale_of(l->chart, p)));
    l->left = body.left + width + AN_AXIS_GAP;
    l->right = body.right;
    l->periods.x = l->left + 2;
    l->periods.left = l->left - AN_AXIS_GAP;
    l->periods.right = l->right + AN_AXIS_GAP;
    l->periods.step = (l->right - l->left - 4) / fmax(1, (double)l->periods.n - 1);

    const double key = draw_key(l, top);

    for (size_t p = 0; p < l->chart->n_panels; p++, top += TITLE + HEIGHT + ROW_GAP)
        draw_panel(l, p, top, p == 0 ? key : l->right);
    an_axis_periods(l->canvas, &l->periods, top - ROW_GAP);
}

fc_status an_chart_draw_layers(an_gnuplot *g, const an_chart_layers *c, an_chart_format format,
                               const char *path)
{
    layers l = {.chart = c};
    const double rows = (double)c->n_panels;
    double *room = malloc((2 * c->n + 1) * sizeof *room);
    fc_status status;

    if (!room)
        return fc_no_memory();
    l.x = room;
    l.y = room + c->n;
    l.periods = (an_periods){.labels = c->period_labels, .months = c->months, .n = c->n};
    status = an_canvas_new(&c->heading,
                           rows * (TITLE + HEIGHT) + (rows - 1) * ROW_GAP +
                               an_axis_periods_height(&l.periods),
                           &l.canvas);
    if (status == FC_OK) {
        draw(&l);
        status = an_canvas_draw(l.canvas, g, format, path);
    }
    free(room);
    return status;
}
