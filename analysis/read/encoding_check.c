/* encoding_check.c - whether a text is UTF-8; if not, uchardet suggests what it may be. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>
#include <unistr.h>

#include "analysis/read/encoding.h"

enum { NAME_SIZE = 64 };

static bool detect(uchardet_t detector, const char *text, size_t n, char name[NAME_SIZE])
{
    if (uchardet_handle_data(detector, text, n) != 0)
        return false;
    uchardet_data_end(detector);
    snprintf(name, NAME_SIZE, "%s", uchardet_get_charset(detector));
    return strcasecmp(name, "UTF-8") != 0 && an_encoding_is_known(name);
}

/* What the text may be in, of the encodings known here. Only ever a suggestion: Latin-1 is often
 * taken for ISO-8859-2. */
static bool guess(const char *text, size_t n, char name[NAME_SIZE])
{
    uchardet_t detector = uchardet_new();
    const bool found = detector && detect(detector, text, n, name);

    if (detector)
        uchardet_delete(detector);
    return found;
}

/* Bytes of the character that starts with this byte. */
static size_t expected_size(unsigned char first)
{
    return first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
}

fc_status an_encoding_check(const char *file, const char *text, size_t n, size_t line,
                            size_t offset, char line_end)
{
    const char *nul = memchr(text, '\0', n);
    const size_t valid = nul ? (size_t)(nul - text) : n;
    const char *bad = (const char *)u8_check((const uint8_t *)text, valid);
    char name[NAME_SIZE];

    if (!bad && !nul)
        return FC_OK;
    for (const char *p = text, *end = bad ? bad : nul; (p = memchr(p, line_end, (size_t)(end - p)));
         p++)
        line++;
    if (!bad)
        return fc_fail(
            FC_EDATA,
            "%s:%zu: byte %zu of the file is NUL, which no text has; if it is UTF-16 without "
            "a mark, give --encoding UTF-16LE",
            file, line, offset + valid + 1);
    offset += (size_t)(bad - text) + 1;
    if (!nul && (size_t)(text + n - bad) < expected_size((unsigned char)*bad))
        return fc_fail(
            FC_EDATA,
            "%s:%zu: byte %zu of the file starts a UTF-8 character that is cut off; is the "
            "file complete?",
            file, line, offset);
    if (guess(text, n, name))
        return fc_fail(
            FC_EDATA,
            "%s:%zu: byte %zu of the file is not UTF-8; it looks like %s: if it is, give "
            "--encoding %s%s",
            file, line, offset, name, name,
            strcmp(name, "GB18030") == 0 ? "" : "; a Chinese export is more likely GB18030");
    return fc_fail(
        FC_EDATA,
        "%s:%zu: byte %zu of the file is not UTF-8; give its --encoding, such as GB18030 or "
        "WINDOWS-1252",
        file, line, offset);
}
