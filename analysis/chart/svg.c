/* svg.c - an SVG as a stream of tags and text, and gnuplot's SVG made tidy. */
#include "analysis/chart/svg.h"

#include <ctype.h>
#include <string.h>

#include "analysis/chart/theme.h"

#define BLANKS " \t\r\n"

static void advance(an_svg_piece *piece, size_t n)
{
    piece->start += n;
    piece->n -= n;
}

static size_t span(an_svg_piece piece, const char *set, bool in)
{
    size_t n = 0;

    while (n < piece.n && (strchr(set, piece.start[n]) != NULL) == in)
        n++;
    return n;
}

/* Bytes of a tag with its >, which does not count inside quotes. */
static size_t tag_length(an_svg_piece rest)
{
    char quote = '\0';

    for (size_t i = 0; i < rest.n; i++) {
        const char c = rest.start[i];

        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i + 1;
    }
    return rest.n;
}

bool an_svg_next(an_svg_piece *rest, an_svg_piece *token)
{
    token->start = rest->start;
    if (rest->n == 0)
        return false;
    token->n = *rest->start == '<' ? tag_length(*rest) : span(*rest, "<", false);
    advance(rest, token->n);
    return true;
}

bool an_svg_equal(an_svg_piece piece, const char *text)
{
    return piece.n == strlen(text) && memcmp(piece.start, text, piece.n) == 0;
}

bool an_svg_opens(an_svg_piece token, const char *name)
{
    const size_t n = strlen(name);

    return token.n > n + 1 && token.start[0] == '<' && memcmp(token.start + 1, name, n) == 0 &&
           strchr(BLANKS "/>", token.start[n + 1]) != NULL;
}

void an_svg_skip(an_svg_piece *rest, const char *name)
{
    const size_t n = strlen(name);
    an_svg_piece token;

    while (an_svg_next(rest, &token))
        if (token.n == n + 3 && memcmp(token.start, "</", 2) == 0 &&
            memcmp(token.start + 2, name, n) == 0)
            return;
}

bool an_svg_attribute(an_svg_piece *tag, an_svg_piece *name, an_svg_piece *value)
{
    char quote[2] = "";

    if (tag->n > 0 && *tag->start == '<')
        advance(tag, span(*tag, BLANKS, false));
    advance(tag, span(*tag, BLANKS, true));
    *name = (an_svg_piece){tag->start, span(*tag, BLANKS "=/>", false)};
    advance(tag, name->n);
    advance(tag, span(*tag, BLANKS "=", true));
    if (name->n == 0 || tag->n == 0 || !strchr("\"'", *tag->start))
        return false;
    *quote = *tag->start;
    advance(tag, 1);
    *value = (an_svg_piece){tag->start, span(*tag, quote, false)};
    advance(tag, value->n < tag->n ? value->n + 1 : value->n);
    return true;
}

static void write_piece(an_svg_piece piece, FILE *out)
{
    fwrite(piece.start, 1, piece.n, out);
}

/* The next whole number, whatever stands before it. */
static unsigned take_number(an_svg_piece *piece)
{
    unsigned number = 0;

    while (piece->n > 0 && !isdigit((unsigned char)*piece->start))
        advance(piece, 1);
    for (; piece->n > 0 && isdigit((unsigned char)*piece->start); advance(piece, 1))
        number = 10 * number + (unsigned)(*piece->start - '0');
    return number;
}

/* gnuplot writes 'rgb(  0, 114, 178)'. */
static void tidy_value(an_svg_piece value, FILE *out)
{
    if (value.n < 4 || memcmp(value.start, "rgb(", 4) != 0) {
        write_piece(value, out);
        return;
    }
    fputc('#', out);
    for (int i = 0; i < 3; i++)
        fprintf(out, "%02X", take_number(&value) & 0xFF);
}

static void tidy_tag(an_svg_piece tag, FILE *out)
{
    an_svg_piece name, value, rest = tag;

    fwrite(tag.start, 1, span(tag, BLANKS "/>", false), out);
    while (an_svg_attribute(&rest, &name, &value)) {
        if (an_svg_equal(name, "font-family")) {
            if (an_svg_equal(value, AN_FONT_BOLD))
                fputs(" font-weight=\"bold\"", out);
            continue;
        }
        fprintf(out, " %.*s=\"", (int)name.n, name.start);
        tidy_value(value, out);
        fputc('"', out);
    }
    fputs(tag.n > 1 && tag.start[tag.n - 2] == '/' ? "/>" : ">", out);
}

/* Says its own size, for programs that do not go by the view box. */
static void tidy_root(an_svg_piece tag, FILE *out)
{
    an_svg_piece name, value;
    unsigned box[4] = {0};

    while (an_svg_attribute(&tag, &name, &value))
        for (int i = 0; an_svg_equal(name, "viewBox") && i < 4; i++)
            box[i] = take_number(&value);
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" "
            "viewBox=\"0 0 %u %u\" font-family=\"" AN_FONT_LIST "\">",
            box[2], box[3], box[2], box[3]);
}

/* Whether the opening tag <g ...> just taken holds nothing; if so takes its end too. */
static bool skip_empty(an_svg_piece *rest, an_svg_piece tag)
{
    const size_t blank = span(*rest, BLANKS, true);

    if (!an_svg_opens(tag, "g") || rest->n < blank + 4 ||
        memcmp(rest->start + blank, "</g>", 4) != 0)
        return false;
    advance(rest, blank + 4);
    return true;
}

void an_svg_tidy(const char *bytes, size_t n, FILE *out)
{
    static const char *const dropped[] = {"title", "desc", "defs"};
    an_svg_piece rest = {bytes, n}, token;

    while (an_svg_next(&rest, &token)) {
        bool drop = skip_empty(&rest, token);

        for (size_t i = 0; i < sizeof dropped / sizeof *dropped && !drop; i++)
            if ((drop = an_svg_opens(token, dropped[i])))
                an_svg_skip(&rest, dropped[i]);
        if (drop)
            continue;
        if (an_svg_opens(token, "svg"))
            tidy_root(token, out);
        else if (*token.start == '<' && token.start[1] != '/' && token.start[1] != '?')
            tidy_tag(token, out);
        else if (span(token, BLANKS, true) < token.n)
            write_piece(token, out); /* words, not the blanks between tags */
        if (*token.start == '<' && span(rest, BLANKS, true) > 0)
            fputc('\n', out); /* readable, one tag a line */
    }
}
