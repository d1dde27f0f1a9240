/* plain.c - full-width forms, currency signs, blanks and Chinese units as single bytes. */
#include "analysis/read/plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Characters of several bytes that numbers and dates are written with. */
static const struct {
    const char *utf8;
    char plain;
} CHARACTERS[] = {
    {"年", AN_PLAIN_YEAR},     {"月", AN_PLAIN_MONTH},   {"日", AN_PLAIN_DAY},
    {"号", AN_PLAIN_DAY},      {"万", AN_PLAIN_WAN},     {"亿", AN_PLAIN_YI},
    {"元", AN_PLAIN_YUAN},     {"圆", AN_PLAIN_YUAN},    {"¥", AN_PLAIN_CURRENCY},
    {"￥", AN_PLAIN_CURRENCY}, {"£", AN_PLAIN_CURRENCY}, {"￡", AN_PLAIN_CURRENCY},
    {"€", AN_PLAIN_CURRENCY},  {"\u2212", '-'},          {"\uFE63", '-'},
    {"\u00A0", ' '},           {"\u202F", ' '},          {"\u2007", ' '},
    {"\u2009", ' '},           {"\u3000", ' '},
};

enum { N_CHARACTERS = sizeof CHARACTERS / sizeof *CHARACTERS };

/* One of the ASCII characters that have a full-width form, U+FF01 to U+FF5E; else 0. */
static char full_width(const unsigned char *text, size_t length)
{
    if (length < 3 || text[0] != 0xEF)
        return 0;
    if (text[1] == 0xBC && text[2] >= 0x81 && text[2] <= 0xBF)
        return (char)(text[2] - 0x81 + '!');
    if (text[1] == 0xBD && text[2] >= 0x80 && text[2] <= 0x9E)
        return (char)(text[2] - 0x80 + '`');
    return 0;
}

/* The plain byte of the character at `text`, and how many bytes it takes; 0 where it has none. */
static char plain_byte(const char *text, size_t length, size_t *taken)
{
    const unsigned char first = (unsigned char)*text;

    *taken = 1;
    if (first == '$')
        return AN_PLAIN_CURRENCY;
    if (first == '\t')
        return ' ';
    if (first < 0x80)
        return first < ' ' ? 0 : (char)first;
    for (size_t i = 0; i < N_CHARACTERS; i++) {
        *taken = strlen(CHARACTERS[i].utf8);
        if (*taken <= length && memcmp(text, CHARACTERS[i].utf8, *taken) == 0)
            return CHARACTERS[i].plain;
    }
    *taken = 3;
    return full_width((const unsigned char *)text, length);
}

bool an_plain(const char *text, size_t length, char plain[AN_PLAIN_SIZE])
{
    size_t n = 0;

    for (size_t i = 0, taken; i < length; i += taken) {
        const char byte = plain_byte(text + i, length - i, &taken);

        if (!byte || n == AN_PLAIN_SIZE - 1)
            return false;
        if (byte == '$') /* full-width */
            plain[n++] = AN_PLAIN_CURRENCY;
        else if (byte != ' ' || n > 0)
            plain[n++] = byte;
    }
    while (n > 0 && plain[n - 1] == ' ')
        n--;
    plain[n] = '\0';
    return true;
}

const char *an_plain_why(const char *format, ...)
{
    static _Thread_local char why[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    return why;
}

const char *an_plain_shown(const char *text, size_t length, char shown[AN_PLAIN_SHOWN_SIZE])
{
    const size_t room = AN_PLAIN_SHOWN_SIZE - sizeof "...";
    size_t n = length;

    if (n > room)
        for (n = room; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
            n--;
    for (size_t i = 0; i < n; i++)
        shown[i] = (unsigned char)text[i] < ' ' || text[i] == 0x7F ? '?' : text[i];
    strcpy(shown + n, n < length ? "..." : "");
    return shown;
}

/* Bytes of the blank at `text`; 0 where there is none. Most characters are told by their first
 * byte. */
static size_t blank_size(const char *text, size_t length)
{
    size_t taken;

    if (length == 0 || !strchr(" \t\xC2\xE2\xE3", *text) || !*text)
        return 0;
    return plain_byte(text, length, &taken) == ' ' ? taken : 0;
}

const char *an_plain_trim(const char *text, size_t *length)
{
    size_t n = *length, size;

    while ((size = blank_size(text, n)) > 0) {
        text += size;
        n -= size;
    }
    for (bool more = true; more && n > 0;) {
        size_t start = n - 1;

        while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
            start--;
        more = blank_size(text + start, n - start) == n - start;
        if (more)
            n = start;
    }
    *length = n;
    return text;
}
