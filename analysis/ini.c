/* ini.c - the one door to inih. */
#include "analysis/ini.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    an_ini_function function;
    void *data;
    FILE *file;
    int line; /* inih does not tell its handler */
    fc_status status;
} reader;

static char *next_line(char *buffer, int size, void *user)
{
    reader *r = user;

    r->line++;
    return fgets(buffer, size, r->file);
}

static int on_value(void *user, const char *section, const char *name, const char *value)
{
    reader *r = user;

    if (r->status == FC_OK)
        r->status = r->function(r->data, section, name, value, r->line);
    return 1;
}

fc_status an_ini_read(const char *path, an_ini_function function, void *data)
{
    reader r = {.function = function, .data = data};
    int line;

    r.file = fopen(path, "re");
    if (!r.file)
        return fc_fail(FC_ENOINPUT, "%s: %s", path, strerror(errno));
    line = ini_parse_stream(next_line, &r, on_value, &r);
    fclose(r.file);
    if (r.status != FC_OK)
        return r.status;
    if (line > 0)
        return fc_fail(FC_EUSAGE, "%s:%d: not 'name = value'", path, line);
    return line == 0 ? FC_OK : fc_no_memory();
}
