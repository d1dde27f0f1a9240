/* feed_postgres.c - the rows of a query of a PostgreSQL server, copied out as CSV. */
#include "analysis/read/feed.h"

#ifdef GAPCAST_LIBPQ

#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 300 }; /* seconds without a byte from the server */

typedef struct {
    PGconn *connection;
    char *label;
    char *row; /* of libpq */
    bool ended;
} state;

static void free_state(void *data)
{
    state *s = data;

    PQfreemem(s->row);
    PQfinish(s->connection);
    free(s->label);
    free(s);
}

/* The first line of what the server or libpq says. */
static fc_status tell(const state *s, fc_status status, const char *what)
{
    const char *said = PQerrorMessage(s->connection);

    if (strncmp(said, "ERROR:  ", 8) == 0)
        said += 8;
    return fc_fail(status, "%s: %s: %.*s", s->label, what, (int)strcspn(said, "\n"), said);
}

/* Passwords in a command line are seen by all users of the machine. */
static fc_status check_url(const char *label)
{
    char *wrong = NULL;
    PQconninfoOption *options = PQconninfoParse(label, &wrong);
    bool password = false;

    if (!options) {
        const fc_status status = fc_fail(FC_EUSAGE, "%.*s", (int)strcspn(wrong ? wrong : "", "\n"),
                                         wrong ? wrong : "the address cannot be read");

        PQfreemem(wrong);
        return status;
    }
    for (const PQconninfoOption *o = options; o->keyword; o++)
        password = password || (strcmp(o->keyword, "password") == 0 && o->val);
    PQconninfoFree(options);
    if (password)
        return fc_fail(FC_EUSAGE, "postgresql: a password does not belong into a command line; "
                                  "keep it in ~/.pgpass, PGPASSFILE or a service file");
    return FC_OK;
}

static fc_status expect(const state *s, PGresult *result, ExecStatusType expected)
{
    fc_status status = FC_OK;

    if (PQresultStatus(result) != expected)
        status = PQstatus(s->connection) == CONNECTION_OK
                     ? tell(s, FC_EDATA, "the query failed")
                     : tell(s, FC_ENOINPUT, "the connection was lost");
    PQclear(result);
    return status;
}

/* Waits for bytes of the server. */
static fc_status wait_for(const state *s)
{
    struct pollfd p = {.fd = PQsocket(s->connection), .events = POLLIN};
    int ready;

    do
        ready = poll(&p, 1, PATIENCE * 1000);
    while (ready < 0); /* a signal that does not end the program */
    if (ready == 0)
        return fc_fail(FC_ENOINPUT, "%s: nothing came for %d seconds; the connection is given up",
                       s->label, PATIENCE);
    return PQconsumeInput(s->connection) ? FC_OK : tell(s, FC_ENOINPUT, "the connection was lost");
}

/* A row. */
static fc_status next(void *data, const char **bytes, size_t *n)
{
    state *s = data;
    fc_status status = FC_OK;
    int size = 0;

    PQfreemem(s->row);
    s->row = NULL;
    *n = 0;
    while (status == FC_OK && !s->ended && (size = PQgetCopyData(s->connection, &s->row, 1)) == 0)
        status = wait_for(s);
    if (status != FC_OK || s->ended)
        return status;
    if (size == -2)
        return tell(s, FC_ENOINPUT, "the connection was lost");
    if (size == -1) {
        s->ended = true;
        return expect(s, PQgetResult(s->connection), PGRES_COMMAND_OK);
    }
    *bytes = s->row;
    *n = (size_t)size;
    return FC_OK;
}

/* COPY (query): a semicolon at its end would not be read. */
static fc_status start(const state *s, const char *query)
{
    size_t n = strlen(query);
    char *sql;
    fc_status status;

    while (n > 0 && strchr("; \t\r\n", query[n - 1]))
        n--;
    if (asprintf(&sql, "COPY (%.*s\n) TO STDOUT WITH (FORMAT csv, HEADER)", (int)n, query) < 0)
        return fc_no_memory();
    status = expect(s, PQexec(s->connection, sql), PGRES_COPY_OUT);
    free(sql);
    return status;
}

static fc_status open_connection(state *s)
{
    const char *const keys[] = {"dbname", "connect_timeout", "client_encoding",
                                "fallback_application_name", NULL};
    const char *const values[] = {s->label, getenv("PGCONNECT_TIMEOUT") ? NULL : "20", "UTF8",
                                  "gapcast", NULL};

    s->connection = PQconnectdbParams(keys, values, 1);
    if (!s->connection)
        return fc_no_memory();
    if (PQstatus(s->connection) != CONNECTION_OK)
        return tell(s, FC_ENOINPUT, "cannot be reached");
    return expect(s, PQexec(s->connection, "SET default_transaction_read_only = on"),
                  PGRES_COMMAND_OK);
}

fc_status an_feed_postgres(const char *label, const char *query, an_feed *feed)
{
    state *s;
    fc_status status = check_url(label);

    if (status != FC_OK)
        return status;
    s = calloc(1, sizeof *s);
    if (!s || !(s->label = strdup(label)))
        status = fc_no_memory();
    if (status == FC_OK)
        status = open_connection(s);
    if (status == FC_OK)
        status = start(s, query);
    if (status != FC_OK) {
        if (s)
            free_state(s);
        return status;
    }
    *feed = (an_feed){s, next, free_state};
    return FC_OK;
}

bool an_feed_postgres_version(char *version, size_t size)
{
    snprintf(version, size, "%d.%d", PQlibVersion() / 10000, PQlibVersion() % 10000);
    return true;
}

#else

bool an_feed_postgres_version(char *version, size_t size)
{
    if (size > 0)
        *version = '\0';
    return false;
}

fc_status an_feed_postgres(const char *label, const char *query, an_feed *feed)
{
    (void)query;
    *feed = (an_feed){NULL, NULL, NULL};
    return fc_fail(
        FC_EUNAVAILABLE,
        "%s: this gapcast was built without libpq; install libpq-dev and build it again, "
        "or give the rows through a pipe: psql --csv -c 'SELECT ...' | gapcast ... -",
        label);
}

#endif
