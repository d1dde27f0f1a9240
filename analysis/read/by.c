/* by.c - parses --by. */
#include "analysis/read/by.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"

void an_by_free(an_by *by)
{
    for (size_t i = 0; i < by->n_keys; i++)
        free(by->names[i]);
    *by = (an_by){0};
}

/* Takes the name over. */
static fc_status add(an_by *by, char *name, bool nests)
{
    fc_dimension *last = by->n_dimensions ? &by->dimensions[by->n_dimensions - 1] : NULL;

    by->names[by->n_keys++] = name;
    for (size_t i = 0; i + 1 < by->n_keys; i++)
        if (an_alias_same(by->names[i], name))
            return fc_fail(FC_EUSAGE, "--by: '%s' stands twice", name);
    if (nests)
        last->depth++;
    else
        by->dimensions[by->n_dimensions++] = (fc_dimension){by->n_keys - 1, 1};
    return FC_OK;
}

fc_status an_by_add(an_by *by, const char *name)
{
    char *copy = strdup(name);

    return copy ? add(by, copy, false) : fc_no_memory();
}

/* Copies the name at *p, without blanks at its ends, and steps to what stands behind it. */
static char *take_name(const char **p)
{
    char *name = malloc(strlen(*p) + 1);
    size_t n = 0;

    if (!name)
        return NULL;
    while (**p == ' ')
        (*p)++;
    for (; **p && **p != ',' && **p != '/'; (*p)++) {
        *p += **p == '\\' && (*p)[1];
        name[n++] = **p;
    }
    while (n > 0 && name[n - 1] == ' ')
        n--;
    name[n] = '\0';
    return name;
}

static fc_status parse(const char *spec, an_by *by)
{
    const char *p = spec;
    bool nests = false;

    for (;;) {
        char *name = take_name(&p);
        fc_status status = FC_OK;

        if (!name)
            return fc_no_memory();
        if (!*name)
            status = fc_fail(FC_EUSAGE,
                             "--by: a column has no name in '%s'; write it as region/city,product",
                             spec);
        else if (by->n_keys == AN_MAX_KEYS)
            status = fc_fail(FC_EUSAGE, "--by: '%s' has more than %d columns", spec, AN_MAX_KEYS);
        if (status != FC_OK)
            free(name);
        else
            status = add(by, name, nests);
        if (status != FC_OK || !*p)
            return status;
        nests = *p++ == '/';
    }
}

fc_status an_by_parse(const char *spec, an_by *by)
{
    fc_status status;

    *by = (an_by){0};
    if (!*spec)
        return FC_OK;
    status = parse(spec, by);
    if (status != FC_OK)
        an_by_free(by);
    return status;
}
