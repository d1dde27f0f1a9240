/* inline.c - a finished SVG as an element of a page, in the colours of the page. */
#include "analysis/chart/inline.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/svg.h"
#include "analysis/chart/theme.h"
#include "analysis/chart/words.h"

static void write_escaped(const char *text, FILE *out)
{
    static const char special[] = "&<>\"";
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;"};

    for (; *text; text++) {
        const char *found = strchr(special, *text);

        if (found)
            fputs(names[found - special], out);
        else
            fputc(*text, out);
    }
}

/* "#1F2933" becomes "var(--ink, #1F2933)". */
static void write_value(an_svg_piece value, FILE *out)
{
    size_t i = AN_N_COLOURS;

    if (value.n == 7 && *value.start == '#') {
        const unsigned long colour = strtoul(value.start + 1, NULL, 16);

        for (i = 0; i < AN_N_COLOURS && an_theme[i].light != colour;)
            i++;
    }
    if (i < AN_N_COLOURS)
        fprintf(out, "var(--%s, #%06X)", an_theme[i].name, an_theme[i].light);
    else
        fwrite(value.start, 1, value.n, out);
}

static void write_tag(an_svg_piece tag, const char *prefix, FILE *out)
{
    an_svg_piece name, value, rest = tag;

    fwrite(tag.start, 1, strcspn(tag.start, " \t\r\n/>"), out);
    while (an_svg_attribute(&rest, &name, &value)) {
        fprintf(out, " %.*s=\"%s", (int)name.n, name.start, an_svg_equal(name, "id") ? prefix : "");
        write_value(value, out);
        fputc('"', out);
    }
    fputs(tag.start[tag.n - 2] == '/' ? "/>" : ">", out);
}

/* The height follows from the view box. */
static void write_root(an_svg_piece tag, const char *title, FILE *out)
{
    an_svg_piece name, value;
    char label[AN_WORDS_SIZE];

    fputs("<svg class=\"chart\" role=\"img\" width=\"100%\"", out);
    an_words_clean(title, label);
    if (*label) {
        fputs(" aria-label=\"", out);
        write_escaped(label, out);
        fputc('"', out);
    }
    while (an_svg_attribute(&tag, &name, &value))
        if (an_svg_equal(name, "viewBox") || an_svg_equal(name, "font-family"))
            fprintf(out, " %.*s=\"%.*s\"", (int)name.n, name.start, (int)value.n, value.start);
    fputc('>', out);
}

/* The element of the file and all in it; false where there is none. */
static bool write_element(an_svg_piece rest, const char *prefix, const char *title, FILE *out)
{
    an_svg_piece token;

    do {
        if (!an_svg_next(&rest, &token))
            return false;
    } while (!an_svg_opens(token, "svg"));
    write_root(token, title, out);
    while (an_svg_next(&rest, &token)) {
        if (*token.start != '<' || token.start[1] == '/')
            fwrite(token.start, 1, token.n, out);
        else if (!an_svg_opens(token, "rect")) /* the only rectangle is the background */
            write_tag(token, prefix, out);
    }
    return true;
}

fc_status an_chart_inline(const char *text, size_t n, const char *prefix, const char *title,
                          char **svg)
{
    char *element = NULL;
    size_t size;
    FILE *out = open_memstream(&element, &size);
    fc_status status = FC_OK;

    *svg = NULL;
    if (out && !write_element((an_svg_piece){text, n}, prefix, title, out))
        status = fc_fail(FC_EDATA, "chart: no SVG in it");
    if (!out || fclose(out) != 0)
        status = fc_no_memory();
    if (status == FC_OK)
        *svg = element;
    else
        free(element);
    return status;
}

static void write_colours(FILE *out, bool dark)
{
    fputs(":root{", out);
    for (size_t i = 0; i < AN_N_COLOURS; i++)
        fprintf(out, "--%s:#%06X;", an_theme[i].name, dark ? an_theme[i].dark : an_theme[i].light);
    fputs("}", out);
}

void an_chart_css(FILE *out)
{
    write_colours(out, false);
    fputs("\n@media screen and (prefers-color-scheme:dark){", out);
    write_colours(out, true);
    fputs("}\n", out);
}
