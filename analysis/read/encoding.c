/* encoding.c - iconv for what is not UTF-8. */
#include "analysis/read/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

#include "analysis/read/source.h"

enum { RAW_SIZE = 65536 };

struct an_encoding {
    an_source *source;
    char *name;
    bool converts;  /* else the bytes are given on as they are */
    bool overruled; /* it was told, but is UTF-8 */
    iconv_t converter;
    char raw[RAW_SIZE];
    size_t start, end; /* of what is in `raw` and not yet converted */
    bool ended;
    size_t done, line;
};

/* Marks at the start of a file, longer ones first. */
static const struct {
    const char *mark;
    size_t length;
    const char *name;
} MARKS[] = {
    {"\xFF\xFE\0\0", 4, "UTF-32LE"},
    {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},
};

static const char *marked(const char *raw, size_t n)
{
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (n >= MARKS[i].length && memcmp(raw, MARKS[i].mark, MARKS[i].length) == 0)
            return MARKS[i].name;
    return "UTF-8";
}

/* Moves what is left to the front and reads more behind it. */
static fc_status refill(an_encoding *encoding)
{
    size_t left = encoding->end - encoding->start, n;
    fc_status status;

    memmove(encoding->raw, encoding->raw + encoding->start, left);
    status = an_source_read(encoding->source, encoding->raw + left, RAW_SIZE - left, &n);
    encoding->start = 0;
    encoding->end = left + n;
    encoding->ended = n < RAW_SIZE - left;
    encoding->done += n;
    return status;
}

/* False where no such encoding is known here. "" would be that of the user's locale. */
static bool open_converter(const char *name, iconv_t *converter)
{
    if (!*name)
        return false;
    *converter = iconv_open("UTF-8", name);
    return (intptr_t)*converter != -1;
}

bool an_encoding_is_known(const char *name)
{
    iconv_t converter;

    if (!open_converter(name, &converter))
        return false;
    iconv_close(converter);
    return true;
}

enum { CERTAIN = 8 };

/* Whether a text is UTF-8 beyond doubt: no byte is wrong, and so many characters have more than one
 * that no text of another encoding has them by chance. Of two Chinese characters in GB18030 one in
 * forty pairs would pass, of eight one in a million; the end of the text may be cut. */
static bool is_surely_utf8(const char *text, size_t n)
{
    const uint8_t *bad = u8_check((const uint8_t *)text, n);
    const size_t valid = bad ? (size_t)((const char *)bad - text) : n;
    size_t wide = 0;

    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        return true;
    if (n - valid > 3 || memchr(text, '\0', valid))
        return false;
    for (size_t i = 0; i < valid; i++)
        wide += (unsigned char)text[i] >= 0xC0;
    return wide >= CERTAIN;
}

static bool is_utf8(const char *name)
{
    return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

static fc_status set_converter(an_encoding *encoding, const char *name)
{
    encoding->name = strdup(name);
    if (!encoding->name)
        return fc_no_memory();
    if (is_utf8(name))
        return FC_OK;
    encoding->converts = open_converter(name, &encoding->converter);
    if (encoding->converts)
        return FC_OK;
    return fc_fail(FC_EUSAGE, "--encoding: '%s' is not known here; `iconv -l` lists the names",
                   name);
}

/* What is told is for files that do not say it themselves: beside a plan in GB18030 the sales may
 * well be UTF-8. */
static fc_status choose(an_encoding *encoding, const char *told)
{
    fc_status status = set_converter(encoding, told ? told : marked(encoding->raw, encoding->end));

    if (status != FC_OK || !encoding->converts || !told ||
        !is_surely_utf8(encoding->raw, encoding->end))
        return status;
    iconv_close(encoding->converter);
    free(encoding->name);
    encoding->converts = false;
    encoding->overruled = true;
    return set_converter(encoding, "UTF-8");
}

fc_status an_encoding_open(const char *file, const char *told, an_encoding **encoding)
{
    an_encoding *new = calloc(1, sizeof *new);
    fc_status status;

    *encoding = NULL;
    if (!new)
        return fc_no_memory();
    new->line = 1;
    status = an_source_open(file, &new->source);
    if (status == FC_OK)
        status = refill(new);
    if (status == FC_OK)
        status = choose(new, told);
    if (status != FC_OK) {
        an_encoding_free(new);
        return status;
    }
    *encoding = new;
    return FC_OK;
}

void an_encoding_free(an_encoding *encoding)
{
    if (!encoding)
        return;
    if (encoding->converts)
        iconv_close(encoding->converter);
    an_source_free(encoding->source);
    free(encoding->name);
    free(encoding);
}

/* Large files of UTF-8 go from the source into the reader's own buffer. */
static fc_status read_plain(an_encoding *encoding, char *text, size_t size, size_t *n)
{
    const size_t left = encoding->end - encoding->start;
    fc_status status = FC_OK;

    *n = left < size ? left : size;
    memcpy(text, encoding->raw + encoding->start, *n);
    encoding->start += *n;
    if (*n == 0 && !encoding->ended) {
        status = an_source_read(encoding->source, text, size, n);
        encoding->ended = *n < size;
        encoding->done += *n;
    }
    return status;
}

static size_t count_lines(const char *text, size_t n)
{
    size_t lines = 0;

    for (const char *end = text + n; (text = memchr(text, '\n', (size_t)(end - text))) != NULL;
         text++)
        lines++;
    return lines;
}

static fc_status bad_bytes(const an_encoding *encoding, bool cut)
{
    const char *file = an_encoding_file(encoding);
    const size_t byte = encoding->done - (encoding->end - encoding->start) + 1;

    if (cut)
        return fc_fail(FC_EDATA, "%s:%zu: the file ends in half a character of %s; is it complete?",
                       file, encoding->line, encoding->name);
    return fc_fail(FC_EDATA,
                   "%s:%zu: byte %zu of the file is no text in %s; give another --encoding", file,
                   encoding->line, byte, encoding->name);
}

fc_status an_encoding_read(an_encoding *encoding, char *text, size_t size, size_t *n)
{
    char *out = text;

    if (!encoding->converts)
        return read_plain(encoding, text, size, n);
    *n = 0;
    while (*n == 0) {
        char *in = encoding->raw + encoding->start;
        size_t left = encoding->end - encoding->start, room = size;
        const size_t result = iconv(encoding->converter, &in, &left, &out, &room);
        const int error = result == (size_t)-1 ? errno : 0;

        encoding->start = encoding->end - left;
        *n = size - room;
        encoding->line += count_lines(text, *n);
        if (*n > 0)
            break; /* an error comes again at the next call */
        if (error == EILSEQ || (error == EINVAL && encoding->ended))
            return bad_bytes(encoding, error == EINVAL);
        if (encoding->ended)
            break;

        const fc_status status = refill(encoding);

        if (status != FC_OK)
            return status;
    }
    return FC_OK;
}

const char *an_encoding_file(const an_encoding *encoding)
{
    return an_source_name(encoding->source);
}

const char *an_encoding_name(const an_encoding *encoding)
{
    return encoding->name;
}

bool an_encoding_is_converted(const an_encoding *encoding)
{
    return encoding->converts;
}

bool an_encoding_is_overruled(const an_encoding *encoding)
{
    return encoding->overruled;
}

size_t an_encoding_size(const an_encoding *encoding)
{
    return an_source_size(encoding->source);
}

size_t an_encoding_done(const an_encoding *encoding)
{
    return encoding->done - (encoding->end - encoding->start);
}
