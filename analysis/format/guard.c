/* guard.c - formula injection into spreadsheets: one apostrophe, put on and taken off.
 *
 * OWASP, "CSV Injection". */
#include "analysis/format/guard.h"

#include <stdlib.h>
#include <string.h>

static const char *const openers[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

static bool is_plain_number(const char *text)
{
    char *end;

    if (text[strspn(text, "+-.0123456789eE")] != '\0')
        return false;
    strtod(text, &end);
    return end != text && *end == '\0';
}

bool an_guard_needed(const char *text)
{
    const char *first = text + strspn(text, " '");

    if (is_plain_number(text))
        return false;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (strncmp(first, openers[i], strlen(openers[i])) == 0)
            return true;
    return false;
}

const char *an_guard_removed(const char *text)
{
    return text[0] == '\'' && an_guard_needed(text + 1) ? text + 1 : text;
}
