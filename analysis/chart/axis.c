/* axis.c - what stands around a plot: tics of values, names of periods, names of rows. */
#include "analysis/chart/axis.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TIC_FONT ((an_font){AN_SIZE_TEXT, false})

/* Pixels. */
enum { YEAR_LINE = 18, PERIOD_WIDTH = 110 };

static const an_pen grid_pen = {AN_GRID, 1, false};

double an_axis_width(an_scale scale)
{
    double width = 0;

    for (size_t i = 0; i < an_scale_count(scale); i++) {
        char text[AN_NUMBER_SIZE];

        an_scale_label(scale, i, false, text);
        width = fmax(width, an_words_width(text, TIC_FONT));
    }
    return width;
}

void an_axis_grid(an_canvas *canvas, an_scale scale, an_box plot)
{
    for (size_t i = 0; i < an_scale_count(scale); i++) {
        const double y = an_scale_place(scale, an_scale_tic(scale, i), plot.bottom, plot.top);

        an_canvas_segment(canvas, grid_pen, plot.left, y, plot.right, y);
    }
}

void an_axis_vertical(an_canvas *canvas, an_scale scale, an_box plot)
{
    const an_style style = {TIC_FONT, AN_MUTE, AN_RIGHT};

    an_axis_grid(canvas, scale, plot);
    for (size_t i = 0; i < an_scale_count(scale); i++) {
        const double y = an_scale_place(scale, an_scale_tic(scale, i), plot.bottom, plot.top);
        char text[AN_NUMBER_SIZE];

        an_scale_label(scale, i, false, text);
        an_canvas_words(canvas, style, plot.left - AN_AXIS_GAP, y, text);
    }
}

void an_axis_horizontal(an_canvas *canvas, an_scale scale, bool sign, const char *unit, an_box plot)
{
    const an_style style = {TIC_FONT, AN_MUTE, AN_CENTRE};
    const double step = (plot.right - plot.left) / (double)(an_scale_count(scale) - 1);
    const double widest = an_axis_width(scale) + an_words_width("+%", TIC_FONT) + 8;
    const size_t stride = (size_t)ceil(widest / fmax(1, step));

    for (size_t i = 0; i < an_scale_count(scale); i++) {
        const double x = an_scale_place(scale, an_scale_tic(scale, i), plot.left, plot.right);
        char number[AN_NUMBER_SIZE], text[AN_NUMBER_SIZE + 8];

        an_canvas_segment(canvas, grid_pen, x, plot.top, x, plot.bottom);
        an_scale_label(scale, i, sign, number);
        snprintf(text, sizeof text, "%s%s", number, unit);
        if (i % stride == 0)
            an_canvas_words(canvas, style, x, plot.bottom + AN_AXIS_LINE / 2 + 2, text);
    }
}

double an_axis_rows(an_canvas *canvas, const char *const *labels, size_t n, double pitch,
                    an_box plot)
{
    const an_style style = {TIC_FONT, AN_INK, AN_RIGHT};
    const double most = 0.3 * (plot.right - plot.left);
    char text[AN_WORDS_SIZE];
    double width = 0;

    for (size_t i = 0; i < n; i++) {
        an_words_clean(labels[i], text);
        an_words_fit(text, style.font, most);
        width = fmax(width, an_words_width(text, style.font));
    }
    for (size_t i = 0; i < n; i++) {
        an_words_clean(labels[i], text);
        an_words_fit(text, style.font, most);
        an_canvas_words(canvas, style, plot.left + width, plot.top + ((double)i + 0.5) * pitch,
                        text);
    }
    return plot.left + width + AN_AXIS_GAP;
}

/* The label's year and what follows it; a label of another form has no year. */
typedef struct {
    char year[5];
    char name[AN_WORDS_SIZE];
    size_t number; /* in the year: 3 of "2026-03", 11 of "2026-W11"; 0 where there is none */
    double half;   /* of the width of the name */
} period_name;

static period_name split(const an_periods *periods, size_t i)
{
    period_name period = {.number = 0};
    char text[AN_WORDS_SIZE];
    const char *rest = text + 5;

    an_words_clean(periods->labels[i], text);
    if (strspn(text, "0123456789") != 4 || text[4] != '-') {
        strcpy(period.name, text);
    } else {
        memcpy(period.year, text, 4);
        strcpy(period.name, rest);
        if (!strchr(rest, '-')) /* not a day */
            period.number = strtoul(rest + (isalpha((unsigned char)*rest) ? 1 : 0), NULL, 10);
        if (periods->months && period.number >= 1 && period.number <= 12 && strlen(rest) == 2)
            an_words_clean(periods->months[period.number - 1], period.name);
    }
    an_words_fit(period.name, TIC_FONT, PERIOD_WIDTH);
    period.half = an_words_width(period.name, TIC_FONT) / 2;
    return period;
}

double an_axis_periods_height(const an_periods *periods)
{
    bool years = false;

    for (size_t i = 0; i < periods->n && !years; i++)
        years = *split(periods, i).year != '\0';
    return AN_AXIS_LINE + (years ? YEAR_LINE : 0);
}

/* Which periods are named: one in so many, counted within the year where that hits any. */
typedef struct {
    size_t stride;
    bool by_year;
} rhythm;

static bool is_named(const rhythm *r, const period_name *period, size_t i)
{
    return (r->by_year && period->number > 0 ? period->number - 1 : i) % r->stride == 0;
}

/* The first round number of steps that the widest name fits into. */
static rhythm choose_rhythm(const an_periods *periods)
{
    static const size_t strides[] = {1, 2, 3, 4, 6, 12, 13, 26, 52};
    const size_t n = sizeof strides / sizeof *strides;
    rhythm chosen = {1, true};
    bool hit = false;
    double half = 0;
    size_t k = 0;

    for (size_t i = 0; i < periods->n; i++)
        half = fmax(half, split(periods, i).half);
    while (k + 1 < n && (double)strides[k] * periods->step < 2 * half + 12)
        k++;
    chosen.stride = strides[k];
    for (size_t i = 0; i < periods->n && !hit; i++) {
        const period_name period = split(periods, i);

        hit = is_named(&chosen, &period, i);
    }
    chosen.by_year = hit;
    return chosen;
}

/* Middle of words that are not to run out of the place they have. */
static double keep_inside(const an_periods *periods, double x, double half)
{
    return fmax(periods->left + half, fmin(periods->right - half, x));
}

void an_axis_periods(an_canvas *canvas, const an_periods *periods, double y)
{
    const an_style style = {TIC_FONT, AN_MUTE, AN_CENTRE};
    const rhythm chosen = choose_rhythm(periods);
    double name_end = -INFINITY, year_end = -INFINITY; /* of what was written last */
    char last_year[5] = "";

    y += AN_AXIS_LINE / 2 + 2;
    for (size_t i = 0; i < periods->n; i++) {
        const period_name period = split(periods, i);
        const double place = periods->x + (double)i * periods->step;
        const double x = keep_inside(periods, place, period.half);
        const double half_year = an_words_width(period.year, style.font) / 2;
        const double x_year = keep_inside(periods, place, half_year);

        if (!is_named(&chosen, &period, i) || x - period.half < name_end + 6)
            continue;
        an_canvas_words(canvas, style, x, y, period.name);
        name_end = x + period.half;
        if (strcmp(period.year, last_year) == 0 || x_year - half_year < year_end + 6)
            continue;
        an_canvas_words(canvas, style, x_year, y + YEAR_LINE, period.year);
        strcpy(last_year, period.year);
        year_end = x_year + half_year;
    }
}
