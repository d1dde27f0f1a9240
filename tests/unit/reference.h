/* reference.h - tables of expected values that lie beside the project; tests skip without them. */
#ifndef TESTS_UNIT_REFERENCE_H
#define TESTS_UNIT_REFERENCE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

enum { REFERENCE_COLUMNS = 12 };

/* A CSV file in memory: cell[row * n_columns + column], row 0 is the header. */
typedef struct {
    size_t n_rows; /* with the header */
    size_t n_columns;
    char **cell;
    char *text;
} reference;

/* Cuts the line at its commas, outside quotes, and takes the quotes off. */
static inline size_t reference_split(char *line, char **cell)
{
    size_t n = 0;

    while (line && n < REFERENCE_COLUMNS) {
        const char close = *line == '"' ? '"' : ',';

        line += close == '"';
        cell[n++] = line;
        line += strcspn(line, close == '"' ? "\"" : ",");
        if (*line == '"')
            *line++ = '\0';
        if (*line == ',')
            *line++ = '\0';
        else
            line = NULL;
    }
    return n;
}

/* The file ../shared/`path`; skips the test where there is none. */
static inline reference reference_open(const char *path)
{
    reference r = {0};
    char name[256];
    char *rest = NULL;
    FILE *file;
    long size;

    snprintf(name, sizeof name, "../shared/%s", path);
    file = fopen(name, "r");
    if (!file) {
        skip();
        return r;
    }
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    r.text = calloc((size_t)size + 1, 1);
    assert_int_equal(fread(r.text, 1, (size_t)size, file), size);
    fclose(file);
    r.cell = calloc((size_t)size / 2 * REFERENCE_COLUMNS, sizeof *r.cell);
    for (char *line = strtok_r(r.text, "\r\n", &rest); line; line = strtok_r(NULL, "\r\n", &rest)) {
        const size_t n = reference_split(line, r.cell + r.n_rows * r.n_columns);

        r.n_columns = r.n_rows == 0 ? n : r.n_columns;
        r.n_rows++;
    }
    return r;
}

static inline void reference_close(reference *r)
{
    free(r->cell);
    free(r->text);
}

static inline const char *reference_text(const reference *r, size_t row, const char *column)
{
    for (size_t c = 0; c < r->n_columns; c++)
        if (!strcmp(r->cell[c], column))
            return r->cell[row * r->n_columns + c];
    fail_msg("no column %s", column);
    return NULL;
}

static inline double reference_number(const reference *r, size_t row, const char *column)
{
    return strtod(reference_text(r, row, column), NULL);
}

static inline int reference_is(const reference *r, size_t row, const char *column, const char *text)
{
    return !strcmp(reference_text(r, row, column), text);
}

/* The numbers of `column` in the rows where `key` is `text`; how many there are. */
static inline size_t reference_series(const reference *r, const char *key, const char *text,
                                      const char *column, double *out, size_t max)
{
    size_t n = 0;

    for (size_t row = 1; row < r->n_rows; row++)
        if ((!key || reference_is(r, row, key, text)) && n < max)
            out[n++] = reference_number(r, row, column);
    return n;
}

#endif
