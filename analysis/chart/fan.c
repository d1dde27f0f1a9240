/* fan.c - actuals, plan and forecast with bands that widen into the future. */
#include <math.h>
#include <stdlib.h>

#include "analysis/chart/axis.h"

/* Pixels. */
enum { BODY_HEIGHT = 400, HEAD_ROOM = 26, SIDE_ROOM = 14, LABEL_PITCH = 19, LABEL_WIDTH = 180 };

typedef struct {
    const an_chart_fan *chart;
    an_canvas *canvas;
    an_box plot;
    an_scale scale;
    double x0, step;       /* where the first period stands, and how far the next one */
    double *x, *y, *upper; /* a line or an area of up to 2n points */
} fan;

/* Words at the right end of a line. */
typedef struct {
    char text[AN_WORDS_SIZE];
    an_colour colour;
    double y;
} end_label;

static const an_font label_font = {AN_SIZE_TEXT, false};

static double at(const double *values, size_t i)
{
    return values && isfinite(values[i]) ? values[i] : NAN;
}

static double actual_at(const an_chart_fan *c, size_t i)
{
    return i < c->n_actual ? at(c->actual, i) : NAN;
}

/* The forecast's line and bands begin at the last actual. */
static double forecast_at(const an_chart_fan *c, const double *values, size_t i)
{
    return i < c->n_actual ? (i + 1 == c->n_actual ? at(c->actual, i) : NAN) : at(values, i);
}

/* What a period came to, or will. */
static double outlook_at(const an_chart_fan *c, size_t i)
{
    return i < c->n_actual ? at(c->actual, i) : at(c->forecast, i);
}

static double x_of(const fan *f, size_t i)
{
    return f->x0 + (double)i * f->step;
}

static double y_of(const fan *f, double value)
{
    return an_scale_place(f->scale, value, f->plot.bottom, f->plot.top);
}

static an_scale make_scale(const an_chart_fan *c)
{
    const double *const ahead[] = {c->forecast, c->lo50, c->hi50, c->lo80,
                                   c->hi80,     c->lo95, c->hi95};
    an_range range = an_range_empty;

    an_range_add(&range, c->actual, c->n_actual);
    an_range_add(&range, c->plan, c->n);
    for (size_t k = 0; k < sizeof ahead / sizeof *ahead; k++)
        if (ahead[k])
            an_range_add(&range, ahead[k] + c->n_actual, c->n - c->n_actual);
    return an_scale_make(range, 6);
}

/* Where what is reached falls short of the plan, up to the very points where the lines cross. */
static void draw_shortfall(const fan *f)
{
    const an_chart_fan *c = f->chart;
    double before = NAN; /* plan less outlook, one period ago */
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        const double outlook = outlook_at(c, i), plan = at(c->plan, i), gap = plan - outlook;

        if (before * gap < 0) {
            const double share = before / (before - gap), last = outlook_at(c, i - 1);

            f->x[n] = x_of(f, i) - (1 - share) * f->step;
            f->y[n] = f->upper[n] = y_of(f, last + share * (outlook - last));
            n++;
        }
        f->x[n] = x_of(f, i);
        f->y[n] = y_of(f, outlook);
        f->upper[n++] = y_of(f, fmax(plan, outlook) + 0 * plan); /* without a plan: a gap */
        before = gap;
    }
    an_canvas_area(f->canvas, AN_SHORTFALL, 0.7, n, f->x, f->y, f->upper);
}

static void draw_bands(const fan *f)
{
    const an_chart_fan *c = f->chart;
    const double *const bands[][2] = {{c->lo95, c->hi95}, {c->lo80, c->hi80}, {c->lo50, c->hi50}};

    for (size_t k = 0; k < sizeof bands / sizeof *bands; k++) {
        for (size_t i = 0; i < c->n; i++) {
            f->x[i] = x_of(f, i);
            f->y[i] = y_of(f, forecast_at(c, bands[k][0], i));
            f->upper[i] = y_of(f, forecast_at(c, bands[k][1], i));
        }
        an_canvas_area(f->canvas, AN_BLUE, 0.16, c->n, f->x, f->y, f->upper);
    }
}

static void draw_lines(const fan *f)
{
    const an_chart_fan *c = f->chart;
    const an_pen pens[] = {{AN_VERMILION, 2, true}, {AN_BLUE, 2.5, false}, {AN_INK, 2.5, false}};

    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < c->n; i++) {
            f->x[i] = x_of(f, i);
            f->y[i] = y_of(f, k == 0   ? at(c->plan, i)
                              : k == 1 ? forecast_at(c, c->forecast, i)
                                       : actual_at(c, i));
        }
        an_canvas_line(f->canvas, pens[k], c->n, f->x, f->y);
    }
}

/* The words of both sides of the last actual, and that point itself. */
static void draw_origin(const fan *f)
{
    const an_chart_fan *c = f->chart;
    const an_font font = {AN_SIZE_SMALL, false};
    const double top = f->plot.top - HEAD_ROOM, y = top + AN_SIZE_SMALL / 2;
    char word[AN_WORDS_SIZE];
    double x;

    if (c->n_actual == 0)
        return;
    x = x_of(f, c->n_actual - 1);
    an_canvas_dot(f->canvas, x, y_of(f, actual_at(c, c->n_actual - 1)), 4, AN_INK);
    if (c->n_actual == c->n)
        return;
    an_canvas_segment(f->canvas, (an_pen){AN_RULE, 1, false}, x, top, x, f->plot.bottom);
    an_words_clean(c->word_actual, word);
    if (x - 8 - an_words_width(word, font) > f->plot.left)
        an_canvas_words(f->canvas, (an_style){font, AN_MUTE, AN_RIGHT}, x - 8, y, word);
    an_words_clean(c->word_forecast, word);
    an_words_fit(word, font, AN_CHART_WIDTH - AN_CHART_MARGIN - x - 8);
    an_canvas_words(f->canvas, (an_style){font, AN_MUTE, AN_LEFT}, x + 8, y, word);
}

static double last_of(const double *values, size_t from, size_t to)
{
    while (to > from && isnan(at(values, to - 1)))
        to--;
    return to > from ? values[to - 1] : NAN;
}

/* What stands at the end of the lines: plan and forecast; the actual where nothing is forecast. */
static size_t make_labels(const an_chart_fan *c, end_label labels[2], double value[2])
{
    const double forecast = last_of(c->forecast, c->n_actual, c->n);
    const bool ahead = !isnan(forecast);
    const double ends[] = {last_of(c->plan, 0, c->n),
                           ahead ? forecast : last_of(c->actual, 0, c->n_actual)};
    const char *const words[] = {c->word_plan, ahead ? c->word_forecast : c->word_actual};
    const an_colour colours[] = {AN_VERMILION_WORD, ahead ? AN_BLUE_WORD : AN_INK};
    const double size = fmax(fabs(ends[0]), fabs(ends[1]));
    const int decimals = size >= 100 ? 0 : an_number_decimals(size / 10); /* three digits */
    size_t n = 0;

    for (size_t k = 0; k < 2; k++) {
        char word[AN_WORDS_SIZE], number[AN_NUMBER_SIZE];

        if (isnan(ends[k]))
            continue;
        an_number(ends[k], decimals, false, number);
        an_words_clean(words[k], word);
        an_words_fit(word, label_font, LABEL_WIDTH - 8 - an_words_width(number, label_font));
        snprintf(labels[n].text, sizeof labels[n].text, "%.900s%s%s", word, *word ? " " : "",
                 number);
        labels[n].colour = colours[k];
        value[n++] = ends[k];
    }
    return n;
}

/* At the heights of their lines, moved apart where they would overlap. */
static void draw_labels(const fan *f, end_label *labels, const double *value, size_t n)
{
    for (size_t k = 0; k < n; k++)
        labels[k].y = y_of(f, value[k]);
    if (n == 2 && fabs(labels[0].y - labels[1].y) < LABEL_PITCH) {
        const double half = LABEL_PITCH / 2.0;
        const double middle = (labels[0].y + labels[1].y) / 2;
        const size_t upper = labels[0].y <= labels[1].y ? 0 : 1;

        labels[upper].y = middle - half;
        labels[!upper].y = middle + half;
    }
    for (size_t k = 0; k < n; k++)
        an_canvas_words(f->canvas, (an_style){label_font, labels[k].colour, AN_LEFT},
                        f->plot.right + 8, labels[k].y, labels[k].text);
}

static void draw(fan *f, end_label *labels, const double *value, size_t n_labels)
{
    const an_chart_fan *c = f->chart;
    an_periods periods = {
        .labels = c->labels, .months = c->months, .n = c->n, .right = AN_CHART_WIDTH};

    f->plot = an_canvas_body(f->canvas);
    f->plot.left += an_axis_width(f->scale) + AN_AXIS_GAP;
    f->plot.top += HEAD_ROOM;
    f->plot.bottom -= an_axis_periods_height(&periods);
    for (size_t k = 0; k < n_labels; k++) {
        const double width = an_words_width(labels[k].text, label_font) + 8;

        f->plot.right = fmin(f->plot.right, an_canvas_body(f->canvas).right - width);
    }
    f->step = (f->plot.right - f->plot.left - SIDE_ROOM) / fmax(1, (double)c->n - 1);
    f->x0 = f->plot.left + SIDE_ROOM;
    periods.x = f->x0;
    periods.step = f->step;
    an_axis_vertical(f->canvas, f->scale, f->plot);
    an_axis_periods(f->canvas, &periods, f->plot.bottom);
    draw_bands(f);
    draw_shortfall(f);
    draw_lines(f);
    draw_origin(f);
    draw_labels(f, labels, value, n_labels);
}

fc_status an_chart_draw_fan(an_gnuplot *g, const an_chart_fan *c, an_chart_format format,
                            const char *path)
{
    double *room = malloc((6 * c->n + 1) * sizeof *room), value[2];
    end_label labels[2];
    fan f = {.chart = c, .scale = make_scale(c), .x = room};
    fc_status status = FC_OK;

    if (!room)
        return fc_no_memory();
    f.y = room + 2 * c->n;
    f.upper = room + 4 * c->n;
    status = an_canvas_new(&c->heading, BODY_HEIGHT, &f.canvas);
    if (status == FC_OK) {
        draw(&f, labels, value, make_labels(c, labels, value));
        status = an_canvas_draw(f.canvas, g, format, path);
    }
    free(room);
    return status;
}
