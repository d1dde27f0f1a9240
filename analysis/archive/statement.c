/* statement.c - SQLite's statements: bound, stepped through, and read. */
#include <math.h>
#include <stdlib.h>

#include "analysis/archive/database_private.h"

fc_status an_statement_new(an_database *database, const char *sql, an_statement **statement)
{
    an_statement *new = calloc(1, sizeof *new);
    int code;

    *statement = NULL;
    if (!new)
        return fc_no_memory();
    new->database = database;
    code = sqlite3_prepare_v2(database->handle, sql, -1, &new->handle, NULL);
    if (code != SQLITE_OK) {
        free(new);
        return an_database_tell(database, code);
    }
    *statement = new;
    return FC_OK;
}

fc_status an_statement_new_query(an_database *database, const char *sql, an_statement **statement)
{
    an_statement *new = calloc(1, sizeof *new);

    *statement = NULL;
    if (!new)
        return fc_no_memory();
    new->database = database;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &new->handle, NULL) != SQLITE_OK) {
        free(new);
        return fc_fail(FC_EDATA, "%s: the query is not understood: %s", database->path,
                       sqlite3_errmsg(database->handle));
    }
    if (!new->handle || !sqlite3_stmt_readonly(new->handle)) {
        an_statement_free(new);
        return fc_fail(FC_EUSAGE, "%s: the query does not only read; give a SELECT",
                       database->path);
    }
    *statement = new;
    return FC_OK;
}

void an_statement_free(an_statement *statement)
{
    if (!statement)
        return;
    sqlite3_finalize(statement->handle);
    free(statement);
}

static void note(an_statement *s, int code)
{
    if (s->bound == SQLITE_OK)
        s->bound = code;
}

void an_statement_text(an_statement *s, int place, const char *text)
{
    note(s, text ? sqlite3_bind_text(s->handle, place, text, -1, SQLITE_TRANSIENT)
                 : sqlite3_bind_null(s->handle, place));
}

void an_statement_number(an_statement *s, int place, double number)
{
    note(s, isnan(number) ? sqlite3_bind_null(s->handle, place)
                          : sqlite3_bind_double(s->handle, place, number));
}

void an_statement_whole(an_statement *s, int place, int64_t number)
{
    note(s, sqlite3_bind_int64(s->handle, place, number));
}

fc_status an_statement_step(an_statement *s, bool *row)
{
    const int code = s->bound == SQLITE_OK ? sqlite3_step(s->handle) : s->bound;

    *row = code == SQLITE_ROW;
    if (*row)
        return FC_OK;
    sqlite3_reset(s->handle);
    s->bound = SQLITE_OK;
    return code == SQLITE_DONE ? FC_OK : an_database_tell(s->database, code);
}

fc_status an_statement_run(an_statement *s)
{
    bool row = true;
    fc_status status = FC_OK;

    while (row && status == FC_OK)
        status = an_statement_step(s, &row);
    return status;
}

void an_statement_reset(an_statement *s)
{
    sqlite3_reset(s->handle);
}

const char *an_statement_get_text(an_statement *s, int column)
{
    const unsigned char *text = sqlite3_column_text(s->handle, column);

    return text ? (const char *)text : "";
}

double an_statement_get_number(an_statement *s, int column)
{
    return sqlite3_column_type(s->handle, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(s->handle, column);
}

int64_t an_statement_get_whole(an_statement *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

int an_statement_columns(const an_statement *s)
{
    return sqlite3_column_count(s->handle);
}

const char *an_statement_name(const an_statement *s, int column)
{
    const char *name = sqlite3_column_name(s->handle, column);

    return name ? name : "";
}

an_cell_kind an_statement_kind(an_statement *s, int column)
{
    static const an_cell_kind kinds[] = {[SQLITE_NULL] = AN_CELL_NULL,
                                         [SQLITE_INTEGER] = AN_CELL_WHOLE,
                                         [SQLITE_FLOAT] = AN_CELL_REAL,
                                         [SQLITE_TEXT] = AN_CELL_TEXT,
                                         [SQLITE_BLOB] = AN_CELL_BLOB};

    return kinds[sqlite3_column_type(s->handle, column)];
}

const char *an_statement_bytes(an_statement *s, int column, size_t *n)
{
    const char *text = an_statement_get_text(s, column);

    *n = (size_t)sqlite3_column_bytes(s->handle, column);
    return text;
}
