/* text_width.c - how wide a text stands on a terminal, whatever the locale. */
#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwidth.h>

#include "analysis/text/text.h"

static const char ellipsis[] = "\u2026";

/* Control characters and those that turn the direction of writing are shown as a blank. */
static bool is_harmful(ucs4_t c)
{
    return uc_is_cntrl(c) || uc_is_property_bidi_control(c);
}

static size_t char_width(ucs4_t c)
{
    const int width = is_harmful(c) ? 1 : uc_width(c, "UTF-8");

    return width > 0 ? (size_t)width : 0;
}

/* The character at p, never past the terminator; a byte that is no text counts as U+FFFD. */
static size_t next_char(const char *p, ucs4_t *c)
{
    return (size_t)u8_mbtouc(c, (const uint8_t *)p, strlen(p));
}

size_t an_width(const char *utf8)
{
    size_t width = 0;
    ucs4_t c;

    for (const char *p = utf8; *p; p += next_char(p, &c)) {
        next_char(p, &c);
        width += char_width(c);
    }
    return width;
}

/* What is written so far; `size` leaves room for the terminator. */
typedef struct {
    char *text;
    size_t n, size;
} buffer;

static void append(buffer *out, const char *text, size_t length)
{
    if (length > out->size - out->n)
        return;
    memcpy(out->text + out->n, text, length);
    out->n += length;
}

static void append_blanks(buffer *out, size_t n)
{
    while (n-- > 0)
        append(out, " ", 1);
}

/* Characters that fit into `width` columns; returns the columns they take. */
static size_t append_fitting(buffer *out, const char *text, size_t width)
{
    size_t used = 0, length;

    for (const char *p = text; *p; p += length) {
        ucs4_t c;

        length = next_char(p, &c);
        if (used + char_width(c) > width)
            break;
        used += char_width(c);
        if (is_harmful(c))
            append(out, " ", 1);
        else
            append(out, p, length);
    }
    return used;
}

void an_pad(const char *text, size_t width, bool right, char *out, size_t size)
{
    const size_t whole = an_width(text);
    buffer b = {out, 0, size - 1};

    if (whole > width && width > 0) {
        const size_t used = append_fitting(&b, text, width - 1);

        append(&b, ellipsis, strlen(ellipsis));
        append_blanks(&b, width - 1 - used);
    } else if (whole <= width) {
        append_blanks(&b, right ? width - whole : 0);
        append_fitting(&b, text, width);
        append_blanks(&b, right ? 0 : width - whole);
    }
    out[b.n] = '\0';
}
