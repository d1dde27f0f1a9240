/* feed.h - rows of a database as the bytes of a CSV file: UTF-8, commas, points, a header line. */
#ifndef ANALYSIS_READ_FEED_H
#define ANALYSIS_READ_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/* Zeroed is none. */
typedef struct {
    void *state;
    fc_status (*next)(void *state, const char **bytes, size_t *n); /* *n 0: the end */
    void (*free)(void *state);
} an_feed;

/* Whether the name is one of a database: sqlite:..., postgresql://... or postgres://... */
bool an_feed_is_database(const char *name);

/* Whether it says what is wanted of it: "?query=" of sqlite, or a query behind a line break. */
bool an_feed_has_query(const char *name);

/* What is told of it: without the query. The caller frees it; NULL without memory. */
char *an_feed_label(const char *name);

/* sqlite:PATH?query=SELECT ..., sqlite:PATH or postgresql://..., then a line break and the query.
 * FC_EUSAGE without a query or with a password, FC_ENOINPUT, FC_EDATA where the query is none,
 * FC_EUNAVAILABLE where this gapcast was built without libpq. */
fc_status an_feed_open(const char *name, an_feed *feed) FC_CHECKED;

/* The two kinds; `label` is for messages and, of a server, its address. */
fc_status an_feed_sqlite(const char *label, const char *path, const char *query,
                         an_feed *feed) FC_CHECKED;
fc_status an_feed_postgres(const char *label, const char *query, an_feed *feed) FC_CHECKED;

/* False where this gapcast was built without libpq. */
bool an_feed_postgres_version(char *version, size_t size);

/* Lines that are put together; owned. */
typedef struct {
    char *bytes;
    size_t n, room;
    bool failed;
} an_feed_line;

/* Adds a field, in quotes where it must be; `first`: of its line. Then the end of the line. */
void an_feed_field(an_feed_line *line, const char *text, size_t n, bool first);
void an_feed_end(an_feed_line *line);

#endif
