/* canvas.c - one picture as a gnuplot script: data blocks, and one plot command that draws them.
 *
 * The plot covers the whole picture with pixels as coordinates, so that nothing depends on how
 * gnuplot lays out axes, and user text stands only in data blocks, where nothing is substituted. */
#include "analysis/chart/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/gnuplot.h"

typedef struct {
    an_style style;
    double x, y;
    char *text;
} words;

/* What the rows of the open data block are drawn with. */
typedef struct {
    enum { NOTHING, BOXES, DOTS, LINES, AREA, WORDS } kind;
    an_pen pen;
} layer;

struct an_canvas {
    double height;
    an_box body;
    size_t n_blocks;
    layer open;
    FILE *data, *plot; /* streams into memory */
    char *data_text, *plot_text;
    size_t data_size, plot_size;
    words *words;
    size_t n_words, words_capacity;
    bool no_memory;
};

void an_canvas_free(an_canvas *canvas)
{
    if (!canvas)
        return;
    if (canvas->data)
        fclose(canvas->data);
    if (canvas->plot)
        fclose(canvas->plot);
    for (size_t i = 0; i < canvas->n_words; i++)
        free(canvas->words[i].text);
    free(canvas->words);
    free(canvas->data_text);
    free(canvas->plot_text);
    free(canvas);
}

void an_canvas_words(an_canvas *canvas, an_style style, double x, double y, const char *clean)
{
    char *text;

    if (!*clean || !isfinite(x) || !isfinite(y))
        return;
    if (canvas->n_words == canvas->words_capacity) {
        const size_t capacity = canvas->words_capacity * 2 + 32;
        words *more = realloc(canvas->words, capacity * sizeof *more);

        canvas->no_memory = canvas->no_memory || !more;
        if (!more)
            return;
        canvas->words = more;
        canvas->words_capacity = capacity;
    }
    text = strdup(clean);
    canvas->no_memory = canvas->no_memory || !text;
    if (text)
        canvas->words[canvas->n_words++] = (words){style, x, y, text};
}

/* Lines of heading or foot from y downwards; returns where they end. */
static double put_lines(an_canvas *canvas, const an_lines *lines, an_style style, double pitch,
                        double y)
{
    for (size_t i = 0; i < lines->n; i++, y += pitch)
        an_canvas_words(canvas, style, AN_CHART_MARGIN, y + pitch / 2, lines->line[i]);
    return y;
}

static void wrap(const char *text, an_font font, size_t max_lines, an_lines *lines)
{
    char clean[AN_WORDS_SIZE];

    an_words_clean(text, clean);
    an_words_wrap(clean, font, AN_CHART_WIDTH - 2 * AN_CHART_MARGIN, max_lines, lines);
}

static void lay_out(an_canvas *canvas, const an_chart_heading *heading, double body_height)
{
    const an_style title = {{AN_SIZE_TITLE, true}, AN_INK, AN_LEFT};
    const an_style subtitle = {{AN_SIZE_TEXT, false}, AN_MUTE, AN_LEFT};
    const an_style foot = {{AN_SIZE_FOOT, false}, AN_MUTE, AN_LEFT};
    const double margin = AN_CHART_MARGIN;
    double y = 8;
    an_lines lines;

    wrap(heading->title, title.font, 2, &lines);
    y = put_lines(canvas, &lines, title, 28, y + (lines.n > 0 ? 8 : 0));
    wrap(heading->subtitle, subtitle.font, 2, &lines);
    y = put_lines(canvas, &lines, subtitle, 20, y + (lines.n > 0 ? 4 : 0));
    y += y > 8 ? 14 : 0;
    canvas->body = (an_box){margin, AN_CHART_WIDTH - margin, y, y + body_height};
    wrap(heading->foot, foot.font, 3, &lines);
    y = canvas->body.bottom + (lines.n > 0 ? 12 : 0);
    canvas->height = ceil(put_lines(canvas, &lines, foot, 15, y) + 10);
}

fc_status an_canvas_new(const an_chart_heading *heading, double body_height, an_canvas **made)
{
    an_canvas *canvas = calloc(1, sizeof *canvas);

    *made = NULL;
    if (!canvas)
        return fc_no_memory();
    canvas->data = open_memstream(&canvas->data_text, &canvas->data_size);
    canvas->plot = open_memstream(&canvas->plot_text, &canvas->plot_size);
    if (!canvas->data || !canvas->plot) {
        an_canvas_free(canvas);
        return fc_no_memory();
    }
    lay_out(canvas, heading, body_height);
    *made = canvas;
    return FC_OK;
}

an_box an_canvas_body(const an_canvas *canvas)
{
    return canvas->body;
}

static void close_block(an_canvas *canvas)
{
    if (canvas->open.kind != NOTHING)
        fputs("EOD\n", canvas->data);
    canvas->open.kind = NOTHING;
}

/* Begins a data block and its element of the plot command, which the caller completes. */
static void open_block(an_canvas *canvas, layer next)
{
    close_block(canvas);
    canvas->open = next;
    canvas->n_blocks++;
    fprintf(canvas->data, "$d%zu << EOD\n", canvas->n_blocks);
    fprintf(canvas->plot, "%s$d%zu ", canvas->n_blocks > 1 ? ", \\\n  " : "plot ",
            canvas->n_blocks);
}

static bool same_layer(layer a, layer b)
{
    return a.kind == b.kind && a.pen.colour == b.pen.colour && a.pen.width == b.pen.width &&
           a.pen.dashed == b.pen.dashed;
}

void an_canvas_box(an_canvas *canvas, an_box box, an_colour colour)
{
    const layer boxes = {.kind = BOXES};

    if (!isfinite(box.left) || !isfinite(box.right) || !isfinite(box.top) || !isfinite(box.bottom))
        return;
    if (!same_layer(canvas->open, boxes)) {
        open_block(canvas, boxes);
        fputs("using 1:3:1:2:3:4:5 with boxxyerror fs solid noborder lc rgb variable notitle",
              canvas->plot);
    }
    fprintf(canvas->data, "%.2f %.2f %.2f %.2f %u\n", box.left, box.right, box.top, box.bottom,
            an_theme[colour].light);
}

void an_canvas_dot(an_canvas *canvas, double x, double y, double radius, an_colour colour)
{
    const layer dots = {.kind = DOTS};

    if (!isfinite(x) || !isfinite(y))
        return;
    if (!same_layer(canvas->open, dots)) {
        open_block(canvas, dots);
        fputs("using 1:2:3:4 with circles fs solid noborder lc rgb variable notitle", canvas->plot);
    }
    fprintf(canvas->data, "%.2f %.2f %.2f %u\n", x, y, radius, an_theme[colour].light);
}

static bool is_point(double x, double y)
{
    return isfinite(x) && isfinite(y);
}

void an_canvas_line(an_canvas *canvas, an_pen pen, size_t n, const double *x, const double *y)
{
    const layer lines = {LINES, pen};

    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && is_point(x[end], y[end]);)
            end++;
        if (end - i == 1)
            an_canvas_dot(canvas, x[i], y[i], pen.width + 1, pen.colour);
        if (end - i > 1 && !same_layer(canvas->open, lines)) {
            open_block(canvas, lines);
            fprintf(canvas->plot, "using 1:2 with lines lw %g lc rgb '#%06X'%s notitle", pen.width,
                    an_theme[pen.colour].light, pen.dashed ? " dt (5,4)" : "");
        }
        for (size_t k = i; end - i > 1 && k < end; k++)
            fprintf(canvas->data, "%.2f %.2f\n", x[k], y[k]);
        if (end - i > 1)
            fputc('\n', canvas->data); /* ends the line */
        end += end == i;               /* past the gap */
    }
}

void an_canvas_segment(an_canvas *canvas, an_pen pen, double x0, double y0, double x1, double y1)
{
    if (x0 == x1)
        x0 = x1 = floor(x0) + 0.5;
    if (y0 == y1)
        y0 = y1 = floor(y0) + 0.5;
    an_canvas_line(canvas, pen, 2, (double[]){x0, x1}, (double[]){y0, y1});
}

void an_canvas_area(an_canvas *canvas, an_colour colour, double opacity, size_t n, const double *x,
                    const double *y0, const double *y1)
{
    for (size_t i = 0, end; i < n; i = end + 1) {
        for (end = i; end < n && is_point(x[end], y0[end]) && isfinite(y1[end]);)
            end++;
        if (end == i)
            continue;
        open_block(canvas, (layer){.kind = AREA});
        fprintf(canvas->plot,
                "using 1:2:3 with filledcurves fs transparent solid %g noborder "
                "fc rgb '#%06X' notitle",
                opacity, an_theme[colour].light);
        for (size_t k = i; k < end; k++)
            fprintf(canvas->data, "%.2f %.2f %.2f\n", x[k] - (end - i == 1 ? 5 : 0), y0[k], y1[k]);
        if (end - i == 1) /* a single period is a bar */
            fprintf(canvas->data, "%.2f %.2f %.2f\n", x[i] + 5, y0[i], y1[i]);
    }
}

static bool same_style(an_style a, an_style b)
{
    return a.font.size == b.font.size && a.font.bold == b.font.bold && a.align == b.align;
}

/* All words of one size, weight and side are one element of the plot. */
static void write_words(an_canvas *canvas)
{
    static const char *const sides[] = {"left", "center", "right"};

    for (size_t i = 0; i < canvas->n_words; i++) {
        const an_style style = canvas->words[i].style;

        if (!canvas->words[i].text)
            continue;
        open_block(canvas, (layer){.kind = WORDS});
        fprintf(canvas->plot, "using 1:2:3:4 with labels %s font '%s,%g' tc rgb variable notitle",
                sides[style.align], style.font.bold ? AN_FONT_BOLD : "", style.font.size);
        for (size_t k = i; k < canvas->n_words; k++) {
            words *w = &canvas->words[k];

            if (!w->text || !same_style(w->style, style))
                continue;
            fprintf(canvas->data, "%.2f %.2f ", w->x, w->y);
            an_words_quote(w->text, canvas->data);
            fprintf(canvas->data, " %u\n", an_theme[w->style.colour].light);
            free(w->text);
            w->text = NULL;
        }
    }
}

fc_status an_canvas_draw(an_canvas *canvas, an_gnuplot *gnuplot, an_chart_format format,
                         const char *path)
{
    fc_status status;

    write_words(canvas);
    if (canvas->n_blocks == 0) /* a plot needs an element */
        an_canvas_box(canvas, (an_box){0, 0, 0, 0}, AN_INK);
    close_block(canvas);
    if (canvas->no_memory || fflush(canvas->data) != 0 || fflush(canvas->plot) != 0)
        status = fc_no_memory();
    else
        status = an_gnuplot_draw(gnuplot, format, canvas->height, canvas->data_text,
                                 canvas->plot_text, path);
    an_canvas_free(canvas);
    return status;
}
