/* output.c - writes the lines of a sample file, in UTF-8 or in GB18030. */
#include <iconv.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"

struct output {
    FILE *file;
    iconv_t converter;
    bool converts;
    char path[512];
};

static void fail(const char *path)
{
    perror(path);
    exit(EXIT_FAILURE);
}

output *output_open(const char *folder, const char *name, bool gb18030)
{
    output *out = calloc(1, sizeof *out);

    if (!out)
        fail(name);
    snprintf(out->path, sizeof out->path, "%s/%s", folder, name);
    out->file = fopen(out->path, "wb");
    if (!out->file)
        fail(out->path);
    out->converts = gb18030;
    if (gb18030)
        out->converter = iconv_open("GB18030", "UTF-8");
    if (gb18030 && out->converter == (iconv_t)-1)
        fail("GB18030");
    return out;
}

/* The format carries no line end; one is added. */
void output_line(output *out, const char *format, ...)
{
    char line[2048], converted[4096];
    char *from = line, *to = converted;
    size_t from_left, to_left = sizeof converted;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    strcat(line, "\n");

    from_left = strlen(line);
    if (!out->converts)
        fwrite(line, 1, from_left, out->file);
    else if (iconv(out->converter, &from, &from_left, &to, &to_left) == (size_t)-1)
        fail(out->path);
    else
        fwrite(converted, 1, sizeof converted - to_left, out->file);
}

void output_close(output *out)
{
    const bool failed = ferror(out->file) != 0;

    if (fclose(out->file) != 0 || failed)
        fail(out->path);
    if (out->converts)
        iconv_close(out->converter);
    free(out);
}
