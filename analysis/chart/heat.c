/* heat.c - rows by periods, each cell a percentage with its sign: where and when it goes wrong. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/axis.h"

/* Pixels. */
enum { HEAD_ROOM = 22, TALLEST_ROW = 40, LOWEST_ROW = 24, USUAL_HEIGHT = 400, CELL_GAP = 3 };

/* Under or over plan by this many percent is the next deeper colour. */
static const double limits[] = {1, 4, 8, 15};
enum { N_LIMITS = sizeof limits / sizeof *limits };

static double row_pitch(size_t n_rows)
{
    return fmax(LOWEST_ROW, fmin(TALLEST_ROW, floor(USUAL_HEIGHT / (double)n_rows)));
}

static int heat_of(double value)
{
    int heat = 0;

    while (heat < N_LIMITS && fabs(round(value)) >= limits[heat]) /* as printed */
        heat++;
    return value < 0 ? -heat : heat;
}

/* "+4", "0", "-12", "+3k"; only the sign where a cell is too narrow for its number. */
static void cell_text(double value, an_font font, double width, char text[AN_NUMBER_SIZE])
{
    static const char *const thousands[] = {"", "k", "M", "G"};
    size_t k = 0;

    for (value = round(value); fabs(value) >= 1000 && k < 3; k++)
        value = round(value / 1000);
    if (fabs(value) >= 1000)
        value = copysign(999, value);
    an_number(value, 0, true, text);
    snprintf(text + strlen(text), AN_NUMBER_SIZE - strlen(text), "%s", thousands[k]);
    if (an_words_width(text, font) > width && value != 0)
        text[1] = '\0';
}

static void draw_cells(an_canvas *canvas, const an_chart_heat *c, an_box plot, double pitch)
{
    const double width = (plot.right - plot.left) / (double)c->n_columns, gap = CELL_GAP / 2.0;
    const an_font font = {width < 32 ? 10 : 13, true};

    for (size_t i = 0; i < c->n_rows * c->n_columns; i++) {
        const double value = c->values[i];
        const double x = plot.left + (double)(i % c->n_columns) * width;
        const double y = plot.top + floor((double)i / (double)c->n_columns) * pitch;
        const int heat = heat_of(value);
        const an_colour ink = abs(heat) == N_LIMITS ? AN_HEAT_WORD : AN_INK;
        char text[AN_NUMBER_SIZE];

        if (!isfinite(value))
            continue;
        cell_text(value, font, width, text);
        an_canvas_box(canvas, (an_box){x + gap, x + width - gap, y + gap, y + pitch - gap},
                      (an_colour)(AN_HEAT_ZERO + heat));
        an_canvas_words(canvas, (an_style){font, ink, AN_CENTRE}, x + width / 2, y + pitch / 2,
                        text);
    }
}

/* A line between what has been and what is forecast. */
static void draw_origin(an_canvas *canvas, const an_chart_heat *c, an_box plot)
{
    const double width = (plot.right - plot.left) / (double)c->n_columns;
    const double x = plot.left + (double)c->n_actual * width, y = plot.top - HEAD_ROOM;
    const an_font font = {AN_SIZE_SMALL, false};
    char word[AN_WORDS_SIZE];

    if (c->n_actual == 0 || c->n_actual >= c->n_columns)
        return;
    an_canvas_segment(canvas, (an_pen){AN_RULE, 1, false}, x, y, x, plot.bottom);
    an_words_clean(c->word_actual, word);
    an_words_fit(word, font, x - AN_CHART_MARGIN - 8);
    an_canvas_words(canvas, (an_style){font, AN_MUTE, AN_RIGHT}, x - 8, y + 7, word);
    an_words_clean(c->word_forecast, word);
    an_words_fit(word, font, AN_CHART_WIDTH - AN_CHART_MARGIN - x - 8);
    an_canvas_words(canvas, (an_style){font, AN_MUTE, AN_LEFT}, x + 8, y + 7, word);
}

fc_status an_chart_draw_heat(an_gnuplot *g, const an_chart_heat *c, an_chart_format format,
                             const char *path)
{
    const double pitch = row_pitch(c->n_rows), head = c->n_actual > 0 ? HEAD_ROOM : 0;
    an_periods periods = {.labels = c->column_labels,
                          .months = c->months,
                          .n = c->n_columns,
                          .right = AN_CHART_WIDTH};
    const double foot = an_axis_periods_height(&periods);
    an_canvas *canvas;
    an_box plot;
    fc_status status = an_canvas_new(&c->heading, head + (double)c->n_rows * pitch + foot, &canvas);

    if (status != FC_OK)
        return status;
    plot = an_canvas_body(canvas);
    plot.top += head;
    plot.bottom -= foot;
    plot.left = an_axis_rows(canvas, c->row_labels, c->n_rows, pitch, plot);
    periods.step = (plot.right - plot.left) / (double)c->n_columns;
    periods.x = plot.left + periods.step / 2;
    draw_cells(canvas, c, plot, pitch);
    draw_origin(canvas, c, plot);
    an_axis_periods(canvas, &periods, plot.bottom);
    return an_canvas_draw(canvas, g, format, path);
}
