/* words.c - user text in a chart: made clean, measured, cut, wrapped and quoted. */
#include "analysis/chart/words.h"

#include <stdint.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#define ELLIPSIS "…"

/* What a character becomes; 0 drops it. */
static ucs4_t clean_character(ucs4_t c)
{
    if ((c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c < ' ' || (c >= 0x7F && c < 0xA0))
        return 0;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) /* direction overrides */
        return 0;
    return (c & 0xFFFE) == 0xFFFE ? 0xFFFD : c; /* noncharacters, which XML refuses */
}

void an_words_clean(const char *text, char clean[AN_WORDS_SIZE])
{
    const uint8_t *s = (const uint8_t *)(text ? text : "");
    size_t left = strlen((const char *)s), n = 0;

    while (left > 0 && n + 6 < AN_WORDS_SIZE) {
        ucs4_t c;
        const int length = u8_mbtouc(&c, s, left);

        c = clean_character(c);
        if (c && (c != ' ' || (n > 0 && clean[n - 1] != ' '))) /* blanks do not add up */
            n += (size_t)u8_uctomb((uint8_t *)clean + n, c, 6);
        s += length;
        left -= (size_t)length;
    }
    clean[n] = '\0';
}

/* Advances of Noto Sans CJK SC Regular from blank to tilde, in thousandths of the font size. */
static const uint16_t advance[] = {
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555,
    555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589,
    552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573,
    531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552,
    284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
};

/* Other alphabets are about as wide as capitals; an ideograph fills the square. */
static double character_width(ucs4_t c)
{
    if (c >= ' ' && c <= '~')
        return advance[c - ' '] / 1000.0;
    if (c == 0x2026)
        return 1.0;
    switch (uc_width(c, "UTF-8")) {
    case 2:
        return 1.0;
    case 1:
        return 0.7;
    default:
        return 0.0;
    }
}

/* Bold letters of the same face are at most this much wider. */
static double font_scale(an_font font)
{
    return font.size * (font.bold ? 1.06 : 1.0);
}

static double width_of(const uint8_t *s, size_t n, an_font font)
{
    double width = 0;

    while (n > 0) {
        ucs4_t c;
        const int length = u8_mbtouc(&c, s, n);

        width += character_width(c);
        s += length;
        n -= (size_t)length;
    }
    return width * font_scale(font);
}

double an_words_width(const char *clean, an_font font)
{
    return width_of((const uint8_t *)clean, strlen(clean), font);
}

void an_words_fit(char clean[AN_WORDS_SIZE], an_font font, double width)
{
    const uint8_t *start = (const uint8_t *)clean, *end = start + strlen(clean), *s = start;
    const double room = width - an_words_width(ELLIPSIS, font);
    double used = 0;

    if (an_words_width(clean, font) <= width)
        return;
    for (const uint8_t *next; s < end; s = next) {
        next = u8_grapheme_next(s, end);
        used += width_of(s, (size_t)(next - s), font);
        if (used > room)
            break;
    }
    while (s > start && s[-1] == ' ')
        s--;
    if (s - start + sizeof ELLIPSIS <= AN_WORDS_SIZE)
        strcpy(clean + (s - start), room < 0 ? "" : ELLIPSIS);
}

/* Bytes of `text` that go onto one line: up to the last allowed break that fits, else the first. */
static size_t line_length(const char *text, const char *breaks, size_t n, an_font font,
                          double width)
{
    size_t best = 0;

    for (size_t i = 1; i <= n; i++) {
        size_t shown = i;

        if (i < n && breaks[i] != UC_BREAK_POSSIBLE)
            continue;
        while (shown > 0 && text[shown - 1] == ' ')
            shown--;
        if (best > 0 && width_of((const uint8_t *)text, shown, font) > width)
            break;
        best = i;
    }
    return best;
}

static void keep_line(an_lines *lines, const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    memcpy(lines->line[lines->n], text, length);
    lines->line[lines->n++][length] = '\0';
}

bool an_words_wrap(const char *clean, an_font font, double width, size_t max_lines, an_lines *lines)
{
    char breaks[AN_WORDS_SIZE];
    size_t n, at = strspn(clean, " ");
    bool whole = true;

    lines->n = 0;
    n = strlen(clean);
    u8_possible_linebreaks((const uint8_t *)clean, n, "UTF-8", breaks);
    while (at < n && lines->n < max_lines) {
        const bool last = lines->n + 1 == max_lines;
        const size_t length =
            last ? n - at : line_length(clean + at, breaks + at, n - at, font, width);
        char *line = lines->line[lines->n];

        keep_line(lines, clean + at, length);
        whole = whole && an_words_width(line, font) <= width;
        an_words_fit(line, font, width);
        at += length;
        at += strspn(clean + at, " ");
    }
    return whole;
}

/* In a data block nothing is substituted; in its strings only `"` ends and only `\` escapes. */
void an_words_quote(const char *clean, FILE *script)
{
    fputc('"', script);
    for (; *clean; clean++) {
        if (*clean == '"' || *clean == '\\')
            fprintf(script, "\\%03o", (unsigned char)*clean);
        else
            fputc(*clean, script);
    }
    fputc('"', script);
}
