/* format_table.c - every format of a result table; add yours to the list. */
#include <string.h>

#include "analysis/format/format.h"

static const an_format *const formats[] = {
    &an_format_table, &an_format_csv, &an_format_json, &an_format_md, &an_format_xlsx,
};

size_t an_format_count(void)
{
    return sizeof formats / sizeof *formats;
}

const an_format *an_format_at(size_t i)
{
    return formats[i];
}

const an_format *an_format_find(const char *name)
{
    for (size_t i = 0; i < an_format_count(); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

const an_format *an_format_by_ending(const char *path)
{
    const size_t length = strlen(path);

    for (size_t i = 0; i < an_format_count(); i++) {
        const char *ending = formats[i]->ending;

        if (length > strlen(ending) && strcasecmp(path + length - strlen(ending), ending) == 0)
            return formats[i];
    }
    return NULL;
}
