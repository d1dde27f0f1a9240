/* small.c - one small panel a node on the same scale, plan = 100: who is the outlier. */
#include <math.h>
#include <stdlib.h>

#include "analysis/chart/axis.h"

/* Pixels. */
enum { TITLE = 26, PANEL_GAP = 26, ROW_GAP = 22, MOST_COLUMNS = 4 };

/* A gap of less than this many percent is not coloured. */
#define NOTABLE 3.0

typedef struct {
    const an_chart_small *chart;
    an_canvas *canvas;
    an_scale scale;
    an_periods periods; /* placed anew for each panel */
    size_t columns;
    double width, height; /* of a plot */
    double *x, *y, *upper;
} small;

static size_t count_rows(const small *s)
{
    return (s->chart->n_panels + s->columns - 1) / s->columns;
}

static an_scale make_scale(const an_chart_small *c)
{
    const double *const all[] = {c->value, c->lo, c->hi};
    an_range range = {100, 100};
    double reach = 0;

    for (size_t k = 0; k < 3; k++) {
        an_range_add(&range, all[k], c->n_panels * c->n);
        if (all[k])
            reach = fmax(reach, an_scale_reach(all[k], c->n_panels * c->n, 100));
    }
    range.lo = fmax(range.lo, 100 - reach);
    range.hi = fmin(range.hi, 100 + reach);
    return an_scale_make(range, 4);
}

/* The band begins at the last actual, as the forecast does. */
static double band_at(const an_chart_small *c, const double *values, size_t first, size_t i)
{
    const double at = values ? values[first + i] : NAN;

    return i + 1 == c->n_actual && isnan(at) ? c->value[first + i] : at;
}

static void draw_lines(const small *s, size_t panel, an_box plot)
{
    static const an_colour colours[] = {AN_VERMILION, AN_GREY_WORD, AN_BLUE};
    const an_chart_small *c = s->chart;
    const double gap = c->gap_pct[panel],
                 plan = an_scale_place(s->scale, 100, plot.bottom, plot.top);
    const an_colour colour = colours[gap < -NOTABLE ? 0 : gap > NOTABLE ? 2 : 1];
    const size_t first = panel * c->n;

    for (size_t i = 0; i < c->n; i++) {
        s->x[i] = s->periods.x + (double)i * s->periods.step;
        s->y[i] = an_scale_place(s->scale, band_at(c, c->lo, first, i), plot.bottom, plot.top);
        s->upper[i] = an_scale_place(s->scale, band_at(c, c->hi, first, i), plot.bottom, plot.top);
    }
    an_canvas_area(s->canvas, colour, 0.25, c->n, s->x, s->y, s->upper);
    an_canvas_segment(s->canvas, (an_pen){AN_RULE, 1.5, false}, plot.left, plan, plot.right, plan);
    for (size_t i = 0; i < c->n; i++)
        s->y[i] = an_scale_place(s->scale, c->value[first + i], plot.bottom, plot.top);
    an_canvas_line(s->canvas, (an_pen){colour, 2.2, false}, c->n, s->x, s->y);
    if (c->n_actual > 0 && c->n_actual < c->n)
        an_canvas_dot(s->canvas, s->x[c->n_actual - 1], s->y[c->n_actual - 1], 3, colour);
}

static void draw_title(const small *s, size_t panel, an_box plot)
{
    static const an_colour colours[] = {AN_VERMILION_WORD, AN_MUTE, AN_BLUE_WORD};
    const double gap = s->chart->gap_pct[panel], y = plot.top - TITLE / 2.0 - 1;
    const an_style name = {{AN_SIZE_TEXT, true}, AN_INK, AN_LEFT};
    const an_style number = {{AN_SIZE_TEXT, false},
                             colours[gap < -NOTABLE  ? 0
                                     : gap > NOTABLE ? 2
                                                     : 1],
                             AN_RIGHT};
    char text[AN_WORDS_SIZE], digits[AN_NUMBER_SIZE], percent[AN_NUMBER_SIZE + 1];

    an_number(gap, fabs(gap) < 100 ? 1 : 0, true, digits);
    snprintf(percent, sizeof percent, "%s%s", digits, *digits ? "%" : "");
    an_canvas_words(s->canvas, number, plot.right, y, percent);
    an_words_clean(s->chart->labels[panel], text);
    an_words_fit(text, name.font, s->width - an_words_width(percent, number.font) - 10);
    an_canvas_words(s->canvas, name, plot.left, y, text);
}

/* Numbers stand at the first panel of a row only, periods where no panel stands below. */
static void draw_panel(small *s, size_t panel, double left, double top)
{
    const size_t n = s->chart->n_panels;
    an_box plot = {left, left + s->width, top + TITLE, top + TITLE + s->height};

    s->periods.x = plot.left + 2;
    s->periods.left = plot.left - PANEL_GAP / 2.0 + 4;
    s->periods.right = plot.right + PANEL_GAP / 2.0 - 4;
    s->periods.step = (s->width - 4) / fmax(1, (double)s->periods.n - 1);
    if (panel % s->columns == 0)
        an_axis_vertical(s->canvas, s->scale, plot);
    else
        an_axis_grid(s->canvas, s->scale, plot);
    draw_lines(s, panel, plot);
    draw_title(s, panel, plot);
    if (panel + s->columns >= n)
        an_axis_periods(s->canvas, &s->periods, plot.bottom);
}

static void draw(small *s)
{
    const an_box body = an_canvas_body(s->canvas);
    const double left = body.left + an_axis_width(s->scale) + AN_AXIS_GAP;
    const double columns = (double)s->columns;

    s->width = (body.right - left - (columns - 1) * PANEL_GAP) / columns;
    for (size_t i = 0; i < s->chart->n_panels; i++) {
        const size_t row = i / s->columns, column = i % s->columns;

        draw_panel(s, i, left + (double)column * (s->width + PANEL_GAP),
                   body.top + (double)row * (TITLE + s->height + ROW_GAP));
    }
}

fc_status an_chart_draw_small(an_gnuplot *g, const an_chart_small *c, an_chart_format format,
                              const char *path)
{
    small s = {.chart = c, .scale = make_scale(c), .columns = MOST_COLUMNS};
    double *room = malloc((3 * c->n + 1) * sizeof *room), rows;
    fc_status status;

    if (!room)
        return fc_no_memory();
    s.x = room;
    s.y = room + c->n;
    s.upper = room + 2 * c->n;
    s.periods = (an_periods){.labels = c->period_labels, .months = c->months, .n = c->n};
    if (c->n_panels < s.columns)
        s.columns = c->n_panels > 0 ? c->n_panels : 1;
    rows = (double)count_rows(&s);
    s.height = rows <= 1 ? 180 : rows <= 2 ? 130 : 100;
    status = an_canvas_new(&c->heading,
                           rows * (TITLE + s.height) + (rows - 1) * ROW_GAP +
                               an_axis_periods_height(&s.periods),
                           &s.canvas);
    if (status == FC_OK) {
        draw(&s);
        status = an_canvas_draw(s.canvas, g, format, path);
    }
    free(room);
    return status;
}
