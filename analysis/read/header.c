/* header.c - finds a column by name or by alias; when there is none, tells the nearest. */
#include "analysis/read/header.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"

void an_header_free(an_header *header)
{
    for (size_t i = 0; i < header->n; i++)
        free(header->names[i]);
    free(header->names);
    header->names = NULL;
    header->n = 0;
}

typedef bool (*sameness)(const char *a, const char *b);

static bool same_bytes(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* Counts the columns with one of the names from..to-1, and notes the first two. */
static size_t count(const an_header *header, const char *const *names, size_t from, size_t to,
                    sameness same, size_t found[2])
{
    size_t n = 0;

    for (size_t i = 0; i < header->n; i++) {
        bool fits = false;

        for (size_t k = from; k < to && names[k] && !fits; k++)
            fits = header->names[i][0] && same(header->names[i], names[k]);
        if (fits && n++ < 2)
            found[n - 1] = i;
    }
    return n;
}

static fc_status one_of(const an_header *header, const size_t found[2], size_t n, const char *what,
                        const char *option, size_t *column)
{
    if (n > 1)
        return fc_fail(
            FC_EDATA,
            "%s:%zu: columns %zu ('%s') and %zu ('%s') may both be the %s; say which by %s, "
            "or rename one",
            header->file, header->line, found[0] + 1, header->names[found[0]], found[1] + 1,
            header->names[found[1]], what, option);
    *column = n ? found[0] : SIZE_MAX;
    return FC_OK;
}

static fc_status look_role(const an_header *header, const char *role, const char *option,
                           size_t *column)
{
    const char *const *names = an_alias_names(role);
    size_t found[2], n = 0;

    *column = SIZE_MAX;
    if (!names)
        return FC_OK;
    n = count(header, names, 0, AN_ALIAS_CANONICAL, an_alias_same, found);
    if (n == 0)
        n = count(header, names, AN_ALIAS_CANONICAL, SIZE_MAX, an_alias_same, found);
    return one_of(header, found, n, role, option, column);
}

static fc_status look_name(const an_header *header, const char *name, const char *option,
                           size_t *column)
{
    const char *role = an_alias_role(name);
    size_t found[2], n;

    n = count(header, &name, 0, 1, same_bytes, found);
    if (n == 0)
        n = count(header, &name, 0, 1, an_alias_same, found);
    return n || !role ? one_of(header, found, n, name, option, column)
                      : look_role(header, role, option, column);
}

fc_status an_header_look(const an_header *header, const char *name, const char *role,
                         const char *option, size_t *column)
{
    return name ? look_name(header, name, option, column) : look_role(header, role, option, column);
}

/* The column whose name is nearest to one of the names; SIZE_MAX where none is near. */
static size_t nearest(const an_header *header, const char *const *names)
{
    size_t best = SIZE_MAX, least = SIZE_MAX;

    for (; *names; names++)
        for (size_t i = 0; i < header->n; i++) {
            const size_t d = an_alias_distance(header->names[i], *names);

            if (d < least) {
                least = d;
                best = i;
            }
        }
    return best;
}

/* "a, b, c", cut with the number of columns when there are many. */
static void list(const an_header *header, char *text, size_t size)
{
    enum { ROOM = 32 };
    size_t at = 0;

    text[0] = '\0';
    for (size_t i = 0; i < header->n; i++) {
        const size_t need = strlen(header->names[i]) + 2;

        if (at + need + ROOM > size) {
            snprintf(text + at, size - at, " ... (%zu in all)", header->n);
            return;
        }
        at += (size_t)snprintf(text + at, size - at, "%s%s", i ? ", " : "", header->names[i]);
    }
}

fc_status an_header_find(const an_header *header, const char *name, const char *role,
                         const char *option, size_t *column)
{
    const char *const one[] = {name, NULL};
    const char *const *names = name ? one : an_alias_names(role);
    fc_status status = an_header_look(header, name, role, option, column);
    char columns[512], hint[160] = "";
    size_t near;

    if (status != FC_OK || *column != SIZE_MAX)
        return status;
    near = nearest(header, names);
    if (near != SIZE_MAX)
        snprintf(hint, sizeof hint, "did you mean '%.100s'? ", header->names[near]);
    list(header, columns, sizeof columns);
    if (name)
        return fc_fail(FC_EDATA, "%s:%zu: no column '%.100s'; %scolumns are: %s", header->file,
                       header->line, name, hint, columns);
    return fc_fail(FC_EDATA,
                   "%s:%zu: no column looks like the %s; %sname it with %s; columns are: %s",
                   header->file, header->line, role, hint, option, columns);
}
