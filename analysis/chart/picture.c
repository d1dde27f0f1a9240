/* picture.c - the formats of a chart: how gnuplot is asked for one, and whether it is whole. */
#include "analysis/chart/picture.h"

#include <string.h>

#include "analysis/chart/theme.h"

typedef struct {
    const char *terminal, *options;
    double unit; /* of width and height, to a pixel of the layout */
    const char *head, *tail;
} picture_format;

/* A PNG has two dots to a pixel, for slides. The fonts of PNG and PDF are given in points of 4/3
 * pixel, so their scale brings them back to pixels. Butt ends, because round ones leave dots. */
static const picture_format formats[] = {
    [AN_CHART_SVG] = {"svg", "font '" AN_FONT_LIST ",14' background rgb '#FFFFFF' dynamic", 1,
                      "<?xml ", "</svg>"},
    [AN_CHART_PNG] = {"pngcairo",
                      "font '" AN_FONT ",14' fontscale 1.5 linewidth 2 dashlength 2 "
                      "background rgb '#FFFFFF'",
                      2, "\x89PNG\r\n", "IEND\xAE\x42\x60\x82"},
    [AN_CHART_PDF] = {"pdfcairo",
                      "font '" AN_FONT ",14' fontscale 0.5625 linewidth 1.5 dashlength 1.6",
                      1 / 96.0, "%PDF-", "%%EOF"},
};

void an_picture_terminal(an_chart_format format, double height, FILE *script)
{
    const picture_format *f = &formats[format];

    fprintf(script, "set terminal %s size %g,%g noenhanced butt %s\n", f->terminal,
            AN_CHART_WIDTH * f->unit, height * f->unit, f->options);
}

bool an_picture_whole(an_chart_format format, const char *bytes, size_t n)
{
    const char *head = formats[format].head, *tail = formats[format].tail;
    const size_t head_size = strlen(head), tail_size = strlen(tail);

    while (n > 0 && bytes[n - 1] == '\n')
        n--;
    return n >= head_size + tail_size && memcmp(bytes, head, head_size) == 0 &&
           memcmp(bytes + n - tail_size, tail, tail_size) == 0;
}
