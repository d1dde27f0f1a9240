/* source.c - opens an input, looks at its first bytes, and reads blocks of it. */
#include "analysis/read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/read/feed.h"
#include "analysis/read/sheet.h"

enum { MAGIC_SIZE = 8 };

struct an_source {
    char *name;
    an_feed feed;        /* of a database; then there is no descriptor */
    const char *pending; /* of the feed, not yet given on */
    size_t n_pending;
    int descriptor;
    pid_t child; /* xlsx2csv; 0: none */
    size_t size;
    char first[MAGIC_SIZE]; /* read to know what it is, not yet given on */
    size_t n_first;
};

/* Files that are no text, by their first bytes. */
static const struct {
    const char *magic;
    size_t length;
    const char *what;
} KINDS[] = {
    {"\x1F\x8B", 2, "is compressed by gzip; give it as: gzip -dc FILE | gapcast ... -"},
    {"BZh", 3, "is compressed by bzip2; give it as: bzip2 -dc FILE | gapcast ... -"},
    {"\xFD"
     "7zXZ",
     5, "is compressed by xz; give it as: xz -dc FILE | gapcast ... -"},
    {"\x28\xB5\x2F\xFD", 4, "is compressed by zstd; give it as: zstd -dc FILE | gapcast ... -"},
    {"PK\3\4", 4,
     "is a zip archive or a workbook; save the sheet as CSV, or give the .xlsx file itself"},
    {"\xD0\xCF\x11\xE0", 4, "is an old Excel workbook (.xls); save the sheet as CSV"},
    {"%PDF", 4, "is a PDF; sales are read from CSV or .xlsx"},
    {"SQLite f", 8, "is an SQLite database; give sqlite:FILE?query=SELECT ..."},
    {"PAR1", 4, "is a Parquet file; give it as CSV through a pipe and name it -"},
    {"\x7F"
     "ELF",
     4, "is a program, not a table"},
};

static fc_status read_feed(an_source *s, char *buffer, size_t size, size_t *n)
{
    fc_status status = FC_OK;

    *n = 0;
    while (status == FC_OK && *n < size) {
        const size_t room = size - *n, given = s->n_pending < room ? s->n_pending : room;

        memcpy(buffer + *n, s->pending ? s->pending : "", given);
        *n += given;
        s->pending = s->pending ? s->pending + given : NULL;
        s->n_pending -= given;
        if (*n < size) {
            status = s->feed.next(s->feed.state, &s->pending, &s->n_pending);
            if (s->n_pending == 0)
                break;
        }
    }
    return status;
}

fc_status an_source_read(an_source *source, char *buffer, size_t size, size_t *n)
{
    if (source->feed.state)
        return read_feed(source, buffer, size, n);
    *n = source->n_first < size ? source->n_first : size;
    memcpy(buffer, source->first, *n);
    memmove(source->first, source->first + *n, source->n_first - *n);
    source->n_first -= *n;
    while (*n < size) {
        const ssize_t got = read(source->descriptor, buffer + *n, size - *n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fc_fail(FC_ENOINPUT, "%s: cannot be read: %s", source->name, strerror(errno));
        if (got == 0)
            break;
        *n += (size_t)got;
    }
    if (*n == size || !source->child)
        return FC_OK;

    const pid_t child = source->child;

    source->child = 0;
    return an_sheet_close(source->name, child);
}

static bool is_workbook(const char *name)
{
    const char *ending = strrchr(name, '.');

    return ending && (strcasecmp(ending, ".xlsx") == 0 || strcasecmp(ending, ".xlsm") == 0);
}

/* A workbook is replaced by the text of its first sheet; what else is no text is refused. */
static fc_status look(an_source *source)
{
    char first[MAGIC_SIZE];
    size_t n;
    fc_status status = an_source_read(source, first, sizeof first, &n);

    if (status != FC_OK)
        return status;
    if (n >= 4 && memcmp(first, "PK\3\4", 4) == 0 && is_workbook(source->name)) {
        close(source->descriptor);
        source->descriptor = -1;
        source->size = 0;
        return an_sheet_open(source->name, &source->descriptor, &source->child);
    }
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (n >= KINDS[i].length && memcmp(first, KINDS[i].magic, KINDS[i].length) == 0)
            return fc_fail(FC_EDATA, "%s: %s", source->name, KINDS[i].what);
    memcpy(source->first, first, n);
    source->n_first = n;
    return FC_OK;
}

static fc_status open_descriptor(an_source *source, const char *file)
{
    struct stat about;

    if (strcmp(file, "-") != 0)
        source->descriptor = open(file, O_RDONLY | O_CLOEXEC);
    else
        source->descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (source->descriptor < 0 || fstat(source->descriptor, &about) != 0)
        return fc_fail(FC_ENOINPUT, "%s: cannot be read: %s", source->name, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return fc_fail(FC_ENOINPUT, "%s: is a folder; give the files in it", source->name);
    if (S_ISREG(about.st_mode) && about.st_size > 0)
        source->size = (size_t)about.st_size;
    return FC_OK;
}

fc_status an_source_open(const char *file, an_source **source)
{
    an_source *new = calloc(1, sizeof *new);
    fc_status status;

    *source = NULL;
    if (!new)
        return fc_no_memory();
    new->descriptor = -1;
    new->name = strcmp(file, "-") == 0 ? strdup("standard input") : an_feed_label(file);
    if (!new->name) {
        free(new);
        return fc_no_memory();
    }
    if (an_feed_is_database(file)) {
        status = an_feed_open(file, &new->feed);
    } else {
        status = open_descriptor(new, file);
        if (status == FC_OK)
            status = look(new);
    }
    if (status != FC_OK) {
        an_source_free(new);
        return status;
    }
    *source = new;
    return FC_OK;
}

void an_source_free(an_source *source)
{
    if (!source)
        return;
    if (source->descriptor >= 0)
        close(source->descriptor);
    if (source->child)
        an_sheet_stop(source->child);
    if (source->feed.state)
        source->feed.free(source->feed.state);
    free(source->name);
    free(source);
}

const char *an_source_name(const an_source *source)
{
    return source->name;
}

size_t an_source_size(const an_source *source)
{
    return source->size;
}
