/* feed_sqlite.c - the rows of a query of an SQLite file. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/archive/database.h"
#include "analysis/read/feed.h"

enum { BLOCK = 1 << 16 };

typedef struct {
    char *label;
    an_database *database;
    an_statement *statement;
    an_feed_line line;
    bool begun, ended;
} state;

static void free_state(void *data)
{
    state *s = data;

    an_statement_free(s->statement);
    an_database_close(s->database);
    free(s->line.bytes);
    free(s->label);
    free(s);
}

static fc_status add_cell(state *s, int column)
{
    const an_cell_kind kind = an_statement_kind(s->statement, column);
    char number[40];
    size_t n;
    const char *text = an_statement_bytes(s->statement, column, &n);

    if (kind == AN_CELL_BLOB)
        return fc_fail(FC_EDATA, "%s: column '%s' of the query holds bytes that are no text",
                       s->label, an_statement_name(s->statement, column));
    if (kind == AN_CELL_REAL) { /* SQLite's own text has 15 digits */
        snprintf(number, sizeof number, "%.17g", an_statement_get_number(s->statement, column));
        text = number;
        n = strlen(number);
    }
    an_feed_field(&s->line, text, n, column == 0);
    return FC_OK;
}

static void add_header(state *s)
{
    for (int c = 0; c < an_statement_columns(s->statement); c++) {
        const char *name = an_statement_name(s->statement, c);

        an_feed_field(&s->line, name, strlen(name), c == 0);
    }
    an_feed_end(&s->line);
}

/* A block of lines. */
static fc_status next(void *data, const char **bytes, size_t *n)
{
    state *s = data;
    bool row = true;
    fc_status status = FC_OK;

    if (s->begun) /* the header is in the first block */
        s->line.n = 0;
    s->begun = true;
    while (status == FC_OK && !s->ended && row && s->line.n < BLOCK) {
        status = an_statement_step(s->statement, &row);
        for (int c = 0; status == FC_OK && row && c < an_statement_columns(s->statement); c++)
            status = add_cell(s, c);
        if (status == FC_OK && row)
            an_feed_end(&s->line);
    }
    s->ended = s->ended || !row;
    *bytes = s->line.bytes;
    *n = s->line.n;
    return s->line.failed ? fc_no_memory() : status;
}

fc_status an_feed_sqlite(const char *label, const char *path, const char *query, an_feed *feed)
{
    state *s = calloc(1, sizeof *s);
    fc_status status = s && (s->label = strdup(label)) ? FC_OK : fc_no_memory();

    if (status == FC_OK)
        status = an_database_open_to_read(path, &s->database);
    if (status == FC_OK)
        status = an_statement_new_query(s->database, query, &s->statement);
    if (status == FC_OK && an_statement_columns(s->statement) == 0)
        status = fc_fail(FC_EUSAGE, "%s: the query gives no columns; give a SELECT", label);
    if (status != FC_OK) {
        if (s)
            free_state(s);
        return status;
    }
    add_header(s);
    *feed = (an_feed){s, next, free_state};
    return FC_OK;
}
