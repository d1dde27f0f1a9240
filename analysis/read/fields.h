/* fields.h - text cut into records of fields, by libcsv, with the line of each record. */
#ifndef ANALYSIS_READ_FIELDS_H
#define ANALYSIS_READ_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/* Terminated; blanks outside quotes are gone. Empty and missing are the same: length 0. */
typedef struct {
    const char *text;
    size_t length;
} an_field;

typedef struct {
    const char *file;
    size_t line; /* where it starts */
    const an_field *fields;
    size_t n;
    size_t n_filled; /* fields that are not empty */
} an_record;

/* Called for each record; what it returns, if not FC_OK, ends the parsing. */
typedef fc_status (*an_record_function)(void *data, const an_record *record);

enum { AN_FIELD_MAX = 1 << 20 }; /* bytes; more is an unclosed quote, or no table */

typedef struct an_fields an_fields;

/* FC_EUSAGE where the delimiter is a quote or a line end. */
fc_status an_fields_new(const char *file, char delimiter, char line_end, bool lenient_quotes,
                        an_fields **fields) FC_CHECKED;
void an_fields_free(an_fields *fields); /* NULL is fine */

/* Parses `n` bytes that start in `line`. With `end`, what they leave open is closed or refused;
 * else it goes on in the next call. Stray and unclosed quotes are FC_EDATA. Blank lines are no
 * records. */
fc_status an_fields_parse(an_fields *fields, const char *text, size_t n, size_t line, bool end,
                          an_record_function function, void *data) FC_CHECKED;

#endif
