/* database.c - opens SQLite files, and runs what gives no rows. */
#include "analysis/archive/database_private.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

fc_status an_database_tell(const an_database *d, int code)
{
    const char *what = d->handle ? sqlite3_errmsg(d->handle) : sqlite3_errstr(code);

    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fc_fail(FC_EIO, "%s: is locked by another program; try again when it has finished",
                       d->path);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return fc_fail(FC_EDATA,
                       "%s: is no sound SQLite database (%s); give another file, or a "
                       "copy of it from before",
                       d->path, what);
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return fc_fail(FC_ECANTCREAT, "%s: cannot be written (%s)", d->path, what);
    case SQLITE_NOMEM:
        return fc_no_memory();
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return fc_fail(FC_EIO, "%s: %s", d->path, what);
    default:
        return fc_fail(FC_EINTERNAL, "%s: %s", d->path, what);
    }
}

static fc_status run(an_database *d, const char *sql)
{
    const int code = sqlite3_exec(d->handle, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? FC_OK : an_database_tell(d, code);
}

/* Changing to the log takes a lock for which SQLite itself does not wait. */
fc_status an_database_use_log(an_database *d)
{
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    int code = SQLITE_BUSY;

    sqlite3_busy_timeout(d->handle, 100);
    for (int i = 0; i < AN_DATABASE_PATIENCE * 8 && (code & 0xFF) == SQLITE_BUSY; i++) {
        code = sqlite3_exec(d->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if ((code & 0xFF) == SQLITE_BUSY)
            nanosleep(&pause, NULL);
    }
    sqlite3_busy_timeout(d->handle, AN_DATABASE_PATIENCE * 1000);
    return code == SQLITE_OK ? FC_OK : an_database_tell(d, code);
}

static fc_status open_handle(an_database *d, bool create)
{
    const int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(d->path, &d->handle, flags, NULL);

    if (code != SQLITE_OK)
        return an_database_tell(d, code);
    sqlite3_extended_result_codes(d->handle, 1);
    sqlite3_busy_timeout(d->handle, AN_DATABASE_PATIENCE * 1000);
    return run(d, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                  "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
}

static fc_status open_to_read(an_database *d)
{
    const int code = sqlite3_open_v2(d->path, &d->handle, SQLITE_OPEN_READONLY, NULL);

    if (code != SQLITE_OK)
        return an_database_tell(d, code);
    sqlite3_extended_result_codes(d->handle, 1);
    sqlite3_busy_timeout(d->handle, AN_DATABASE_PATIENCE * 1000);
    return run(d, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
}

typedef enum { TO_READ, TO_CHANGE, TO_CREATE } open_mode;

static fc_status open_for(const char *path, open_mode mode, an_database **database)
{
    an_database *new = calloc(1, sizeof *new);
    fc_status status;

    *database = NULL;
    if (!new || !(new->path = strdup(path))) {
        free(new);
        return fc_no_memory();
    }
    if (mode != TO_CREATE && access(path, R_OK) != 0)
        status = fc_fail(FC_ENOINPUT, "%s: cannot be read: %s", path, strerror(errno));
    else
        status = mode == TO_READ ? open_to_read(new) : open_handle(new, mode == TO_CREATE);
    if (status != FC_OK) {
        an_database_close(new);
        return status;
    }
    *database = new;
    return FC_OK;
}

fc_status an_database_open(const char *path, bool create, an_database **database)
{
    return open_for(path, create ? TO_CREATE : TO_CHANGE, database);
}

fc_status an_database_open_to_read(const char *path, an_database **database)
{
    return open_for(path, TO_READ, database);
}

void an_database_close(an_database *database)
{
    if (!database)
        return;
    sqlite3_close(database->handle);
    free(database->path);
    free(database);
}

fc_status an_database_run(an_database *database, const char *sql)
{
    return run(database, sql);
}

void an_database_roll_back(an_database *database)
{
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

fc_status an_database_number(an_database *database, const char *sql, int64_t *number)
{
    an_statement *statement;
    bool row = false;
    fc_status status = an_statement_new(database, sql, &statement);

    *number = 0;
    if (status == FC_OK)
        status = an_statement_step(statement, &row);
    if (status == FC_OK && row)
        *number = an_statement_get_whole(statement, 0);
    an_statement_free(statement);
    return status;
}

int64_t an_database_last_id(const an_database *database)
{
    return sqlite3_last_insert_rowid(database->handle);
}

const char *an_database_version(void)
{
    return sqlite3_libversion();
}
